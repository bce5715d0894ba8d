"""Write the trained network for the run time: ONNX with 8-bit weights, small tables, calibration.

    python training/sentiment_export.py --weights run1/mean.safetensors --table data/models/embeddings \
        --train newsmtsc_train.jsonl --out data/models/sentiment

Several weights, trained from the same start, are averaged (model soup: Wortsman et al. 2022). The
calibration (a temperature and a shift a label) is fitted on the held-out tenth of the training part.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from onnx_encoder import HEADS, MICROSOFT, SIZE, Graph
from safetensors.numpy import load_file
from scipy.optimize import minimize
from sentiment import LONGEST, held_out

LABELS = ["negative", "neutral", "positive"]
TAIL = 2e-5
"""So much of an input's values may lie outside the range that is kept in 8 bits, on either side."""


def soup(paths: list[Path]) -> dict[str, np.ndarray]:
    """The mean of several networks' weights."""
    nets = [load_file(p) for p in paths]
    return {name: np.mean([n[name].astype(np.float32) for n in nets], 0) for name in nets[0]}


def depth(net: dict[str, np.ndarray]) -> int:
    """How many layers a network has."""
    return 1 + max(int(name.split(".")[1]) for name in net if name.startswith("layers."))


class FixedGraph(Graph):
    """A graph whose inputs of products have ranges of their own, measured once and for all.

    So a value's rounding depends on nothing else that is read in the same run.
    """

    def __init__(self, limit: int | None, ranges: dict[str, tuple[float, float]]) -> None:
        super().__init__(limit)
        self.ranges = ranges

    def matmul(self, x: str, matrix: np.ndarray, bias: np.ndarray, out: str) -> str:
        """x @ matrix + bias, in 8 bits where the range of x is known."""
        if out not in self.ranges or self.limit is None:
            limit, self.limit = self.limit, None
            made = super().matmul(x, matrix, bias, out)
            self.limit = limit
            return made
        low, high = self.ranges[out]
        step = max(high - low, 1e-6) / 255
        zero = int(np.clip(round(-low / step), 0, 255))
        scale = np.maximum(np.abs(matrix).max(0), 1e-8) / self.limit
        rounded = np.round(matrix / scale).astype(np.int8)
        inputs = [
            self.weight(out + ".step", np.array(step, np.float32)),
            self.weight(out + ".middle", np.array(zero, np.uint8)),
        ]
        coded = self.node("QuantizeLinear", [x, *inputs], out + ".coded")
        return self.node(
            "MatMulIntegerToFloat",
            [
                coded,
                self.weight(out + ".weight", rounded),
                inputs[0],
                self.weight(out + ".scale", scale.astype(np.float32)),
                inputs[1],
                self.weight(out + ".zero", np.zeros(len(scale), np.int8)),
                self.weight(out + ".bias", bias.astype(np.float32)),
            ],
            out,
            MICROSOFT,
        )


def layer(graph: Graph, net: dict[str, np.ndarray], x: str, number: int) -> str:
    """One layer; who sees whom is the input `seen`."""
    p, o = f"layers.{number}.", f"l{number}."
    kinds = ("query", "key", "value")
    joined = graph.matmul(
        x,
        np.concatenate([net[f"{p}{k}.weight"] for k in kinds]).T,
        np.concatenate([net[f"{p}{k}.bias"] for k in kinds]),
        o + "qkv",
    )
    parts = [o + k for k in kinds]
    graph.nodes.append(helper.make_node("Split", [joined], parts, axis=2, num_outputs=3))
    mixed = graph.node(
        "MultiHeadAttention",
        [*parts, "", "", "seen"],
        o + "mixed",
        MICROSOFT,
        num_heads=HEADS,
    )
    out = graph.matmul(mixed, net[p + "out.weight"].T, net[p + "out.bias"], o + "out")
    x = skip_norm(graph, net, out, x, p + "norm1", o + "a")
    wide = graph.matmul(x, net[p + "up.weight"].T, net[p + "up.bias"], o + "wide")
    narrow = graph.matmul(
        graph.node("Gelu", [wide], o + "gelu", MICROSOFT),
        net[p + "down.weight"].T,
        net[p + "down.bias"],
        o + "narrow",
    )
    return skip_norm(graph, net, narrow, x, p + "norm2", o + "b")


def skip_norm(graph: Graph, net: dict, x: str, skip: str, name: str, out: str) -> str:
    """Residual connection and layer norm: as two nodes, since the fused one is slower on a CPU."""
    return norm(graph, net, graph.node("Add", [x, skip], out + ".sum"), name, out)


def norm(graph: Graph, net: dict, x: str, name: str, out: str) -> str:
    """Layer norm."""
    gamma = graph.weight(out + ".gamma", net[name + ".weight"])
    beta = graph.weight(out + ".beta", net[name + ".bias"])
    return graph.node("LayerNormalization", [x, gamma, beta], out, axis=-1, epsilon=1e-12)


def write_graph(net: dict[str, np.ndarray], path: Path, limit: int | None, ranges: dict) -> None:
    """The network as ONNX: vectors, who sees whom, and the questions' pools in; logits out."""
    graph = FixedGraph(limit, ranges)
    x = norm(graph, net, "vectors", "norm", "start")
    for number in range(depth(net)):
        x = layer(graph, net, x, number)
    graph.node("MatMul", ["pool", x], "pooled")
    graph.node("Reshape", ["pooled", graph.weight("flat", np.array([1, -1, 2 * SIZE]))], "both")
    mix = graph.matmul("both", net["mix.weight"].T, net["mix.bias"], "mix")
    graph.matmul(
        graph.node("Tanh", [mix], "tanh"), net["head.weight"].T, net["head.bias"], "logits"
    )
    info = helper.make_tensor_value_info
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "target_sentiment",
            [
                info("vectors", TensorProto.FLOAT, [1, "n", SIZE]),
                info("seen", TensorProto.FLOAT, [1, 1, "n", "n"]),
                info("pool", TensorProto.FLOAT, [1, "two_a_question", "n"]),
            ],
            [info("logits", TensorProto.FLOAT, [1, "questions", 3])],
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)],
    )
    model.ir_version = 9
    onnx.save(model, path)


def calibration(logits: np.ndarray, gold: np.ndarray) -> tuple[float, list[float]]:
    """Temperature and shifts that fit held-out labels best (vector scaling: Guo et al. 2017)."""

    def loss(v: np.ndarray) -> float:
        z = logits / np.exp(v[0]) + np.array([v[1], v[2], -v[1] - v[2]])
        z = z - z.max(1, keepdims=True)
        return float(
            -(z[np.arange(len(gold)), gold] - np.log(np.exp(z).sum(1))).mean()
            + 0.01 * (v[1:] ** 2).sum()
        )

    best = minimize(loss, np.zeros(3), method="Nelder-Mead").x
    return float(np.exp(best[0])), [float(best[1]), float(best[2]), float(-best[1] - best[2])]


def held_out_logits(folder: Path, train: Path) -> tuple[np.ndarray, np.ndarray]:
    """What the written model itself says of the held-out articles, uncalibrated."""
    from helpers.sentiment.encoder import TargetEncoder

    model = TargetEncoder(folder)
    logits, gold = [], []
    for line in train.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        if held_out(row["primary_gid"]):
            spans = [(t["from"], t["to"]) for t in row["targets"]]
            logits += list(model.logits(row["sentence_normalized"], spans))
            gold += [int(t["polarity"]) // 2 - 1 for t in row["targets"]]
    return np.array(logits), np.array(gold)


def main() -> None:
    """Write the model's files."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--weights", type=Path, nargs="+", required=True)
    p.add_argument("--train", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--limit", type=int, default=63)
    args = p.parse_args()
    net = soup(args.weights)
    args.out.mkdir(parents=True, exist_ok=True)
    write_graph(net, args.out / "model.onnx", args.limit or None)
    np.savez(
        args.out / "tables.npz",
        positions=net["position.weight"][:LONGEST].astype(np.float16),
        kinds=net["kind.weight"].astype(np.float32),
    )
    settings = {"labels": LABELS, "longest": LONGEST, "temperature": 1.0, "shift": [0.0, 0.0, 0.0]}
    (args.out / "settings.json").write_text(json.dumps(settings, indent=1) + "\n")
    logits, gold = held_out_logits(args.out, args.train)
    temperature, shift = calibration(logits, gold)
    settings |= {"temperature": round(temperature, 4), "shift": [round(s, 4) for s in shift]}
    (args.out / "settings.json").write_text(json.dumps(settings, indent=1) + "\n")
    print(settings, "held out", len(gold), "accuracy", (logits.argmax(1) == gold).mean())


if __name__ == "__main__":
    main()
