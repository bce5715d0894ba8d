"""Let trained networks say what they think of sentences that nobody has labelled.

    python training/sentiment_teacher.py --sentences sentences.json --names names.json \
        --bert MODEL_DIR --weights run1/mean.safetensors run2/mean.safetensors --out soft.jsonl

`sentences.json`: a list of `{"text", "spans"}`. Each sentence is asked about as it stands and with other
names; the mean of both over all networks is the label of both, so that the names weigh less.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from sentiment import batch_of, coded
from sentiment_names import read_pool, renamed
from sentiment_net import from_bert
from tokenizers import Tokenizer


def asked(example: dict) -> tuple:
    """An example's pieces with a question a target and one for the sentence as a whole."""
    tokens, spots = list(example["ids"]), []
    positions, segments = list(range(len(tokens))), [0] * len(tokens)
    for k, at in enumerate([*(at for at, _ in example["targets"]), []], 1):
        spots.append((len(tokens), len(at), [0.0, 0.0, 0.0]))
        tokens += [103, *(example["ids"][i] for i in at)]
        positions += [at[0] if at else 0, *at]
        segments += [k] * (1 + len(at))
    return tokens, positions, segments, spots


def chances(nets: list, items: list[tuple], table: torch.Tensor) -> list[np.ndarray]:
    """Mean probabilities of all networks, an array (questions, 3) for each item, in order."""
    order = sorted(range(len(items)), key=lambda i: len(items[i][0]))
    found: dict[int, np.ndarray] = {}
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for at in range(0, len(order), 48):
            part = order[at : at + 48]
            inputs, _ = batch_of([items[i] for i in part], table)
            mean = torch.stack([net(*inputs).float().softmax(-1) for net in nets]).mean(0).numpy()
            counts = np.cumsum([len(items[i][3]) for i in part])[:-1]
            found.update(zip(part, np.split(mean, counts), strict=True))
    return [found[i] for i in range(len(items))]


def main() -> None:
    """Read, ask, write."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--sentences", type=Path, required=True)
    p.add_argument("--names", type=Path, required=True)
    p.add_argument("--bert", type=Path, required=True)
    p.add_argument("--weights", type=Path, nargs="+", required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--most", type=int, default=6000)
    args = p.parse_args()
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(args.bert / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    nets = []
    for path in args.weights:
        net, table = from_bert(load_file(args.bert / "model.safetensors"))
        net.load_state_dict(load_file(path))
        nets.append(net.eval())
    rng, pool, pairs = random.Random(0), read_pool(args.names), []
    for row in json.loads(args.sentences.read_text(encoding="utf8"))[: args.most]:
        row = {"gid": "", **row, "soft": [None] * len(row["spans"]), "whole": None}
        both = [row, renamed(row, rng, pool)]
        examples = [coded(r, tokenizer) for r in both]
        if all(e and len(e["targets"]) == len(row["spans"]) for e in examples):
            pairs.append((both, examples))
    given = [chances(nets, [asked(pair[1][k]) for pair in pairs], table) for k in (0, 1)]
    with args.out.open("w", encoding="utf8") as out:
        for (both, _), first, second in zip(pairs, *given, strict=True):
            mean = ((first + second) / 2).round(4).tolist()
            for row in both:
                made = {"text": row["text"], "spans": row["spans"]}
                print(json.dumps({**made, "soft": mean[:-1], "whole": mean[-1]}), file=out)


if __name__ == "__main__":
    main()
