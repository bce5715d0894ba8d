r"""Teach a few layers of MiniLM to give the sentence vectors that all six give.

    python training/sentence_encoder.py --minilm FOLDER --sentences FILE --layers 0 2 5 --out three.safetensors
    python training/sentence_encoder.py --minilm FOLDER --sentences FILE --start three.safetensors --layers 0 2 \
        --out two.safetensors

The student starts as some of the teacher's layers (or some of another student's: two short steps lose less
than a long one, Mirzadeh et al. 2020) and learns, word piece by word piece and sentence by
sentence, what the teacher says (Sun et al. 2019, Wang et al. 2020). Nobody's labels are used.
``training/embeddings.py --weights student.safetensors`` writes it in 8 bits.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

LONGEST = 256
HELD_OUT = 500


def shortened(teacher: nn.Module, layers: list[int]) -> nn.Module:
    """A copy of the teacher with some of its layers; word-piece vectors stay as they are."""
    student = copy.deepcopy(teacher)
    student.encoder.layer = nn.ModuleList(student.encoder.layer[k] for k in layers)
    student.config.num_hidden_layers = len(layers)
    for weight in student.embeddings.parameters():
        weight.requires_grad_(False)
    return student


def started(teacher: nn.Module, start: Path | None) -> nn.Module:
    """The teacher itself, or the student whose weights are given."""
    if start is None:
        return teacher
    weights = load_file(start)
    layers = 1 + max(int(k.split(".")[2]) for k in weights if k.startswith("encoder.layer."))
    student = shortened(teacher, list(range(layers)))
    student.load_state_dict(weights)
    return student


def mean(hidden: Tensor, mask: Tensor) -> Tensor:
    """Sentence vectors of length one: the mean over word pieces (sentences, 384)."""
    weight = mask[..., None].float()
    return nn.functional.normalize((hidden.float() * weight).sum(1) / weight.sum(1), dim=1)


def loss(student: Tensor, teacher: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """Squared error of the word pieces' vectors, and one minus the sentences' cosine."""
    seen = mask.bool()
    pieces = nn.functional.mse_loss(student[seen].float(), teacher[seen].float())
    return pieces, 1 - (mean(student, mask) * mean(teacher, mask)).sum(1).mean()


def batches(lines: list[str], size: int, dice: random.Random) -> Iterator[list[str]]:
    """Sentences of like length together, in random order; every third is cut to a part of itself."""
    taken = [_part(line, dice) if dice.random() < 1 / 3 else line for line in lines]
    taken.sort(key=len)
    groups = [taken[i : i + size] for i in range(0, len(taken), size)]
    dice.shuffle(groups)
    yield from groups


def _part(line: str, dice: random.Random) -> str:
    words = line.split()
    start = dice.randrange(len(words))
    return " ".join(words[start : start + dice.randint(3, 25)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--sentences", type=Path, required=True, help="one a line")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a student to go on from, not the teacher")
    parser.add_argument("--layers", type=int, nargs="+", default=[0, 2, 5])
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--lr", type=float, default=5e-4)
    parser.add_argument(
        "--minutes", type=float, default=60, help="the schedule ends here at the latest"
    )
    settings = parser.parse_args()
    torch.manual_seed(0)
    dice = random.Random(0)
    tokenizer = AutoTokenizer.from_pretrained(settings.minilm)
    teacher = AutoModel.from_pretrained(settings.minilm).eval()
    student = shortened(started(teacher, settings.start), settings.layers)
    lines = settings.sentences.read_text(encoding="utf-8").splitlines()
    dice.shuffle(lines)
    held, lines = lines[:HELD_OUT], lines[HELD_OUT:]

    def read(texts: list[str], learn: bool) -> tuple[Tensor, Tensor]:
        coded = tokenizer(
            texts, truncation=True, max_length=LONGEST, padding=True, return_tensors="pt"
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            with torch.no_grad():
                goal = teacher(**coded).last_hidden_state
            with torch.set_grad_enabled(learn):
                found = student(**coded).last_hidden_state
        return loss(found, goal, coded["attention_mask"])

    weights = [p for p in student.parameters() if p.requires_grad]
    chooser = torch.optim.AdamW(weights, lr=settings.lr, weight_decay=0.01)
    steps, began = settings.epochs * (len(lines) // settings.batch + 1), time.time()
    step = 0
    for _epoch in range(settings.epochs):
        for texts in batches(lines, settings.batch, dice):
            past = max(step / steps, (time.time() - began) / 60 / settings.minutes)
            if past >= 1:
                break
            for group in chooser.param_groups:
                group["lr"] = settings.lr * min((step + 1) / 100, 1 - past)
            pieces, angle = read(texts, learn=True)
            chooser.zero_grad()
            (pieces * 10 + angle).backward()
            nn.utils.clip_grad_norm_(weights, 1.0)
            chooser.step()
            step += 1
            if step % 200 == 0:
                print(step, steps, f"{pieces.item():.4f} {angle.item():.4f}", flush=True)
        student.eval()
        tested = [read(held[i : i + 50], learn=False) for i in range(0, HELD_OUT, 50)]
        cosine = 1 - torch.stack([angle for _, angle in tested]).mean().item()
        print(f"epoch {_epoch + 1}: cosine on held-out sentences {cosine:.4f}", flush=True)
        student.train()
        save_file(
            {name: value.contiguous() for name, value in student.state_dict().items()}, settings.out
        )


if __name__ == "__main__":
    main()
