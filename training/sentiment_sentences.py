"""Make labelled sentences from our own patterns, so that the encoder learns how news reports.

    python training/sentiment_sentences.py --patterns training/sentiment_sentences.txt --names names.json \
        --copies 5 --seed 1 --out codebook.jsonl

NewsMTSC's readers often call a victim, a denial or a plain act of war negative; `data/gold/CODEBOOK.md` does
not. Each pattern is filled with names and with actors of `data/lexicons/naming.csv` at random, so that only
what is said can be learned from it. Rows have the form of training/sentiment_teacher.py's.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path

from helpers.resources import lexicon

SLOT = re.compile(r"\{(\w):([-n+])\}")
LABELS = {"-": [1.0, 0.0, 0.0], "n": [0.0, 1.0, 0.0], "+": [0.0, 0.0, 1.0]}
SURE = 0.9
"""How much of the chance the label gets."""


def soft(sign: str) -> list[float]:
    """Chances of negative, neutral, positive."""
    return [round(SURE * x + (1 - SURE) / 3, 4) for x in LABELS[sign]]


def actors() -> list[str]:
    """Plural actors, neutral by themselves: *the villagers*."""
    words = lexicon("naming").query(
        "kind == 'actor' and connotation != 'positive' and beside == ''"
    )
    single = [
        t
        for t in words.term
        if t.isascii() and not t.endswith(("s", "man", "woman", "y", "ff", "ia"))
    ]
    return [f"{t}s" for t in single if len(t.split()) <= 2]


def filled(pattern: str, names: list[list[str]], groups: list[str], rng: random.Random) -> dict:
    """A pattern with its slots filled: text, spans, labels; the label of the whole where all agree."""
    called: dict[str, str] = {}
    text, spans, signs, last = "", [], [], 0
    for slot in SLOT.finditer(pattern):
        key, sign = slot.groups()
        text += pattern[last : slot.start()]
        if key not in called:
            group = rng.choice(groups)
            named = rng.choice(rng.choice(names))
            called[key] = (
                group if key == "P" else rng.choice([named, f"the {group}", f"the {group}"])
            )
        words = called[key]
        words = (
            words[0].upper() + words[1:]
            if not text or (text.endswith('"') and not text[:-1])
            else words
        )
        spans.append((len(text), len(text) + len(words)))
        text, last = text + words, slot.end()
        signs.append(sign)
    whole = soft(signs[0]) if len(set(signs)) == 1 else None
    made = {"text": text + pattern[last:], "spans": spans, "soft": [soft(s) for s in signs]}
    return {"gid": "own", **made, "whole": whole}


def main() -> None:
    """Read the patterns, fill each so many times, write."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--patterns", type=Path, required=True)
    p.add_argument("--names", type=Path, required=True)
    p.add_argument("--copies", type=int, default=5)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    rng = random.Random(args.seed)
    names = [n for n in json.loads(args.names.read_text(encoding="utf8")).values() if n]
    lines = args.patterns.read_text(encoding="utf8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    with args.out.open("w", encoding="utf8") as out:
        for pattern in patterns * args.copies:
            print(json.dumps(filled(pattern, names, actors(), rng)), file=out)
    print(len(patterns), "patterns", len(patterns) * args.copies, "sentences")


if __name__ == "__main__":
    main()
