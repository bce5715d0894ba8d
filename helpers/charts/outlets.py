"""Charts that put outlets side by side: sentiment, frames, naming, keyness."""

from __future__ import annotations

import pandas as pd

from helpers.charts.canvas import (
    NEGATIVE,
    POSITIVE,
    Chart,
    canvas,
    describe,
    listed,
    styled,
)
from helpers.charts.generic import interval_bars
from helpers.charts.heat import heatmap
from helpers.charts.story import by_outlet_name, outlet_or_article
from helpers.shown import one_name
from helpers.uncertainty import bootstrap_by_article
from helpers.wording import counted, short

MOST_POINTS, MOST_ACTORS = 4, 6
"""Outlets whose points can be told apart in one figure; actors that fit side by side."""
_MOST_TERMS = 6
"""Terms of one referent that fit side by side."""
CHANCE = 1.96
"""Standard errors within which 95 of 100 words lie that differ by chance alone."""


def sentiment_by_actor(
    sentiment: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    top: int = 8,
    by_outlet: bool = False,
    title: str = "How do the articles feel about whom?",
) -> Chart:
    """Mean sentiment towards the actors named most, with intervals that resample articles.

    Parameters
    ----------
    sentiment
        The sentiment table; rows without a target are left out.
    by_outlet
        Each outlet apart (needs ``articles``): a point each within each actor, or, for more than
        four outlets, a matrix of outlets and actors with the number of mentions.
    """
    aimed = sentiment.dropna(subset=["target"])
    aimed = aimed.assign(
        actor=one_name(aimed.target_id, aimed.target), outlet=by_outlet_name(aimed, articles)
    )
    counts = aimed.actor.value_counts(sort=False).sort_index()
    order = list(counts.sort_values(ascending=False, kind="stable").index[:top])
    kept = aimed[aimed.actor.isin(order)]
    keys = ["actor", "outlet"] if by_outlet else ["actor"]
    means = bootstrap_by_article(kept, "score", keys) if len(kept) else _no_means(keys)
    caption = (
        f"n = {counted(len(kept), 'mention')} in {counted(kept.article_id.nunique(), 'article')}."
    )
    if len(set(kept.article_id)) > 1 and _common(kept.target_id):
        caption += " A common noun gathers all who are called so, in whatever article."
    if by_outlet and kept.outlet.nunique() > MOST_POINTS:
        lanes = outlet_or_article(kept, articles)
        return _tone_matrix(means, order, title, caption, lanes)
    means["place"] = means.actor.map(lambda actor: order.index(actor))
    means = means.sort_values(["place", *keys[1:]])
    return interval_bars(
        means, label="actor", value="score", group="outlet" if by_outlet else None, kind="point",
        title=title, xlabel="mean sentiment towards the actor (−1 to 1)", limits=(-1, 1),
        caption=f"{caption} Lines are 95 % intervals that resample articles; a point without one"
        " stands on a single article.",
    )  # fmt: skip


def _tone_matrix(
    means: pd.DataFrame, order: list[str], title: str, caption: str, lanes: str
) -> Chart:
    """Outlets by actors: the mean tone, and below it on how many mentions it stands."""
    table = means.pivot_table(["score", "rows"], "outlet", "actor")
    wide, counts = (table[part][order[:MOST_ACTORS]] for part in ("score", "rows"))
    return heatmap(
        wide.astype(float), title=title, xlabel="actor", ylabel=lanes, limits=(-1, 1),
        diverging=True, value_label="mean sentiment (−1 to 1); below it the number of mentions",
        notes=counts.map(lambda n: f"n={int(n)}", na_action="ignore"), caption=caption,
    )  # fmt: skip


def _no_means(keys: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=[*keys, "score", "low", "high", "rows", "articles"])


def frames_by_outlet(
    frames: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    title: str | None = None,
) -> Chart:
    """Mean frame score of each outlet's articles, as a matrix of outlets and frames."""
    told = frames.assign(outlet=by_outlet_name(frames, articles))
    lanes = outlet_or_article(frames, articles)
    title = title or f"Which frames does each {lanes} put around the story?"
    wide = told.pivot_table(index="outlet", columns="frame", values="score", aggfunc="mean")
    of = f" of {counted(len(wide), 'outlet')}" if lanes == "outlet" else ""
    wide.columns = [str(c).replace("_", " ") for c in wide.columns]
    return heatmap(
        wide, title=title, xlabel="frame", ylabel=lanes, limits=(0, 1),
        value_label="mean frame score (0 to 1)",
        caption=f"n = {counted(frames.article_id.nunique(), 'article')}{of}; the score"
        " says how sure the model is that a reader would find the frame in the article: present from"
        " 0.5 on.",
    )  # fmt: skip


def _most_named(naming: pd.DataFrame) -> str:
    """Return the referent named most among those with a choice of terms."""
    sizes = naming.groupby("referent").term.agg(["nunique", "size"])
    choice = sizes[sizes["nunique"] > 1] if (sizes["nunique"] > 1).any() else sizes
    return str(choice["size"].sort_index().idxmax())


def naming_by_outlet(
    naming: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    referent: str | None = None,
    title: str | None = None,
) -> Chart:
    """How often each outlet chooses each term for the same referent.

    Parameters
    ----------
    referent
        Which referent's terms; if None, the one named most of those that have several terms.
    """
    if referent is None and len(naming):
        referent = _most_named(naming)
    part = naming[naming.referent == referent] if len(naming) else naming
    outlets, lanes = by_outlet_name(part, articles), outlet_or_article(part, articles)
    counts = pd.crosstab(outlets, part.term.str.lower()) if len(part) else pd.DataFrame()
    rest = ""
    if len(counts):
        if counts.shape[1] > _MOST_TERMS:
            rest = f", of which the {_MOST_TERMS} commonest are shown"
        order = (
            counts.sum()
            .sort_index()
            .sort_values(ascending=False, kind="stable")
            .index[:_MOST_TERMS]
        )
        counts = counts[order].astype(float).where(counts[order] > 0).dropna(how="all")
    return heatmap(
        counts, title=title or f"What do the {lanes}s call them: {referent or 'nobody'}?", digits=0,
        xlabel="term chosen", ylabel=lanes, value_label="times used",
        limits=(0, float(counts.max().max())) if len(counts) else None,
        caption=f"n = {counted(len(part), 'use')} of {counted(part.term.nunique(), 'term')} for"
        f" “{referent}”{rest}; a blank cell is never.",
    )  # fmt: skip


def keyness(
    table: pd.DataFrame,
    *,
    term: str = "term",
    value: str = "z",
    top: int = 12,
    names: tuple[str, str] = ("this corpus", "the others"),
    title: str | None = None,
    xlabel: str = "how typical (z of the log odds)",
    caption: str = "",
) -> Chart:
    """The words most typical of one corpus to the right, of the other to the left.

    Parameters
    ----------
    table
        One row a word; ``value`` above zero means more frequent in the first corpus.
    names
        The two corpora, for the title and the sides.
    """
    ranked = table.dropna(subset=[value]).sort_values([value, term])
    ends = pd.concat([ranked[ranked[value] < 0].head(top), ranked[ranked[value] > 0].tail(top)])
    ends = ends.drop_duplicates(subset=[term])
    with styled():
        heading = title or f"Which words are typical of {names[0]}, which of {names[1]}?"
        chart, axes = canvas(heading, 1.25 + 0.18 * max(3, len(ends)))
        for place, (word, score) in enumerate(zip(ends[term], ends[value], strict=True)):
            first = score > 0
            colour, hatch = (POSITIVE, "") if first else (NEGATIVE, "///")
            clear = value != "z" or abs(score) >= CHANCE
            axes.barh(place, score, 0.72, color=colour, hatch=hatch, alpha=1 if clear else 0.4)
            side = {"ha": "right", "x": -0.05} if first else {"ha": "left", "x": 0.05}
            reach = max(abs(ends[value]))
            axes.text(side["x"] * reach * 0.4, place, short(word), ha=side["ha"], va="center",
                      fontsize=8)  # fmt: skip
        axes.axvline(0, color="#555555", linewidth=0.9)
        if value == "z":
            for edge in (-CHANCE, CHANCE):
                axes.axvline(edge, color="#555555", linewidth=0.9, linestyle=":")
        axes.set_ylim(-0.8, len(ends) - 0.2)
        axes.set(yticks=[], xlabel=xlabel, ylabel="word")
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x")
    first_words = [str(w) for w in ends[ends[value] > 0][term][::-1]]
    other_words = [str(w) for w in ends[ends[value] < 0][term]]
    return describe(
        chart,
        caption=caption or _by_chance(table[value], len(first_words), len(other_words)),
        alt=f"Typical of {names[0]}: {listed(first_words, 12)}. Of {names[1]}:"
        f" {listed(other_words, 12)}.",
        empty=ends.empty,
    )


def _by_chance(scores: pd.Series, first: int, others: int) -> str:
    """How many of the words compared lie beyond the lines, and how many would without a difference."""
    beyond = int((scores.abs() >= CHANCE).sum())
    return (
        f"n = {counted(len(scores), 'word')} compared; the {first} and {others} most typical of the two"
        f" sides. Beyond the dotted lines, at −{CHANCE} and {CHANCE}, chance alone would put about"
        f" {round(0.05 * len(scores))} of them; {beyond} {'is' if beyond == 1 else 'are'} there."
    )


def _common(ids: pd.Series) -> bool:
    """Whether one of the actors goes by a common noun, which may be somebody else in each article."""
    words = ids.dropna().astype(str)
    return bool(ids.isna().any() or words.str[:1].str.islower().any())
