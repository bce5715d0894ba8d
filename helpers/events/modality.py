"""How an event is told: as happened, denied, possible, hypothetical or planned, and in which tense.

The marks are auxiliaries, negations, adverbs, and the words that govern the event's clause
(``failed to``, ``is due to``, ``fears of``). They come from ``data/lexicons/event_modality.csv``.
The distinctions follow FactBank (Saurí & Pustejovsky 2009), made coarser.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from helpers.events.clauses import is_infinitive
from helpers.events.hosts import carried_by
from helpers.events.lexicon import word_list
from helpers.events.marks import is_denied, own_marks
from helpers.events.noun_status import host_of, known_form, noun_values, truth_of
from helpers.events.subjects import brought_about, held_to, is_verb
from helpers.events.tenses import (
    asks_how,
    chain,
    completes,
    is_past,
    own_auxiliaries,
    tense_of,
)
from helpers.language import grammar as g
from helpers.language.plain import Token

_RANK = {"asserted": 0, "planned": 1, "possible": 2, "hypothetical": 3}
_CERTAIN = {"doubt", "question", "secret", "surprise", "mistake", "wonder", "accident", "matter"}
_NOT_FROM_NOUN = {"possible", "negative", "hypothetical", "planned"}


class Status(NamedTuple):
    """Polarity, modality and tense of an event."""

    polarity: str
    modality: str
    tense: str


def _is_infinitive_of_purpose(verb: Token) -> bool:
    if verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ == "VB" and not g.subjects(verb):
        return _is_infinitive_of_purpose(verb.head)
    if completes(verb):
        return False
    return (
        is_infinitive(verb)
        and verb.tag_ != "VBG"
        and verb.dep_ in g.ADVERB_CLAUSE | {"acl"}
        and not brought_about(verb)
    )


def _governor(verb: Token, link: str, below: Token) -> str:
    """The value that a governing word gives to the clause that hangs on it.

    What a finite clause tells as past has happened: *announced that it had closed the mine*.
    """
    if link in {"conj", "self"} or asks_how(below):
        return ""
    lemma = known_form(verb)
    value = word_list("modality").get(lemma, "")
    if lemma == "deny" and verb.pos_ == "VERB" and link != "acl:relcl":
        return "negative"
    if link == "csubj":
        return _of_subject_clause(verb, value)
    if verb.pos_ == "ADJ" and link != "acl:relcl":
        return value or ("" if lemma in {"able", "first", "last"} else "hypothetical")
    if link in g.ADVERB_CLAUSE:
        return value if _is_governed_gerund(below) else ""
    if lemma == "go" and verb.tag_ == "VBG" and link == "xcomp":
        return "planned"
    if verb.pos_ == "NOUN" and link == "acl":
        return value if value in _NOT_FROM_NOUN else truth_of(verb)
    if link == "ccomp" and value == "planned" and is_past(below):
        return ""
    return value if link in {"xcomp", "ccomp"} else ""


def _is_governed_gerund(clause: Token) -> bool:
    """Whether a gerund completes a verb by its preposition (*committed to*, *refrained from *leaving**)."""
    marks = {c.lower_ for c in g.children(clause, {"mark", "case"})}
    return clause.tag_ == "VBG" and bool(marks & {"to", "from", "against"}) and not held_to(clause)


def _of_subject_clause(predicate: Token, value: str) -> str:
    """What is said of an infinitive that is the subject: *it *is up to* the court to free them*."""
    if is_verb(predicate):
        return ""
    past = any(a.tag_ == "VBD" for a in own_auxiliaries(predicate))
    return value if past or value not in {"", "asserted", "factive"} else "hypothetical"


def _collect(head: Token) -> tuple[bool, list[str]]:
    negative, values = False, []
    reported = False
    below = head
    for predicate, link in chain(head):
        link = "xcomp" if completes(below) and link in g.ADVERB_CLAUSE else link
        if link == "self" or _shares(predicate, link, head):
            values += [v if v != "would" else _would(predicate) for v in own_marks(predicate)]
            negative ^= is_denied(predicate) and link != "conj"
        if link in g.ADVERB_CLAUSE and is_past(below):
            break
        governed = _governor(predicate, link, below)
        clause, below = below, predicate
        if governed == "negative":
            negative = not negative
        elif governed:
            values.append(governed)
        if predicate.pos_ == "NOUN" and link in {"acl", "ccomp"} and _denied(predicate, clause):
            negative = not negative
        reported = link == "ccomp"
        if reported or link in g.RELATIVE | {"acl"}:
            break
    if _is_infinitive_of_purpose(head):
        values.append("planned")
    if (governor := held_to(head)) is not None:
        told = word_list("gerunds")[governor.lemma_.lower()]
        values += [told] if told in {"possible", "hypothetical", "negative"} else []
    negative ^= values.count("negative") % 2 == 1
    return negative, values


def _denied(noun: Token, clause: Token) -> bool:
    """*Denied a report that …*, *no plans to …*: what the report says, what is planned, is denied.

    A quotation mark between them tells that a parser joined two sentences.
    """
    between = noun.doc[noun.i + 1 : max(clause.i, noun.i + 1)]
    if any(t.is_quote for t in between):
        return False
    if noun.lemma_.lower() not in _CERTAIN and any(
        c.lower_ == "no" for c in g.children(noun, {"det"})
    ):
        return True
    undone = word_list("modality").get(known_form(noun.head)) == "negative"
    if noun.dep_ in g.PASSIVE_SUBJECT:
        return undone and is_verb(noun.head)
    return noun.dep_ in g.OBJECT and (undone or known_form(noun.head) in {"reject", "dismiss"})


def _shares(predicate: Token, link: str, head: Token) -> bool:
    """A governing clause's own marks bear on what it embeds by infinitive or participle."""
    if link in {"xcomp", "csubj"}:
        return word_list("modality").get(predicate.lemma_.lower()) != "factive"
    if link not in g.ADVERB_CLAUSE or g.subjects(head):
        return False
    return head.tag_ == "VBG" or (head.tag_ == "VB" and not is_infinitive(head))


def _would(verb: Token) -> str:
    """Under a past verb of saying, *would* is the future; elsewhere it is hypothetical."""
    governor = verb.head if verb.dep_ in g.CLAUSAL_COMPLEMENT else None
    return "planned" if governor is not None and governor.tag_ == "VBD" else "hypothetical"


def _names_nobody(token: Token) -> bool:
    """*Nobody*, *neither side*, *no convoy*: a party that is not there."""
    if token.lower_ in {"nobody", "nothing", "none", "noone"}:
        return True
    return any(c.lower_ in {"no", "neither"} and c.dep_ != "cc" for c in token.children)


def status(head: Token, noun: Token | None = None, parties: Iterable[Token] = ()) -> Status:
    """Return how the event with this head is told.

    Parameters
    ----------
    head
        The predicate, or the event noun itself.
    noun
        The event noun that a light verb carries, if any.
    parties
        Its agents and objects: if there is none (*nobody*, *no convoy*), it did not happen.
    """
    bare_noun = head == noun and not g.children(head, {"cop"})
    negative, values = noun_values(head) if bare_noun else _collect(head)
    carrier = carried_by(head) if bare_noun else None
    if carrier is not None:
        values += _collect(carrier)[1]
    if noun is not None and not bare_noun:
        negative ^= any(c.lower_ == "no" for c in noun.children)
    if not bare_noun and any(_names_nobody(t) for t in parties):
        negative = True
    told = [v for v in values if v in _RANK]
    modality = max(told, key=_RANK.__getitem__, default="asserted")
    host = host_of(head) if bare_noun else head
    tense = "past" if host is None else tense_of(host, modality)
    if tense == "future" and modality == "asserted" and (carrier is not None or not bare_noun):
        modality = "planned"
    return Status("negative" if negative else "positive", modality, tense)
