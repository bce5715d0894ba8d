"""The rules by which a block of text is page furniture: patterns, UI words, separators.

That few words, missing full stops and the share of links give furniture away is known from
Kohlschütter, Fankhauser & Nejdl (2010); a saved text has no links left, so that the phrases of
``data/lexicons/boilerplate.csv`` and separators stand in for them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from helpers.articles.blocks import Block
from helpers.resources import lexicon

LONGEST_LINE = 420
"""Characters up to which a block is held against the whole-line patterns."""
_EDGE, _SHORT_LINE = 300, 60
_BUTTONS = ("navigation", "share bar")


class Verdict(NamedTuple):
    """What a passage is, and why."""

    kind: str
    reason: str


class Rule(NamedTuple):
    """One row of ``data/lexicons/boilerplate.csv``."""

    pattern: re.Pattern[str]
    verdict: Verdict
    hints: tuple[str, ...]


@cache
def rules_at(where: str) -> list[Rule]:
    """Return the rules for one place: a whole ``line``, its ``start``, its ``end`` or ``inside`` it."""
    rows = lexicon("boilerplate")
    return [
        Rule(
            re.compile(str(row.pattern), re.IGNORECASE | re.DOTALL),
            Verdict(str(row.kind), str(row.reason)),
            tuple(str(row.hints).split("|")),
        )
        for row in rows[rows["where"] == where].itertuples()
    ]


@cache
def _hints(where: str) -> tuple[str, ...]:
    return tuple({hint for rule in rules_at(where) for hint in rule.hints})


def rules_for(text: str, where: str) -> list[Rule]:
    """Return the rules one of whose hints is in the text."""
    folded = text.casefold()
    present = {hint for hint in _hints(where) if hint in folded}
    return (
        [rule for rule in rules_at(where) if not present.isdisjoint(rule.hints)] if present else []
    )


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
    rules = rules_for(text, where) if len(text) > _SHORT_LINE else rules_at(where)
    verdict = next((rule.verdict for rule in rules if rule.pattern.fullmatch(text)), None)
    if verdict and verdict.reason in _BUTTONS and block.closed and len(block.words) <= 2:
        return None  # "Close." is a sentence, "Close" a button
    return verdict


def layout_verdict(block: Block) -> Verdict | None:
    """Tell a bar of buttons or a row of links by its words and its separators."""
    words = [word.casefold() for word in block.words]
    if not words:
        return Verdict("boilerplate", "no words")
    if all(word.isdigit() for word in words):
        return None
    if block.text.startswith("|") and block.text.endswith("|"):
        return None  # a row of a table
    known = sum(word in _page_words() for word in words)
    counts = min(2, sum(word.isdigit() for word in words))
    if known and not block.closed and (known + counts) / len(words) >= 0.75 and len(words) <= 30:
        return Verdict("boilerplate", "share bar")
    parts = [p for p in re.split(r"\s[|>»›·•/]+\s|\s{3,}|\t", block.text) if p.strip()]
    short = all(len(part.split()) <= 4 for part in parts)
    if len(parts) >= 2 and short and not block.closed and len(words) <= 40:
        return Verdict("boilerplate", "navigation")
    return None


def edge_spans(text: str, start: int, end: int) -> list[tuple[int, int, Verdict]]:
    """Find furniture glued to the beginning or the end of a line of prose."""
    found: list[tuple[int, int, Verdict]] = []
    rules = rules_for(text[start : start + _EDGE], "start")
    moved = bool(rules)
    while moved and end - start > 40:
        moved = False
        for pattern, verdict, _ in rules:
            match = pattern.match(text, start, min(end, start + _EDGE))
            if match and match.end() - start > 0 and text[match.end() : end].strip():
                found.append((start, match.end(), verdict))
                start, moved = match.end(), True
    rules = rules_for(text[max(start, end - _EDGE) : end], "end")
    moved = bool(rules)
    while moved and end - start > 40:
        moved = False
        for pattern, verdict, _ in rules:
            tail = text[max(start, end - _EDGE) : end]
            hits = [m for m in pattern.finditer(tail) if m.end() == len(tail)]
            at = end - len(tail) + hits[0].start() if hits else start
            if at - start > 40:
                found.append((at, end, verdict))
                end, moved = at - (len(text[:at]) - len(text[:at].rstrip())), True
    return found
