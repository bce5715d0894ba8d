"""One article on one page: its text with names, voices and events marked, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from helpers.pages.fragment import Fragment, asset, told
from helpers.pages.marks import Mark, marked, paragraphs
from helpers.pages.panels import panels
from helpers.shown import day

_LAYERS = {
    "nw-person": "person",
    "nw-org": "organisation",
    "nw-loc": "place",
    "nw-voice": "somebody’s words",
    "nw-source": "who says it",
    "nw-event": "event",
}


def article_page(article: pd.Series, tables: Mapping[str, pd.DataFrame]) -> Fragment:
    """Show one article with the rows of the tables marked in its text.

    Parameters
    ----------
    article
        A row of the articles table.
    tables
        What ``walk`` returns; the rows of other articles are passed over.

    Returns
    -------
    Fragment
        HTML with its own style and no script. All text of the article is escaped.
        Pointing at a mark, or moving to it with the tab key, shows the row behind it.
    """
    mine = {name: frame[frame.article_id == article.article_id] for name, frame in tables.items()}
    text = "" if pd.isna(article.text) else str(article.text)
    marks = [*_voice_marks(mine), *_name_marks(mine), *_event_marks(mine)]
    style = f"<style>{asset('article.css')}</style>"
    return Fragment(
        f'{style}<article class="nw-article" lang="en">{_header(article)}{_switches(marks)}'
        f'<div class="nw-columns"><div class="nw-reading"><div class="nw-text" tabindex="0"'
        f' role="region" aria-label="The article">{_body(text, mine["passages"], marks)}</div>'
        f'</div><div class="nw-panels">{panels(article, mine)}</div></div></article>'
    )


def _header(article: pd.Series) -> str:
    facts = [told(article.outlet), told(day(article.published))]
    if pd.notna(article.n_words):
        facts.append(f"{int(article.n_words):,} words")
    if pd.notna(article.problem):
        facts.append(f"problem: {told(article.problem)}")
    title = told(article.title) or told(article.article_id)
    line = " · ".join(fact for fact in facts if fact)
    return f'<header><h2 class="nw-title">{title}</h2><p class="nw-facts">{line}</p></header>'


def _switches(marks: list[Mark]) -> str:
    """Return the legend, whose entries switch their marks off and on."""
    entries = []
    for css, label in _LAYERS.items():
        count = sum(css in mark.css.split() for mark in marks)
        entries.append(
            f'<label class="nw-key"><input type="checkbox" checked data-layer="{css}">'
            f'<span class="nw-sample {css}">{label}</span> <small>{count}</small></label>'
        )
    return (
        '<fieldset class="nw-legend"><legend>Show</legend>'
        + "".join(entries)
        + '<span class="nw-hint">Point at a mark to see its row. An outlined event is denied,'
        " planned or only possible; grey lines are the page around the article.</span></fieldset>"
    )


def _lines(row: Any, columns: str) -> tuple[tuple[str, str], ...]:
    made = []
    for column in columns.split():
        value = row.get(column)
        if value is None or pd.isna(value):
            continue
        made.append((column.replace("_", " "), day(value) if "date" in column else str(value)))
    return tuple(made)


def _rows(frame: pd.DataFrame) -> Iterator[dict[Any, Any]]:
    yield from frame.to_dict("records")


def _name_marks(mine: Mapping[str, pd.DataFrame]) -> Iterator[Mark]:
    for row in _rows(mine["names"]):
        lines = _lines(row, "name_id label country latitude longitude")
        yield Mark(row["start"], row["end"], f"nw-{str(row['label']).lower()}", lines, 2)


def _voice_marks(mine: Mapping[str, pd.DataFrame]) -> Iterator[Mark]:
    seen = set()
    for row in _rows(mine["voices"]):
        lines = _lines(row, "kind source source_id cue stance")
        yield Mark(row["start"], row["end"], f"nw-voice nw-{row['kind']}", lines, 0)
        for part in ("source", "cue"):
            start, end = row[f"{part}_start"], row[f"{part}_end"]
            if pd.notna(start) and (part, start, end) not in seen:
                seen.add((part, start, end))
                yield Mark(start, end, f"nw-{part}", (), 1)


def _event_marks(mine: Mapping[str, pd.DataFrame]) -> Iterator[Mark]:
    columns = (
        "type agent agent_id patient patient_id recipient place time date_from date_to count"
        " polarity modality tense source"
    )
    for row in _rows(mine["events"]):
        sure = row["polarity"] != "negative" and row["modality"] == "asserted"
        css = "nw-event" if sure else "nw-event nw-unsure"
        yield Mark(row["start"], row["end"], css, (("event", ""), *_lines(row, columns)), 3)


def _body(text: str, passages: pd.DataFrame, marks: list[Mark]) -> str:
    pieces = []
    for passage in _rows(passages):
        kind, reason = str(passage["kind"]), passage["reason"]
        for start, end in paragraphs(text, passage["start"], passage["end"]):
            note = f' title="{told(reason)}"' if kind == "boilerplate" and told(reason) else ""
            inside = [] if kind == "boilerplate" else marks
            pieces.append(f'<p class="nw-{kind}"{note}>{marked(text, start, end, inside)}</p>')
    if not pieces and text:
        pieces = [f'<p class="nw-body">{marked(text, 0, len(text), [])}</p>']
    return "".join(pieces) or "<p>There is no text.</p>"
