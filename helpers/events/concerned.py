"""Whom a clause or a thing concerns: the actors that are named inside it."""

from __future__ import annotations

from collections import deque

from helpers.events.arguments import Arguments, arguments
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
