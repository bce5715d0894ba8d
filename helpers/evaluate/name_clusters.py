"""How well names are joined: clusters on the gold mentions of GUM's coreference.

Clusters are scored on gold mentions, so that they are judged apart from the finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from helpers.evaluate.coreference import ClusterCounts, GoldText, count_clusters
from helpers.evaluate.scores import DRAWS, SEED
from helpers.names import name_clusters
from helpers.names.mention import Mention
from helpers.names.titles import is_title


def _title_of(text: str, start: int) -> str:
    before = text[max(0, start - 20) : start].split()
    return before[-1] if before and is_title(before[-1]) else ""


def gold_mentions(gold: GoldText) -> list[Mention]:
    """Return the gold mentions of a text as the names stage has them."""
    return [
        Mention(
            m.start, m.end, gold.text[m.start : m.end], m.label,
            gold.text.count("\n", 0, m.start), title=_title_of(gold.text, m.start),
        )
        for m in gold.mentions
    ]  # fmt: skip


def _clusters(texts: Iterable[GoldText]) -> dict[str, list[ClusterCounts]]:
    """Cluster counts of ours, of equal strings, and of ours within pairs that differ as strings."""
    found: dict[str, list[ClusterCounts]] = {"ours": [], "same string": [], "joined": []}
    for gold in texts:
        mentions = gold_mentions(gold)
        entities = [m.entity for m in gold.mentions]
        strings = [m.text.casefold() for m in mentions]
        ids = name_clusters(mentions, gold.text).name_ids
        ours, plain = count_clusters(entities, ids), count_clusters(entities, strings)
        found["ours"].append(ours)
        found["same string"].append(plain)
        found["joined"].append(_joined(ours, count_clusters(entities, _both(ids, strings))))
    return found


def _both(ids: Sequence[str], strings: Sequence[str]) -> list[str]:
    return [f"{a}\t{b}" for a, b in zip(ids, strings, strict=True)]


def _joined(ours: ClusterCounts, equal: ClusterCounts) -> ClusterCounts:
    """What is left of our pairs without those whose strings are equal."""
    return ours._replace(
        pairs_found=ours.pairs_found - equal.pairs_found,
        pairs_right=ours.pairs_right - equal.pairs_right,
    )


def _b_cubed(sums: Sequence[float]) -> float:
    mentions, precision, recall = sums[0], sums[1], sums[2]
    p, r = precision / max(mentions, 1), recall / max(mentions, 1)
    return 2 * p * r / (p + r) if p + r else 0.0


MEASURES: dict[str, Callable[[Sequence[float]], float]] = {
    "alias clusters, B³ F1": _b_cubed,
    "alias clusters, B³ precision": lambda s: s[1] / max(s[0], 1),
    "alias clusters, B³ recall": lambda s: s[2] / max(s[0], 1),
    "alias pairs, precision": lambda s: s[5] / max(s[3], 1),
    "alias pairs, recall": lambda s: s[5] / max(s[4], 1),
}


def _interval(
    counts: Sequence[ClusterCounts], value: Callable[[Sequence[float]], float]
) -> tuple[float, float, float]:
    table = np.array(counts, dtype=float)
    draws = np.random.default_rng(SEED).integers(0, len(table), (DRAWS, len(table)))
    values = [value(list(row)) for row in table[draws].sum(1)]
    low, high = np.quantile(values, [0.025, 0.975])
    return round(value(list(table.sum(0))), 4), round(float(low), 4), round(float(high), 4)


def cluster_rows(texts: list[GoldText], data: str) -> list[dict[str, Any]]:
    """Return the rows of scores for some texts; ``baseline`` joins equal strings."""
    found = _clusters(texts)
    rows = []
    for measure, value in MEASURES.items():
        score, low, high = _interval(found["ours"], value)
        baseline, _, _ = _interval(found["same string"], value)
        n = sum(c.mentions for c in found["ours"])
        rows.append(name_row(measure, data, score, low, high, n, baseline))
    score, low, high = _interval(found["joined"], MEASURES["alias pairs, precision"])
    n = int(sum(c.pairs_found for c in found["joined"]))
    measure = "alias pairs whose strings differ, precision"
    return [*rows, name_row(measure, data, score, low, high, n, None)]


def name_row(
    measure: str, data: str, value: float, low: float, high: float, n: int, baseline: float | None,
    rival: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Return one row of the table of scores."""
    return {
        "stage": "names", "measure": measure, "data": data, "value": value, "low": low,
        "high": high, "n": n, "baseline": baseline, "published": "",
        "rival": rival,
    }  # fmt: skip
