"""The project's own gold: what two readers and a third wrote of the teaching corpus, as tables.

The tables have the columns of the walk's, so that the two can be laid side by side. How the corpus was
coded stands in `data/gold/CODEBOOK.md`. The flood story is the test part: no rule is changed for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd

from helpers.articles import line_kinds, read_articles
from helpers.corpus import walk
from helpers.evaluate.coding import Finding, read_coding
from helpers.evaluate.compare import Comparison, compare, measures
from helpers.evaluate.scores import f1_interval
from helpers.framing.agreement import krippendorff_alpha
from helpers.framing.terms import acts
from helpers.resources import data_path

LAYERS = ("passages", "sentences", "names", "voices", "events", "sentiment", "naming", "frames")
FRAMES = ("conflict", "resolution", "human_interest", "moral", "economic")
CODERS = {"settled": ("settled",), "a": ("passes", "a"), "b": ("passes", "b")}
TEST_STORY = "flood"
DATA = {"dev": "teaching corpus, Aleppo and strike", "test": "teaching corpus, flood (test)"}
STAGES = {layer: layer for layer in LAYERS} | {"passages": "articles"}
UNCUT = ("passages", "frames")
SPANS = ("cue", "source", "agent", "patient", "place", "time")
COLUMNS = {
    "passages": ["line", "start", "end", "kind"],
    "sentences": ["start", "end"],
    "names": ["start", "end", "text", "label", "name_id"],
    "voices": ["start", "end", "kind", "cue", "cue_start", "cue_end", "source", "source_start",
               "source_end", "source_id", "resolved", "stance"],
    "events": ["start", "end", "trigger", "type", "agent", "agent_start", "agent_end", "patient",
               "patient_start", "patient_end", "place", "place_start", "place_end", "time",
               "time_start", "time_end", "date_from", "date_to", "count", "polarity", "modality",
               "tense", "source"],
    "sentiment": ["start", "end", "target", "label"],
    "naming": ["start", "end", "text", "referent", "connotation"],
    "frames": ["frame", "present"],
}  # fmt: skip


def gold_layers() -> tuple[str, ...]:
    """Return the names of the layers that the gold has."""
    return LAYERS


def part_of(article_id: str) -> str:
    """Return ``test`` for an article of the story that nobody tunes on, else ``dev``."""
    return "test" if article_id.startswith(TEST_STORY) else "dev"


def gold(layer: str, *, coder: str = "settled") -> pd.DataFrame:
    """Return one layer of the teaching corpus's gold annotation.

    Parameters
    ----------
    layer
        One of ``passages sentences names voices events sentiment naming frames``.
    coder
        ``settled`` (the adjudicated version), or ``a`` or ``b`` for the two passes before it.

    Returns
    -------
    DataFrame
        ``article_id``, ``part`` (``dev``, or ``test`` for the flood), and the columns of the walk's table
        that are coded; ``passages`` has a row a line (``line`` counts those that are not empty, from 0).
        ``source`` of an event is who says it, by name.

    Raises
    ------
    ValueError
        If there is no such layer or coder, or a file breaks the codebook's form.

    Examples
    --------
    >>> gold("frames").frame.unique().tolist()
    ['conflict', 'resolution', 'human_interest', 'moral', 'economic']
    """
    if layer not in LAYERS:
        raise ValueError(f"There is no layer {layer!r}; there are {', '.join(LAYERS)}.")
    rows = [
        {"article_id": name, "part": part_of(name), **row}
        for name, findings in _codings(coder).items()
        for row in _rows(layer, findings)
    ]
    found = pd.DataFrame(rows, columns=["article_id", "part", *COLUMNS[layer]])
    offsets = [name for name in found if name.endswith(("start", "end"))]
    found = found.astype(dict.fromkeys(offsets, "Int64"))
    if layer == "passages":
        found = found.sort_values(["article_id", "start"], ignore_index=True)
        found["line"] = found.groupby("article_id").cumcount()
    return found


@cache
def _codings(coder: str) -> dict[str, list[Finding]]:
    if coder not in CODERS:
        raise ValueError(f"There is no coder {coder!r}; there are {', '.join(CODERS)}.")
    texts = read_articles().set_index("article_id").text
    files = sorted(data_path("gold", *CODERS[coder]).glob("*.jsonl"))
    return {file.stem: read_coding(file, texts[file.stem]) for file in files}


def _rows(layer: str, findings: list[Finding]) -> Iterator[dict[str, Any]]:
    for finding in findings:
        kind = finding["layer"]
        if layer == "sentiment" and kind in {"name", "naming"} and finding.get("sentiment"):
            label = finding["sentiment"]
            yield {**_span(finding, "span"), "target": finding["span"], "label": label}
        elif layer == "frames" and kind == "frames":
            yield from ({"frame": frame, "present": finding[frame]} for frame in FRAMES)
        elif layer == "sentences" and kind == "sentence":
            yield finding
        elif (layer, kind) in _ROWS and (layer != "passages" or "line" in finding):
            yield _ROWS[layer, kind](finding)


def _span(finding: Finding, field: str) -> dict[str, Any]:
    return {"start": finding[f"{field}_start"], "end": finding[f"{field}_end"]}


def _name(finding: Finding) -> dict[str, Any]:
    return {
        **_span(finding, "span"),
        "text": finding["span"],
        "label": finding["label"],
        "name_id": finding["entity"],
    }


def _voice(finding: Finding) -> dict[str, Any]:
    return {**finding, **_span(finding, "content"), "source_id": finding.get("entity")}


def _event(finding: Finding) -> dict[str, Any]:
    common = {"polarity": "positive", "modality": "asserted", "tense": "past"}
    return {**common, **finding, **_span(finding, "trigger")}


def _naming(finding: Finding) -> dict[str, Any]:
    return {**finding, **_span(finding, "span"), "text": finding["span"]}


def _passage(finding: Finding) -> dict[str, Any]:
    return {**finding, **_span(finding, "span")}


_ROWS = {
    ("passages", "passage"): _passage,
    ("names", "name"): _name,
    ("voices", "voice"): _voice,
    ("events", "event"): _event,
    ("naming", "naming"): _naming,
}


def against_gold(layer: str, found: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Score a table of the walk against the project's own gold.

    Parameters
    ----------
    layer
        As in :func:`gold`; for ``passages``, `found` is what :func:`helpers.line_kinds` gives.
    found
        The walk's table.
    articles
        The articles that were read. Those that have no gold annotation are left out.

    Returns
    -------
    DataFrame
        measure, part (``dev``, and ``test`` for the flood), value, low, high (95 % interval over
        articles), articles, n (what the gold has). Empty where no article has gold.

    Examples
    --------
    >>> lines = gold("passages")
    >>> float(against_gold("passages", lines, lines[["article_id"]].drop_duplicates()).value.min())
    1.0
    """
    wanted = gold(layer)
    wanted = wanted[wanted.article_id.isin(articles.article_id)]
    if layer == "naming" and "term" in found:
        # The codebook codes what actors are called, not what acts are called.
        found = found[~found.term.isin(acts())]
    compared = compare(layer, wanted, found if layer in UNCUT else _in_coded_text(found))
    rows = []
    for part in ("dev", "test"):
        own = {name: one for name, one in compared.items() if part_of(name) == part}
        for measure, counts in measures(own):
            value, low, high = f1_interval(counts)
            n = int(sum(count[2] for count in counts))
            rows.append((measure, part, value, low, high, len(counts), n))
    columns = ["measure", "part", "value", "low", "high", "articles", "n"]
    return pd.DataFrame(rows, columns=columns)


def _in_coded_text(found: pd.DataFrame) -> pd.DataFrame:
    """The rows that lie in title, body or caption by the gold: nobody has coded the rest."""
    ends = gold("passages").query("kind in ('title', 'body', 'caption')")
    lines = {
        name: list(zip(own.start, own.end, strict=True)) for name, own in ends.groupby("article_id")
    }
    coded = [
        any(start <= row.start < end for start, end in lines.get(row.article_id, []))
        for row in found.itertuples()
    ]
    return found[pd.Series(coded, index=found.index, dtype=bool)]


def own_scores() -> pd.DataFrame:
    """Walk the teaching corpus and score every layer on its gold.

    Returns
    -------
    DataFrame
        layer, and the columns of :func:`against_gold`.
    """
    articles = read_articles()
    tables = walk(articles)
    tables["passages"] = line_kinds(articles, tables["passages"])
    tables["sentiment"] = tables["sentiment"].dropna(subset="target")
    scored = [against_gold(layer, tables[layer], articles).assign(layer=layer) for layer in LAYERS]
    found = pd.concat(scored, ignore_index=True)
    return found[["layer", *found.columns.drop("layer")]]


def coder_agreement(*layers: str) -> pd.DataFrame:
    """Return how far the two independent passes agree, before anything was settled.

    Parameters
    ----------
    layers
        As in :func:`gold`; none for all.

    Returns
    -------
    DataFrame
        layer, measure, value (F1, or the share that is the same), low, high (95 % interval over
        articles), n, alpha (Krippendorff's, nominal, for the measures that are choices between labels).
    """
    rows = []
    for layer in layers or LAYERS:
        compared = compare(layer, gold(layer, coder="a"), gold(layer, coder="b"))
        for measure, counts in measures(compared):
            value, low, high = f1_interval(counts)
            n = int(sum(count[2] for count in counts))
            rows.append((layer, measure, value, low, high, n, _alpha(measure, compared)))
    columns = ["layer", "measure", "value", "low", "high", "n", "alpha"]
    return pd.DataFrame(rows, columns=columns)


def _alpha(measure: str, compared: dict[str, Comparison]) -> float | None:
    pairs = [(x, y) for one in compared.values() for name, x, y in one.pairs if name == measure]
    if not pairs:
        return None
    items = range(len(pairs))
    codings = pd.concat(
        pd.DataFrame({"coder": coder, "item": items, "label": [str(p[i]) for p in pairs]})
        for i, coder in enumerate("ab")
    )
    return round(krippendorff_alpha(codings), 4) if len(set(codings.label)) > 1 else None
