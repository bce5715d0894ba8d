"""Training that feels the 8 bits in which a model will run (Jacob et al. 2018).

Weights are rounded as `onnx_encoder` writes them (a scale a column, 7 of the 8 bits) and activations as
onnxruntime's `DynamicQuantizeMatMul` rounds them (a scale a matrix); gradients pass as if nothing were.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn.functional import linear

WEIGHT_LIMIT = 63


def _straight(exact: torch.Tensor, rounded: torch.Tensor) -> torch.Tensor:
    return exact + (rounded - exact).detach()


def rounded_weight(weight: torch.Tensor) -> torch.Tensor:
    """Return an `nn.Linear`'s weight (out, in), each row in steps of its own."""
    with torch.no_grad():
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / WEIGHT_LIMIT
        rounded = torch.round(weight / scale) * scale
    return _straight(weight, rounded)


def rounded_activation(x: torch.Tensor) -> torch.Tensor:
    """Return activations (window, …, size) in 256 steps from each window's least to its largest."""
    with torch.no_grad():
        exact = x.float()
        flat = exact.flatten(1)
        low, high = flat.amin(1).clamp(max=0), flat.amax(1).clamp(min=0)
        shape = (-1,) + (1,) * (x.dim() - 1)
        scale = ((high - low) / 255).clamp(min=1e-8).view(shape)
        zero = torch.round(-low.view(shape) / scale)
        rounded = ((torch.round(exact / scale) + zero).clamp(0, 255) - zero) * scale
    return _straight(x, rounded.to(x.dtype))


class EightBits(nn.Linear):
    """A linear layer that computes on rounded weights and activations."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return linear(rounded_activation(x), rounded_weight(self.weight), self.bias)


def in_eight_bits(model: nn.Module) -> None:
    """Turn every linear layer of a model into :class:`EightBits`, in place."""
    for module in model.modules():
        if type(module) is nn.Linear:
            module.__class__ = EightBits
