"""Two tables of one layer laid side by side: gold and ours, or one coder and the other.

Every comparison gives counts an article (right, found, gold), so that F1 and its interval over articles
can be had, and pairs of labels on what both have found, for Krippendorff's alpha.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from helpers.evaluate.attributions import score as score_voices
from helpers.evaluate.coreference import count_clusters
from helpers.evaluate.voices import from_table

Row = dict[str, Any]
NEAR = 25
"""Characters that may lie between two triggers of one event ("launched an attack")."""


class Comparison(NamedTuple):
    """Of one article: counts by measure, and pairs of labels by measure."""

    counts: Mapping[str, tuple[float, float, float]]
    pairs: list[tuple[str, Any, Any]]


def compare(layer: str, gold: pd.DataFrame, found: pd.DataFrame) -> dict[str, Comparison]:
    """Compare two tables of a layer, article by article.

    Parameters
    ----------
    layer
        As in :func:`helpers.evaluate.own.gold`.
    gold, found
        Tables with the columns of that layer; articles that `gold` does not know are left out.

    Returns
    -------
    dict
        Of each article its :class:`Comparison`.

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [9]})
    >>> compare("sentences", table, table)["a"].counts
    {'sentences F1': (1, 1, 1)}
    """
    ours = {name: rows.to_dict("records") for name, rows in found.groupby("article_id")}
    return {
        str(name): _LAYERS[layer](rows.to_dict("records"), ours.get(name, []))
        for name, rows in gold.groupby("article_id")
    }


def same_spans(one: list[Row], other: list[Row]) -> list[tuple[Row, Row]]:
    """Pair the rows that cover the same characters."""
    by_span = {(row["start"], row["end"]): row for row in other}
    return [
        (row, by_span[row["start"], row["end"]])
        for row in one
        if (row["start"], row["end"]) in by_span
    ]


def best_pairs(
    one: list[Row], other: list[Row], weight: Callable[[Row, Row], float]
) -> list[tuple[Row, Row]]:
    """Pair rows one to one so that the sum of the weights is the largest; weight 0 is no pair."""
    if not one or not other:
        return []
    weights = np.array([[weight(a, b) for b in other] for a in one])
    rows, columns = linear_sum_assignment(-weights)
    return [(one[a], other[b]) for a, b in zip(rows, columns, strict=True) if weights[a, b] > 0]


def overlap(a: Row, b: Row, field: str = "") -> float:
    """Count the characters that two spans share: of the rows, or of a slot of theirs."""
    start, end = (f"{field}_start", f"{field}_end") if field else ("start", "end")
    if any(pd.isna(row.get(key)) for row in (a, b) for key in (start, end)):
        return 0.0
    return float(max(0, min(a[end], b[end]) - max(a[start], b[start])))


def _labels(measure: str, field: str, pairs: list[tuple[Row, Row]]) -> Comparison:
    """A nominal field on what both have found."""
    values = [(measure, _plain(a.get(field)), _plain(b.get(field))) for a, b in pairs]
    right = sum(x == y for _, x, y in values)
    return Comparison({measure: (right, len(values), len(values))}, values)


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return str(value)[:10] if isinstance(value, pd.Timestamp) else value


def _slot(measure: str, field: str, pairs: list[tuple[Row, Row]]) -> Comparison:
    """A slot on what both have found: right if the spans touch, or if both are empty."""
    right = sum(
        overlap(a, b, field) > 0
        or (_plain(a.get(f"{field}_start")) is None and _plain(b.get(f"{field}_start")) is None)
        for a, b in pairs
    )
    return Comparison({measure: (right, len(pairs), len(pairs))}, [])


def _joined(*parts: Comparison) -> Comparison:
    counts: dict[str, tuple[float, float, float]] = {}
    for part in parts:
        counts |= part.counts
    return Comparison(counts, [pair for part in parts for pair in part.pairs])


def _found(measure: str, right: int, found: list[Row], gold: list[Row]) -> Comparison:
    return Comparison({measure: (right, len(found), len(gold))}, [])


def _passages(gold: list[Row], found: list[Row]) -> Comparison:
    by_line = {row["line"]: row for row in found}
    pairs = [(row, by_line.get(row["line"], {})) for row in gold]
    return _joined(
        _labels("kind of line right", "kind", pairs),
        _found(
            "lines of body F1",
            sum(a["kind"] == "body" == b.get("kind") for a, b in pairs),
            [b for _, b in pairs if b.get("kind") == "body"],
            [a for a, _ in pairs if a["kind"] == "body"],
        ),
    )


def _sentences(gold: list[Row], found: list[Row]) -> Comparison:
    # Bylines and datelines are sentences of the table, but nobody has coded them.
    judged = [row for row in found if any(overlap(row, other) for other in gold)]
    return _found("sentences F1", len(same_spans(gold, judged)), judged, gold)


def _names(gold: list[Row], found: list[Row]) -> Comparison:
    pairs = same_spans(gold, found)
    right = sum(a["label"] == b["label"] for a, b in pairs)
    clusters = count_clusters(
        [str(a["name_id"]) for a, _ in pairs], [str(b["name_id"]) for _, b in pairs]
    )
    n = len(pairs)
    cubed = {
        "aliases, B³ precision": (clusters.precision_sum, n, n),
        "aliases, B³ recall": (clusters.recall_sum, n, n),
    }
    return _joined(
        _found("names F1", right, found, gold),
        _labels("label right where found", "label", pairs),
        Comparison(cubed, []),
    )


def _with_offsets(rows: list[Row]) -> pd.DataFrame:
    table = pd.DataFrame(rows)
    offsets = [name for name in table if str(name).endswith(("start", "end"))]
    return table.astype(dict.fromkeys(offsets, "Int64"))


def _voices(gold: list[Row], found: list[Row]) -> Comparison:
    one, other = (
        from_table(_with_offsets(rows)).get(rows[0]["article_id"], []) if rows else []
        for rows in (gold, found)
    )
    made = score_voices(one, other)["all"]
    n = made["found"]
    pairs = best_pairs(gold, found, overlap)
    return _joined(
        Comparison(
            {
                "found F1": (n, made["predicted"], made["gold"]),
                "content characters F1": (
                    made["chars_found"], made["chars_predicted"], made["chars_gold"],
                ),
                "source right where found": (made["source"], n, n),
                "cue right where found": (made["cue"], n, n),
            },
            [],
        ),
        _labels("kind right where found", "kind", pairs),
        _labels("stance right where found", "stance", pairs),
    )  # fmt: skip


def _event_weight(a: Row, b: Row) -> float:
    gap = max(a["start"], b["start"]) - min(a["end"], b["end"])
    same = a["type"] == b["type"]
    if gap > 0 and not (same and gap <= NEAR):
        return 0.0
    slots = sum(overlap(a, b, field) > 0 for field in ("agent", "patient"))
    return 4.0 * (gap <= 0) + 2.0 * same + slots


def _events(gold: list[Row], found: list[Row]) -> Comparison:
    pairs = best_pairs(gold, found, _event_weight)
    typed = [pair for pair in pairs if pair[0]["type"] != "OTHER"]
    paired = {id(b) for _, b in pairs}
    dated = [pair for pair in pairs if _plain(pair[0].get("date_from"))]
    ours = [row for row in found if row["type"] != "OTHER" or id(row) in paired]
    other = [row for row in gold if row["type"] == "OTHER"]
    n = len(other)
    return _joined(
        _found("found F1", len(pairs), ours, gold),
        Comparison({"of type OTHER found": (len(pairs) - len(typed), n, n)}, []),
        _labels("type right where found", "type", pairs),
        _slot("agent right where found", "agent", pairs),
        _slot("patient right where found", "patient", pairs),
        _slot("place right where found", "place", pairs),
        _labels("first day right where gold has one", "date_from", dated),
        _labels("polarity right where found", "polarity", pairs),
        _labels("modality right where found", "modality", pairs),
        _labels("tense right where found", "tense", pairs),
        _labels("reporter or source right where found", "told", _told(pairs)),
    )


def _told(pairs: list[tuple[Row, Row]]) -> list[tuple[Row, Row]]:
    """Whether an event is told in the reporter's own voice; a nameless voice is a voice."""

    def told(row: Row) -> Row:
        voiced = _plain(row.get("source")) or _plain(row.get("voice_id")) is not None
        return {"told": "source" if voiced else "reporter"}

    return [(told(a), told(b)) for a, b in pairs]


def _sentiment(gold: list[Row], found: list[Row]) -> Comparison:
    pairs = best_pairs(gold, found, overlap)
    loaded = sum(a["label"] == b["label"] != "neutral" for a, b in pairs)
    return _joined(
        _labels("label right where found", "label", pairs),
        Comparison(
            {
                "not neutral F1": (
                    loaded,
                    sum(b["label"] != "neutral" for _, b in pairs),
                    sum(a["label"] != "neutral" for a, _ in pairs),
                )
            },
            [],
        ),
    )


def _naming(gold: list[Row], found: list[Row]) -> Comparison:
    pairs = best_pairs(gold, found, overlap)
    return _joined(
        _found("terms F1", len(pairs), found, gold),
        _labels("connotation right where found", "connotation", pairs),
    )


def _frames(gold: list[Row], found: list[Row]) -> Comparison:
    by_frame = {row["frame"]: row for row in found}
    pairs = [(row, by_frame[row["frame"]]) for row in gold if row["frame"] in by_frame]
    right = sum(bool(a["present"]) and bool(b["present"]) for a, b in pairs)
    ours = [b for _, b in pairs if b["present"]]
    return _joined(
        _found("present F1", right, ours, [a for a, _ in pairs if a["present"]]),
        _labels("present or not right", "present", pairs),
    )


_LAYERS: dict[str, Callable[[list[Row], list[Row]], Comparison]] = {
    "passages": _passages,
    "sentences": _sentences,
    "names": _names,
    "voices": _voices,
    "events": _events,
    "sentiment": _sentiment,
    "naming": _naming,
    "frames": _frames,
}


def measures(
    compared: dict[str, Comparison],
) -> Iterator[tuple[str, list[tuple[float, float, float]]]]:
    """Yield each measure with its counts in every article that has it."""
    names = dict.fromkeys(name for one in compared.values() for name in one.counts)
    for name in names:
        yield name, [one.counts[name] for one in compared.values() if name in one.counts]
