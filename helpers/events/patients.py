"""Where an event's patient is found: in the roles that its sense names, best first."""

from __future__ import annotations

from collections import deque

from spacy.tokens import Token

from helpers.events.arguments import Arguments, arguments, is_verb
from helpers.events.lexicon import Sense, noun_classes, word_list
from helpers.language import grammar as g

_LOCAL = {"in", "near", "inside", "outside"}


def is_time(noun: Token) -> bool:
    """Tell whether a noun speaks of time: *Monday*, *July*, *2011*, *three weeks*."""
    words = word_list("time_words")
    if noun.lemma_.lower() in words or noun.lower_ in words:
        return True
    return noun.like_num and noun.text.isdigit() and len(noun.text) == 4


def is_actor(noun: Token) -> bool:
    """Tell whether a noun names someone: a name, or a word for people or groups."""
    if noun.ent_type_ in {"PERSON", "ORG", "LOC", "GPE", "NORP"} or noun.pos_ == "PROPN":
        return not is_time(noun)
    people = ("person", "force", "fighter", "protester", "diplomat", "victim")
    return any(noun.lemma_.lower() in noun_classes()[name] for name in people)


def _mentions_actor(noun: Token) -> bool:
    return any(is_actor(t) or t.tag_ == "NNP" for t in g.phrase(noun, full=True))


def _actor_below(verbs: list[Token]) -> list[Token]:
    """The first argument in a complement clause, or in one inside it, that mentions someone."""
    pending = deque(verbs)
    while pending:
        verb = pending.popleft()
        args = arguments(verb)
        nouns = args.objects + args.recipients + [n for _, n in args.obliques]
        for noun in nouns:
            if not is_time(noun) and _mentions_actor(noun):
                return [noun]
        pending.extend(args.complements + args.purposes)
    return []


def _of_complement(role: str, args: Arguments) -> list[Token]:
    clauses = args.complements
    if role == "comp.actor":
        return _actor_below(clauses)
    for verb in clauses:
        inner = arguments(verb)
        if role == "comp.subj":
            own = inner.objects if inner.passive else inner.agents
            if own := [t for t in own if t not in args.agents]:
                return own
        elif inner.objects:
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
    return inner + args.obliques


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
            found = [o for p in args.purposes for o in arguments(p).objects]
        elif role.startswith("comp."):
            found = _of_complement(role, args)
        else:
            found = _by_preposition(role, nouns)
        if found := [t for t in found if t is not noun]:
            return found
    if any(is_verb(c) for c in args.complements) and sense.type in {"AGREE", "REQUEST", "REJECT"}:
        return _of_complement("comp.obj", args)
    return []
