"""Let trained networks say what they think of sentences that nobody has labelled.

    python training/sentiment_teacher.py --sentences sentences.json --names names.json \
        --bert MODEL_DIR --weights run1/mean.safetensors run2/mean.safetensors --out soft.jsonl

`sentences.json`: a list of `{"text", "spans"}`. Each sentence is asked about as it stands and with other
names; the mean of both over all networks is the label of both, so that the names weigh less.

    python training/sentiment_teacher.py --train newsmtsc_train.jsonl --share 0.35 … --out blended.jsonl

writes labelled sentences instead, each label mixed with a share of what the networks say of it (born-again
networks: Furlanello et al. 2018); the held-out articles keep the label by hand as the greatest.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from sentiment import batch_of, coded, read_rows
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


def paired(rows: list[dict], pool: list, tokenizer: Tokenizer) -> list[tuple]:
    """Each row as it stands and renamed, as rows and as word pieces; those with all targets in reach."""
    rng, pairs = random.Random(0), []
    for row in rows:
        both = [row, renamed(row, rng, pool)]
        examples = [coded(r, tokenizer) for r in both]
        if all(e and len(e["targets"]) == len(row["spans"]) for e in examples):
            pairs.append((both, examples))
    return pairs


def unlabelled(path: Path, most: int) -> list[dict]:
    """Sentences without labels as rows."""
    found = json.loads(path.read_text(encoding="utf8"))[:most]
    return [{"gid": "", **r, "soft": [None] * len(r["spans"]), "whole": None} for r in found]


def blended(row: dict, mean: np.ndarray, share: float) -> dict:
    """A labelled row whose labels carry a share of the networks' answer."""
    soft = ((1 - share) * np.array(row["soft"]) + share * mean[:-1]).round(4).tolist()
    whole = row["whole"] and ((1 - share) * np.array(row["whole"]) + share * mean[-1]).tolist()
    return {**row, "soft": soft, "whole": whole}


def told(row: dict, mean: np.ndarray) -> dict:
    """An unlabelled row with the networks' answer as its label."""
    labels = mean.round(4).tolist()
    return {"text": row["text"], "spans": row["spans"], "soft": labels[:-1], "whole": labels[-1]}


def teachers(bert: Path, weights: list[Path]) -> tuple[list, torch.Tensor]:
    """The networks, ready to be asked, and their table of word pieces."""
    nets = []
    for path in weights:
        net, table = from_bert(load_file(bert / "model.safetensors"))
        net.load_state_dict(load_file(path))
        nets.append(net.eval())
    return nets, table


def main() -> None:
    """Read, ask, write."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--sentences", type=Path)
    p.add_argument("--train", type=Path)
    p.add_argument("--share", type=float, default=0.35)
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
    nets, table = teachers(args.bert, args.weights)
    rows = read_rows(args.train) if args.train else unlabelled(args.sentences, args.most)
    pairs = paired(rows, read_pool(args.names), tokenizer)
    given = [chances(nets, [asked(pair[1][k]) for pair in pairs], table) for k in (0, 1)]
    with args.out.open("w", encoding="utf8") as out:
        for (both, _), first, second in zip(pairs, *given, strict=True):
            mean = (first + second) / 2
            made = (
                [blended(both[0], mean, args.share)]
                if args.train
                else [told(r, mean) for r in both]
            )
            for row in made:
                print(json.dumps(row), file=out)


if __name__ == "__main__":
    main()
