"""Where an event's patient is found: in the roles that its sense names, best first."""

from __future__ import annotations

from collections import deque

from spacy.tokens import Span, Token

from helpers.events.arguments import Arguments, arguments, is_time, is_verb
from helpers.events.lexicon import Sense, noun_classes
from helpers.language import grammar as g

_LOCAL = {"in", "near", "inside", "outside"}


def is_actor(noun: Token) -> bool:
    """Tell whether a noun names someone: a name, or a word for people or groups."""
    if noun.ent_type_ in {"PERSON", "ORG", "LOC", "GPE", "NORP"} or noun.pos_ == "PROPN":
        return not is_time(noun)
    people = ("person", "force", "fighter", "protester", "diplomat", "victim")
    return any(noun.lemma_.lower() in noun_classes()[name] for name in people)


def mentions_actor(phrase: Span) -> bool:
    """Tell whether a phrase names someone, in its head or in what describes it."""
    return any(is_actor(t) or t.tag_ == "NNP" for t in phrase)


def _actor_below(verbs: list[Token]) -> list[Token]:
    """The first argument in a complement clause, or in one inside it, that mentions someone."""
    pending = deque(verbs)
    while pending:
        verb = pending.popleft()
        args = arguments(verb)
        nouns = args.objects + args.recipients + [n for _, n in args.obliques]
        for noun in nouns:
            if (
                noun.pos_ != "PRON"
                and not is_time(noun)
                and mentions_actor(g.phrase(noun, full=True))
            ):
                return [noun]
        pending.extend(args.complements + args.purposes)
    return []


def _condition(args: Arguments) -> list[Token]:
    """Who must give way: the subject of *if* or *unless* (*… unless the army leaves*)."""
    deeper = [c for verb in args.complements for c in arguments(verb).conditions]
    for clause in args.conditions + deeper:
        if found := [t for t in arguments(clause).agents if is_actor(t)]:
            return found
    return []


def _of_complement(role: str, args: Arguments) -> list[Token]:
    clauses = args.complements
    if role == "comp.if":
        return _condition(args)
    if role == "comp.actor":
        return _actor_below(clauses)
    for verb in clauses:
        inner = arguments(verb)
        if role == "comp.subj":
            own = inner.objects if inner.passive else inner.agents
            if own := [t for t in own if t not in args.agents]:
                return own
        elif [t for t in inner.objects if t.pos_ != "PRON"]:
            return inner.objects
        elif inner.obliques:
            return [n for _, n in inner.obliques if not is_time(n)][:1]
    return []


def _by_preposition(role: str, nouns: list[tuple[str, Token]]) -> list[Token]:
    abstract = noun_classes()["abstract"]
    found = [
        n for p, n in nouns if role in p.split() and not is_time(n) and n.lemma_ not in abstract
    ]
    if role in _LOCAL:
        found = [n for n in found if is_actor(n) or n.lemma_.lower() in noun_classes()["place"]]
    return [c for n in found[:1] for c in g.conjuncts(n)]


def _prepositional_nouns(
    sense: Sense, args: Arguments, noun: Token | None
) -> list[tuple[str, Token]]:
    consumes = any(role == "obj" and words for role, words in sense.frame)
    hosts = ([noun] if noun is not None else []) + (args.objects if consumes else [])
    inner = [pair for host in hosts for pair in g.prepositional(host)]
    near = inner + args.obliques
    return near + [pair for _, n in near for pair in g.prepositional(n) if pair[0] == "against"]


def choose(sense: Sense, args: Arguments, *, noun: Token | None = None) -> list[Token]:
    """Return the tokens that head the patient, ``[]`` if no role of the sense is filled.

    Parameters
    ----------
    noun
        The event noun, if the event is a noun or a light verb with one.
    """
    nouns = _prepositional_nouns(sense, args, noun)
    for role in sense.patient:
        if role == "obj":
            found = args.objects or args.recipients
        elif role == "purpose":
            clauses = args.purposes + (
                [] if noun is None else [c for c in noun.children if c.dep_ == "acl"]
            )
            found = [o for p in clauses for o in arguments(p).objects]
        elif role.startswith("comp."):
            found = _of_complement(role, args)
        else:
            found = _by_preposition(role, nouns)
        if found := [t for t in found if t != noun]:
            return found
    if any(is_verb(c) for c in args.complements) and sense.type in {"AGREE", "REQUEST", "REJECT"}:
        return _of_complement("comp.obj", args)
    return []
