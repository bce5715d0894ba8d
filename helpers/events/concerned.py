"""Whom a clause or a thing concerns: the actors that are named inside it."""

from __future__ import annotations

from collections import deque

from helpers.events.arguments import Arguments, arguments
from helpers.events.lexicon import Sense, in_class, noun_classes
from helpers.events.people import is_actor, mentions_actor, mentions_name
from helpers.events.subjects import is_time
from helpers.language import grammar as g
from helpers.language.plain import Token

_PLACING = {"in", "at", "near", "inside", "outside", "within", "during", "after", "before", "by"}
_NOUNS = {"NOUN", "PROPN"}


def actor_below(verbs: list[Token]) -> list[Token]:
    """Whom a complement clause, or one inside it, concerns: a name before a group, a place last."""
    pending, nouns = deque(verbs), []
    while pending:
        verb = pending.popleft()
        args = arguments(verb)
        below = [] if verb in verbs else [t for t in g.subjects(verb) if not is_ours(t)]
        nouns += [("", n) for n in below + args.objects + args.recipients] + args.obliques
        pending.extend(args.complements + args.purposes)
    nouns = [(p, n) for p, n in nouns if n.pos_ != "PRON" and not is_time(n)]
    phrases = [(p, n, g.phrase(n, full=True)) for p, n in nouns]
    away = [n for p, n, span in phrases if p not in _PLACING and mentions_name(span)]
    some = [n for _, n, span in phrases if mentions_actor(span)]
    return g.conjuncts((away or some)[0]) if away or some else []


def condition(args: Arguments) -> list[Token]:
    """Who must give way: the subject of *if* or *unless* (*… unless the army leaves*)."""
    deeper = [c for verb in args.complements for c in arguments(verb).conditions]
    for clause in args.conditions + deeper:
        if found := [t for t in arguments(clause).agents if is_actor(t)]:
            return found
    return []


def is_ours(noun: Token) -> bool:
    """Whether a clause's subject is the speaker's own (*warned that *its army* would …*)."""
    own = {"it", "they", "he", "she", "we", "i"}
    return noun.lower_ in own or any(t.tag_ == "PRP$" for t in g.possessors(noun))


def inside(nouns: list[Token]) -> list[Token]:
    """Whom a thing that names nobody is about (*claims that the *governor* …*, *torture by *guards**)."""
    below = [t for noun in nouns for t in noun.subtree if t != noun and t.pos_ in _NOUNS]
    about = [t for t in below if is_actor(t) and t.dep_ not in g.COMPOUND and not is_ours(t)]
    away = [t for t in about if g.preposition(t) not in _PLACING - {"by"}]
    return g.conjuncts(away[0]) if away else []


def is_moved_by_deeds(sense: Sense, args: Arguments, noun: Token | None) -> bool:
    """Tell whether a deed is only what somebody feels or warns of (*condolences over the raid*, *a threat of war*)."""
    if sense.type == "THREATEN":
        return noun is not None and args.head is None
    felt = [noun] if noun is not None else args.objects
    return sense.type == "SUPPORT" and any(
        t.lemma_.lower() in noun_classes()["sorrow"] for t in felt
    )


def is_deed(noun: Token) -> bool:
    """Tell whether a noun names a deed of force or an accident, and so nobody."""
    return in_class(
        {noun.lemma_.lower(), noun.lower_}, ("violence", "attack", "accident", "incident")
    )


def may_name(noun: Token) -> bool:
    """Tell whether a phrase names somebody who may be concerned; a stretch of time is nobody's (*in Dutch history*)."""
    return noun.lemma_.lower() not in noun_classes()["age"] and mentions_name(g.phrase(noun))
