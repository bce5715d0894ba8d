"""How far the reporter's share of an article is from the share that readers leave to the reporter."""

from __future__ import annotations

import pandas as pd

from helpers.evaluate.own import gold, part_of
from helpers.tables import table
from helpers.uncertainty import bootstrap_by_article
from helpers.voices.shares import voice_shares

COLUMNS = ["part", "error", "low", "high", "bias", "largest", "rank_correlation", "articles"]


def share_errors(
    voices: pd.DataFrame, articles: pd.DataFrame, *, passages: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Compare the share of words in the reporter's own voice with the one by the project's gold.

    Both shares are counted by :func:`helpers.voices.voice_shares`; an attribution that was not
    found leaves its words to the reporter.

    Parameters
    ----------
    voices, articles, passages
        The walk's tables. Articles that have no gold annotation are left out.

    Returns
    -------
    DataFrame
        One row a part (``dev``, and ``test`` for the flood): ``error`` (mean absolute error of the
        share, 0 to 1) with its 95 % interval ``low`` and ``high`` over articles, ``bias`` (mean of
        ours minus gold), ``largest`` (the largest error), ``rank_correlation`` (Spearman 1904: whether
        the articles stand in the same order), ``articles``. Empty where no article has gold.
    """
    wanted = gold("voices")
    known = set(gold("passages").article_id)
    read = articles[articles.article_id.isin(known)]
    if read.empty:
        return pd.DataFrame(columns=COLUMNS)
    wanted["voice_id"] = wanted.groupby("article_id").cumcount()
    told = table("voices", wanted.drop(columns="part").to_dict("records"))
    ours, right = (_own(rows, read, passages) for rows in (voices, told))
    both = pd.DataFrame({"ours": ours, "gold": right}).rename_axis("article_id").reset_index()
    both["error"] = (both.ours - both.gold).abs()
    both["part"] = both.article_id.map(part_of)
    sure = bootstrap_by_article(both, "error", "part").drop(columns="rows")
    more = both.groupby("part").apply(_compared, include_groups=False)
    return sure.merge(more, left_on="part", right_index=True)[COLUMNS]


def _own(voices: pd.DataFrame, articles: pd.DataFrame, passages: pd.DataFrame | None) -> pd.Series:
    shares = voice_shares(voices, articles, passages=passages)
    own = shares[shares.kind == "own"].set_index("article_id").share
    return own.reindex(articles.article_id, fill_value=0.0)


def _compared(both: pd.DataFrame) -> pd.Series:
    varied = min(both.ours.std(), both.gold.std()) > 0
    order = both.ours.corr(both.gold, method="spearman") if varied else float("nan")
    return pd.Series(
        {
            "bias": (both.ours - both.gold).mean(),
            "largest": both.error.max(),
            "rank_correlation": order,
        }
    )
