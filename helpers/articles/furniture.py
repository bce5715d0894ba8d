"""The rules by which a block of text is page furniture: patterns, UI words, separators."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from helpers.articles.blocks import Block
from helpers.resources import lexicon

LONGEST_LINE = 420
"""Characters up to which a block is held against the whole-line patterns."""
_EDGE = 300


class Verdict(NamedTuple):
    """What a passage is, and why."""

    kind: str
    reason: str


@cache
def _patterns(where: str) -> list[tuple[re.Pattern[str], Verdict]]:
    rules = lexicon("boilerplate")
    rules = rules[rules["where"] == where]
    return [
        (re.compile(pattern, re.IGNORECASE | re.DOTALL), Verdict(kind, reason))
        for pattern, kind, reason in zip(rules.pattern, rules.kind, rules.reason, strict=True)
    ]


@cache
def _page_words() -> frozenset[str]:
    return frozenset(lexicon("page_words").word)


def line_verdict(block: Block, where: str = "line") -> Verdict | None:
    """Hold a whole block against the patterns of ``data/lexicons/boilerplate.csv``.

    Parameters
    ----------
    where
        ``line`` (anywhere), ``top`` (above the first prose) or ``tail`` (below the last).
    """
    if len(block.text) > LONGEST_LINE:
        return None
    text = block.text if where == "tail" else block.text.strip("*_•·►▶→»«| \t\u200b\ufeff")
    for pattern, verdict in _patterns(where):
        if pattern.fullmatch(text):
            return verdict
    return None


def _is_page_word(word: str) -> bool:
    return word in _page_words() or word.isdigit()


def layout_verdict(block: Block) -> Verdict | None:
    """Tell a bar of buttons or a row of links by its words and its separators."""
    words = [word.casefold() for word in block.words]
    if not words:
        return Verdict("boilerplate", "no words")
    known = sum(map(_is_page_word, words))
    if not block.closed and known / len(words) >= 0.75 and len(words) <= 30:
        return Verdict("boilerplate", "share bar")
    parts = [p for p in re.split(r"\s[|>»›·•/]+\s|\s{3,}|\t", block.text) if p.strip()]
    short = all(len(part.split()) <= 4 for part in parts)
    if len(parts) >= 2 and short and not block.closed and len(words) <= 40:
        return Verdict("boilerplate", "navigation")
    return None


def edge_spans(text: str, start: int, end: int) -> list[tuple[int, int, Verdict]]:
    """Find furniture glued to the beginning or the end of a line of prose."""
    found: list[tuple[int, int, Verdict]] = []
    moved = True
    while moved and end - start > 40:
        moved = False
        for pattern, verdict in _patterns("start"):
            match = pattern.match(text, start, min(end, start + _EDGE))
            if match and match.end() - start > 0 and text[match.end() : end].strip():
                found.append((start, match.end(), verdict))
                start, moved = match.end(), True
    moved = True
    while moved and end - start > 40:
        moved = False
        for pattern, verdict in _patterns("end"):
            tail = text[max(start, end - _EDGE) : end]
            hits = [m for m in pattern.finditer(tail) if m.end() == len(tail)]
            at = end - len(tail) + hits[0].start() if hits else start
            if at - start > 40:
                found.append((at, end, verdict))
                end, moved = at - (len(text[:at]) - len(text[:at].rstrip())), True
    return found
