"""Train the encoder for sentiment towards a target on NewsMTSC's training part (Hamborg & Donnay 2021).

    OMP_NUM_THREADS=1 python training/sentiment.py --train newsmtsc_train.jsonl --bert MODEL_DIR \
        --out run1 --epochs 4 --seed 1

With `--soft` (from training/sentiment_teacher.py) it also learns from what older networks say of
sentences that nobody has labelled (distillation: Hinton, Vinyals & Dean 2015); with `--keep` it begins with some
layers of them; with `--names`, targets change their names at random, so that no name has a sign.

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
from sentiment_names import read_pool, renamed
from sentiment_net import from_bert
from tokenizers import Tokenizer

CLS, SEP, MASK = 101, 102, 103
STOP, COMMA, LINKS = 1012, 1010, [2021, 2096, 1998]
"""Word pieces: full stop, comma; but, while, and."""
LONGEST = 160


def held_out(gid: str, share: float = 0.1) -> bool:
    """Whether an article (the head of NewsMTSC's id) is kept for choosing: the same for every run."""
    article = "_".join(gid.split("_")[:3])
    return int(hashlib.md5(article.encode()).hexdigest(), 16) % 1000 < 1000 * share


def read_rows(path: Path) -> list[dict]:
    """Sentences with their targets' characters and labels; a label is three chances."""
    rows = []
    for line in path.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        if "soft" in row:
            rows.append({"gid": "", **row})
            continue
        labels = [np.eye(3)[int(t["polarity"]) // 2 - 1].tolist() for t in row["targets"]]
        spans = [(t["from"], t["to"]) for t in row["targets"]]
        whole = labels[0] if all(x == labels[0] for x in labels) else None
        made = {"text": row["sentence_normalized"], "spans": spans, "soft": labels, "whole": whole}
        rows.append({"gid": row["primary_gid"], **made})
    return rows


def coded(row: dict, tokenizer: Tokenizer) -> dict | None:
    """A row as word pieces, each target as the positions of its pieces; None without a target."""
    found = tokenizer.encode(row["text"], add_special_tokens=False)
    ids, offsets = found.ids[: LONGEST - 2], found.offsets[: LONGEST - 2]
    targets = []
    for (start, end), label in zip(row["spans"], row["soft"], strict=True):
        at = [i + 1 for i, (a, b) in enumerate(offsets) if a < end and b > start]
        if at:
            targets.append((at, label))
    if not targets:
        return None
    whole = row["whole"]
    return {"gid": row["gid"], "ids": [CLS, *ids, SEP], "targets": targets, "whole": whole}


def read_examples(path: Path, tokenizer: Tokenizer) -> list[dict]:
    """The sentences of a file as word pieces."""
    return [e for e in (coded(row, tokenizer) for row in read_rows(path)) if e]


def joined(a: dict, b: dict, rng: random.Random) -> dict:
    """Two sentences as one, the targets of both asked: whose feeling is whose has to be told apart."""
    first = a["ids"][:-1]
    if first[-1] == STOP and rng.random() < 0.6:
        first = [*first[:-1], COMMA, rng.choice(LINKS)]
    shift = len(first) - 1
    targets = [*a["targets"], *(([i + shift for i in at], label) for at, label in b["targets"])]
    whole = a["whole"] if a["whole"] == b["whole"] else None
    return {"gid": a["gid"], "ids": [*first, *b["ids"][1:]], "targets": targets, "whole": whole}


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
    if rng and example["whole"] and rng.random() < p_whole:
        asked = [*asked, ([], example["whole"])]
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
    ), torch.tensor(labels, dtype=torch.float32)


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


def epoch_examples(rows: list[dict], soft: list[dict], tokenizer, rng, args) -> list[dict]:
    """What is learned from in one epoch: all labelled rows, some of the others, some renamed."""
    some = rng.sample(soft, min(args.soft_each, len(soft)))
    chosen = [renamed(r, rng, args.pool) if rng.random() < args.p_name else r for r in rows]
    found = [coded(row, tokenizer) for row in [*chosen, *some]]
    return [e for e in found if e]


def logits_of(net, examples: list[dict], table, args) -> tuple[np.ndarray, np.ndarray]:
    """Logits and labels of all questions, in float32, no blurring."""
    net.eval()
    out, gold = [], []
    with torch.no_grad():
        for items in batches(examples, 32, None, args):
            inputs, labels = batch_of(items, table)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out.append(net(*inputs).float().numpy())
            gold.append(labels.argmax(1).numpy())
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
            rate *= args.decay ** (len(net.layers) - 1 - int(name.split(".")[1]))
        elif name.startswith(("mix", "head")):
            rate = args.head_lr
        else:
            rate *= args.decay ** len(net.layers)
        made.append({"params": [p], "lr": rate, "weight_decay": 0.01 if p.dim() > 1 else 0.0})
    return made


def beginning(args) -> tuple:
    """The network to begin with (MiniLM, or the mean of older runs, or some layers of it) and its table."""
    torch.manual_seed(0)
    net, table = from_bert(load_file(args.bert / "model.safetensors"), args.dropout)
    if args.init:
        nets = [load_file(path) for path in args.init]
        net.layers = net.layers[
            : len({k.split(".")[1] for k in nets[0] if k.startswith("layers.")})
        ]
        net.load_state_dict({k: torch.stack([n[k] for n in nets]).mean(0) for k in nets[0]})
    if args.layers:
        net.layers = torch.nn.ModuleList(net.layers[i] for i in args.layers)
    torch.manual_seed(args.seed)
    return net, table


def step_of(net, mean, optimizer, items: list, table, args, rate: float) -> float:
    """One step of learning; moves the average of the weights too. Returns the loss."""
    inputs, labels = batch_of(items, table)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = net(*inputs).float()
    loss = F.cross_entropy(logits, labels, label_smoothing=args.smooth)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    with torch.no_grad():
        for a, b in zip(mean.parameters(), net.parameters(), strict=True):
            a.lerp_(b, 1 - rate)
    return loss.item()


def corpus(args, tokenizer: Tokenizer) -> tuple[list[dict], list[dict], list[dict], list[dict]]:
    """Rows to learn from, those without a label by hand, held-out examples as they are and renamed."""
    rows = read_rows(args.train)
    learn = [r for r in rows if not held_out(r["gid"])][: args.limit]
    keep = [r for r in rows if held_out(r["gid"])]
    args.pool = read_pool(args.names) if args.names else [["Someone"]]
    rng = random.Random(7)
    other = [renamed(r, rng, args.pool) for r in keep]
    keep, other = ([e for e in (coded(r, tokenizer) for r in x) if e] for x in (keep, other))
    return learn, read_rows(args.soft) if args.soft else [], keep, other


def train(args) -> None:
    """One run: trains, keeps an average of the weights, writes both after each epoch."""
    rng = random.Random(args.seed)
    tokenizer = Tokenizer.from_file(str(args.bert / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    learn, soft, keep, other = corpus(args, tokenizer)
    net, table = beginning(args)
    mean = copy.deepcopy(net)
    optimizer = torch.optim.AdamW(groups(net, args))
    each = len(learn) * (1 - args.p_join / 3) + min(args.soft_each, len(soft))
    total = args.epochs * math.ceil(each / args.batch)
    warm = int(0.06 * total)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.02, (total - s) / (total - warm)))
    )
    args.out.mkdir(parents=True, exist_ok=True)
    log = (args.out / "log.txt").open("a")

    def note(*what: object) -> None:
        print(*what, round(time.time() - began), file=log, flush=True)

    step, began = 0, time.time()
    note({k: v for k, v in vars(args).items() if k != "pool"}, len(learn), len(keep), total)
    for epoch in range(args.epochs):
        net.train()
        losses = []
        examples = epoch_examples(learn, soft, tokenizer, rng, args)
        for items in batches(examples, args.batch, rng, args):
            rate = min(args.ema, (step + 1) / (step + 10))
            losses.append(step_of(net, mean, optimizer, items, table, args, rate))
            schedule.step()
            step += 1
            if step % 40 == 0:
                note(step, round(float(np.mean(losses[-40:])), 4))
        note(epoch, "net", scores(*logits_of(net, keep, table, args)))
        note(epoch, "mean", scores(*logits_of(mean, keep, table, args)))
        note(epoch, "mean, renamed", scores(*logits_of(mean, other, table, args)))
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
    p.add_argument("--layers", type=int, nargs="+", help="the layers to keep of the beginning")
    p.add_argument("--soft", type=Path, help="sentences with labels by older networks")
    p.add_argument("--soft-each", type=int, default=4000, help="so many of them an epoch")
    p.add_argument("--names", type=Path, help="JSON: kind -> names to call targets by")
    p.add_argument("--p-name", type=float, default=0.0)
    train(p.parse_args())


if __name__ == "__main__":
    main()
