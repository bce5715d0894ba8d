"""A verb's subject, its own or the one it shares, and whether the verb is passive."""

from __future__ import annotations

from helpers.events.lexicon import PEOPLE, in_class, word_list
from helpers.language import grammar as g
from helpers.language.plain import Token, once

_RELATIVE_PRONOUNS = {"who", "which", "that", "whom"}
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
    if not value.startswith("vague"):
        return not (noun.ent_type_ and noun.pos_ == "PROPN" and noun.ent_type_ == "PERSON")
    if noun.like_num and noun.text.isdigit() and len(noun.text) <= 2:
        beside = [noun.nbor(-1)] if noun.i else []
        beside += [noun.nbor()] if noun.i + 1 < len(noun.doc) else []
        return any(words.get(t.lower_.rstrip("."), "").startswith("month") for t in beside)
    return noun.like_num and noun.text.isdigit() and len(noun.text) == 4


@once
def is_verb(token: Token) -> bool:
    """Tell whether the token is a full verb that can carry an event."""
    if token.dep_ in g.AUXILIARY | {"cop", "case", "mark", "fixed"} or token.is_space:
        return False
    return token.pos_ == "VERB" or (token.tag_.startswith("VB") and token.pos_ == "AUX")


@once
def passive(verb: Token) -> bool:
    """Tell whether the verb is passive, also as the second of two (``was seized and burnt``)."""
    if _only_labelled(verb):
        return False
    if g.is_passive(verb):
        own = g.subjects(verb) and not g.passive_subjects(verb)
        return not own or bool(g.children(verb, {"aux:pass", "auxpass"})) or _in_headline(verb)
    if verb.tag_ == "VBN" and g.children(verb, {"cop"}) and not g.objects(verb):
        return True
    if verb.dep_ != "conj" or verb.tag_ not in {"VBN", "VBD"} or not is_verb(verb.head):
        return False
    bare = not g.subjects(verb) and not g.auxiliaries(verb) and not g.objects(verb)
    return bare and passive(verb.head)


def _in_headline(verb: Token) -> bool:
    """Whether a passive has lost its *was* in a headline (*Oslo urged by nurses to act*)."""
    bare = not g.objects(verb) and not g.auxiliaries(verb)
    return bare and verb.lower_.endswith(("ed", "en")) and bool(g.children(verb, g.AGENT))


def _only_labelled(verb: Token) -> bool:
    """Tell whether a past tense is called passive by its subject's label alone.

    Its object tells (*the senate ratified by a large majority a treaty*), or that nobody does it.
    """
    if g.children(verb, {"aux:pass", "auxpass"}) or verb.dep_ in {"acl", "amod", "advcl"}:
        return False
    behind = any(o.i > verb.i for o in g.objects(verb))
    if verb.tag_ == "VBN":
        return behind and not g.recipients(verb) and bool(g.passive_subjects(verb))
    return verb.tag_ == "VBD" and (behind or not g.children(verb, g.AGENT))


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the token itself."""
    if token.lower_ not in _RELATIVE_PRONOUNS:
        return token
    verb = token.head
    while verb.dep_ in {"conj", "xcomp"} and verb.head != verb:
        verb = verb.head
    return g.relative_head(verb) or token


def _controlled(verb: Token) -> list[Token]:
    head = verb.head
    objects = g.objects(head) + g.recipients(head)
    if verb.dep_ == "xcomp" and passive(head):
        return logical_subject(head) if head.lemma_.lower() != "use" else []
    if objects and head.lemma_.lower() not in _SUBJECT_CONTROL:
        return objects
    return logical_subject(head)


def _of_modifier(verb: Token) -> list[Token]:
    noun = verb.head
    linked = any(c.lower_ != "to" for c in g.children(verb, {"mark", "case"}))
    if verb.tag_ == "VBN" and linked:
        return []
    if verb.tag_ == "VBG" and g.children(verb, {"mark", "case"}):
        active = is_verb(noun.head) and not passive(noun.head)
        return logical_subject(noun.head) if active else []
    if verb.tag_ != "VB":
        return g.conjuncts(noun) if noun.dep_ != "conj" else [noun]
    beside = [n for p, n in g.prepositional(noun) if p in {"by", "for"} and n.i < verb.i]
    owner = g.possessors(noun) or beside
    if owner and not (noun.dep_ in g.OBJECT and is_verb(noun.head) and _steers(noun.head)):
        return owner
    if noun.dep_ in g.OBJECT and is_verb(noun.head):
        steered = _steers(noun.head) and _may_act(noun)
        return [noun] if steered else logical_subject(noun.head)
    return []


def _may_act(noun: Token) -> bool:
    """Tell whether a noun can do what an infinitive says: *efforts to leave* are nobody."""
    if noun.ent_type_ or noun.pos_ in {"PROPN", "PRON", "NUM"}:
        return True
    return in_class({noun.lemma_.lower()}, PEOPLE)


def _steers(verb: Token) -> bool:
    """Tell whether the verb's object is to do what the infinitive says (*ordered them to leave*)."""
    return word_list("control").get(verb.lemma_.lower()) == "object"


def _of_adverbial(verb: Token) -> list[Token]:
    head = verb.head
    if verb.tag_ == "VBG" and verb.i and verb.nbor(-1).lower_ == "out" and g.objects(head):
        return g.objects(head)
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


def _is_beside_noun(verb: Token) -> bool:
    """Whether a parser took a noun's participle for an apposition (*Hagen, the band *playing* …*)."""
    return verb.dep_ == "appos" and verb.tag_ == "VBG" and verb.i == verb.head.i + 1


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
    own = [t for t in own if t.i < verb.i] or own
    own = own or _across(verb)
    if own:
        return [antecedent(token) for token in own]
    if (governor := held_to(verb)) is not None:
        return g.passive_subjects(governor) if passive(governor) else g.objects(governor)
    if verb.dep_ == "conj":
        return logical_subject(verb.head) if verb.head.pos_ not in {"NOUN", "PROPN"} else []
    if verb.dep_ in g.RELATIVE | {"acl"} or _is_beside_noun(verb):
        return _of_modifier(verb)
    if verb.dep_ == "xcomp":
        return _controlled(verb)
    if verb.dep_ in g.ADVERB_CLAUSE:
        return _of_adverbial(verb)
    if verb.dep_ == "ccomp" and verb.tag_ in {"VB", "VBG"}:
        return _controlled(verb)
    return []


def _across(verb: Token) -> list[Token]:
    """The subject that a parser hung on the object, across the verb (*Port Ellan opened talks*)."""
    labels = g.COMPOUND | g.NOMINAL_MODIFIER | g.POSSESSIVE | {"nsubj"}
    found = [c for o in g.objects(verb) for c in o.children if c.i < verb.i and c.dep_ in labels]
    near = [c for c in found if c.pos_ in {"NOUN", "PROPN"} and not g.preposition(c)][:1]
    return near or _taken_by_the_next(verb)


def _taken_by_the_next(verb: Token) -> list[Token]:
    """The subject left of a finite verb that a parser gave to a verb behind it (*war has *drawn* in*)."""
    finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or (verb.tag_ == "VBN" and g.auxiliaries(verb))
    if not finite or verb.dep_ not in {"ROOT", "ccomp", "advcl"}:
        return []
    later = [c for c in verb.children if c.dep_ in g.ADVERB_CLAUSE | {"conj"} and c.i > verb.i]
    bare = [c for c in later if is_verb(c) and not g.children(c, {"mark"})]
    return [s for c in bare for s in g.subjects(c) if s.i < verb.i]
