"""Hero, villain, victim: how the main actors are cast, from events and target sentiment."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

HARM = {"ASSAULT", "COERCE", "THREATEN", "SANCTION", "MOBILIZE"}
HELP = {"AID", "SUPPORT", "COOPERATE", "CONCEDE", "AGREE", "RETREAT"}
COLUMNS = ["actor", "harms", "is_harmed", "helps", "is_helped", "sentiment", "mentions", "role"]


def _parts(events: pd.DataFrame) -> Iterator[tuple[str, str]]:
    happened = events[(events.polarity == "positive") & (events.modality == "asserted")]
    for kind, types in (("harm", HARM), ("help", HELP)):
        rows = happened[happened.type.isin(types)]
        verb = {"harm": ("harms", "is_harmed"), "help": ("helps", "is_helped")}[kind]
        for side, column in zip(("agent", "patient"), verb, strict=True):
            named = rows[f"{side}_id"].fillna(rows[side].str.lower())
            yield from ((actor, column) for actor in named.dropna())


def roles(
    events: pd.DataFrame,
    sentiment: pd.DataFrame,
    *,
    least: int = 2,
    least_feeling: float = 0.1,
) -> pd.DataFrame:
    """Cast the actors of the stories: villain, victim or hero, or none of them.

    After the narrative roles of Frermann, Li, Khanehzar & Mikolajczak (2023), from rules that can
    be read: a *villain* does harm more often than it suffers it and is spoken of negatively; a
    *victim* suffers harm more often than it does it; a *hero* helps more often than it harms and
    is spoken of positively. Only events that are asserted and not denied count.

    Parameters
    ----------
    events, sentiment
        Tables of the walk, of one article or many.
    least
        An actor is cast from so many events on.
    least_feeling
        How far from 0 the mean sentiment towards a villain or a hero is at least.

    Returns
    -------
    DataFrame
        actor, harms, is_harmed, helps, is_helped (events), sentiment (mean score −1…1 towards it),
        mentions, role (null: no clear part); most events first.
    """
    pairs = pd.DataFrame(list(_parts(events)), columns=["actor", "part"])
    parts = pd.crosstab(pairs.actor, pairs.part) if len(pairs) else pd.DataFrame()
    parts = parts.reindex(columns=COLUMNS[1:5], fill_value=0)
    towards = sentiment[sentiment.target.notna()]
    name = towards.target_id.fillna(towards.target.str.lower())
    felt = towards.groupby(name).score.agg(["mean", "size"])
    parts["sentiment"] = felt["mean"].reindex(parts.index)
    parts["mentions"] = felt["size"].reindex(parts.index).fillna(0).astype(int)
    parts["role"] = [_role(row, least_feeling) for row in parts.itertuples()]
    parts["total"] = parts[COLUMNS[1:5]].sum(axis=1)
    parts = parts[parts.total >= least].rename_axis("actor").reset_index()
    ranked = parts.sort_values(["total", "actor"], ascending=[False, True], ignore_index=True)
    return ranked[COLUMNS]


def _role(row: tuple, least_feeling: float) -> str | None:
    done, suffered, helped = row.harms, row.is_harmed, row.helps  # type: ignore[attr-defined]
    feeling = 0.0 if pd.isna(row.sentiment) else row.sentiment  # type: ignore[attr-defined]
    if suffered > done:
        return "victim"
    if done > max(suffered, helped) and feeling <= -least_feeling:
        return "villain"
    if helped > done and feeling >= least_feeling:
        return "hero"
    return None
