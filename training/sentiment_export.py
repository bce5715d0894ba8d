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

LAYERS = 6
LABELS = ["negative", "neutral", "positive"]


def soup(paths: list[Path]) -> dict[str, np.ndarray]:
    """The mean of several networks' weights."""
    nets = [load_file(p) for p in paths]
    return {name: np.mean([n[name].astype(np.float32) for n in nets], 0) for name in nets[0]}


def layer(
    graph: Graph, net: dict[str, np.ndarray], x: str, number: int, limit_mix: None = None
) -> str:
    """One layer that attends to the past's keys and values beside its own."""
    p, o = f"layers.{number}.", f"l{number}."
    kinds = ("query", "key", "value")
    joined = graph.matmul(
        x,
        np.concatenate([net[f"{p}{k}.weight"] for k in kinds]).T,
        np.concatenate([net[f"{p}{k}.bias"] for k in kinds]),
        o + "qkv",
    )
    query, key, value = (o + k for k in kinds)
    graph.nodes.append(
        helper.make_node("Split", [joined], [query, key, value], axis=2, num_outputs=3)
    )
    graph.node("Concat", [f"past{2 * number}", key], o + "keys", axis=1)
    graph.node("Concat", [f"past{2 * number + 1}", value], o + "values", axis=1)
    mixed = graph.node(
        "MultiHeadAttention",
        [query, o + "keys", o + "values"],
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
    """Residual connection and layer norm."""
    gamma = graph.weight(out + ".gamma", net[name + ".weight"])
    beta = graph.weight(out + ".beta", net[name + ".bias"])
    return graph.node(
        "SkipLayerNormalization", [x, skip, gamma, beta], out, MICROSOFT, epsilon=1e-12
    )


def write_graph(net: dict[str, np.ndarray], path: Path, limit: int | None) -> None:
    """The network as ONNX: vectors, past and pool in; logits and the kept keys and values out."""
    graph = Graph(limit)
    graph.nodes.append(
        helper.make_node(
            "Split",
            ["past"],
            [f"past{i}" for i in range(2 * LAYERS)],
            axis=0,
            num_outputs=2 * LAYERS,
        )
    )
    x = graph.node(
        "LayerNormalization",
        [
            "vectors",
            graph.weight("norm.gamma", net["norm.weight"]),
            graph.weight("norm.beta", net["norm.bias"]),
        ],
        "norm",
        axis=-1,
        epsilon=1e-12,
    )
    for number in range(LAYERS):
        x = layer(graph, net, x, number)
    graph.node(
        "Concat", [f"l{i}.{k}" for i in range(LAYERS) for k in ("key", "value")], "kept", axis=0
    )
    graph.node("MatMul", ["pool", x], "pooled")
    graph.node("Reshape", ["pooled", graph.weight("flat", np.array([1, 1, 2 * SIZE]))], "both")
    mix = graph.matmul("both", net["mix.weight"].T, net["mix.bias"], "mix")
    graph.limit = None
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
                info("past", TensorProto.FLOAT, [2 * LAYERS, "p", SIZE]),
                info("pool", TensorProto.FLOAT, [1, 2, "n"]),
            ],
            [
                info("logits", TensorProto.FLOAT, [1, 1, 3]),
                info("kept", TensorProto.FLOAT, [2 * LAYERS, "n", SIZE]),
            ],
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
