"""The table ``events``: one row an event, with its words, its source and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from helpers import tables
from helpers.events import lexicon as lex
from helpers.events.actors import Actors
from helpers.events.counts import count
from helpers.events.dates import normalise
from helpers.events.draft import Draft
from helpers.events.extract import drafts
from helpers.events.modality import status
from helpers.events.parties import is_owner, parties
from helpers.events.places import place
from helpers.events.presupposed import is_presupposed, is_untold
from helpers.events.times import TimeSpan, find_times
from helpers.events.timing import time_of
from helpers.language import grammar as g
from helpers.language import reading_sentences
from helpers.language.plain import Doc, Parsed, Span, Token, plain
from helpers.voices import voice_at
from helpers.voices import voices as find_voices
from helpers.voices.sources import source_words

_OURS = {"we", "i", "our", "us"}
_HEDGED = {"hedge": "possible", "ask": "hypothetical"}


def events(
    docs: Iterable[Parsed],
    *,
    names: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
    lexicon: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return who did what to whom in each parsed article: the table ``events``.

    One row an event trigger: a verb, a light verb with its noun (*launched an attack*), or an event
    noun with arguments (*the siege of the city*). Coordinated agents or patients are one span, from
    the first to the last. States and words of saying give no row; speech acts that PLOVER codes do.

    Parameters
    ----------
    docs
        What :func:`helpers.language.parse` returns.
    names, voices
        The tables of these stages; computed when ``None``.
    lexicon
        Rows in the form of ``data/lexicons/events.csv``, to use instead of it.

    Returns
    -------
    pandas.DataFrame
        ``type`` is PLOVER's or ``OTHER``; ``date_from`` and ``date_to`` are the first and the last
        day the event's time may mean; ``count`` is how many it befell; ``polarity`` is
        ``negative`` for what is denied or did not come about; ``modality`` is ``asserted``,
        ``possible``, ``hypothetical`` or ``planned``; ``voice_id`` is null in the reporter's voice.
    """
    from helpers.names import names as find_names

    docs = list(docs)
    names = find_names(docs) if names is None else names
    voices = find_voices(docs, names=names) if voices is None else voices
    senses = lex.default_senses() if lexicon is None else lex.compile_senses(lexicon)
    rows = []
    for doc in map(plain, docs):
        rows += list(_rows(doc, senses, Actors(doc, names), voices))
    return tables.table("events", rows)


def _rows(
    doc: Doc, senses: lex.Senses, actors: Actors, voices: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    sources = _sources(voices, doc)
    number = 0
    for sentence_id, _, sentence in reading_sentences(doc):
        times = find_times(sentence.text, sentence.start_char)
        for draft in drafts(sentence, senses):
            trigger = draft.trigger
            voice = voice_at(voices, doc._.article_id, trigger.start_char, trigger.end_char)
            cue = _cue(sources.get(voice))
            if cue is not None and is_untold(_event(draft), sources[voice]):
                voice = voice_at(voices, doc._.article_id, *cue)
            row = _row(draft, actors, times, doc._.published, sources.get(voice))
            yield row | {
                "article_id": doc._.article_id,
                "sentence_id": sentence_id,
                "event_id": number,
                "voice_id": voice,
            }
            number += 1


def _sources(voices: pd.DataFrame, doc: Doc) -> dict[Any, dict[str, Any]]:
    found = tables.by_article(voices).get(doc._.article_id, [])
    return {row["voice_id"]: row | {"source": _words(doc, row)} for row in found}


def _words(doc: Doc, voice: dict[str, Any]) -> str | None:
    if pd.isna(voice["source"]):
        return None
    return source_words(doc, voice["source"], int(voice["source_start"]))


def _row(
    draft: Draft,
    actors: Actors,
    times: list[TimeSpan],
    published: Any,
    voice: dict[str, Any] | None,
) -> dict[str, Any]:
    near = draft.args.objects + [n for _, n in draft.args.obliques]
    own = [t for t in draft.patients if t in near]
    told = status(draft.head, draft.noun, draft.agents + own)
    time = time_of(draft, times)
    to_come = draft.head.tag_ == "VB" and draft.head.head.pos_ == "ADJ"
    open_ended = told.modality in {"possible", "hypothetical"} and (to_come or told.tense != "past")
    future = told.tense == "future" or open_ended
    first, last = normalise(time.text, published, future=future) if time else (None, None)
    agent, patient, recipient = parties(draft)
    agent_id = actors.name_of(draft.agents, agent)
    if agent_id is None and voice is not None and agent is not None and agent.text.lower() in _OURS:
        agent_id = None if pd.isna(voice["source_id"]) else voice["source_id"]
    agent = None if agent_id is None and is_owner(agent) else agent
    where = place(draft)
    heard = voice is not None and not pd.isna(voice["source"])
    polarity = "positive" if _is_told_by_not(draft) else told.polarity
    modality, polarity = _as_content(draft.under, told.modality, polarity, heard=heard)
    cue = _cue(voice)
    if (
        voice is not None
        and cue is not None
        and modality == "asserted"
        and not is_presupposed(_event(draft), cue)
    ):
        modality = _HEDGED.get(voice["stance"], modality)
    return {
        **_cell("", draft.trigger, "trigger"),
        "lemma": draft.lemma,
        "type": draft.kind,
        **_cell("agent_", agent, "agent"),
        "agent_id": agent_id,
        **_cell("patient_", patient, "patient"),
        "patient_id": actors.name_of(draft.patients, patient),
        "recipient": None if recipient is None else recipient.text,
        **_cell("place_", where, "place"),
        **_time_cell(time),
        "date_from": first,
        "date_to": last,
        "count": count(draft),
        "polarity": polarity,
        "modality": modality,
        "tense": told.tense,
        "source": None if voice is None or pd.isna(voice["source"]) else voice["source"],
    }


def _event(draft: Draft) -> Token:
    return draft.head if draft.noun is None else draft.noun


def _cue(voice: dict[str, Any] | None) -> tuple[int, int] | None:
    """Where a voice's cue begins and ends."""
    if voice is None or pd.isna(voice["cue_start"]):
        return None
    return int(voice["cue_start"]), int(voice["cue_end"])


def _is_told_by_not(draft: Draft) -> bool:
    """Whether the *not* makes the event what it is (*will not help*: a refusal, and it is made)."""
    asked = any(role == "voice" and "negative" in words for role, words in draft.sense.frame)
    refused = draft.type == "REJECT" != draft.sense.type
    return (asked or refused) and g.negated(draft.head)


def _as_content(act: str, modality: str, polarity: str, *, heard: bool) -> tuple[str, str]:
    """What is promised is planned, what is asked or threatened open, what is refused does not happen.

    What somebody is accused of is what the accuser asserts; it is possible where the accuser is not told.
    """
    if act == "REJECT":
        return modality, "negative"
    if not act or modality != "asserted":
        return modality, polarity
    if act == "ACCUSE":
        return ("asserted" if heard else "possible"), polarity
    return ("planned" if act in {"AGREE", "RETREAT", "MOBILIZE"} else "hypothetical"), polarity


def _cell(prefix: str, span: Span | None, column: str) -> dict[str, Any]:
    if span is None:
        return {}
    return {column: span.text, f"{prefix}start": span.start_char, f"{prefix}end": span.end_char}


def _time_cell(time: TimeSpan | None) -> dict[str, Any]:
    if time is None:
        return {}
    return {"time": time.text, "time_start": time.start, "time_end": time.end}
