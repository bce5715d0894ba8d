"""Where an event happened: the place that its own clause names, not any place in the sentence."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.events.draft import Draft
from helpers.events.forms import base_forms
from helpers.events.hosts import carriers
from helpers.events.lexicon import PHYSICAL, noun_classes
from helpers.events.people import is_actor
from helpers.events.subjects import is_time
from helpers.events.surroundings import heads
from helpers.language import grammar as g
from helpers.language.plain import Span, Token
from helpers.names.resolving import label_of

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
_PASSING = {"off", "over", "through", "on", "alongside", "beside"}
_COMPASS = {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
            "north-east", "north-west", "south-east", "south-west", "outside", "inland"}  # fmt: skip
_GOALS = {
    "to": 0,
    "into": 0,
    "towards": 0,
    "toward": 0,
    "from": 1,
    "out of": 1,
    "through": 1,
    "for": 1,
}
_SHARING = {"VBG", "VB", "VBD", "VBN"}
_JOURNEYS = {"visit", "trip", "tour", "journey", "pilgrimage", "return"}
_SEEING = {"see", "witness", "host"}
_PLACES = {"LOC", "GPE"}
_TAKEN = {"COERCE", "ASSAULT"}
_MOVES = {"RETREAT", "MOBILIZE", "AID", "OTHER", "CONSULT"}


def names_place(noun: Token) -> bool:
    """Tell whether the noun's phrase contains the name of a place."""
    return any(t.ent_type_ in _PLACES for t in g.phrase(noun))


def _is_place(prep: str, noun: Token) -> bool:
    if is_time(noun) or _is_somebody(noun):
        return False
    if noun.ent_type_ in _PLACES:
        return True
    own = noun.lemma_.lower()
    if own in noun_classes()["site"]:
        return prep in _STRONG - {"in", "across", "along"} or names_place(noun)
    common = own in noun_classes()["place"] or noun.lower_ in _COMPASS
    return common and (prep in _STRONG or names_place(noun))


def _is_somebody(noun: Token) -> bool:
    """A person, be it that the article alone says so: one sentence may take *Wendland* for a place."""
    return noun.ent_type_ == "PERSON" or label_of(noun) == "PERSON"


def _first(phrases: list[Span]) -> list[Span]:
    """The phrases, those with the name of a place first."""
    return sorted(phrases, key=lambda span: not any(t.ent_type_ in _PLACES for t in span))


def _around(token: Token) -> list[Span]:
    """The phrases that hang on a word and say where: *in Oslo*, *south of Oslo*, *through Oslo*."""
    pairs = [(p.split()[-1], n) for p, n in g.prepositional(token) if p]
    strong = [n for p, n in pairs if p in _STRONG and _is_place(p, n)]
    passed = [n for p, n in pairs if p in _PASSING and _is_place(p, n) and names_place(n)]
    passed = [n for n in passed if not n.ent_type_ or g.preposition(n) not in {"on", "over"}]
    named = [n for p, n in pairs if p == "of" and n.ent_type_ in _PLACES and token.pos_ == "NOUN"]
    to = [n for p, n in pairs if p == "to" and n.lower_ in _COMPASS and names_place(n)]
    own = _first([g.phrase(n) for n in strong])
    return own + _by_compass(token) + [g.phrase(n) for n in to + passed + named]


def _by_compass(token: Token) -> list[Span]:
    """Where somebody is told to be from a place that is named (*ten miles *north of Oslo**)."""
    found = []
    for word in token.children:
        if word.dep_ != "advmod" or word.lower_ not in _COMPASS or word.i + 2 >= len(word.doc):
            continue
        nouns = [n for _, n in g.prepositional(word)] or [word.doc[word.i + 2]]
        if word.nbor().lower_ == "of" and nouns[0].ent_type_ in _PLACES:
            found.append(word.doc[word.i : g.phrase(nouns[0]).end])
    return found


def _compound(noun: Token) -> list[Span]:
    marks = [c for c in noun.children if c.dep_ in g.COMPOUND and c.ent_type_ in _PLACES]
    return [g.phrase(c) for c in marks]


def _governors(draft: Draft) -> Iterator[tuple[Token, Token]]:
    """The clauses whose place holds for the event too, each with the one that hangs on it."""
    head = draft.head
    for _ in range(3):
        if head.dep_ == "conj" and (g.subjects(head) or g.passive_subjects(head)):
            return
        shares = head.dep_ in {"conj", "xcomp"} | g.ADVERB_CLAUSE and head.tag_ in _SHARING
        if not shares or head.head.pos_ not in {"VERB", "AUX"}:
            return
        yield head.head, head
        head = head.head


def _hosts(draft: Draft) -> list[Token]:
    """The words that the place of an event hangs on: its own, and a verb that only lets it be."""
    found = [draft.head] + ([draft.noun] if draft.noun is not None else [])
    return found + (_beside(draft.head)[1:] if draft.head == draft.noun else [])


def _beside(noun: Token) -> list[Token]:
    """An event noun, the verbs that carry it and who does it by them (*a raid made by troops in* …)."""
    verbs = carriers(noun)
    return [noun, *verbs, *(t for verb in verbs for t in g.agents(verb))]


def _of_parties(draft: Draft) -> list[Span]:
    """The place that a party's own phrase names (*shelled targets in Oslo*, *police in Oslo*)."""
    figure = draft.sense.figure
    for patient in draft.patients if draft.kind != "REJECT" else []:
        beside = g.preposition(patient) in {"with", "alongside", "against"}
        place = patient.ent_type_ in _PLACES and not _is_somebody(patient)
        if (draft.kind in _TAKEN or figure) and place and not beside:
            return [g.phrase(patient)]
        if (figure or draft.kind not in {"OTHER", "CONSULT"}) and (found := _around(patient)):
            return found
    for agent in draft.agents if draft.head != draft.noun else []:
        strong = [n for p, n in g.prepositional(agent) if p in _STRONG and n.ent_type_ in _PLACES]
        if not is_actor(agent) and not draft.patients and (found := _around(agent)):
            return found
        own = agent.lemma_.lower()
        if own in noun_classes()["attack"] | noun_classes()["incident"]:
            found = [p for host in _beside(agent) for p in _around(host)]
            return found or ([] if draft.kind == "OTHER" and not figure else _compound(agent))
        if strong and is_actor(agent):
            return [g.phrase(strong[0])]
    return []


def _seen_by(draft: Draft) -> list[Span]:
    """The place that is said to see an event (*Oslo saw two marches*)."""
    noun, verb = draft.head, draft.head.head
    if noun != draft.noun or noun.dep_ not in g.OBJECT or verb.lemma_.lower() not in _SEEING:
        return []
    return [g.phrase(t) for t in g.subjects(verb) if _is_place("in", t) and names_place(t)]


def _gone_to(draft: Draft) -> list[Span]:
    """Where somebody goes to or leaves, if the event is a movement (*fled Oslo*, *a visit to Oslo*)."""
    if draft.kind not in _MOVES:
        return []
    if draft.noun is not None and draft.noun.lemma_.lower() in _JOURNEYS:
        return [g.phrase(n) for p, n in g.prepositional(draft.noun) if p == "to" and is_goal(n)]
    if draft.sense.lemma in _JOURNEYS:
        return [g.phrase(n) for n in draft.patients if n.ent_type_ in _PLACES]
    if not any(form in noun_classes()["movement"] for form in base_forms(draft.head)):
        return []
    left = draft.kind == "RETREAT" or not draft.args.objects
    pairs = [(p, n) for p, n in draft.args.obliques if p in _GOALS and (left or _GOALS[p] == 0)]
    pairs.sort(key=lambda pair: _GOALS[pair[0]])
    nouns = [n for _, n in pairs] + ([] if draft.args.passive else draft.args.objects)
    return [g.phrase(n) for n in nouns if is_goal(n) and n not in draft.agents]


def is_goal(noun: Token) -> bool:
    """Tell whether somebody can go there: a named place or a word for one (*one of the camps* too)."""
    known = noun_classes()["place"] | noun_classes()["site"] | _COMPASS
    return any(t.ent_type_ in _PLACES or t.lemma_.lower() in known for t in heads([noun]))


def place(draft: Draft) -> Span | None:
    """Return the phrase that says where the event happened, ``None`` if its clause says nothing."""
    for host in _hosts(draft):
        if found := _around(host) or (_compound(host) if host.pos_ == "NOUN" else []):
            return found[0]
    if draft.kind not in PHYSICAL | {"CONSULT", "REJECT"}:
        return None
    if found := _seen_by(draft) or _gone_to(draft) or _of_parties(draft):
        return found[0]
    for host, below in _governors(draft):
        found = [p for p in _around(host) if _holds_for_both(p, host, below)]
        if found:
            return found[0]
    return None


def _holds_for_both(phrase: Span, first: Token, second: Token) -> bool:
    """Whether a place bears on two verbs joined by *and*: it stands before both or behind both."""
    return second.dep_ != "conj" or not first.i < phrase.start < second.i
