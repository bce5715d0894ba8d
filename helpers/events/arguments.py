"""Who stands where around a verb: its subject, also a shared one, objects, obliques, complements."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from helpers.events.lexicon import word_list
from helpers.language import grammar as g

_VERBAL = {"VERB", "AUX"}
_RELATIVE_PRONOUNS = {"who", "which", "that", "whom"}
_PLANS = {"plan", "plans", "intention", "decision", "readiness", "willingness", "desire", "determination",
          "promise", "pledge", "commitment", "offer", "threat", "intent", "wish", "vow"}  # fmt: skip
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


@dataclass
class Arguments:
    """The tokens that head a predicate's arguments, in logical roles.

    ``agents`` do, ``objects`` undergo, whatever the voice; ``obliques`` are pairs of a preposition and
    its noun; ``complements`` are heads of complement clauses; ``purposes`` of clauses of purpose, ``conditions`` of those
    with *if* or *unless*.
    """

    agents: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    obliques: list[tuple[str, Token]] = field(default_factory=list)
    complements: list[Token] = field(default_factory=list)
    purposes: list[Token] = field(default_factory=list)
    conditions: list[Token] = field(default_factory=list)
    passive: bool = False


def is_time(noun: Token) -> bool:
    """Tell whether a noun speaks of time: *Monday*, *July*, *2011*, *three weeks*."""
    words = word_list("time_words")
    value = words.get(noun.lower_.rstrip(".")) or words.get(noun.lemma_.lower()) or "vague"
    if not value.startswith("vague"):
        return not (noun.ent_type_ and noun.pos_ == "PROPN" and noun.ent_type_ == "PERSON")
    if noun.like_num and noun.text.isdigit() and len(noun.text) <= 2:
        before = noun.nbor(-1).lower_.rstrip(".") if noun.i else ""
        return words.get(before, "").startswith("month")
    return noun.like_num and noun.text.isdigit() and len(noun.text) == 4


def is_verb(token: Token) -> bool:
    """Tell whether the token is a full verb that can carry an event."""
    if token.dep_ in g.AUXILIARY | {"cop", "case", "mark", "fixed"} or token.is_space:
        return False
    return token.pos_ == "VERB" or (token.tag_.startswith("VB") and token.pos_ == "AUX")


def passive(verb: Token) -> bool:
    """Tell whether the verb is passive, also as the second of two (``was seized and burnt``)."""
    if _only_labelled(verb):
        return False
    if g.is_passive(verb):
        own = g.subjects(verb) and not g.passive_subjects(verb)
        return not own or bool(g.children(verb, {"aux:pass", "auxpass"}))
    if verb.tag_ == "VBN" and g.children(verb, {"cop"}) and not g.objects(verb):
        return True
    if verb.dep_ != "conj" or verb.tag_ not in {"VBN", "VBD"} or not is_verb(verb.head):
        return False
    bare = not g.subjects(verb) and not g.auxiliaries(verb) and not g.objects(verb)
    return bare and passive(verb.head)


def _only_labelled(verb: Token) -> bool:
    """Tell whether a past tense with an object is called passive by its subject's label alone."""
    marks = {"aux:pass", "auxpass"} | g.AGENT
    return verb.tag_ == "VBD" and bool(g.objects(verb)) and not g.children(verb, marks)


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
        return logical_subject(head)
    if objects and head.lemma_.lower() not in _SUBJECT_CONTROL:
        return objects
    return logical_subject(head)


def _of_modifier(verb: Token) -> list[Token]:
    noun = verb.head
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
        return [noun] if _steers(noun.head) else logical_subject(noun.head)
    return []


def _steers(verb: Token) -> bool:
    """Tell whether the verb's object is to do what the infinitive says (*ordered them to leave*)."""
    return word_list("control").get(verb.lemma_.lower()) == "object"


def _hidden_complements(verb: Token) -> list[Token]:
    """Infinitives that a parser hung on the object or read as a purpose (*agreed to leave*)."""
    kind = word_list("control").get(verb.lemma_.lower())
    if kind == "object":
        below = [c for o in g.objects(verb) for c in o.children if c.dep_ == "acl"]
        return [c for c in below if c.tag_ == "VB" and _is_purpose(c)]
    plans = [c for o in g.objects(verb) if o.lemma_.lower() in _PLANS for c in o.children]
    if plans:
        return [c for c in plans if c.dep_ == "acl" and c.tag_ == "VB"]
    if kind == "subject" and not g.objects(verb):
        return [c for c in verb.children if c.dep_ in g.ADVERB_CLAUSE and _is_purpose(c)]
    return []


def _of_adverbial(verb: Token) -> list[Token]:
    head = verb.head
    if is_verb(head) and passive(head) and verb.tag_ == "VBG" and g.agents(head):
        return g.agents(head)
    if is_verb(head) and passive(head) and verb.tag_ in {"VBG", "VB"}:
        return []
    return logical_subject(head)


def logical_subject(verb: Token) -> list[Token]:
    """Return the verb's grammatical subject, its own or the one it shares with its governor."""
    own = g.subjects(verb) or g.passive_subjects(verb)
    own = [t for t in own if t.i < verb.i] or own
    own = own or _across(verb)
    if own:
        return [antecedent(token) for token in own]
    if verb.dep_ == "conj":
        return logical_subject(verb.head) if verb.head.pos_ not in {"NOUN", "PROPN"} else []
    if verb.dep_ in g.RELATIVE | {"acl"}:
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
    return [c for c in found if c.pos_ in {"NOUN", "PROPN"} and not g.preposition(c)][:1]


def _relative_object(verb: Token) -> list[Token]:
    """The noun that a relative clause leaves its object to (``the town they took``)."""
    noun = g.relative_head(verb)
    if noun is None or verb.dep_ not in g.RELATIVE:
        return []
    subjects = g.subjects(verb)
    filled = subjects and antecedent(subjects[0]) != noun
    return [noun] if filled and noun.pos_ in {"NOUN", "PROPN", "PRON"} else []


def _stray_objects(verb: Token) -> list[Token]:
    """A bare noun right of an active verb is its object, whatever else a parser calls it."""
    if passive(verb) or verb.dep_ == "parataxis":
        return []
    subjects = g.subjects(verb)
    left = [t for t in subjects if t.i < verb.i]
    near = [c for c in verb.rights if c.i - verb.i <= 8 and c.pos_ in {"NOUN", "PROPN", "NUM"}]
    labels = {"obl", "nmod", "dep"} | (g.SUBJECT if left else set())
    found = [c for c in near if c.dep_ in labels and not g.preposition(c) and not is_time(c)]
    return found[:1]


def _objects(verb: Token) -> list[Token]:
    own = [antecedent(token) for token in g.objects(verb) or _stray_objects(verb)]
    own = [t for t in own if not t.lower_.endswith(("self", "selves"))]
    own = [t for t in own if not is_time(t) or g.recipients(verb)]
    if own or g.complements(verb):
        return own
    shared = [
        o for c in verb.children if c.dep_ == "conj" and is_verb(c) for o in g.objects(c)
        if not g.prepositional(verb) and c.i - verb.i <= 3
    ]  # fmt: skip
    return shared or _relative_object(verb)


def _obliques(verb: Token) -> list[tuple[str, Token]]:
    pairs = g.prepositional(verb)
    pairs += [pair for _, noun in pairs if is_time(noun) for pair in g.prepositional(noun)]
    found = [(prep, antecedent(noun)) for prep, noun in pairs]
    return [(prep, each) for prep, noun in found for each in g.conjuncts(noun)]


def arguments(verb: Token) -> Arguments:
    """Gather a verb's arguments in logical roles.

    The subject is looked for where English leaves it unsaid: in the governing clause of a
    participle or an infinitive, in the noun that a relative clause modifies, in the first of
    coordinated verbs.
    """
    is_passive = passive(verb)
    subject = [t for t in logical_subject(verb) if not is_time(t)]
    by = [antecedent(t) for t in g.agents(verb)] if is_passive else []
    found = Arguments(
        agents=by if is_passive else subject,
        objects=subject if is_passive else _objects(verb),
        recipients=g.recipients(verb),
        obliques=[(p, n) for p, n in _obliques(verb) if n not in by],
        complements=g.complements(verb) or _told_before(verb) or _hidden_complements(verb),
        purposes=[c for c in verb.children if c.dep_ in g.ADVERB_CLAUSE and _is_purpose(c)],
        conditions=[c for c in verb.children if c.dep_ in g.ADVERB_CLAUSE and _is_condition(c)],
        passive=is_passive,
    )
    if is_passive and verb.dep_ == "acl" and not subject:
        found.objects = [verb.head]
    return found


def _told_before(verb: Token) -> list[Token]:
    """The clause that a verb of saying follows (*the road is closed, the mayor protested*)."""
    return [verb.head] if verb.dep_ == "parataxis" and is_verb(verb.head) else []


def _is_condition(clause: Token) -> bool:
    return any(c.lower_ in {"if", "unless"} and c.dep_ == "mark" for c in clause.children)


def _is_purpose(clause: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in clause.children)
