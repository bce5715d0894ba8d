"""Verbs that are events only with what stands beside them: *launched a raid*, *sent flour*, *went to Oslo*."""

from __future__ import annotations

from helpers.events import patients
from helpers.events.arguments import Arguments, arguments
from helpers.events.draft import Draft
from helpers.events.hosts import undergoes
from helpers.events.lexicon import Sense, Senses, noun_classes, word_list
from helpers.events.nouns import noun_agents
from helpers.events.people import is_somebody
from helpers.events.places import is_goal
from helpers.events.senses import base_forms, best_sense
from helpers.language.plain import Token

UNKNOWN = Sense("", (), "OTHER", ("obj",), "a verb that the lexicon does not know")
SENT = Sense("", (), "OTHER", ("to", "obj"), "something given or sent to somebody")


def carried(verb: Token, args: Arguments, senses: Senses) -> Draft | None:
    """Return the event that a light verb's object names (``launched an attack on the city``)."""
    if verb.lemma_.lower() not in word_list("light_verbs"):
        return None
    acting = [t for c in args.complements for t in arguments(c).agents]
    for noun in (n for n in args.objects if n not in acting):
        sense = best_sense(noun, "n", args, senses) if noun.pos_ == "NOUN" else None
        if sense is None:
            continue
        if undergoes(verb) and not args.passive:
            doing = noun_agents(noun, sense) or [n for p, n in args.obliques if p == "from"]
            return Draft(verb, sense, args, doing, args.agents, noun)
        agents = args.agents or noun_agents(noun, sense)
        found = patients.choose(sense, args, noun=noun)
        return Draft(verb, sense, args, agents, [p for p in found if p != noun], noun)
    return None


def deed(verb: Token, args: Arguments) -> Draft | None:
    """Return a light verb's own deed if its object names no event (*sent the town flour*)."""
    if args.complements or not args.objects:
        return None
    known = word_list("light_verbs").get(verb.lemma_.lower()) == "deed"
    moved = args.passive and not args.agents and _is_moved(verb, args)
    if not moved and not (known and any(map(is_somebody, args.agents))):
        return None
    sense = UNKNOWN if moved else SENT
    return Draft(verb, UNKNOWN, args, args.agents, patients.choose(sense, args))


def way(verb: Token, args: Arguments) -> Draft | None:
    """Return somebody's way to a place that is told (*went to the station*, *came to Oslo*)."""
    if args.passive or not any(map(is_somebody, args.agents)):
        return None
    goals = [n for p, n in args.obliques if p.split()[-1] in {"to", "into"} and is_goal(n)]
    moves = bool(set(base_forms(verb)) & noun_classes()["movement"])
    found = args.objects or goals[:1]
    return Draft(verb, UNKNOWN, args, args.agents, found) if moves and goals else None


def _is_moved(verb: Token, args: Arguments) -> bool:
    """Whether somebody is said to be brought somewhere (*was taken to the hospital*)."""
    goal = any(p.split()[-1] in {"to", "into", "from"} for p, n in args.obliques if p)
    moves = bool(set(base_forms(verb)) & noun_classes()["movement"])
    return moves and goal and any(map(is_somebody, args.objects))
