"""Where an event's patient is found: in the roles that its sense names, best first."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.events.arguments import Arguments, arguments
from helpers.events.clauses import is_for_somebody
from helpers.events.concerned import (
    actor_below,
    condition,
    inside,
    is_deed,
    is_moved_by_deeds,
    is_ours,
    may_name,
)
from helpers.events.elsewhere import accused, farther
from helpers.events.lexicon import HOSTILE, Sense, noun_classes
from helpers.events.people import is_actor, mentions_actor, mentions_name
from helpers.events.subjects import is_time, is_verb
from helpers.language import grammar as g
from helpers.language.plain import Token

_LOCAL = {"in", "near", "inside", "outside"}
_TOWARDS = (
    "against",
    "to",
    "with",
    "toward",
    "towards",
    "on",
    "upon",
    "from",
    "for",
    "over",
    "between",
)
_AMONG = ("at", "outside", "near", "along", "off", "into", "inside", "in", "of")
_ON_THE_GROUND = {
    "ASSAULT",
    "COERCE",
    "CONCEDE",
    "PROTEST",
    "MOBILIZE",
    "THREATEN",
    "RETREAT",
    "AID",
}
_FORCE = {"ASSAULT", "COERCE"}
_DONE_TO_THINGS = {"ASSAULT", "COERCE", "AID", "OTHER"}
_STANCES = {"support", "favour", "favor", "protest", "solidarity", "response", "reaction", "sympathy",
            "defiance"}  # fmt: skip
_WITH_PURPOSE = {"PROTEST", "MOBILIZE", "THREATEN", "AGREE", "REQUEST"}
_OF_SOMEBODY = {"REJECT", "ACCUSE", "AGREE", "REQUEST", "THREATEN", "PROTEST"}
_NO_PARTY = {"according to", "due to", "prior to", "thanks to", "in addition to", "as to", "as of"}
_SAID = {"AGREE", "REQUEST", "REJECT"}


def _of_complement(role: str, args: Arguments) -> list[Token]:
    clauses = args.complements + [c for c in args.purposes if is_for_somebody(c)]
    if role == "comp.if":
        return condition(args)
    if role == "comp.actor":
        return actor_below(clauses)
    for verb in clauses:
        inner = arguments(verb)
        if role == "comp.subj":
            own = inner.objects if inner.passive else inner.agents
            if own := [t for t in own if t not in args.agents and not is_ours(t)]:
                return own
        elif [t for t in inner.objects if t.pos_ != "PRON"]:
            return inner.objects
        elif inner.obliques:
            return [n for _, n in inner.obliques if not is_time(n)][:1]
    return []


def _by_preposition(role: str, nouns: list[tuple[str, Token]]) -> list[Token]:
    abstract = noun_classes()["abstract"]
    found = [
        n
        for p, n in nouns
        if role in p.split() and p not in _NO_PARTY and not is_time(n) and n.lemma_ not in abstract
    ]
    if role in _LOCAL:
        found = [n for n in found if not _is_fronted(n)]
        found = [n for n in found if is_actor(n) or n.lemma_.lower() in noun_classes()["place"]]
    return [c for n in found[:1] for c in g.conjuncts(n)]


def _is_fronted(noun: Token) -> bool:
    """Whether a place opens the clause: the scene of it, not what is done to (*In Oslo, police …*)."""
    verb = noun.head
    return is_verb(verb) and any(noun.i < t.i < verb.i for t in g.subjects(verb))


def _is_series(noun: Token) -> bool:
    """Whether a noun only counts what it is a series of (*a *round* of talks with …*)."""
    return noun.lemma_.lower() in noun_classes()["series"]


def _prepositional_nouns(
    sense: Sense, args: Arguments, noun: Token | None
) -> list[tuple[str, Token]]:
    own = {p for p, _ in args.obliques}
    consumes = any(
        (role == "obj" and words) or (role in _TOWARDS and role not in own)
        for role, words in sense.frame
    )
    hosts = ([noun] if noun is not None else []) + (args.objects if consumes else [])
    hosts += [n for p, n in args.obliques for role, words in sense.frame if role == p and words]
    hosts += [n for h in hosts if _is_series(h) for p, n in g.prepositional(h) if p == "of"]
    inner = [pair for host in hosts for pair in g.prepositional(host)]
    near = inner + args.obliques
    inward = _STANCES | noun_classes()["attack"]
    stances = [n for p, n in near if p in {"in", "as"} and n.lemma_.lower() in inward]
    below = [pair for n in stances for pair in g.prepositional(n)]
    near = below + [pair for pair in near if pair[1] not in stances]
    return near + [pair for _, n in near for pair in g.prepositional(n) if pair[0] == "against"]


def _candidates(sense: Sense, args: Arguments, noun: Token | None) -> Iterator[list[Token]]:
    """What fills the roles of a sense, in the roles' order."""
    nouns = _prepositional_nouns(sense, args, noun)
    for role in sense.patient:
        if role == "obj":
            found = args.objects or args.recipients
        elif role.endswith(".agent"):
            found = []
        elif role == "purpose":
            inner = [] if noun is None else [c for c in noun.children if c.dep_ == "acl"]
            found = [o for p in args.purposes + inner for o in arguments(p).objects]
        elif role == "poss":
            owned = noun is not None and not any(p == "of" for p, _ in g.prepositional(noun))
            found = g.possessors(noun) if noun is not None and owned else []
        elif role.startswith("comp."):
            found = _of_complement(role, args)
        else:
            given = args.recipients if role in {"to", "for", "from", "on"} else []
            found = given or _by_preposition(role, nouns)
        deeds = is_moved_by_deeds(sense, args, noun)
        yield [t for t in found if t not in {noun, *args.agents} and not (deeds and is_deed(t))]


def _named(tokens: list[Token]) -> bool:
    return any(t.pos_ == "PRON" or mentions_actor(g.phrase(t)) for t in tokens)


def _beside(sense: Sense, args: Arguments, *, alone: bool) -> list[Token]:
    """Whom the clause names beside what is done, by the preposition that fits a patient best."""
    known = _TOWARDS + (_AMONG if alone and sense.type in _ON_THE_GROUND else ())
    hung = args.obliques + [pair for o in args.objects for pair in g.prepositional(o)]
    by_others = sense.type in {"CONSULT", "AID"} or "from.agent" in sense.patient
    known = tuple(p for p in known if p != "from" or not by_others)
    pairs = [(known.index(p), n) for p, n in hung if p in known and not is_time(n)]
    pairs = [(i, n) for i, n in pairs if n not in args.agents and may_name(n)]
    if pairs:
        return g.conjuncts(min(pairs, key=lambda pair: pair[0])[1])
    if sense.type not in _WITH_PURPOSE:
        return []
    deeper = [c for o in args.objects for c in o.children if c.dep_ == "acl" and c.tag_ == "VB"]
    ahead = [c for c in args.purposes if args.head is None or c.i > args.head.i]
    return [t for t in actor_below(ahead + deeper) if t not in args.agents]


def _against(args: Arguments, noun: Token | None) -> list[Token]:
    """Whom an event noun's clause is against, however deep a parser hangs it."""
    if noun is None or not (noun.dep_ in g.OBJECT and is_verb(noun.head)):
        return []
    below = [t for t in noun.head.subtree if t.i > noun.i and g.preposition(t) == "against"]
    return g.conjuncts(below[0]) if below else []


def _about(sense: Sense, args: Arguments, first: list[Token]) -> list[Token]:
    """Whom what is done is about; who denies a report turns against nobody in it."""
    hosts = first + [t for t in args.objects if t not in first]
    if sense.type == "REJECT":
        hosts = [t for t in hosts if t.lemma_.lower() not in noun_classes()["claim"]]
    found = (_by_whom(args) or inside(hosts)) if sense.type in _OF_SOMEBODY else []
    doing = {t for agent in args.agents for t in agent.subtree}
    return [t for t in found if t not in doing]


def _by_whom(args: Arguments) -> list[Token]:
    """Whose doing an active verb's object is (*denounced fraud by *the ministry**)."""
    found = [] if args.passive else [n for p, n in args.obliques if p == "by" and args.objects]
    return g.conjuncts(found[0]) if found and is_actor(found[0]) else []


def choose(sense: Sense, args: Arguments, *, noun: Token | None = None) -> list[Token]:
    """Return the tokens that head the patient, ``[]`` if no role of the sense is filled.

    Among the roles that are filled, the first that names someone wins over the first of all: who is
    concerned matters more than what (*eased the curfew in Athens*).

    Parameters
    ----------
    noun
        The event noun, if the event is a noun or a light verb with one.
    """
    first: list[Token] = []
    if sense.type in HOSTILE and (foes := _against(args, noun)):
        return foes
    for role, found in zip(sense.patient, _candidates(sense, args, noun), strict=True):
        counted = role == "obj" and sense.type in _FORCE and any(t.like_num for t in found)
        if found and (sense.type == "OTHER" or counted or _named(found)):
            better = _instead(sense, args, role, found)
            return better or found
        first = first or found
    if not first and any(is_verb(c) and c.tag_ != "VBG" for c in args.complements):
        first = _of_complement("comp.obj", args) if sense.type in _SAID else []
    if (sense.type in _DONE_TO_THINGS and first) or "only" in sense.patient:
        return first
    found = _beside(sense, args, alone=not first) or _about(sense, args, first)
    found = found or farther(sense, args)
    if is_moved_by_deeds(sense, args, noun):
        found = [t for t in found if not is_deed(t)]
    return found or first


def _instead(sense: Sense, args: Arguments, role: str, found: list[Token]) -> list[Token]:
    """Who is concerned, where a role is filled by a thing or by means (*moved its *tanks* to Riga*)."""
    if sense.type == "MOBILIZE" and role == "obj":
        return farther(sense, args) or _beside(sense, args, alone=False)
    if sense.type == "PROTEST" and _is_scene(found[0]):
        return [t for t in actor_below(args.purposes) if t not in args.agents]
    if sense.type == "ACCUSE" and found[0].lemma_.lower() in noun_classes()["claim"]:
        return accused(found)
    if sense.type in _OF_SOMEBODY and role == "obj" and not any(map(is_actor, found)):
        return [n for n in _meant(found) if n not in args.agents]
    return []


def _is_scene(noun: Token) -> bool:
    return noun.lemma_.lower() in noun_classes()["place"] or noun.ent_type_ in {"LOC", "GPE"}


def _meant(nouns: list[Token]) -> list[Token]:
    """Whom a thing is for or against (*the release of funds to *Norway**)."""
    hung = [(p, n) for t in nouns for p, n in g.prepositional(t) if p in {"to", "against"}]
    return [c for _, n in hung[:1] if mentions_name(g.phrase(n)) for c in g.conjuncts(n)]
