"""Which block is the headline: the one the metadata names, or the one that looks like it.

The rules are ours, written on the two development stories: words, full stops and capitals of the
lines above the first running text.
"""

from __future__ import annotations

import re

from helpers.articles.blocks import Block
from helpers.articles.furniture import Verdict

_ZONE = 15
_SAME = 0.7
_DAYS = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)


def _norm(text: str) -> str:
    return Block(0, len(text), text).norm


def similarity(one: str, other: str) -> float:
    """Share of words two lines have in common (0…1); 1 where one is most of the other."""
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=len)
    if short in long and len(short) >= 0.55 * len(long):
        return 1.0
    words, others = set(one.split()), set(other.split())
    return len(words & others) / len(words | others)


def given_headline(found: list[Block], title: str) -> int | None:
    """Return the number of the block near the top that is the title from the metadata."""
    wanted = _norm(title)
    scores = [(similarity(block.norm, wanted), -i) for i, block in enumerate(found[:_ZONE])]
    best, at = max(scores, default=(0.0, 0))
    return -at if best >= _SAME else None


def _closed_headline(block: Block, after: Block | None) -> bool:
    """Whether a first line that ends in a full stop is nevertheless a headline."""
    if after is None or not 4 <= len(block.words) <= 20 or _DAYS.search(block.text):
        return False
    plain = block.sentence_words == 0 and len(after.words) > len(block.words)
    return after.prose and (plain or (block.capitals >= 0.8 and len(block.words) >= 5))


def _before_deck(found: list[Block], i: int) -> bool:
    """Whether a line that ends in a semicolon is a headline: archives join it to its deck so."""
    block, after = found[i], found[i + 1] if i + 1 < len(found) else None
    semicolon = block.text.endswith(";") and 3 <= len(block.words) <= 15
    return semicolon and after is not None and after.closed and after.text[0].isupper()


def likely_headline(found: list[Block], verdicts: list[Verdict | None]) -> int | None:
    """Return the number of the block that looks like the headline, or None.

    It stands above the first running text, has no full stop, and there is running text
    below it. A first line may end in a semicolon before a second headline; a first line with a full stop counts only if it is written in headline style.
    """
    open_blocks = [i for i in range(len(found)) if verdicts[i] is None]
    candidates: list[int] = []
    for n, i in enumerate(open_blocks[:_ZONE]):
        if found[i].prose:
            after = found[open_blocks[n + 1]] if n + 1 < len(open_blocks) else None
            if not candidates and n == 0 and _closed_headline(found[i], after):
                return i
            break
        if found[i].headline_like and (
            not found[i].text.endswith((",", ";", ":")) or (n == 0 and _before_deck(found, i))
        ):
            candidates.append(i)
    has_prose = any(found[i].prose for i in open_blocks)
    if not candidates or not has_prose:
        return None
    return next((i for i in candidates if len(found[i].words) >= 4), candidates[0])
