"""Train the joint encoder: tags, grammar, lemmas, names and voices in one pass over the text.

    python training/encoder.py --gold GOLD --minilm FOLDER --out FOLDER [--steps 2200]

Resumable: the newest checkpoint in --out is taken up where it stopped.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import math
import random
import time
from pathlib import Path

import encoder_data as data
import torch
from eight_bits import in_eight_bits
from encoder_model import JointEncoder, SharedDropout
from encoder_windows import BIO, IGNORE, Batcher, Pieces, Window, windows
from torch.nn.functional import cross_entropy

SEED = 20
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# How often each corpus is seen for one pass over the quotations: grammar takes more passes.
EPOCHS = {"ewt": 2.5, "gum": 3.5, "wikigold": 4.0, "wnut": 1.5, "re3d": 4.0, "voices": 1.0}
WEIGHTS = {
    "xpos": 1.0,
    "upos": 0.3,
    "script": 0.4,
    "head": 1.0,
    "dep": 0.8,
    "name": 1.0,
    "cue": 0.8,
    "source": 0.8,
    "content": 1.2,
    "to_cue": 0.4,
    "to_source": 0.4,
}


def corpora(gold: Path) -> dict[str, list[data.Document]]:
    """All training documents by corpus. The held-out parts are not read here."""
    return {
        "ewt": data.read_conllu(gold / "ud/ewt_train.conllu"),
        "gum": data.read_conllu(gold / "ud/gum_train.conllu"),
        "wikigold": data.read_columns(gold / "ner/wikigold.conll", data.WIKIGOLD_LABELS),
        "wnut": data.read_columns(gold / "ner/wnut17_train.conll", data.WNUT_LABELS),
        "re3d": [
            d
            for part in ("CENTCOM", "US_State_Department", "Wikipedia")
            for d in data.read_re3d(gold / "re3d", part)
        ],
        "voices": data.read_quotations(gold / "quotes/polnear/train"),
    }


def label_lists(documents: dict[str, list[data.Document]]) -> dict[str, list[str]]:
    """The labels of each head, in a fixed order; rare lemma scripts are left out."""
    count: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for corpus in ("ewt", "gum"):
        for sentence in (s for d in documents[corpus] for s in d):
            count["xpos"].update(sentence.xpos or [])
            count["upos"].update(sentence.upos or [])
            count["dep"].update(sentence.deps or [])
            count["script"].update(sentence.scripts or [])
    labels = {
        k: sorted(v for v, n in c.items() if n >= (4 if k == "script" else 1))
        for k, c in count.items()
    }
    labels["name"] = ["O"] + [f"{p}-{k}" for k in ("PERSON", "ORG", "LOC") for p in "BI"]
    for role in ("cue", "source", "content"):
        labels[role] = BIO
    return labels


def schedule(documents: dict, pieces: Pieces, budget: int, scale: float) -> list[list[Window]]:
    """All batches of the run: corpora mixed evenly, windows of like length together."""
    rng = random.Random(SEED)
    keyed = []
    for corpus, epochs in EPOCHS.items():
        total = epochs * scale
        for epoch in range(math.ceil(total)):
            found = [w for d in documents[corpus] for w in windows(d, pieces, corpus, rng)]
            rng.shuffle(found)
            share = min(1.0, total - epoch)
            found = found[: int(len(found) * share)]
            keyed += [
                ((epoch + share * (i + rng.random()) / len(found)) / total, w)
                for i, w in enumerate(found)
            ]
    keyed.sort(key=lambda pair: pair[0])
    ordered = [window for _, window in keyed]
    batches: list[list[Window]] = []
    for start in range(0, len(ordered), 800):
        pool = sorted(ordered[start : start + 800], key=lambda w: w.length)
        cut: list[list[Window]] = [[]]
        for window in pool:
            if cut[-1] and window.length * (len(cut[-1]) + 1) > budget:
                cut.append([])
            cut[-1].append(window)
        rng.shuffle(cut)
        batches += cut
    return batches


def losses(model: JointEncoder, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The loss of each layer that the batch annotates."""
    words = model(batch["pieces"], batch["features"], batch["mask"], batch["first"])
    out: dict[str, torch.Tensor] = {}
    for key, head in model.linear.items():
        _add(out, key, head(words), batch[key])
    if (batch["head"] != IGNORE).any():
        has = (batch["head"] != IGNORE).any(1)
        some, sentence = words[has], batch["sentence"][has]
        gold = batch["head"][has]
        scores = model.arc(some)
        same = sentence.unsqueeze(2) == sentence.unsqueeze(1)
        allowed = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
        _add(out, "head", scores.masked_fill(~allowed, -1e4), gold)
        _add(out, "dep", model.relation_scores(some, gold.clamp(min=0)), batch["dep"][has])
    if (batch["to_cue"] != IGNORE).any():
        has = (batch["to_cue"] != IGNORE).any(1)
        padded = (
            torch.cat([torch.zeros_like(batch["sentence"][has][:, :1]), batch["sentence"][has]], 1)
            < 0
        )
        for key, pointer in (("to_cue", model.to_cue), ("to_source", model.to_source)):
            scores = pointer(words[has]).masked_fill(padded.unsqueeze(1), -1e4)
            _add(out, key, scores, batch[key][has])
    return out


def _add(out: dict, key: str, scores: torch.Tensor, gold: torch.Tensor) -> None:
    known = gold != IGNORE
    n = int(known.sum())
    if n:
        smoothing = 0.03 if key in {"xpos", "dep", "name"} else 0.0
        loss = cross_entropy(scores[known], gold[known], label_smoothing=smoothing)
        out[key] = loss * min(1.0, n / (10 if key.startswith("to_") else 150))


def optimiser(model: JointEncoder) -> torch.optim.Optimizer:
    body, heads, plain = [], [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if parameter.ndim < 2 or name.startswith("features"):
            plain.append(parameter)
        else:
            (body if name.startswith("bert") else heads).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": body, "lr": 2e-4, "weight_decay": 0.02},
            {"params": heads, "lr": 1.5e-3, "weight_decay": 0.01},
            {"params": plain, "lr": 5e-4, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
        fused=False,
    )


def train(arguments: argparse.Namespace) -> None:
    torch.manual_seed(SEED)
    torch.set_num_threads(arguments.threads)
    minilm = arguments.minilm
    digest = hashlib.sha256((minilm / "model.safetensors").read_bytes()).hexdigest()
    if digest != MINILM_SHA256:
        raise SystemExit(f"{minilm}/model.safetensors is not the published all-MiniLM-L6-v2")
    pieces = Pieces(str(minilm / "tokenizer.json"))
    documents = corpora(arguments.gold)
    labels = label_lists(documents)
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "labels.json").write_text(json.dumps(labels, indent=0), encoding="utf-8")
    batches = schedule(documents, pieces, arguments.budget, arguments.scale)
    if arguments.steps:
        batches = batches[: arguments.steps]
    total = sum(w.length for b in batches for w in b)
    print(
        f"{len(batches)} batches, {total} word pieces",
        {k: len(v) for k, v in labels.items()},
        flush=True,
    )
    model = JointEncoder(minilm, {k: len(v) for k, v in labels.items()})
    quantise_words(model)
    for module in model.modules():
        if isinstance(module, SharedDropout):
            module.share *= arguments.dropout
    if arguments.eight_bits:
        in_eight_bits(model)
    optim = optimiser(model)
    steps = len(batches)
    warm = min(200, steps // 10 + 1)
    for group in optim.param_groups:
        group["lr"] *= arguments.rate
    rates = torch.optim.lr_scheduler.LambdaLR(
        optim, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / max(1, steps - warm)))
    )
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start, weights_only=True)["model"])
    start = resume(arguments.out, model, optim, rates)
    run(
        arguments, model, optim, rates, batches, Batcher(pieces, labels, random.Random(SEED)), start
    )
    save(arguments.out / "final.pt", model, optim, rates, steps)


def quantise_words(model: JointEncoder) -> None:
    """Round the frozen word vectors to the 8 bits that are shipped, so that none is lost later."""
    table = model.bert.embeddings.word_embeddings.weight
    scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
    table.data.copy_(torch.round(table / scale) * scale.half().float())


def run(arguments, model, optim, rates, batches, batcher, start) -> None:
    model.train()
    began, pieces, saved = time.time(), 0, time.time()
    running: dict[str, float] = {}
    for step in range(start, len(batches)):
        batcher.rng.seed(SEED * 100_003 + step)
        torch.manual_seed(SEED * 100_003 + step)
        batch = batcher.batch(batches[step], True)
        parts = losses(model, batch)
        loss = sum(WEIGHTS[k] * v for k, v in parts.items())
        optim.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], 1.0)
        optim.step()
        rates.step()
        pieces += int(batch["mask"].sum())
        for key, value in parts.items():
            running[key] = 0.97 * running.get(key, value.item()) + 0.03 * value.item()
        if (step + 1) % 50 == 0:
            rate = pieces / (time.time() - began)
            left = sum(w.length for b in batches[step + 1 :] for w in b) / rate / 60
            text = " ".join(f"{k} {v:.3f}" for k, v in running.items())
            print(
                f"{step + 1}/{len(batches)} {rate:.0f} pieces/s, {left:.1f} min left | {text}",
                flush=True,
            )
        if time.time() - saved > arguments.save * 60:
            save(arguments.out / "checkpoint.pt", model, optim, rates, step + 1)
            saved = time.time()


def save(path: Path, model, optim, rates, step: int) -> None:
    temporary = path.with_suffix(".part")
    torch.save(
        {
            "model": model.state_dict(),
            "optim": optim.state_dict(),
            "rates": rates.state_dict(),
            "step": step,
        },
        temporary,
    )
    temporary.replace(path)


def resume(out: Path, model, optim, rates) -> int:
    path = out / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optim.load_state_dict(state["optim"])
    rates.load_state_dict(state["rates"])
    return state["step"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--budget", type=int, default=1200, help="word pieces a batch")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the epochs to train")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--save", type=float, default=4.0, help="minutes between checkpoints")
    parser.add_argument("--start", type=Path, help="a model to go on from, with a new schedule")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the learning rate")
    parser.add_argument("--dropout", type=float, default=1.0, help="share of the dropout")
    parser.add_argument("--epochs", help="other epochs, as ewt=1.2,gum=2")
    parser.add_argument("--steps", type=int, default=0, help="end after so many batches")
    parser.add_argument(
        "--eight-bits", action="store_true", help="train on the rounding of the shipped model"
    )
    arguments = parser.parse_args()
    if arguments.epochs:
        pairs = (pair.split("=") for pair in arguments.epochs.split(","))
        EPOCHS.update({name: float(value) for name, value in pairs})
    train(arguments)


if __name__ == "__main__":
    main()
