"""The table ``events``: one row an event, with its words, its source and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd
from spacy.tokens import Doc, Span, Token

from helpers import tables
from helpers.events import lexicon as lex
from helpers.events.actors import Actors
from helpers.events.arguments import is_time
from helpers.events.counts import count
from helpers.events.extract import Draft, drafts
from helpers.events.modality import status
from helpers.events.patients import mentions_actor
from helpers.events.places import place
from helpers.events.times import TimeSpan, find_times, normalise
from helpers.events.timing import time_of
from helpers.language import grammar as g
from helpers.language import reading_sentences
from helpers.voices import voice_at
from helpers.voices import voices as find_voices

_TEMPORAL = {"after", "before", "during", "since", "until", "despite", "amid", "following"}
_LINKING = {"with", "alongside", "against", "by", "from", "of"}
_HEDGED = {"hedge": "possible", "ask": "hypothetical"}


def events(
    docs: Iterable[Doc],
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
    for doc in docs:
        rows += list(_rows(doc, senses, Actors(doc, names), voices))
    return tables.table("events", rows)


def _rows(
    doc: Doc, senses: lex.Senses, actors: Actors, voices: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    sources = _sources(voices, doc._.article_id)
    number = 0
    for sentence_id, _, sentence in reading_sentences(doc):
        times = find_times(sentence.text, sentence.start_char)
        for draft in drafts(sentence, senses):
            trigger = draft.trigger
            voice = voice_at(voices, doc._.article_id, trigger.start_char, trigger.end_char)
            row = _row(draft, actors, times, doc._.published, sources.get(voice))
            yield row | {
                "article_id": doc._.article_id,
                "sentence_id": sentence_id,
                "event_id": number,
                "voice_id": voice,
            }
            number += 1


def _sources(voices: pd.DataFrame, article_id: str) -> dict[Any, dict[str, Any]]:
    mine = voices[voices.article_id == article_id]
    return {row["voice_id"]: row for row in mine.to_dict("records")}


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
    agent, patient, recipient = _parties(draft)
    where = place(draft)
    modality = told.modality
    if voice is not None and modality == "asserted":
        modality = _HEDGED.get(voice["stance"], modality)
    return {
        **_cell("", draft.trigger, "trigger"),
        "lemma": draft.lemma,
        "type": draft.type or draft.sense.type,
        **_cell("agent_", agent, "agent"),
        "agent_id": actors.name_of(draft.agents, agent),
        **_cell("patient_", patient, "patient"),
        "patient_id": actors.name_of(draft.patients, patient),
        "recipient": None if recipient is None else recipient.text,
        **_cell("place_", where, "place"),
        **_time_cell(time),
        "date_from": first,
        "date_to": last,
        "count": count(draft),
        "polarity": told.polarity,
        "modality": modality,
        "tense": told.tense,
        "source": None if voice is None or pd.isna(voice["source"]) else voice["source"],
    }


def _cell(prefix: str, span: Span | None, column: str) -> dict[str, Any]:
    if span is None:
        return {}
    return {column: span.text, f"{prefix}start": span.start_char, f"{prefix}end": span.end_char}


def _time_cell(time: TimeSpan | None) -> dict[str, Any]:
    if time is None:
        return {}
    return {"time": time.text, "time_start": time.start, "time_end": time.end}


def _parties(draft: Draft) -> tuple[Span | None, Span | None, Span | None]:
    long = (draft.type or draft.sense.type) in lex.SPEECH_ACTS
    recipients = [t for t in draft.args.recipients if t not in draft.patients]
    recipients = recipients or [n for p, n in draft.args.obliques if p == "to" and n.ent_type_]
    recipients = [t for t in recipients if t not in draft.patients]
    return (
        joint_phrase(draft.agents),
        joint_phrase(draft.patients, long=long),
        joint_phrase(recipients[:1]),
    )


def joint_phrase(heads: list[Token], *, long: bool = False) -> Span | None:
    """Return one span over coordinated phrases, or the first phrase if they do not stand together.

    A participle or infinitive that completes a noun (*the march staged by miners*) is kept if only
    it says who is concerned, or if ``long``.
    """
    if not heads:
        return None
    spans = [_phrase(head, long) for head in sorted(heads, key=lambda t: t.i)]
    first, last = spans[0], spans[-1]
    between = first.doc[first.end : max(last.start, first.end)]
    apart = any(t.pos_ in {"VERB", "SCONJ"} for t in between)
    if apart or last.start < first.start:
        return first
    return first.doc[first.start : max(last.end, first.end)]


def _phrase(head: Token, long: bool) -> Span:
    if head.tag_ == "PRP":
        return head.doc[head.i : head.i + 1]
    span = _without_time(g.phrase(head), head)
    if len(span) > 1 and span[0].lower_ in _LINKING:
        span = span.doc[span.start + 1 : span.end]
    has = {c.dep_ for c in head.children}
    if "acl" in has and not has & g.RELATIVE and (long or not mentions_actor(span)):
        full = g.phrase(head, full=True)
        return full if len(full) <= 16 and mentions_actor(full) else span
    return _whole_number(span)


def _whole_number(span: Span) -> Span:
    """Give *(at) least 28 people* its preposition back."""
    before = span.doc[span.start - 1] if span.start else None
    if span[0].lower_ in {"least", "most"} and before is not None and before.lower_ == "at":
        return span.doc[span.start - 1 : span.end]
    return span


def _without_time(span: Span, head: Token) -> Span:
    """Cut what tells the time at the end of a noun phrase (*the rebels on Friday, after a raid*)."""
    for token in span:
        if (
            token.i > head.i
            and token.head == head
            and (is_time(token) or g.preposition(token) in _TEMPORAL)
        ):
            start = min(t.i for t in token.subtree)
            return span.doc[span.start : start] if start > head.i else span
    return span
