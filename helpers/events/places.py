"""Where an event happened: the place that its own clause names, not any place in the sentence."""

from __future__ import annotations

from helpers.events.draft import Draft
from helpers.events.lexicon import PHYSICAL, noun_classes
from helpers.events.subjects import is_time
from helpers.language import grammar as g
from helpers.language.plain import Span, Token

_AT = {"in", "at", "near", "around", "outside", "inside", "across", "throughout", "along", "within",
       "off", "on", "over", "through", "to", "from", "into", "south", "north", "east", "west"}  # fmt: skip
_STRONG = {
    "in",
    "at",
    "near",
    "around",
    "outside",
    "inside",
    "across",
    "throughout",
    "within",
    "along",
}
_PLACES = {"LOC", "GPE"}
_TAKEN = {"COERCE", "ASSAULT"}


def names_place(noun: Token) -> bool:
    """Tell whether the noun's phrase contains the name of a place."""
    return any(t.ent_type_ in _PLACES for t in g.phrase(noun))


def _is_place(prep: str, noun: Token) -> bool:
    if is_time(noun) or noun.ent_type_ == "PERSON":
        return False
    if noun.ent_type_ in _PLACES:
        return True
    common = noun.lemma_.lower() in noun_classes()["place"] or noun.lower_ in _AT
    return common and (prep in _STRONG or names_place(noun))


def _around(token: Token) -> list[Token]:
    pairs = [(p.split()[0], n) for p, n in g.prepositional(token) if p]
    strong = [n for p, n in pairs if p in _STRONG and _is_place(p, n)]
    return strong + [
        n for p, n in pairs if p == "of" and n.ent_type_ in _PLACES and token.pos_ == "NOUN"
    ]


def _compound(noun: Token) -> list[Token]:
    return [c for c in noun.children if c.dep_ in g.COMPOUND and c.ent_type_ in _PLACES]


def _governors(draft: Draft) -> list[Token]:
    """The clauses whose place holds for the event too: it hangs on them without one of its own."""
    head = draft.head
    if head.dep_ == "conj" and (g.subjects(head) or g.passive_subjects(head)):
        return []
    if head.dep_ in {"conj", "xcomp"} | g.ADVERB_CLAUSE and head.tag_ in {
        "VBG",
        "VB",
        "VBD",
        "VBN",
    }:
        return [head.head] if head.head.pos_ in {"VERB", "AUX"} else []
    return []


def place(draft: Draft) -> Span | None:
    """Return the phrase that says where the event happened, ``None`` if its clause says nothing."""
    event_type = draft.type or draft.sense.type
    hosts = [draft.head] + ([draft.noun] if draft.noun is not None else [])
    for host in hosts:
        if found := _around(host) or (_compound(host) if host.pos_ == "NOUN" else []):
            return g.phrase(found[0])
    if event_type not in PHYSICAL | {"CONSULT"}:
        return None
    for patient in draft.patients:
        beside = g.preposition(patient) in {"with", "alongside", "against"}
        if event_type in _TAKEN and patient.ent_type_ in _PLACES and not beside:
            return g.phrase(patient)
        if event_type not in {"OTHER", "CONSULT"} and (found := _around(patient)):
            return g.phrase(found[0])
    for host in _governors(draft):
        if found := _around(host):
            return g.phrase(found[0])
    return None
