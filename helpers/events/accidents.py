"""Harm that nobody does: a clause or a whole story that tells of an accident.

*Seven were killed when a tram overturned* names nobody who kills. Words for accidents are classes of
``event_classes.csv``: ``accident`` (*crash*, *flood*), ``calamity`` (*fire*, *fall*, which may be more
than that), ``vehicle`` and ``mishap`` (verbs: *overturn*). Bombs, shootings and blasts are none.
"""

from __future__ import annotations

from helpers.events.arguments import Arguments
from helpers.events.forms import base_forms
from helpers.events.kinds import kinds, kinds_of
from helpers.events.lexicon import noun_classes
from helpers.language import grammar as g
from helpers.language.plain import Doc, Token, once

CALAMITY = frozenset({"@accident", "@calamity"})
_MOVING = CALAMITY | {"@vehicle"}
_ACCIDENT = frozenset({"@accident"})
_VIOLENCE = frozenset({"@violence", "@weapon"})
_LEAD = 60
"""How many words of a story say what it is about: its title and first sentence."""


def befell(verb: Token, args: Arguments) -> bool:
    """Tell whether a clause that names no doer tells of an accident (*hurt in a fall*).

    So does one beside an accident (*when a tram overturned*), and one in a story that is about one and
    says nothing of force.
    """
    settings = [n for _, n in args.obliques]
    if not kinds_of(settings).isdisjoint(CALAMITY):
        return True
    labels = {"conj"} | g.ADVERB_CLAUSE
    above = [verb.head] if verb.dep_ in labels else []
    beside = g.children(verb, labels)
    below = [c for v in beside if v.dep_ == "conj" for c in g.children(v, g.ADVERB_CLAUSE)]
    return any(map(_is_mishap, above + beside + below)) or is_about_one(verb.doc)


def _is_mishap(verb: Token) -> bool:
    """Whether a verb tells an accident: by its own meaning, or by what does it (*the bus hit a tree*)."""
    if not verb.tag_.startswith("VB"):
        return False
    if noun_classes()["mishap"] & set(base_forms(verb)):
        return True
    return not kinds_of(g.subjects(verb)).isdisjoint(_MOVING)


@once
def is_about_one(doc: Doc) -> bool:
    """Tell whether a story is about an accident: its lead names one, and the whole more such than force."""
    nouns = [t for t in doc if t.pos_ == "NOUN"]
    accidents = [t for t in nouns if not kinds(t).isdisjoint(_ACCIDENT)]
    if not any(t.i < _LEAD for t in accidents):
        return False
    return len(accidents) > 2 * sum(not kinds(t).isdisjoint(_VIOLENCE) for t in nouns)
