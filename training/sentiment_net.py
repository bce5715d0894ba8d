"""The network for sentiment towards a target: a sentence read once, then one short question a target.

The sentence runs through the layers without knowing who is asked about. A question, a query token and a copy of the target's word pieces at the target's own
positions, then attends to them and to itself (levitated markers: Ye, Lin, Li & Sun 2022). All targets of
a sentence thus share the costly part, and no target's answer depends on another's.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTH, HEADS, LAYERS, LABELS = 384, 12, 6, 3


class Layer(nn.Module):
    """One post-norm transformer layer (Devlin et al. 2019)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    @staticmethod
    def split(x: Tensor) -> Tensor:
        return x.view(x.shape[0], -1, HEADS, WIDTH // HEADS).transpose(1, 2)

    def rest(self, x: Tensor, mixed: Tensor) -> Tensor:
        mixed = mixed.transpose(1, 2).reshape(x.shape[0], -1, WIDTH)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        return self.rest(x, F.scaled_dot_product_attention(q, k, v, attn_mask=mask))


class TargetNet(nn.Module):
    """Six layers and a head over the question's query token and the mean of its target pieces."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.position = nn.Embedding(512, WIDTH)
        self.kind = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.head_drop = nn.Dropout(0.2)
        self.mix = nn.Linear(2 * WIDTH, WIDTH)
        self.head = nn.Linear(WIDTH, LABELS)

    def start(self, embedded: Tensor, positions: Tensor, kinds: Tensor) -> Tensor:
        return self.norm(embedded + self.position(positions) + self.kind(kinds))

    def read(self, query: Tensor, pieces: Tensor) -> Tensor:
        both = self.head_drop(torch.cat([query, pieces], -1))
        return self.head(self.head_drop(torch.tanh(self.mix(both))))

    def forward(self, embedded, positions, kinds, mask, rows, queries, pools) -> Tensor:
        x = self.drop(self.start(embedded, positions, kinds))
        for layer in self.layers:
            x = layer(x, mask)
        x = x.float()
        pieces = torch.einsum("tl,tld->td", pools, x[rows])
        return self.read(x[rows, queries], pieces)


def from_bert(weights: dict[str, Tensor], dropout: float = 0.1) -> tuple[TargetNet, Tensor]:
    """Our network with the weights of a six-layer BERT, and its table of word embeddings."""
    net = TargetNet(dropout)
    state = net.state_dict()
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i in range(LAYERS):
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                state[f"layers.{i}.{ours}.{part}"] = weights[f"encoder.layer.{i}.{theirs}.{part}"]
    state["position.weight"] = weights["embeddings.position_embeddings.weight"]
    state["kind.weight"] = weights["embeddings.token_type_embeddings.weight"]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
    net.load_state_dict(state)
    return net, weights["embeddings.word_embeddings.weight"]
