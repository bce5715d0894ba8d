"""The event lexicon: which word, in which frame of arguments, is an event of which type.

``data/lexicons/events.csv`` has one row a sense: ``lemma, pos`` (v, n, a), ``frame`` (what must stand
around the word), ``type`` (PLOVER's sixteen, ``OTHER``, or ``STATE``, ``SAY``, ``LIGHT`` for what is no
event), ``patient`` (where the patient is found, best first) and a ``gloss``.

A frame is a list of conditions, all of which must hold: ``prt=out`` (a particle or preposition),
``obj`` (an object), ``obj=fire,shot`` (one of these nouns, an ``@class`` of ``event_classes.csv`` or an
entity label), ``obj=@none`` (no object), ``subj=…``, ``mod=…`` (a modifier of a noun), ``comp`` (a
complement clause), ``comp=@hostile`` (one whose own event is hostile), ``comp=@will`` (one that says
what is to come), ``comp=@for`` (*for Norway to leave*), ``comp=@did`` (one that tells what force others
have used), ``comp=leave`` (one of these verbs), ``voice=passive`` or ``negative``, ``on`` (any noun with
this preposition) and ``on=alert`` (one of these). Among nouns, ``@AID`` stands for nouns whose own sense
has this type, ``@nation`` for a place's or people's name. The roles of the patient are prepositions,
``obj``, ``purpose``, ``subj``, ``comp.…`` (in the complement clause), ``poss`` (whose: *the judge's murder*),
``of.agent`` (behind *of* stands who does it), ``from.agent`` and, last, ``only`` (nobody else the clause names).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pandas as pd

from helpers.resources import lexicon

PLOVER = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "MOBILIZE",
    "SANCTION",
    "COERCE",
    "ASSAULT",
]
"""PLOVER's event types (Open Event Data Alliance, manual of 2021)."""
NO_EVENT = frozenset({"STATE", "SAY", "LIGHT"})
SPEECH_ACTS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE", "THREATEN"})
ACTING = ("person", "force", "fighter", "protester", "leader", "diplomat", "body")
PEOPLE = (*ACTING, "victim")
"""The classes of nouns for who does something, and for whom something is done to as well."""
PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "AID", "RETREAT", "OTHER"})


@dataclass(frozen=True)
class Sense:
    """One row of the lexicon: a word in one of its senses."""

    lemma: str
    frame: tuple[tuple[str, frozenset[str]], ...]
    type: str
    patient: tuple[str, ...]
    gloss: str
    row: int = 0
    """Where it stands in the lexicon: of the senses that fit, the first has the first word."""
    figure: bool = False
    """Whether its word is one of force, in a clause where none is meant (``figures.as_meant``)."""


Senses = dict[tuple[str, str], list[Sense]]
"""Senses by lemma and part of speech, the most specific first: the first that fits is the best."""


def _frame(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    conditions = [condition.partition("=") for condition in text.split()]
    return tuple((role, frozenset(filter(None, words.split(",")))) for role, _, words in conditions)


def _specificity(sense: Sense) -> float:
    """How much a sense's frame asks for: a word weighs most, an argument of any kind least."""
    return sum(_weight(role, words) for role, words in sense.frame)


def _weight(role: str, words: frozenset[str]) -> float:
    if role in {"obj", "comp", "inf"} and not words:
        return 0.5
    return 2.0 if not any(w.startswith("@") for w in words) else 1.6


def compile_senses(rows: pd.DataFrame) -> Senses:
    """Turn the rows of an event lexicon into senses by ``(lemma, pos)``, the most specific first.

    Those whose frames ask for as much stay in the rows' order.

    Raises
    ------
    ValueError
        If a row's type is none of PLOVER's, ``OTHER``, ``STATE``, ``SAY`` or ``LIGHT``.
    """
    unknown = set(rows["type"]) - {*PLOVER, "OTHER", *NO_EVENT}
    if unknown:
        raise ValueError(f"Unknown event types in the lexicon: {', '.join(sorted(unknown))}.")
    found: Senses = {}
    for number, row in enumerate(rows.to_dict("records")):
        sense = Sense(
            row["lemma"],
            _frame(row["frame"]),
            row["type"],
            tuple(row["patient"].split()),
            row["gloss"],
            number,
        )
        found.setdefault((row["lemma"], row["pos"]), []).append(sense)
    for frames in found.values():
        frames.sort(key=_specificity, reverse=True)
    return found


@cache
def default_senses() -> Senses:
    """Return the senses of the lexicon that comes with the project."""
    return compile_senses(lexicon("events"))


@cache
def noun_classes() -> dict[str, frozenset[str]]:
    """Return the classes of nouns that frames name with an ``@``."""
    rows = lexicon("event_classes")
    return {name: frozenset(group.lemma) for name, group in rows.groupby("class")}


def in_class(words: Iterable[str], names: Iterable[str]) -> bool:
    """Tell whether one of the words is in one of the named classes of nouns."""
    classes = noun_classes()
    return any(word in classes[name] for name in names for word in words)


@cache
def word_list(name: str) -> dict[str, str]:
    """Return a lexicon ``event_NAME.csv`` of two columns as a dictionary, word to value."""
    rows = lexicon(f"event_{name}")
    return dict(zip(rows.iloc[:, 0], rows.iloc[:, 1], strict=True))


@cache
def demonyms() -> frozenset[str]:
    """Return the words for nations and peoples, as they are written: *Turkish*, *Turks*."""
    rows = lexicon("demonyms")
    return frozenset({*rows["adjective"], *rows["plural"]} - {""})


@cache
def nationalities() -> frozenset[str]:
    """Return those of the :func:`demonyms` that belong to a state."""
    rows = lexicon("demonyms")
    rows = rows[rows["country"] != ""]
    return frozenset({*rows["adjective"], *rows["plural"]} - {""})
