"""Charts of the story itself: when, who to whom, whose voice, and its arc."""

from __future__ import annotations

import re

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
    legend_below,
    listed,
    panels,
    styled,
    tick,
)
from helpers.charts.generic import interval_bars
from helpers.charts.heat import heatmap
from helpers.shown import day, happened, is_pronoun, one_name
from helpers.uncertainty import bootstrap_by_article
from helpers.voices.shares import voice_shares as words_of_voices
from helpers.wording import counted

UNNAMED, UNRESOLVED = "(no source named)", "(a pronoun, unresolved)"
MOST_PATIENTS = 6
"""Columns of the matrix of actors that fit beside each other with the type in each cell."""
_SOME = re.compile(
    r"(?:one|two|three|some|many|most|few|none|all|both|each|any|several|others?)"
    r"(?: of (?:them|us|you|these|those|it))?$",
    re.I,
)
"""Words that stand for somebody named elsewhere."""


def by_outlet_name(frame: pd.DataFrame, articles: pd.DataFrame | None) -> pd.Series:
    """Return the outlet of each row's article; its article_id where no outlet is known."""
    ids = frame.article_id.astype(str)
    if articles is None:
        return ids
    known = articles.set_index("article_id").outlet
    return ids.map(known).fillna(ids).astype(str)


def outlet_or_article(frame: pd.DataFrame, articles: pd.DataFrame | None) -> str:
    """Say what :func:`by_outlet_name` names: outlets, or articles where none is known.

    Examples
    --------
    >>> outlet_or_article(pd.DataFrame({"article_id": ["a"]}), None)
    'article'
    """
    if articles is None:
        return "article"
    known = articles.set_index("article_id").outlet.dropna()
    return "outlet" if frame.article_id.isin(known.index).any() or frame.empty else "article"


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
    early = found - len(dated)
    left = f"; {early} from long before {'is' if early == 1 else 'are'} left out" if early else ""
    caption = (
        f"n = {counted(len(dated), 'event')} with a date, of {len(events)} found; only what is told as having"
        f" happened{left}. A mark is a day, larger where more events fall on it; a line spans the days on"
        " one of which, or on all of which, an event fell, thicker for more events."
    )
    stories = _stories(dated)
    lanes = [list(part.groupby("lane").date_from.min().sort_values(kind="stable").index)
             for part in stories]  # fmt: skip
    with styled():
        heights = [0.75 + 0.28 * max(1, len(names)) for names in lanes] or [1.2]
        chart, axes = panels(title, [heights[0] + 0.4, *heights[1:]])
        for place, part, names in zip(axes, stories, lanes, strict=False):
            for number, lane in enumerate(names):
                _lane(place, part[part.lane == lane], number)
            _date_axis(place, part)
            place.set_yticks(range(len(names)), [tick(lane) for lane in names])
            place.set_ylim(len(names) - 0.4, -0.6)
            place.grid(axis="x")
        for place in axes:
            place.set_ylabel("event type" if single else outlet_or_article(dated, articles))
        axes[-1].set_xlabel("date")
    said = [
        f"{lane}: {counted(len(part), 'event')} from {day(part.date_from.min())} to {day(part.date_to.max())}"
        for lane, part in dated.groupby("lane")
    ]
    return describe(chart, caption=caption, alt=f"{listed(said, 10)}.", empty=dated.empty)


def _stories(dated: pd.DataFrame) -> list[pd.DataFrame]:
    """Part events where more than half a year lies between two: each part gets its own axis."""
    if dated.empty:
        return []
    ordered = dated.sort_values("date_from", kind="stable")
    reached = ordered.date_to.fillna(ordered.date_from).cummax().shift()
    number = ((ordered.date_from - reached).dt.days > 180).fillna(False).cumsum()
    return [part for _, part in ordered.groupby(number)][-6:]


def _lane(axes: Axes, part: pd.DataFrame, number: int) -> None:
    colour, marker = COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)]
    ends = part.date_to.fillna(part.date_from)
    long = part.assign(end=ends)[(ends > part.date_from).to_numpy()]
    for (start, end), several in long.groupby(["date_from", "end"]):
        axes.plot([start, end], [number, number], color=colour, alpha=0.7, marker="|",
                  markersize=8, linewidth=min(1.6 + 0.8 * (len(several) - 1), 5))  # fmt: skip
    counts = part.drop(index=long.index).groupby("date_from").size()
    sizes = np.minimum(20 + 14 * (counts.to_numpy() - 1), 120)
    axes.scatter(
        counts.index, [number] * len(counts), s=sizes, color=colour, marker=marker, zorder=3
    )


def _date_axis(axes: Axes, dated: pd.DataFrame) -> None:
    first = dated.date_from.min()
    last = max(dated.date_to.fillna(dated.date_from).max(), first)
    margin = max((last - first) * 0.05, pd.Timedelta(days=1))
    axes.set_xlim(first - margin, last + margin)
    axes.xaxis.set_major_locator(MaxNLocator(3, integer=True, min_n_ticks=2))
    epoch = pd.Timestamp("1970-01-01")
    label = FuncFormatter(lambda value, _: day(epoch + pd.Timedelta(days=float(value))))
    axes.xaxis.set_major_formatter(label)


def who_to_whom(
    events: pd.DataFrame, *, top: int = 12, title: str = "Who does something to whom?"
) -> Chart:
    """A matrix of actors: how many events each row's actor does to each column's.

    Each cell holds the number of events and the type that most of them have.
    Events that are denied, planned or hypothetical are left out.
    """
    pairs = named_pairs(events)
    heavy = heaviest(pairs, top)
    kept = _narrow(heavy, MOST_PATIENTS)
    part = f", but only those of {MOST_PATIENTS} patients" if len(kept) < len(heavy) else ""
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
        limits=(0, max(3.0, float(counts.max().max()))) if len(kept) else None,
        caption=f"n = {counted(len(kept), 'event')}: {chosen_pairs(pairs, top)}{part}."
        f" {len(pairs)} of {counted(len(events), 'event')} are told as having happened and have both;"
        " the word in a cell is the type that most of its events have.",
    )


def _narrow(pairs: pd.DataFrame, patients: int) -> pd.DataFrame:
    """Keep the pairs of the patients to whom most is done: as many as fit beside each other."""
    counts = pairs.patient_name.value_counts().sort_index() if len(pairs) else pd.Series(dtype=int)
    kept = counts.sort_values(ascending=False, kind="stable").index[:patients]
    return pairs[pairs.patient_name.isin(kept)]


def named_pairs(events: pd.DataFrame) -> pd.DataFrame:
    """Add ``agent_name`` and ``patient_name`` to what happened, and keep rows that have both.

    A pronoun that was not resolved names nobody, nor does a bare number.
    """
    told = happened(events)
    named = told.assign(
        agent_name=one_name(told.agent_id, told.agent),
        patient_name=one_name(told.patient_id, told.patient),
    )
    named = named.dropna(subset=["agent_name", "patient_name"])
    both = [named[side].astype(str) for side in ("agent_name", "patient_name")]
    nobody = [
        who.map(is_pronoun).astype(bool) | who.str.match(_SOME) | ~who.str.contains(r"[^\W\d_]")
        for who in both
    ]
    return named[~(nobody[0] | nobody[1]).astype(bool)]


def heaviest(pairs: pd.DataFrame, top: int) -> pd.DataFrame:
    """Keep the events of the ``top`` pairs of actors that have the most events.

    Of pairs with as many, those come first whose actors have names, and then those whose actors
    take part in the most events.
    """
    if pairs.empty:
        return pairs
    busy = pd.concat([pairs.agent_name, pairs.patient_name]).astype(str).value_counts()
    rows = pairs.assign(
        pair=pairs.agent_name.astype(str) + "\t" + pairs.patient_name.astype(str),
        named=pairs[["agent_id", "patient_id"]].notna().sum(axis=1),
        busy=pairs.agent_name.astype(str).map(busy) + pairs.patient_name.astype(str).map(busy),
    )
    ranked = rows.groupby("pair", as_index=False).agg(
        n=("pair", "size"), named=("named", "max"), busy=("busy", "max")
    )
    ranked = ranked.sort_values(["n", "named", "busy", "pair"], ascending=[False] * 3 + [True])
    return pairs[rows.pair.isin(set(ranked.pair.head(top)))]


def chosen_pairs(pairs: pd.DataFrame, shown: int) -> str:
    """Say which pairs of actors a chart shows: the commonest, if any is commoner than another."""
    counts = pairs.groupby(["agent_name", "patient_name"]).size()
    if shown >= len(counts):
        return f"all {len(counts)} pairs of agent and patient"
    if counts.max() > 1:
        return f"the {shown} commonest of {len(counts)} pairs of agent and patient"
    return (
        f"{shown} of {len(counts)} pairs of agent and patient (each has one event only: pairs with"
        " names, and of busy actors, come first)"
    )


def _speaker(source: object) -> object:
    """Pass on the words for a source; pronouns are gathered under one name."""
    return UNRESOLVED if is_pronoun(source) else source


def voice_shares(
    voices: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    top: int = 12,
    title: str = "Whose voice fills the story?",
) -> Chart:
    """How many words each source is given, direct and indirect speech apart.

    Parameters
    ----------
    voices, articles
        The tables. A word within two voices belongs to the inner one, as in
        :func:`helpers.voices.voice_shares`.
    """
    who = one_name(voices.source_id, voices.source.map(_speaker)).fillna(UNNAMED)
    said = words_of_voices(voices.assign(source_id=who), articles)
    said = said[said.kind != "own"].rename(columns={"speaker": "who", "kind": "speech"})
    totals = (
        said.groupby("who").words.sum().sort_index().sort_values(ascending=False, kind="stable")
    )
    order = sorted(totals.index[:top], key=lambda who: who in (UNNAMED, UNRESOLVED))
    counts = said[said.who.isin(order)].groupby(["who", "speech"], as_index=False)[["words"]].sum()
    counts["rank"] = counts.who.map(order.index)
    counts = counts.sort_values(["rank", "speech"])
    return interval_bars(
        counts, label="who", value="words", group="speech", title=title, digits=0,
        xlabel="words quoted or reported", stacked=True,
        caption=f"n = {counted(len(voices), 'passage')} of speech from {counted(said.who.nunique(), 'source')}; the"
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
    in tenths, and the points are means over all sentences there, with an interval over articles.
    """
    whole = sentiment[sentiment["target"].isna()]
    whole = whole.sort_values(["article_id", "sentence_id"])
    single = len(set(whole.article_id)) <= 1
    order = whole.groupby("article_id").cumcount()
    count = whole.groupby("article_id").article_id.transform("size")
    if single:
        x, y = order + 1, whole.score
    else:
        tenth = ((order / count) * 10).astype(int) * 10 + 5
        means = bootstrap_by_article(whole.assign(tenth=tenth), "score", "tenth")
        x, y = means.tenth, means.score
    with styled():
        chart, axes = canvas(title)
        axes.axhline(0, color="#555555", linewidth=0.9)
        colours = np.where(np.asarray(y, dtype=float) < 0, NEGATIVE, POSITIVE)
        if single:
            axes.vlines(x, 0, y, color=colours, linewidth=1.2)
        else:
            axes.vlines(x, means.low, means.high, color=colours, linewidth=1.8)
        axes.scatter(x, y, c=colours, s=14, zorder=3)
        if single and len(whole) >= window:
            smooth = whole.score.rolling(window, center=True, min_periods=1).mean()
            axes.plot(x, smooth, color="#222222", label=f"mean of {window} sentences")
            legend_below(chart, axes)
        axes.set(xlabel="sentence" if single else "share of the article read (%)")
        ends = [] if single else [*means.low.dropna(), *means.high.dropna()]
        reach = 1.05 if single else max(0.25, 1.15 * float(np.nanmax(np.abs([*y, *ends, 0.0]))))
        axes.set(ylabel="sentiment (−1 to 1)", ylim=(-reach, reach))
        axes.grid(axis="y")
    mean = whole.score.mean()
    how = (
        "" if single else " A point is the mean of a tenth of the way; its line is a 95 % interval"
    )
    return describe(
        chart,
        caption=f"n = {counted(len(whole), 'sentence')} of"
        f" {counted(whole.article_id.nunique(), 'article')}."
        + (how and f"{how} that resamples articles."),
        alt=f"Mean sentiment {mean:.2f}; lowest {whole.score.min():.2f},"
        f" highest {whole.score.max():.2f}.",
        empty=whole.empty,
    )
