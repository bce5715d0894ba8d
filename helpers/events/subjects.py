"""A verb's subject, its own or the one it shares with its governor."""

from __future__ import annotations

from helpers.events.antecedents import antecedent
from helpers.events.hidden_subjects import (
    across,
    before_gerund,
    before_preposition,
    gerund,
    is_beside_noun,
    is_participle,
    steers,
    told_to,
)
from helpers.events.lexicon import PEOPLE, in_class, word_list
from helpers.events.passives import is_verb, passive
from helpers.language import grammar as g
from helpers.language.plain import Token, once

__all__ = ["brought_about", "held_to", "is_time", "is_verb", "logical_subject", "passive"]

_SUBJECT_CONTROL = {
    "promise",
    "threaten",
    "vow",
    "pledge",
    "use",
    "need",
    "take",
    "give",
    "have",
    "launch",
}

_DEEDS = {"march", "may"}
_BRINGING = {"cause", "lead", "force", "make", "let"}


@once
def is_time(noun: Token) -> bool:
    """Tell whether a noun speaks of time: *Monday*, *July*, *2011*, *three weeks*."""
    words = word_list("time_words")
    if noun.lower_ in _DEEDS and noun.text.islower():
        return False
    value = words.get(noun.lower_.rstrip(".")) or words.get(noun.lemma_.lower()) or "vague"
    if value.startswith("month") and noun.lower_.endswith("ers"):
        return False
    if not value.startswith("vague"):
        return not (noun.ent_type_ and noun.pos_ == "PROPN" and noun.ent_type_ == "PERSON")
    if noun.like_num and noun.text.isdigit() and len(noun.text) <= 2:
        beside = [noun.nbor(-1)] if noun.i else []
        beside += [noun.nbor()] if noun.i + 1 < len(noun.doc) else []
        return any(words.get(t.lower_.rstrip("."), "").startswith("month") for t in beside)
    return noun.like_num and noun.text.isdigit() and len(noun.text) == 4


def _controlled(verb: Token) -> list[Token]:
    head = verb.head
    if _is_aside(verb):
        return []
    if told := told_to(verb):
        return told
    objects = g.objects(head) + g.recipients(head)
    if verb.dep_ == "xcomp" and passive(head):
        return logical_subject(head) if head.lemma_.lower() != "use" else []
    if objects and head.lemma_.lower() not in _SUBJECT_CONTROL:
        return objects
    return logical_subject(head)


def _is_aside(verb: Token) -> bool:
    """Whether the governor only tells, in an aside, who says it (*"A bad plan," he added, *to build* …*)."""
    told = [c for c in g.complements(verb.head) if c.i != verb.i and c.dep_ != "xcomp"]
    behind = verb.head.nbor() if verb.head.i < verb.i else None
    return behind is not None and behind.is_punct and (bool(told) or behind.text == ":")


def _of_gerund(verb: Token, noun: Token) -> list[Token]:
    """Who does what a noun's gerund says: the noun, who has it, or who stands before the gerund."""
    near = verb.nbor(-1) if verb.i else noun
    if near.head.i == noun.i and near.dep_ in g.NOMINAL_MODIFIER and _tells_of(noun, near):
        return [near]
    if not _is_held(noun, "holder") and not g.children(verb, {"mark", "case"}):
        return g.conjuncts(noun) if noun.dep_ != "conj" else [noun]
    if owner := g.possessors(noun):
        return owner if any(t.dep_ == "conj" for t in owner) else owner[-1:]
    above = is_verb(noun.head) and not passive(noun.head) and noun not in g.subjects(noun.head)
    return logical_subject(noun.head) if above else []


def _tells_of(noun: Token, near: Token) -> bool:
    """Whether a noun acts not itself, but who is named right behind it (*a halt to *lorries* entering*)."""
    told = in_class({noun.lemma_.lower()}, ("claim", "abstract"))
    return not _may_act(noun) and (told or g.preposition(near) not in {"", "of"})


def _is_held(noun: Token, whose: str) -> bool:
    """Tell whose act an infinitive or a gerund behind a noun is (*the chance to leave*)."""
    return word_list("noun_control").get(noun.lemma_.lower()) == whose


def _of_modifier(verb: Token) -> list[Token]:
    noun = verb.head
    linked = any(c.lower_ != "to" for c in g.children(verb, {"mark", "case"}))
    if verb.tag_ == "VBN" and linked:
        return []
    if verb.tag_ == "VBG":
        return _of_gerund(verb, noun)
    if verb.tag_ != "VB":
        return g.conjuncts(noun) if noun.dep_ != "conj" else [noun]
    beside = [n for p, n in g.prepositional(noun) if p in {"by", "for"} and n.i < verb.i]
    owner = g.possessors(noun) or beside
    if owner and not (noun.dep_ in g.OBJECT and is_verb(noun.head) and steers(noun.head)):
        return owner
    if _is_held(noun, "recipient") and (given := g.recipients(noun.head)):
        return given
    if _is_held(noun, "holder") and g.preposition(noun) in {"with", "in"} and is_verb(noun.head):
        return logical_subject(noun.head) if not passive(noun.head) else []
    if noun.dep_ in g.OBJECT and is_verb(noun.head):
        steered = steers(noun.head) and _may_act(noun)
        return [noun] if steered else logical_subject(noun.head)
    return []


def _may_act(noun: Token) -> bool:
    """Tell whether a noun can do what an infinitive says: *efforts to leave* are nobody."""
    if noun.ent_type_ or noun.pos_ in {"PROPN", "PRON", "NUM"}:
        return True
    return in_class({noun.lemma_.lower()}, PEOPLE)


def _is_apart(verb: Token) -> bool:
    """Whether a clause shares no subject: it is finite, or what governs it has nobody (*there was …*)."""
    links = [c for c in g.children(verb, {"mark", "advmod"}) if c.tag_ in {"IN", "WRB"}]
    marked = any(c.lower_ != "to" for c in links)
    words = [verb, *g.children(verb, g.AUXILIARY)]
    if marked and any(w.tag_ in {"VBD", "VBZ", "VBP", "MD"} for w in words):
        return True
    there = any(c.tag_ == "EX" for c in verb.head.children)
    return there and (marked or verb.i < verb.head.i)


def _of_adverbial(verb: Token) -> list[Token]:
    head = verb.head
    if _is_apart(verb) or (verb.tag_ == "VB" and _is_aside(verb)):
        return []
    if verb.tag_ == "VBG" and verb.i and verb.nbor(-1).lower_ == "out" and g.objects(head):
        return g.objects(head)
    if is_verb(head) and passive(head) and verb.tag_ == "VBG" and verb.i < head.i:
        return g.passive_subjects(head)
    if is_verb(head) and passive(head) and verb.tag_ == "VBG" and g.agents(head):
        return g.agents(head)
    if is_verb(head) and passive(head) and verb.tag_ in {"VBG", "VB"}:
        return []
    if brought_about(verb):
        return g.objects(head) or g.recipients(head)
    able = [o for o in g.objects(head) if verb.tag_ == "VB" and o.i == verb.i - 2]
    if owners := [p for o in able for p in g.possessors(o)]:
        return owners
    return logical_subject(head)


def brought_about(verb: Token) -> bool:
    """Tell whether an infinitive is what another verb brings about (*caused a wall to fall*)."""
    head = verb.head
    return (
        verb.tag_ == "VB"
        and verb.dep_ in g.ADVERB_CLAUSE | {"xcomp"}
        and is_verb(head)
        and head.lemma_.lower() in _BRINGING
        and any(o.i < verb.i for o in g.objects(head) + g.recipients(head))
    )


def held_to(verb: Token) -> Token | None:
    """Return the verb whose object does what a gerund says (*accused them of stealing*), else None.

    ``event_gerunds.csv`` has these verbs: *stopped them from leaving*, *was jailed for stealing*.
    """
    if verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ == "VBG":
        return held_to(verb.head)
    if verb.tag_ != "VBG" or verb.dep_ not in g.ADVERB_CLAUSE | {"acl"}:
        return None
    if not {c.lower_ for c in g.children(verb, {"mark", "case"})} & {"of", "for", "from", "with"}:
        return None
    held = verb.head
    if held.dep_ in g.OBJECT | g.OBLIQUE | g.PASSIVE_SUBJECT and not is_verb(held):
        held = held.head
    known = is_verb(held) and held.lemma_.lower() in word_list("gerunds")
    return held if known and (g.objects(held) or passive(held)) else None


@once
def logical_subject(verb: Token) -> list[Token]:
    """Return the verb's grammatical subject, its own or the one it shares with its governor."""
    own = g.subjects(verb) or g.passive_subjects(verb)
    own = [t for t in own if t.i < verb.i] or ([] if is_participle(verb) else own)
    own = gerund(verb, own) or before_preposition(verb, own) or own or across(verb)
    if own:
        return [antecedent(token) for token in own]
    if leaving := before_gerund(verb):
        return leaving
    if (governor := held_to(verb)) is not None:
        return g.passive_subjects(governor) if passive(governor) else g.objects(governor)
    if verb.dep_ == "conj":
        return _of_first(verb)
    if verb.dep_ in g.RELATIVE | {"acl"} or is_beside_noun(verb):
        return _of_modifier(verb)
    if verb.dep_ == "xcomp":
        return _controlled(verb)
    if verb.dep_ in g.ADVERB_CLAUSE:
        return _of_adverbial(verb)
    if verb.dep_ == "ccomp" and verb.tag_ in {"VB", "VBG"}:
        return _controlled(verb)
    return []


def _of_first(verb: Token) -> list[Token]:
    """The subject of the first of two verbs; a past tense goes with none that is an infinitive."""
    first = verb.head
    while verb.tag_ == "VBD" and first.tag_ == "VB" and is_verb(first.head) and first.head != first:
        first = first.head
    return logical_subject(first) if first.pos_ not in {"NOUN", "PROPN"} else []
