"""A MiniLM (BERT) encoder as an ONNX graph with 8-bit weights, built node by node.

Input `vectors` (1, n, 384): word-piece vectors plus positions, before the first layer norm; output
`hidden` (1, n, 384). One text a run, so there is no padding and no mask, and what comes out cannot
depend on what else is in a batch. Weights are signed 8-bit with a scale a column; activations are
rounded to 8 bits as they come (one scale a matrix).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HEADS, SIZE = 12, 384
MICROSOFT = "com.microsoft"


Range = tuple[float, float, np.ndarray | None]
"""Least and greatest value of a product's input, and what its columns are divided by before."""


def smoothing(largest: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """What to divide each column of an input by: half of its excess moves into the weights.

    SmoothQuant (Xiao et al. 2023); `largest` is each column's greatest magnitude.
    """
    rows = np.maximum(np.abs(matrix).max(1), 1e-5)
    return np.sqrt(np.maximum(largest, 1e-5) / rows).astype(np.float32)


class Graph:
    """Nodes and weights collected on the way."""

    def __init__(self, limit: int | None) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.limit = limit

    def weight(self, name: str, array: np.ndarray) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind: str, inputs: list[str], out: str, domain: str = "", **more: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [out], domain=domain, name=out, **more))
        return out

    def matmul(self, x: str, matrix: np.ndarray, bias: np.ndarray, out: str) -> str:
        """x @ matrix + bias; with a limit, in 8 bits (7 bits a weight where the limit is 63)."""
        bias_name = self.weight(out + ".bias", bias.astype(np.float32))
        if self.limit is None:
            name = self.weight(out + ".weight", matrix.astype(np.float32))
            self.node("MatMul", [x, name], out + ".mm")
            return self.node("Add", [out + ".mm", bias_name], out)
        scale = np.maximum(np.abs(matrix).max(0), 1e-8) / self.limit
        rounded = np.round(matrix / scale).astype(np.int8)
        name = self.weight(out + ".weight", rounded)
        scale_name = self.weight(out + ".scale", scale.astype(np.float32))
        zero = self.weight(out + ".zero", np.zeros(len(scale), np.int8))
        return self.node(
            "DynamicQuantizeMatMul", [x, name, scale_name, zero, bias_name], out, MICROSOFT
        )

    def fixed(
        self, x: str, matrix: np.ndarray, bias: np.ndarray, out: str,
        ends: tuple[float, float], limit: int,
    ) -> str:  # fmt: skip
        """x @ matrix + bias in 8 bits, x rounded on a scale between two ends that do not change."""
        low, high = ends
        step = max(high - low, 1e-6) / 255
        middle = np.array(np.clip(round(-low / step), 0, 255), np.uint8)
        scale = np.maximum(np.abs(matrix).max(0), 1e-8) / limit
        given = [
            self.weight(out + ".step", np.array(step, np.float32)),
            self.weight(out + ".middle", middle),
        ]
        coded = self.node("QuantizeLinear", [x, *given], out + ".coded")
        weights = [
            self.weight(out + ".weight", np.round(matrix / scale).astype(np.int8)),
            given[0],
            self.weight(out + ".scale", scale.astype(np.float32)),
            given[1],
            self.weight(out + ".zero", np.zeros(len(scale), np.int8)),
            self.weight(out + ".bias", bias.astype(np.float32)),
        ]
        return self.node("MatMulIntegerToFloat", [coded, *weights], out, MICROSOFT)


class FixedGraph(Graph):
    """A graph whose products round their inputs on scales measured once and for all.

    So what is computed of a text does not depend on what is read beside it.
    """

    def __init__(self, ranges: Mapping[str, Range], limit: int = 63) -> None:
        super().__init__(limit)
        self.ranges, self.bits = ranges, limit

    def matmul(self, x: str, matrix: np.ndarray, bias: np.ndarray, out: str) -> str:
        """x @ matrix + bias in 8 bits."""
        low, high, smooth = self.ranges[out]
        if smooth is not None:
            matrix = matrix * smooth[:, None]
            x = self.node("Mul", [x, self.weight(out + ".smooth", 1 / smooth)], out + ".even")
        return self.fixed(x, matrix, bias, out, (low, high), self.bits)


def _get(state: dict[str, np.ndarray], name: str) -> np.ndarray:
    return np.asarray(state[name], dtype=np.float32)


def _layer(graph: Graph, state: dict[str, np.ndarray], x: str, number: int) -> str:
    p, o = f"encoder.layer.{number}.", f"l{number}."
    parts = []
    kinds = ("query", "key", "value")
    matrix = np.concatenate([_get(state, f"{p}attention.self.{k}.weight") for k in kinds]).T
    bias = np.concatenate([_get(state, f"{p}attention.self.{k}.bias") for k in kinds])
    joined = graph.matmul(x, matrix, bias, o + "qkv")
    parts = [o + k for k in kinds]
    graph.nodes.append(helper.make_node("Split", [joined], parts, axis=2, num_outputs=3))
    mixed = graph.node("MultiHeadAttention", parts, o + "mixed", MICROSOFT, num_heads=HEADS)
    attended = graph.matmul(
        mixed,
        _get(state, p + "attention.output.dense.weight").T,
        _get(state, p + "attention.output.dense.bias"),
        o + "attended",
    )
    x = _skip_norm(graph, state, attended, x, p + "attention.output.LayerNorm", o + "a")
    wide = graph.matmul(
        x,
        _get(state, p + "intermediate.dense.weight").T,
        _get(state, p + "intermediate.dense.bias"),
        o + "wide",
    )
    active = graph.node("Gelu", [wide], o + "gelu", MICROSOFT)
    narrow = graph.matmul(
        active,
        _get(state, p + "output.dense.weight").T,
        _get(state, p + "output.dense.bias"),
        o + "narrow",
    )
    return _skip_norm(graph, state, narrow, x, p + "output.LayerNorm", o + "b")


def _skip_norm(graph: Graph, state: dict, x: str, skip: str, name: str, out: str) -> str:
    """Sum and layer norm, as two nodes: the fused one is slower on a CPU."""
    scale = graph.weight(out + ".gamma", _get(state, name + ".weight"))
    shift = graph.weight(out + ".beta", _get(state, name + ".bias"))
    total = graph.node("Add", [x, skip], out + ".sum")
    return graph.node("LayerNormalization", [total, scale, shift], out, axis=-1, epsilon=1e-12)


def write_encoder(
    state: dict[str, np.ndarray],
    path: Path,
    *,
    limit: int | None = 63,
    ranges: Mapping[str, Range] | None = None,
    shown: Mapping[str, int] | None = None,
    head: tuple[np.ndarray, np.ndarray] | None = None,
    relation: tuple[slice, np.ndarray] | None = None,
) -> None:
    """Write the encoder of a BERT state dict; `limit` None keeps 32 bits.

    With a `head` (matrix, bias) the graph takes a second input, `first`: the positions of the words'
    first pieces; and its output is `scores` (words, columns) in place of `hidden`. With a `relation`
    (the columns of the dependents, and the labels' forms) there is `mixed` too: the dependents
    through the form of every label, (words, labels x heads). With `ranges`, inputs of products are
    rounded on those fixed scales. What is `shown` (name -> size) comes out too.
    """
    graph = Graph(limit) if ranges is None else FixedGraph(ranges)
    scale = graph.weight("norm.gamma", _get(state, "embeddings.LayerNorm.weight"))
    shift = graph.weight("norm.beta", _get(state, "embeddings.LayerNorm.bias"))
    x = graph.node("LayerNormalization", ["vectors", scale, shift], "norm", axis=-1, epsilon=1e-12)
    layers = 1 + max(int(k.split(".")[2]) for k in state if k.startswith("encoder.layer."))
    for number in range(layers):
        x = _layer(graph, state, x, number)
    inputs = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", "n", SIZE])]
    if head is None:
        graph.node("Identity", [x], "hidden")
        output = helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["texts", "n", SIZE])
    else:
        inputs.append(helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]))
        words = graph.node("Gather", [x, "first"], "words", axis=1)
        graph.matmul(words, head[0].T, head[1], "scores")
        output = helper.make_tensor_value_info(
            "scores", TensorProto.FLOAT, [1, "words", len(head[1])]
        )
    outputs = [output]
    for name, size in (shown or {}).items():
        outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["texts", "n", size]))
    if relation is not None:
        outputs.append(_relation(graph, *relation))
    model = helper.make_model(
        helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.weights),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)],
    )
    model.ir_version = 9
    onnx.save(model, path)


def _relation(graph: Graph, columns: slice, forms: np.ndarray) -> onnx.ValueInfoProto:
    """The dependents' half of the label scores; the last row of `forms` is their bias."""
    ends = [
        graph.weight("mixed." + name, np.array([value], np.int64))
        for name, value in (("from", columns.start), ("to", columns.stop), ("axis", 2))
    ]
    graph.node("Slice", ["scores", *ends], "mixed.dependent")
    graph.node("LeakyRelu", ["mixed.dependent"], "mixed.active", alpha=0.1)
    graph.matmul("mixed.active", forms[:-1], forms[-1], "mixed")
    return helper.make_tensor_value_info("mixed", TensorProto.FLOAT, [1, "words", forms.shape[1]])
