"""Train the encoder for sentiment towards a target on NewsMTSC's training part (Hamborg & Donnay 2021).

    OMP_NUM_THREADS=1 python training/sentiment.py --train newsmtsc_train.jsonl --bert MODEL_DIR \
        --out run1 --epochs 4 --seed 1

MODEL_DIR holds all-MiniLM-L6-v2 (model.safetensors, tokenizer.json). Word embeddings stay frozen: one
8-bit table serves all encoders of the project. One tenth of the articles is held out; the
epoch, the averaging and the temperature are chosen on it. devtest_mt is never read here.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from sentiment_net import LAYERS, from_bert
from tokenizers import Tokenizer

CLS, SEP, MASK = 101, 102, 103
STOP, COMMA, LINKS = 1012, 1010, [2021, 2096, 1998]
"""Word pieces: full stop, comma; but, while, and."""
LONGEST = 160


def held_out(gid: str, share: float = 0.1) -> bool:
    """Whether an article (the head of NewsMTSC's id) is kept for choosing: the same for every run."""
    article = "_".join(gid.split("_")[:3])
    return int(hashlib.md5(article.encode()).hexdigest(), 16) % 1000 < 1000 * share


def read_examples(path: Path, tokenizer: Tokenizer) -> list[dict]:
    """Sentences as word pieces, each target as the positions of its pieces and a label 0, 1, 2."""
    examples = []
    for line in path.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        coded = tokenizer.encode(row["sentence_normalized"], add_special_tokens=False)
        ids, offsets = coded.ids[: LONGEST - 2], coded.offsets[: LONGEST - 2]
        targets = []
        for t in row["targets"]:
            at = [i + 1 for i, (a, b) in enumerate(offsets) if a < t["to"] and b > t["from"]]
            if at:
                targets.append((at, int(t["polarity"]) // 2 - 1))
        if targets:
            examples.append(
                {"gid": row["primary_gid"], "ids": [CLS, *ids, SEP], "targets": targets}
            )
    return examples


def joined(a: dict, b: dict, rng: random.Random) -> dict:
    """Two sentences as one, the targets of both asked: whose feeling is whose has to be told apart."""
    first = a["ids"][:-1]
    if first[-1] == STOP and rng.random() < 0.6:
        first = [*first[:-1], COMMA, rng.choice(LINKS)]
    shift = len(first) - 1
    targets = [*a["targets"], *(([i + shift for i in at], label) for at, label in b["targets"])]
    return {"gid": a["gid"], "ids": [*first, *b["ids"][1:]], "targets": targets}


def with_joined(examples: list[dict], rng: random.Random, share: float) -> list[dict]:
    """The examples shuffled, a share of them joined two by two where both are short."""
    left = list(examples)
    rng.shuffle(left)
    made = []
    while left:
        e = left.pop()
        if left and rng.random() < share and len(e["ids"]) + len(left[-1]["ids"]) < 100:
            e = joined(e, left.pop(), rng)
        made.append(e)
    return made


def questions(example: dict, rng: random.Random | None, p_mask: float, p_whole: float):
    """The example's word pieces with its questions appended; with `rng`, some are blurred.

    Blurred: the target's pieces become [MASK], so that a name alone gives no feeling away. A question
    without a target asks for the sentence as a whole, where its targets agree.
    """
    ids, asked = list(example["ids"]), list(example["targets"])
    if rng and p_mask and rng.random() < p_mask:
        for at, _ in asked:
            for i in at:
                ids[i] = MASK
    labels = {label for _, label in asked}
    if len(labels) == 1 and (rng is None or rng.random() < p_whole):
        asked = [*asked, ([], labels.pop())] if rng else asked
    tokens, positions, segments, spots = list(ids), list(range(len(ids))), [0] * len(ids), []
    for k, (at, label) in enumerate(asked, 1):
        start = len(tokens)
        tokens += [MASK, *(ids[i] for i in at)]
        positions += [at[0] if at else 0, *at]
        segments += [k] * (1 + len(at))
        spots.append((start, len(at), label))
    return tokens, positions, segments, spots


def batch_of(items: list, table: torch.Tensor) -> tuple:
    """Padded tensors of one batch: embedded pieces, positions, kinds, mask, the questions' places, labels."""
    longest = -(-max(len(t) for t, *_ in items) // 8) * 8
    n = len(items)
    tokens = torch.zeros(n, longest, dtype=torch.long)
    positions, segments = torch.zeros_like(tokens), torch.full_like(tokens, -1)
    rows, queries, labels, pools = [], [], [], []
    for r, (tok, pos, seg, spots) in enumerate(items):
        tokens[r, : len(tok)] = torch.tensor(tok)
        positions[r, : len(pos)] = torch.tensor(pos)
        segments[r, : len(seg)] = torch.tensor(seg)
        for start, size, label in spots:
            pool = torch.zeros(longest)
            pool[start + 1 : start + 1 + size] = 1 / max(size, 1)
            rows.append(r), queries.append(start), labels.append(label), pools.append(pool)
    seen = (segments[:, None, :] == 0) | (segments[:, None, :] == segments[:, :, None])
    mask = torch.where(seen, 0.0, -1e9)[:, None]
    kinds = (segments > 0).long()
    return (
        table[tokens],
        positions,
        kinds,
        mask,
        torch.tensor(rows),
        torch.tensor(queries),
        torch.stack(pools),
    ), torch.tensor(labels)


def batches(examples: list[dict], size: int, rng: random.Random | None, args) -> list:
    """Batches of like length: shuffled, sorted within blocks of 50 batches, shuffled again."""
    if rng:
        examples = with_joined(examples, rng, args.p_join)
    items = [questions(e, rng, args.p_mask, args.p_whole) for e in examples]
    if rng is None:
        items.sort(key=lambda i: len(i[0]))
        return [items[i : i + size] for i in range(0, len(items), size)]
    rng.shuffle(items)
    made = []
    for i in range(0, len(items), 50 * size):
        block = sorted(items[i : i + 50 * size], key=lambda i: len(i[0]))
        made += [block[j : j + size] for j in range(0, len(block), size)]
    rng.shuffle(made)
    return made


def logits_of(net, examples: list[dict], table, args) -> tuple[np.ndarray, np.ndarray]:
    """Logits and labels of all questions, in float32, no blurring."""
    net.eval()
    out, gold = [], []
    with torch.no_grad():
        for items in batches(examples, 32, None, args):
            inputs, labels = batch_of(items, table)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out.append(net(*inputs).float().numpy())
            gold.append(labels.numpy())
    return np.concatenate(out), np.concatenate(gold)


def scores(logits: np.ndarray, gold: np.ndarray) -> dict[str, float]:
    """Macro-F1, accuracy and log loss."""
    guess = logits.argmax(1)
    f1 = []
    for c in range(3):
        hit = ((guess == c) & (gold == c)).sum()
        f1.append(2 * hit / max((guess == c).sum() + (gold == c).sum(), 1))
    logp = (
        logits
        - np.log(np.exp(logits - logits.max(1, keepdims=True)).sum(1, keepdims=True))
        - logits.max(1, keepdims=True)
    )
    loss = -logp[np.arange(len(gold)), gold].mean()
    return {
        "f1": round(float(np.mean(f1)), 4),
        "acc": round(float((guess == gold).mean()), 4),
        "loss": round(float(loss), 4),
    }


def groups(net, args) -> list[dict]:
    """Parameter groups: the learning rate falls towards the lower layers; the head learns faster."""
    made = []
    for name, p in net.named_parameters():
        rate = args.lr
        if name.startswith("layers."):
            rate *= args.decay ** (LAYERS - 1 - int(name.split(".")[1]))
        elif name.startswith(("mix", "head")):
            rate = args.head_lr
        else:
            rate *= args.decay**LAYERS
        made.append({"params": [p], "lr": rate, "weight_decay": 0.01 if p.dim() > 1 else 0.0})
    return made


def train(args) -> None:
    """One run: trains, keeps an average of the weights, writes the better of the two at the end."""
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    tokenizer = Tokenizer.from_file(str(args.bert / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    examples = read_examples(args.train, tokenizer)
    keep = [e for e in examples if held_out(e["gid"])]
    learn = [e for e in examples if not held_out(e["gid"])][: args.limit]
    torch.manual_seed(0)
    net, table = from_bert(load_file(args.bert / "model.safetensors"), args.dropout)
    if args.init:
        nets = [load_file(path) for path in args.init]
        net.load_state_dict({k: torch.stack([n[k] for n in nets]).mean(0) for k in nets[0]})
        print("start", scores(*logits_of(net, keep, table, args)), flush=True)
    torch.manual_seed(args.seed)
    mean = copy.deepcopy(net)
    optimizer = torch.optim.AdamW(groups(net, args))
    per_epoch = math.ceil(len(learn) / args.batch * (1 - args.p_join / 3))
    total = args.epochs * per_epoch
    warm = int(0.08 * total)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm)))
    )
    args.out.mkdir(parents=True, exist_ok=True)
    log = (args.out / "log.txt").open("a")
    print(vars(args), len(learn), len(keep), file=log, flush=True)
    step, began = 0, time.time()
    for epoch in range(args.epochs):
        net.train()
        running = 0.0
        for items in batches(learn, args.batch, rng, args):
            inputs, labels = batch_of(items, table)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = net(*inputs).float()
            loss = F.cross_entropy(logits, labels, label_smoothing=args.smooth)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            running += loss.item()
            rate = min(args.ema, (step + 1) / (step + 10))
            with torch.no_grad():
                for a, b in zip(mean.parameters(), net.parameters(), strict=True):
                    a.lerp_(b, 1 - rate)
            if step % 40 == 0:
                print(
                    step,
                    round(running / (step - epoch * per_epoch), 4),
                    round(time.time() - began),
                    file=log,
                    flush=True,
                )
        for name, m in (("net", net), ("mean", mean)):
            print(
                epoch,
                name,
                scores(*logits_of(m, keep, table, args)),
                round(time.time() - began),
                file=log,
                flush=True,
            )
        save_file(mean.state_dict(), args.out / "mean.safetensors")
        save_file(net.state_dict(), args.out / "net.safetensors")


def main() -> None:
    """Read the arguments and train."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--train", type=Path, required=True)
    p.add_argument("--bert", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--init", type=Path, nargs="+")
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--batch", type=int, default=32)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--lr", type=float, default=1e-4)
    p.add_argument("--head-lr", type=float, default=5e-4)
    p.add_argument("--decay", type=float, default=0.9)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--smooth", type=float, default=0.05)
    p.add_argument("--ema", type=float, default=0.99)
    p.add_argument("--p-mask", type=float, default=0.15)
    p.add_argument("--p-whole", type=float, default=0.15)
    p.add_argument("--p-join", type=float, default=0.0)
    p.add_argument("--limit", type=int)
    train(p.parse_args())


if __name__ == "__main__":
    main()
