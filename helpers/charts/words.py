"""Charts of words: frequencies, Zipf's law, and where in a text words stand."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.charts.canvas import COLOURS, Chart, canvas, describe, listed, styled
from helpers.charts.generic import interval_bars, lines
from helpers.wording import counted, short


def word_counts(
    counts: pd.Series,
    *,
    title: str = "Which words are used most?",
    top: int = 15,
    caption: str = "",
) -> Chart:
    """Bars of a Series of counts whose index is the words, the most frequent first."""
    ordered = counts.sort_index().sort_values(ascending=False, kind="stable").head(top)
    frame = pd.DataFrame({"word": ordered.index.astype(str), "times": ordered.to_numpy()})
    return interval_bars(
        frame, label="word", value="times", title=title, xlabel="times used", digits=0,
        caption=caption or f"n = {int(counts.sum())} words, {len(counts)} different ones.",
    )  # fmt: skip


def zipf(
    counts: pd.Series, *, title: str = "How unequal are the words? Rank and frequency"
) -> Chart:
    """Frequency against rank on logarithmic axes (Zipf 1935)."""
    ordered = counts.sort_values(ascending=False, kind="stable").to_numpy()
    frame = pd.DataFrame({"rank": range(1, len(ordered) + 1), "times": ordered})
    return lines(
        frame, x="rank", y="times", title=title, xlabel="rank of the word (logarithmic)",
        ylabel="times used (logarithmic)", log=True,
        caption=f"n = {int(counts.sum())} words, {len(counts)} different ones.",
    )  # fmt: skip


def dispersion(
    tokens: pd.DataFrame,
    words: Sequence[str],
    *,
    title: str = "Where in the text do the words stand?",
) -> Chart:
    """A tick at each place where a word occurs, over the words of the corpus in order.

    Parameters
    ----------
    tokens
        The tokens table.
    words
        Lemmas, in lower case.
    """
    lemmas = tokens.lemma.str.lower().reset_index(drop=True)
    with styled():
        chart, axes = canvas(title, 1.0 + 0.26 * max(1, len(words)))
        for place, word in enumerate(words):
            at = lemmas.index[(lemmas == word).fillna(False)]
            axes.vlines(at, place - 0.35, place + 0.35, color=COLOURS[place % len(COLOURS)])
        axes.set_yticks(range(len(words)), [short(word) for word in words])
        axes.set_ylim(len(words) - 0.4, -0.6)
        axes.set(
            xlabel="word number, from the first article to the last", xlim=(0, len(lemmas) or 1)
        )
    counts = [f"{word} {int((lemmas == word).sum())} times" for word in words]
    return describe(
        chart, caption=f"n = {len(lemmas)} words.", alt=f"{listed(counts, 12)}.",
        empty=not len(lemmas) or not len(words),
    )  # fmt: skip


def word_places(
    found: pd.DataFrame,
    *,
    title: str = "Where in an article do its frequent words stand?",
) -> Chart:
    """A tick at each place of a word within its article, and a point at the middle one.

    Parameters
    ----------
    found
        What :func:`helpers.dispersion` gives: article_id, word, place (0 the first word, 1 the last).
    """
    words = found.groupby("word").place.median().sort_values().index.tolist()
    with styled():
        chart, axes = canvas(title, 1.1 + 0.3 * max(1, len(words)))
        for row, word in enumerate(words):
            at = found.place[found.word == word]
            axes.vlines(at, row - 0.32, row + 0.32, color=COLOURS[0], linewidth=0.8)
            axes.plot(at.median(), row, "o", color="black", markeredgecolor="white", markersize=7)
        axes.set_yticks(range(len(words)), [short(word) for word in words])
        axes.set_ylim(len(words) - 0.4, -0.6)
        axes.set(xlabel="place in the article (0 = first word, 1 = last)", xlim=(-0.02, 1.02))
    middles = [f"{word} {found.place[found.word == word].median():.2f}" for word in words]
    said = f"n = {counted(len(found), 'use')} in {counted(found.article_id.nunique(), 'article')}"
    return describe(
        chart, caption=f"{said}. A tick is one use; the point is the median of a word's uses.",
        alt=f"Median place: {listed(middles, 12)}.", empty=not words,
    )  # fmt: skip
