"""The clause that an event noun stands in, where it says what the noun leaves unsaid.

A verb may say of a deed only that it takes place (*clashes broke out*), who has part in it (*left for
talks*), or whom it befalls (*the port suffered a raid*).
"""

from __future__ import annotations

from helpers.events.arguments import arguments
from helpers.events.forms import base_forms
from helpers.events.lexicon import Sense, noun_classes, word_list
from helpers.events.people import is_actor, is_somebody, mentions_actor
from helpers.events.subjects import is_time, is_verb, logical_subject, passive
from helpers.language import grammar as g
from helpers.language.plain import Token

SHARED = {"CONSULT", "COOPERATE", "AGREE"}
_FORCE = {"ASSAULT", "COERCE"}
_MEETING = {"for", "in", "during", "into", "after", "before", "at"}
_UNDERTAKEN = {"after", "in", "during", "following", "with"}


def _is_listed(verb: Token, *kinds: str) -> bool:
    known = word_list("occurring")
    return any(known.get(form) in kinds for form in base_forms(verb))


def occurs(noun: Token) -> Token | None:
    """Return the verb that says no more of an event noun than that it takes place, else ``None``."""
    verb = noun.head
    if not is_verb(verb) or noun.dep_ not in g.SUBJECT | g.PASSIVE_SUBJECT:
        return None
    known = [word_list("occurring").get(form, "undergo") for form in base_forms(verb)]
    return verb if any(how != "undergo" for how in known) else None


def carriers(noun: Token) -> list[Token]:
    """Return the verbs whose place and time are the noun's own: *a war *raging* since*, *talks *held* in*."""
    own = [c for c in noun.children if c.dep_ in g.RELATIVE | {"acl"} and is_verb(c)]
    light = word_list("light_verbs")
    found = [c for c in own if _is_listed(c, "occur") or (c.tag_ == "VBN" and c.lemma_ in light)]
    verb = occurs(noun)
    return found + ([verb] if verb is not None and _is_listed(verb, "occur") else [])


def carried_by(noun: Token) -> Token | None:
    """Return the verb without which an event noun is none: it takes place, is held, is undergone."""
    noun = _first_of(noun)
    verb = noun.head
    if not is_verb(verb) or noun.dep_ not in g.SUBJECT | g.PASSIVE_SUBJECT | g.OBJECT:
        return None
    light = any(
        form in word_list("light_verbs") for form in [verb.lemma_.lower(), *base_forms(verb)]
    )
    held = (noun.dep_ in g.OBJECT or passive(verb)) and (light or undergoes(verb))
    return verb if held or (noun.dep_ in g.SUBJECT and _is_listed(verb, "occur")) else None


def _first_of(noun: Token) -> Token:
    """The first of coordinated nouns, which says how the others stand in the clause."""
    while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    return noun


def host_agents(noun: Token, sense: Sense) -> list[Token]:
    """Return whose meeting, visit or deal it is, if only the clause says so (*left for talks with*)."""
    verb = noun.head
    if not (is_verb(verb) or g.children(verb, {"cop"})):
        return []
    inside = _has_part(noun, sense)
    if g.children(verb, {"cop"}):
        return [t for t in g.subjects(verb) if inside and t != noun]
    subject = g.subjects(verb) or (logical_subject(verb) if not passive(verb) else [])
    if noun.dep_ not in g.OBJECT and not any(map(_may_take_part, subject)):
        return []
    return [t for t in subject if inside and not is_time(t) and t.pos_ in {"NOUN", "PROPN", "PRON"}]


def _may_take_part(noun: Token) -> bool:
    """Whether a noun is somebody, or something of somebody's (*Chilean frigates*)."""
    return is_somebody(noun) or mentions_actor(g.phrase(noun))


def _has_part(noun: Token, sense: Sense) -> bool:
    """Whether the clause gives its subject a part in what the noun names."""
    verb, prep = noun.head, g.preposition(noun)
    known = word_list("occurring").get(verb.lemma_.lower(), "")
    shared = sense.type in SHARED
    left = sense.type == "AGREE" and verb.lemma_.lower() in {"leave", "quit", "skip", "join"}
    done = noun.dep_ in g.OBJECT and known in ({"do", "part"} if shared else {"do"}) and not left
    part = prep == "in" and any(t.lower_ == "part" for t in g.objects(verb))
    mutual = prep == "in" and sense.lemma in word_list("mutual")
    return done or part or mutual or (shared and prep in _MEETING)


def doers(noun: Token, sense: Sense, befallen: list[Token]) -> list[Token]:
    """Return who strikes, if it is who gains by it (*took the port after an offensive against …*)."""
    verb = noun.head
    long = noun.lemma_.lower() in noun_classes()["campaign"]
    if sense.type not in _FORCE or not long or not is_verb(verb) or not befallen:
        return []
    if g.preposition(noun) not in _UNDERTAKEN or any(t.pos_ == "PRON" for t in befallen):
        return []
    if not set(base_forms(verb)) & noun_classes()["winning"]:
        return []
    return [t for t in arguments(verb).agents if is_actor(t)]


def undergoes(verb: Token) -> bool:
    """Tell whether what the verb's object names is done to its subject (*received help*)."""
    return not g.particle(verb) and _is_listed(verb, "undergo")


def befallen(noun: Token) -> list[Token]:
    """Return whom a deed befalls that somebody undergoes (*the port *suffered* a raid*)."""
    noun = _first_of(noun)
    verb = noun.head
    if noun.dep_ not in g.OBJECT or not (is_verb(verb) and undergoes(verb)):
        return []
    return [t for t in arguments(verb).agents if not is_time(t)]
