"""Charts of the story itself: when, who to whom, whose voice, and its arc."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers.charts.canvas import (
    COLOURS,
    MARKERS,
    NEGATIVE,
    POSITIVE,
    Chart,
    canvas,
    describe,
    listed,
    short,
    styled,
)
from helpers.charts.generic import interval_bars
from helpers.charts.heat import heatmap

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
PRONOUNS = {
    "i",
    "you",
    "he",
    "she",
    "it",
    "we",
    "they",
    "me",
    "him",
    "her",
    "us",
    "them",
    "who",
    "which",
    "that",
    "this",
}


def day(value: object) -> str:
    """Write a date the same way in every locale.

    Examples
    --------
    >>> day(pd.Timestamp(2016, 8, 7))
    '7 Aug 2016'
    """
    at = pd.Timestamp(value)
    return "" if pd.isna(at) else f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def happened(events: pd.DataFrame) -> pd.DataFrame:
    """Keep the events told as having happened: affirmed, asserted, not in the future."""
    keep = (events.polarity == "positive") & (events.modality == "asserted")
    return events[keep.fillna(False) & (events.tense != "future").fillna(True)]


def by_outlet_name(frame: pd.DataFrame, articles: pd.DataFrame | None) -> pd.Series:
    """Return the outlet of each row's article; its article_id where no outlet is known."""
    ids = frame.article_id.astype(str)
    if articles is None:
        return ids
    known = articles.set_index("article_id").outlet
    return ids.map(known).fillna(ids).astype(str)


def timeline(
    events: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    days: int | None = 120,
    title: str = "When did it happen, as each tells it?",
) -> Chart:
    """Events on their dates: a lane for each outlet, or each event type of a single article.

    Parameters
    ----------
    events
        The events table; what did not happen, and what has no date, is left out.
    articles
        The articles table, for the outlets' names and the dates of publication.
    days
        Leave out what lies longer before an article's publication; None keeps all.
    """
    dated = happened(events).dropna(subset=["date_from"]).copy()
    found = len(dated)
    if articles is not None and days is not None:
        published = dict(zip(articles.article_id, articles.published, strict=True))
        told = pd.to_datetime(pd.Series([published.get(a) for a in dated.article_id], dated.index))
        dated = dated[~((told - dated.date_from).dt.days > days).fillna(False)].copy()
    single = len(set(dated.article_id)) <= 1
    dated["lane"] = dated.type if single else by_outlet_name(dated, articles)
    caption = (
        f"n = {len(dated)} events with a date, of {len(events)} found; only what is told as having"
        f" happened; {found - len(dated)} from long before are left out. A bar spans the days an event may have fallen on; larger marks are more events."
    )
    lanes = list(dated.groupby("lane").date_from.min().sort_values(kind="stable").index)
    with styled():
        chart, axes = canvas(title, 1.5 + 0.4 * max(1, len(lanes)))
        for number, lane in enumerate(lanes):
            _lane(axes, dated[dated.lane == lane], number)
        if lanes:
            _date_axis(axes, dated)
            axes.set_yticks(range(len(lanes)), [short(lane, 30) for lane in lanes])
            axes.set_ylim(len(lanes) - 0.4, -0.6)
            axes.grid(axis="x")
        axes.set(xlabel="date", ylabel="event type" if single else "outlet")
    said = [
        f"{lane}: {len(part)} events from {day(part.date_from.min())} to {day(part.date_to.max())}"
        for lane, part in dated.groupby("lane")
    ]
    return describe(chart, caption=caption, alt=f"{listed(said, 10)}.", empty=dated.empty)


def _lane(axes: Axes, part: pd.DataFrame, number: int) -> None:
    colour, marker = COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)]
    ends = part.date_to.fillna(part.date_from)
    for start, end in sorted(set(zip(part.date_from, ends, strict=True))):
        axes.plot([start, end], [number, number], color=colour, linewidth=2.5, alpha=0.6)
    counts = part.groupby("date_from").size()
    sizes = 35 + 30 * (counts.to_numpy() - 1)
    axes.scatter(
        counts.index, [number] * len(counts), s=sizes, color=colour, marker=marker, zorder=3
    )


def _date_axis(axes: Axes, dated: pd.DataFrame) -> None:
    first = dated.date_from.min()
    last = max(dated.date_to.fillna(dated.date_from).max(), first)
    margin = max((last - first) * 0.05, pd.Timedelta(days=1))
    axes.set_xlim(first - margin, last + margin)
    axes.xaxis.set_major_locator(MaxNLocator(7, integer=True))
    epoch = pd.Timestamp("1970-01-01")
    label = FuncFormatter(lambda value, _: day(epoch + pd.Timedelta(days=float(value))))
    axes.xaxis.set_major_formatter(label)
    axes.tick_params(axis="x", rotation=25)


def who_to_whom(
    events: pd.DataFrame, *, top: int = 14, title: str = "Who does something to whom?"
) -> Chart:
    """A matrix of actors: how many events each row's actor does to each column's.

    Each cell holds the number of events and the type that most of them have.
    Events that are denied, planned or hypothetical are left out.
    """
    pairs = named_pairs(events)
    kept = heaviest(pairs, top)
    counts = kept.pivot_table("type", "agent_name", "patient_name", "size")
    types = kept.pivot_table("type", "agent_name", "patient_name", lambda t: min(t.mode()))
    return heatmap(
        counts.astype(float) if len(kept) else pd.DataFrame(),
        title=title,
        xlabel="patient (to whom)",
        ylabel="agent (who)",
        value_label="number of events",
        digits=0,
        notes=types.map(lambda t: t.lower(), na_action="ignore") if len(kept) else None,
        limits=(0, float(counts.max().max())) if len(kept) else None,
        caption=f"n = {len(kept)} events of the {top} commonest pairs, of {len(pairs)} events that"
        f" have both an agent and a patient, of {len(events)} events in all; the word in a cell is"
        " the type that most of its events have.",
    )


def named_pairs(events: pd.DataFrame) -> pd.DataFrame:
    """Add ``agent_name`` and ``patient_name`` to what happened, and keep rows that have both.

    A pronoun that was not resolved names nobody.
    """
    told = happened(events)
    named = told.assign(
        agent_name=told.agent_id.fillna(told.agent),
        patient_name=told.patient_id.fillna(told.patient),
    )
    named = named.dropna(subset=["agent_name", "patient_name"])
    nobody = named.agent_name.str.lower().isin(PRONOUNS) | named.patient_name.str.lower().isin(
        PRONOUNS
    )
    return named[~nobody.astype(bool)]


def heaviest(pairs: pd.DataFrame, top: int) -> pd.DataFrame:
    """Keep the events of the ``top`` pairs of actors that have the most events."""
    if pairs.empty:
        return pairs
    key = pairs.agent_name.astype(str) + "\t" + pairs.patient_name.astype(str)
    named = pairs[["agent_id", "patient_id"]].notna().sum(axis=1).groupby(key).max()
    ranked = pd.DataFrame({"n": key.value_counts(), "named": named}).rename_axis("pair")
    ranked = ranked.reset_index().sort_values(
        ["n", "named", "pair"], ascending=[False, False, True]
    )
    return pairs[key.isin(set(ranked.pair.head(top)))]


def voice_shares(
    voices: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    top: int = 12,
    title: str = "Whose voice fills the story?",
) -> Chart:
    """How many words each source is given, direct and indirect speech apart.

    Parameters
    ----------
    voices
        The voices table.
    articles
        The articles table; needed for the words that belong to nobody but the reporter.
    """
    said = voices.assign(
        who=voices.source_id.fillna(voices.source).fillna("(no source named)"),
        words=((voices.end - voices.start).astype(float) / 6).round(),
    )
    if articles is not None:
        texts = articles.set_index("article_id").text
        said["words"] = [
            len(str(texts[article])[start:end].split())
            for article, start, end in zip(said.article_id, said.start, said.end, strict=True)
        ]
    totals = said.groupby("who").words.sum().sort_index()
    order = list(totals.sort_values(ascending=False, kind="stable").index[:top])
    counts = said[said.who.isin(order)].groupby(["who", "kind"], as_index=False)[["words"]].sum()
    counts["rank"] = counts.who.map(order.index)
    counts = counts.sort_values(["rank", "kind"]).rename(columns={"kind": "speech"})
    return interval_bars(
        counts, label="who", value="words", group="speech", title=title, digits=0,
        xlabel="words quoted or reported",
        caption=f"n = {len(voices)} passages of speech from {said.who.nunique()} sources; the"
        f" {len(order)} with the most words are shown.",
    )  # fmt: skip


def story_arc(
    sentiment: pd.DataFrame,
    *,
    window: int = 5,
    title: str = "How does the tone change from the first sentence to the last?",
) -> Chart:
    """Sentiment of each sentence in the order of the text, with a centred running mean.

    With several articles the axis is the share of the article that has been read,
    in tenths, and the points are means over all sentences there.
    """
    whole = sentiment[sentiment["target"].isna()]
    whole = whole.sort_values(["article_id", "sentence_id"])
    single = len(set(whole.article_id)) <= 1
    order = whole.groupby("article_id").cumcount()
    count = whole.groupby("article_id").article_id.transform("size")
    if single:
        x, y = order + 1, whole.score
    else:
        y = whole.score.groupby(((order / count) * 10).astype(int) * 10 + 5).mean()
        x = y.index.to_series()
    with styled():
        chart, axes = canvas(title)
        axes.axhline(0, color="#555555", linewidth=0.9)
        colours = np.where(np.asarray(y, dtype=float) < 0, NEGATIVE, POSITIVE)
        axes.vlines(x, 0, y, color=colours, linewidth=1.2)
        axes.scatter(x, y, c=colours, s=22, zorder=3)
        if single and len(whole) >= window:
            smooth = whole.score.rolling(window, center=True, min_periods=1).mean()
            axes.plot(x, smooth, color="#222222", label=f"mean of {window} sentences")
            axes.legend(loc="lower left")
        axes.set(xlabel="sentence" if single else "share of the article read (%)")
        axes.set(ylabel="sentiment (−1 to 1)", ylim=(-1.05, 1.05))
        axes.grid(axis="y")
    mean = whole.score.mean()
    return describe(
        chart,
        caption=f"n = {len(whole)} sentences of {whole.article_id.nunique()} article(s).",
        alt=f"Mean sentiment {mean:.2f}; lowest {whole.score.min():.2f},"
        f" highest {whole.score.max():.2f}.",
        empty=whole.empty,
    )
