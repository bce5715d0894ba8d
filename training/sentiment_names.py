"""Other names for the targets of a sentence, so that a name has no sign of its own.

A model that has read that one party is mostly blamed will blame it in any sentence. If the target's name is
changed at random while the label stays (Prabhakaran et al. 2019 measure with it; here it trains), only what is
said is left to learn from.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

SMALL = {"of", "the", "and", "for", "de", "al", "bin", "van", "von", "la"}


def read_pool(path: Path) -> list[list[str]]:
    """Lists of names to draw from, in a JSON file: kind of name -> names."""
    return [names for names in json.loads(path.read_text(encoding="utf8")).values() if names]


def is_name(words: str) -> bool:
    """Whether a target looks like a name: all its words but small ones begin with a capital."""
    parts = [w for w in re.findall(r"[^\W\d_][\w.'-]*", words) if w.lower() not in SMALL]
    return bool(parts) and all(w[0].isupper() for w in parts) and words.lower() not in PRONOUNS


PRONOUNS = {"i", "he", "she", "it", "we", "they", "you", "his", "her", "their", "its", "who"}


def renamed(row: dict, rng: random.Random, pool: list[list[str]]) -> dict:
    """The row with each target that is a name called something else, the same words the same way."""
    text, spans, new = row["text"], [], {}
    shift, last = 0, 0
    pieces = []
    order = sorted(range(len(row["spans"])), key=lambda i: row["spans"][i])
    placed: dict[int, tuple[int, int]] = {}
    for i in order:
        start, end = row["spans"][i]
        if start < last:
            return row
        words = text[start:end]
        if is_name(words) and words not in new:
            new[words] = rng.choice(rng.choice(pool))
        name = new.get(words, words)
        pieces += [text[last:start], name]
        placed[i] = (start + shift, start + shift + len(name))
        shift += len(name) - (end - start)
        last = end
    spans = [placed[i] for i in range(len(placed))]
    return {**row, "text": "".join(pieces) + text[last:], "spans": spans}
