"""When and where: the times and the places of the story's best events, then of its first sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from helpers.events.dates import normalise
from helpers.events.fivew.ranking import Ranked, Sentences, is_aside, span_of
from helpers.events.places import names_place
from helpers.events.reasons import Answer
from helpers.events.subjects import is_time
from helpers.events.times import find_times
from helpers.language import grammar as g
from helpers.language.plain import Doc, Span, Token

_DAY = re.compile(
    r"(?i)day\b|tonight|overnight|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d|\d (?:jan|feb|mar"
    r"|apr|may|jun|jul|aug|sep|oct|nov|dec)|this (?:morning|afternoon|evening)|last night"
)
_VAGUE = re.compile(r"(?i)(?:for|over|since) |(?:in )?[12]\d{3}$|in [12]")
_AGAIN = re.compile(r"(?i)^(?:each|every)\b|(?:dai|week|month|year|annual)ly$")
"""A time that comes again and again is no day of a story."""
_DURATION = re.compile(
    r"(?i)(?:(?:for|over|in|within|after|about|around|nearly|almost|of) )*(?!past|last|next|th(?:e|is|at|ese|ose)\b)[\w-]+"
    r"(?: (?!past|last|next)[\w-]+)? (?:second|minute|hour|day|week|month|year|decade)s?$"
)
"""*In eight days*, *for an hour*: how long, not when; *next two months* says when."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_QUOTES = set("\"'“”‘’«»")
_PAST = 550
"""So many days before the article, a date is of its background."""
_LEAD = 2
"""How many sentences after the title are the lead, where a story names its own day."""
_SITE = {"at", "in", "outside", "inside", "near"}


def when(doc: Doc, ranked: Ranked, sentences: Sentences) -> Iterator[Answer]:
    """Yield times with their scores: those of the best events, then those that the lead names."""
    text = doc.text
    for score, row in ranked[:8]:
        span = span_of(row, "time_")
        if span is not None and is_time_of_story(doc, *span):
            known = _names_day(text[slice(*span)])
            aside = is_aside(doc, row) + 2 * _comes_again(text[slice(*span)])
            yield score + 0.5 + 0.5 * known - 1.5 * aside, *span
    for i, (_, _, sentence) in enumerate(sentences[:12]):
        for time in find_times(sentence.text, sentence.start_char):
            if not is_time_of_story(doc, time.start, time.end):
                continue
            vague = bool(_VAGUE.match(time.text))
            lead = 1.7 * (0 < i <= _LEAD and _names_day(time.text))
            yield (
                2.5 / (1 + 0.5 * i) + lead - 0.8 * vague - 3 * _comes_again(time.text),
                time.start,
                time.end,
            )


def is_time_of_story(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a time may be the story's: no duration, no title in quotation marks, no year long past."""
    text = doc.text
    if _DURATION.match(text[start:end]) or _quoted(text, start, end):
        return False
    if not pd.isna(doc._.published):
        _, last = normalise(text[start:end], doc._.published)
        return last is None or (doc._.published - last).days <= _PAST
    years = _YEAR.findall(text[start:end])
    return not years or max(map(int, _YEAR.findall(text))) - max(map(int, years)) <= 2


def _quoted(text: str, start: int, end: int) -> bool:
    return text[max(start - 1, 0) : start] in _QUOTES and text[end:].lstrip(".,")[:1] in _QUOTES


def _comes_again(text: str) -> bool:
    return bool(_AGAIN.search(text.strip()))


def _names_day(text: str) -> float:
    """1 for what names a day (*Sunday, August 7*, *yesterday*): a story's own date, not a side event's."""
    return float(
        bool(_DAY.search(text)) and not text.lower().startswith(("since", "until", "before"))
    )


def where(doc: Doc, ranked: Ranked, sentences: Sentences) -> Iterator[Answer]:
    """Yield places with their scores: those of the best events, then those that the lead names."""
    for score, row in ranked[:8]:
        span = span_of(row, "place_")
        phrase = doc.touched(*span) if span is not None else None
        if span is not None and phrase is not None and not _is_listed(phrase.root):
            vague = bool(g.possessors(phrase.root)) and not any(t.pos_ == "PROPN" for t in phrase)
            yield score + 0.5 - 0.6 * vague - 0.8 * is_aside(doc, row), *span
    counts = Counter(e.text for _, _, s in sentences for e in s.ents if e.label_ in {"LOC", "GPE"})
    for i, (_, _, sentence) in enumerate(sentences[:3]):
        for token in sentence:
            proper = token.pos_ == "PROPN" and token.ent_type_ != "PERSON" and not is_time(token)
            if proper and token.head != token and g.preposition(token) in _SITE:
                phrase = g.phrase(token)
                yield 2.4 / (1 + 0.5 * i), phrase.start_char, phrase.end_char
    for i, (_, _, sentence) in enumerate(sentences[:6]):
        for entity in sentence.ents:
            if entity.label_ in {"LOC", "GPE"} and not _is_listed(entity.root):
                phrase = _place_phrase(entity)
                weight = 2.0 / (1 + 0.5 * i) + 0.1 * min(counts[entity.text], 5)
                yield weight, phrase.start_char, phrase.end_char


def _is_listed(place: Token) -> bool:
    """Whether a place is one of three or more in a row: no story happens in *Ohio, Iowa and Maine*."""
    first = place.head if place.dep_ == "conj" else place
    return len(g.children(first, {"conj"})) >= 2


def _place_phrase(entity: Span) -> Span:
    head = entity.root
    phrase = g.phrase(head)
    place = phrase if names_place(head) and len(phrase) <= 6 else entity
    return place[:-1] if len(place) > 1 and place[-1].tag_ == "POS" else place
