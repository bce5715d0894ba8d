"""Attributions held against each other: what is found, and of that what is right.

An attribution is found when its content shares a character with a gold content,
one to one: of all pairings the one with the largest overlap is taken. Cue and
source are judged on what is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from helpers.evaluate.readers import Attribution, Spans

PARTS = ("all", "direct", "mixed", "indirect")
COUNTS = ("gold", "predicted", "found", "strict", "source", "sourced", "cue", "cued", "kind")

Counts = dict[str, float]


def characters(spans: Spans) -> set[int]:
    """Return the set of characters that spans cover."""
    return {i for start, end in spans for i in range(start, end)}


def touch(a: Spans, b: Spans) -> bool:
    """Tell whether two lists of spans share a character."""
    return any(x < end and start < y for x, y in a for start, end in b)


def overlap(a: Spans, b: Spans) -> int:
    """Count the characters that two lists of disjoint spans share."""
    return sum(max(0, min(y, end) - max(x, start)) for x, y in a for start, end in b)


def pair(gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> list[tuple[int, int]]:
    """Pair contents one to one so that the characters shared are the most there can be."""
    if not gold or not predicted:
        return []
    shared = np.array([[overlap(g.content, p.content) for p in predicted] for g in gold])
    rows, columns = linear_sum_assignment(-shared)
    return [(int(g), int(p)) for g, p in zip(rows, columns, strict=True) if shared[g, p] > 0]


def _same(gold: Attribution, predicted: Attribution) -> bool:
    """Whether each content covers at least half of the other."""
    shared = overlap(gold.content, predicted.content)
    longest = max(sum(b - a for a, b in x.content) for x in (gold, predicted))
    return 2 * shared >= longest


def _role(gold: Spans, predicted: Spans) -> bool:
    return touch(gold, predicted) if gold else not predicted


def score(gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> dict[str, Counts]:
    """Count, for one article, what is found and what of it is right, by kind of speech.

    ``gold``/``predicted``: how many there are; ``found``: paired; ``strict``: paired
    and sharing half of the longer one; ``source``/``cue``: right where found (a source
    that gold has not must be missing); ``sourced``: right where gold has one.
    The kind of a pair is gold's; of a row that is not paired, its own.
    """
    counts = {part: dict.fromkeys(COUNTS, 0.0) for part in PARTS}
    pairs = pair(gold, predicted)
    of = {p: g for g, p in pairs}
    for g in gold:
        _add(counts, g.kind, gold=1)
    for i, p in enumerate(predicted):
        _add(counts, gold[of[i]].kind if i in of else p.kind, predicted=1)
    for i, j in pairs:
        g, p = gold[i], predicted[j]
        _add(counts, g.kind, found=1, strict=_same(g, p), source=_role(g.source, p.source),
             sourced=bool(g.source) and touch(g.source, p.source), cue=_role(g.cue, p.cue),
             cued=bool(g.source), kind=g.kind == p.kind)  # fmt: skip
    chars_gold, chars_pred = (
        characters([s for a in x for s in a.content]) for x in (gold, predicted)
    )
    counts["all"] |= {"chars_gold": len(chars_gold), "chars_predicted": len(chars_pred),
                      "chars_found": len(chars_gold & chars_pred)}  # fmt: skip
    return counts


def _add(counts: dict[str, Counts], speech: str, /, **values: float) -> None:
    for part in ("all", speech):
        for name, value in values.items():
            counts[part][name] += value


def total(scores: Iterable[dict[str, Counts]]) -> dict[str, Counts]:
    """Add up the counts of articles."""
    summed: dict[str, Counts] = {part: {} for part in PARTS}
    for one in scores:
        for part in PARTS:
            for name, value in one[part].items():
                summed[part][name] = summed[part].get(name, 0.0) + value
    return summed


def ratio(a: float, b: float) -> float:
    """Divide, with 0 for nothing of nothing."""
    return a / b if b else 0.0


def measures(counts: dict[str, Counts]) -> dict[str, float]:
    """Turn counts into the named figures."""
    made: dict[str, float] = {}
    for part in PARTS:
        c = counts[part]
        name = "" if part == "all" else f" ({part})"
        made[f"found precision{name}"] = ratio(c["found"], c["predicted"])
        made[f"found recall{name}"] = ratio(c["found"], c["gold"])
        made[f"found F1{name}"] = ratio(2 * c["found"], c["gold"] + c["predicted"])
        made[f"half of content F1{name}"] = ratio(2 * c["strict"], c["gold"] + c["predicted"])
        made[f"source right where found{name}"] = ratio(c["source"], c["found"])
        made[f"source right where there is one{name}"] = ratio(c["sourced"], c["cued"])
        made[f"cue right where found{name}"] = ratio(c["cue"], c["found"])
        made[f"kind right where found{name}"] = ratio(c["kind"], c["found"])
    c = counts["all"]
    made["content characters F1"] = ratio(
        2 * c["chars_found"], c["chars_gold"] + c["chars_predicted"]
    )
    made["content characters precision"] = ratio(c["chars_found"], c["chars_predicted"])
    made["content characters recall"] = ratio(c["chars_found"], c["chars_gold"])
    return made


def intervals(scores: Sequence[dict[str, Counts]], n: int = 500) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals of the figures, resampling articles."""
    random = np.random.default_rng(0)
    drawn = [
        measures(total(scores[i] for i in random.integers(0, len(scores), len(scores))))
        for _ in range(n)
    ]
    spread: dict[str, tuple[float, float]] = {}
    for name in drawn[0]:
        low, high = np.quantile([d[name] for d in drawn], [0.025, 0.975])
        spread[name] = float(low), float(high)
    return spread


def contents(row: dict[str, Any], marks: Spans, held: Spans) -> Spans:
    """Return the characters a row of ``voices`` gives as said, without what interrupts them.

    A row runs from the first to the last character of what is said, with cue and
    source in its middle: these are cut out, and of direct speech (every word in
    quotation marks, by the table's definition) also what stands outside the marks.

    Examples
    --------
    >>> row = {"start": 0, "end": 30, "kind": "direct"}
    >>> contents(row, [(0, 10), (20, 30)], [(12, 16)])
    [(0, 10), (20, 30)]
    """
    start, end = row["start"], row["end"]
    parts = [(start, end)]
    if row["kind"] == "direct":
        parts = [(max(start, a), min(end, b)) for a, b in marks if a < end and start < b] or parts
    for low, high in held:
        parts = [p for a, b in parts for p in ((a, min(b, low)), (max(a, high), b)) if p[0] < p[1]]
    return parts or [(start, end)]
