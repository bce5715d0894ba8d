"""What a slot of an event is worth: the scores of slots that nobody has looked for."""

from __future__ import annotations

import pandas as pd

from helpers.evaluate.own import against_gold

_PLAIN = {"polarity": "positive", "modality": "asserted", "tense": "past"}
_EMPTY = ("agent", "patient", "place")


def without_slots(events: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the events with their triggers and types, and in all other slots the plainest guess.

    No agent, patient or place; told by the reporter, as a fact of the past, on the day on which the
    article was published.
    """
    day = events.article_id.map(articles.set_index("article_id").published)
    empty = {f"{slot}{end}": pd.NA for slot in _EMPTY for end in ("", "_start", "_end", "_id")}
    empty |= {"voice_id": pd.NA, "source": pd.NA}
    blank = {name: value for name, value in empty.items() if name in events}
    return events.assign(**blank, **_PLAIN, date_from=day)


def trivial_slots(events: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Score the plainest guess for each slot of an event against the project's own gold.

    Returns
    -------
    DataFrame
        ``measure`` and ``part`` as in :func:`helpers.against_gold`, and ``trivial``, the guess's score.
        What does not depend on a slot (whether an event is found, its type) is not among them.
    """
    scored = against_gold("events", without_slots(events, articles), articles)
    slots = scored[scored.measure.str.contains(" right ") & ~scored.measure.str.startswith("type")]
    return slots[["measure", "part", "value"]].rename(columns={"value": "trivial"})
