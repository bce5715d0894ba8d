"""Participles and clauses that say what somebody or something is like, and tell no deed."""

from __future__ import annotations

from helpers.events.arguments import Arguments
from helpers.events.lexicon import Sense, noun_classes, word_list
from helpers.events.people import is_somebody
from helpers.language import grammar as g
from helpers.language.plain import Token


def describes(verb: Token, args: Arguments, sense: Sense) -> bool:
    """Tell whether a participle says what a noun is like, not what somebody did (*a tool made to cut*).

    Whom harm befell is more than described (*the men hurt in the crash*).
    """
    hurt = sense.lemma in noun_classes()["harm"] and any(map(is_somebody, args.objects))
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and not args.agents and not hurt


def only_possible(verb: Token) -> bool:
    """Tell whether the clause completes an adjective of ease or safety (*safe enough to cross*)."""
    head = verb.head
    known = {*word_list("modality"), "able"}
    return head.pos_ == "ADJ" and verb.dep_ != "conj" and head.lower_ not in known


def is_attribute(verb: Token) -> bool:
    """Tell whether a participle only describes the noun behind it (*an active, *engaged* life*)."""
    if verb.tag_ not in {"VBN", "VBD"} or verb.i < 2 or verb.i + 1 >= len(verb.doc):
        return False
    listed = verb.nbor(-1).text == "," and verb.nbor(-2).pos_ == "ADJ"
    own = g.subjects(verb) or g.passive_subjects(verb) or g.auxiliaries(verb)
    return listed and verb.nbor().pos_ == "NOUN" and not own
