"""Write the trained network for the run time: ONNX with 8-bit weights, small tables, calibration.

    python training/sentiment_export.py --weights run1/mean.safetensors --bert MODEL_DIR \
        --train newsmtsc_train.jsonl --out data/models/sentiment

The ranges in which the inputs of each product are rounded to 8 bits are measured on sentences of the
part that was learned from.

Several weights, trained from the same start, are averaged (model soup: Wortsman et al. 2022). The
calibration (a temperature and a shift a label) is fitted on the held-out tenth of the training part.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from onnx_encoder import HEADS, MICROSOFT, SIZE, FixedGraph, Graph, Range, smoothing
from safetensors.numpy import load_file
from scipy.optimize import minimize
from sentiment import LONGEST, batch_of, coded, held_out, questions, read_rows
from sentiment_net import from_bert
from tokenizers import Tokenizer

LABELS = ["negative", "neutral", "positive"]
MEASURED = 250
"""Sentences on which the ranges are measured."""


def soup(paths: list[Path]) -> dict[str, np.ndarray]:
    """The mean of several networks' weights."""
    nets = [load_file(p) for p in paths]
    return {name: np.mean([n[name].astype(np.float32) for n in nets], 0) for name in nets[0]}


def depth(net: dict[str, np.ndarray]) -> int:
    """How many layers a network has."""
    return 1 + max(int(name.split(".")[1]) for name in net if name.startswith("layers."))


class TargetGraph(FixedGraph):
    """A graph whose products are in 8 bits where the range of their input was measured."""

    def matmul(self, x: str, matrix: np.ndarray, bias: np.ndarray, out: str) -> str:
        """x @ matrix + bias, in 8 bits where the range of x is known."""
        if out in self.ranges:
            return super().matmul(x, matrix, bias, out)
        self.limit = None
        return Graph.matmul(self, x, matrix, bias, out)


def joined(net: dict[str, np.ndarray], prefix: str, kinds: tuple[str, ...]) -> tuple:
    """Matrix (inputs, outputs) and bias of several products of one input."""
    matrix, bias = ([net[f"{prefix}{k}.{x}"] for k in kinds] for x in ("weight", "bias"))
    return np.concatenate(matrix).T, np.concatenate(bias)


def attended(graph: Graph, net: dict[str, np.ndarray], x: str, number: int) -> str:
    """What each piece takes from those it sees: the input `seen` says which."""
    p, o = f"layers.{number}.", f"l{number}."
    made = graph.matmul(x, *joined(net, p, ("query", "key", "value")), o + "qkv")
    parts = [o + k for k in ("query", "key", "value")]
    graph.nodes.append(helper.make_node("Split", [made], parts, axis=2, num_outputs=3))
    return mixed(graph, parts, "seen", o + "mixed")


def asked(graph: Graph, net: dict[str, np.ndarray], x: str, number: int) -> tuple[str, str]:
    """The same for the questions' pieces alone, and these: keys and values are still all pieces'."""
    p, o = f"layers.{number}.", f"l{number}."
    made = graph.matmul(x, *joined(net, p, ("key", "value")), o + "kv")
    parts = [o + "key", o + "value"]
    graph.nodes.append(helper.make_node("Split", [made], parts, axis=2, num_outputs=2))
    flat = graph.node("Reshape", [x, graph.weight("pieces", np.array([-1, SIZE]))], o + "flat")
    x = graph.node("Gather", [flat, "asking"], o + "asking", axis=0)
    query = graph.matmul(x, *joined(net, p, ("query",)), o + "query")
    return x, mixed(graph, [query, *parts], "asking_seen", o + "mixed")


def mixed(graph: Graph, parts: list[str], mask: str, out: str) -> str:
    """Attention from queries, keys and values."""
    given = [*parts, "", "", mask]
    return graph.node("MultiHeadAttention", given, out, MICROSOFT, num_heads=HEADS)


def layer(graph: Graph, net: dict[str, np.ndarray], x: str, number: int) -> str:
    """One layer; the last one for the questions' pieces alone, since no other is read after it."""
    p, o = f"layers.{number}.", f"l{number}."
    if number == depth(net) - 1:
        x, taken = asked(graph, net, x, number)
    else:
        taken = attended(graph, net, x, number)
    out = graph.matmul(taken, net[p + "out.weight"].T, net[p + "out.bias"], o + "out")
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


def write_graph(net: dict[str, np.ndarray], path: Path, limit: int, ranges: dict) -> None:
    """The network as ONNX: vectors, who sees whom, the questions' places and pools in; logits out."""
    last = f"l{depth(net) - 1}."
    ranges = ranges | {last + k: ranges[last + "qkv"] for k in ("query", "kv") if ranges}
    graph = TargetGraph(ranges, limit)
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
                info("vectors", TensorProto.FLOAT, ["runs", "n", SIZE]),
                info("seen", TensorProto.FLOAT, ["runs", 1, "n", "n"]),
                info("asking", TensorProto.INT64, ["runs", "asking"]),
                info("asking_seen", TensorProto.FLOAT, ["runs", 1, "asking", "n"]),
                info("pool", TensorProto.FLOAT, ["runs", "two_a_question", "asking"]),
            ],
            [info("logits", TensorProto.FLOAT, [1, "questions", 3])],
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)],
    )
    model.ir_version = 9
    onnx.save(model, path)


def measured(net: dict[str, np.ndarray], bert: Path, train: Path, tail: float) -> dict:
    """Range of the input of each product: all but a share of `tail` of its values on either side."""
    tokenizer = Tokenizer.from_file(str(bert / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model, table = from_bert(
        {k: torch.tensor(v) for k, v in load_file(bert / "model.safetensors").items()}
    )
    model.layers = model.layers[: depth(net)]
    model.load_state_dict({k: torch.tensor(v) for k, v in net.items()})
    values: dict[str, list[np.ndarray]] = {}
    size = 0

    def keep(name: str):
        def hook(_, given, __) -> None:
            values.setdefault(name, []).append(given[0][0, :size].numpy().astype(np.float32))

        return hook

    for number, part in enumerate(model.layers):
        for ours, out in (("query", "qkv"), ("out", "out"), ("up", "wide"), ("down", "narrow")):
            getattr(part, ours).register_forward_hook(keep(f"l{number}.{out}"))
    rows = [r for r in read_rows(train) if not held_out(r["gid"])]
    with torch.no_grad():
        for row in rows[:: len(rows) // MEASURED]:
            example = coded(row, tokenizer)
            if example:
                item = questions(example, None, 0, 0)
                size = len(item[0])
                model.eval()(*batch_of([item], table)[0])
    return {n: ends(np.concatenate(v), weights_of(net, n), tail) for n, v in values.items()}


def weights_of(net: dict[str, np.ndarray], out: str) -> np.ndarray:
    """The matrix (inputs, outputs) of a product by its name in the graph."""
    number, kind = out[1:].split(".")
    names = {
        "qkv": ("query", "key", "value"),
        "out": ("out",),
        "wide": ("up",),
        "narrow": ("down",),
    }
    return np.concatenate([net[f"layers.{number}.{n}.weight"] for n in names[kind]]).T


def ends(values: np.ndarray, matrix: np.ndarray, tail: float) -> Range:
    """The range of an input's values (pieces, columns): all but a share of `tail` on either side."""
    smooth = smoothing(np.abs(values).max(0), matrix)
    low, high = np.quantile(values / smooth, [tail, 1 - tail])
    return float(low), float(high), smooth


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

    asked, gold = [], []
    for row in read_rows(train):
        if held_out(row["gid"]):
            asked.append((row["text"], row["spans"]))
            gold += [int(np.argmax(label)) for label in row["soft"]]
    return np.concatenate(TargetEncoder(folder).logits(asked)), np.array(gold)


def main() -> None:
    """Write the model's files."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--weights", type=Path, nargs="+", required=True)
    p.add_argument("--train", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--bert", type=Path, required=True)
    p.add_argument("--limit", type=int, default=63)
    p.add_argument("--news", type=float, default=1.0, help="log odds of neutral in running news")
    p.add_argument("--tail", type=float, default=2e-5)
    args = p.parse_args()
    net = soup(args.weights)
    ranges = measured(net, args.bert, args.train, args.tail) if args.limit else {}
    args.out.mkdir(parents=True, exist_ok=True)
    write_graph(net, args.out / "model.onnx", args.limit, ranges)
    np.savez(
        args.out / "tables.npz",
        positions=net["position.weight"][:LONGEST].astype(np.float16),
        kinds=net["kind.weight"].astype(np.float32),
    )
    settings = {"labels": LABELS, "longest": LONGEST, "temperature": 1.0, "shift": [0.0, 0.0, 0.0]}
    settings["news_shift"] = [0.0, args.news, 0.0]
    (args.out / "settings.json").write_text(json.dumps(settings, indent=1) + "\n")
    logits, gold = held_out_logits(args.out, args.train)
    temperature, shift = calibration(logits, gold)
    settings |= {"temperature": round(temperature, 4), "shift": [round(s, 4) for s in shift]}
    (args.out / "settings.json").write_text(json.dumps(settings, indent=1) + "\n")
    print(settings, "held out", len(gold), "accuracy", (logits.argmax(1) == gold).mean())


if __name__ == "__main__":
    main()
