"""Sources: whose cue it is, by grammar."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from helpers.language import grammar
from helpers.language.plain import Doc, Span, Token
from helpers.names import role
from helpers.resources import lexicon
from helpers.voices.asked import asker, is_asked
from helpers.voices.cues import precision, word_class
from helpers.voices.word_lists import words_of_role

RELATIVES = frozenset(["who", "whom", "which", "that"])
SPEECH_NOUN = 0.3
"""Precision from which a noun is a kind of speech or feeling (*fears*, *criticism*)."""


def source_of(cue: Token, _depth: int = 0) -> Token | None:
    """Return the head of the noun phrase that a cue word belongs to, None if grammar names nobody.

    The subject of a verb, the *by* of a passive, the owner of a noun; a clause
    that hangs on another (``conceded …, adding that …``) inherits the other's. What a thing is there for
    (``began talks to consider …``) is said by whoever does it, not by the thing.
    """
    if _depth > 6:
        return None
    if word_class(cue) == "NOUN":
        return _of_noun(cue, _depth)
    others = roused(cue)
    if others is not None:
        return others[0] if others else None
    if is_asked(cue):
        return asker(cue)
    if grammar.is_passive(cue) and cue.dep_ not in {"xcomp"}:
        agents = grammar.agents(cue)
        return agents[0] if agents else None
    subjects = grammar.subjects(cue)
    if subjects:
        return _antecedent(cue, subjects[0])
    return _inherited(cue, _depth)


def roused(verb: Token) -> list[Token] | None:
    """Who speaks or feels where a deed rouses it, None where the verb rouses no speech.

    ``raising fears of hunger``: nobody is named; ``drawing protests from the unions``: the unions.
    """
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in words_of_role("rouse"):
        return None
    felt = [t for t in grammar.objects(verb) if _is_felt(t.lemma_.lower())]
    if not felt:
        return None
    near = [p for word in (verb, *felt) for p in grammar.prepositional(word)]
    return [who for preposition, who in near if preposition in {"from", "among", "in"}] + [
        owner for noun in felt for owner in grammar.possessors(noun)
    ]


@cache
def _is_felt(noun: str) -> bool:
    known = lexicon("stance_words")
    speech = precision(noun, "NOUN") >= SPEECH_NOUN
    return speech or noun in set(known.word[known.role.isin(["hedge", "deny", "ask"])])


def _antecedent(cue: Token, subject: Token) -> Token:
    """The noun a relative pronoun stands for (``the minister, who said``)."""
    if subject.tag_ in {"WP", "WDT"} and cue.dep_ in grammar.RELATIVE:
        return cue.head
    return subject


def _inherited(cue: Token, depth: int) -> Token | None:
    head = cue.head
    if head.i == cue.i:
        return None
    if cue.dep_ == "acl" and cue.tag_ == "VB" and not head.ent_type_ and not role(head):
        return _of_noun(head, depth)
    if cue.dep_ in {"acl"} | grammar.RELATIVE:
        return head if word_class(head) == "NOUN" else None
    if cue.dep_ in {"conj", "advcl", "xcomp", "ccomp", "parataxis", "pcomp", "dep"}:
        if word_class(head) == "NOUN" and cue.dep_ == "xcomp":
            return _of_noun(head, depth)
        if grammar.is_passive(head) and cue.dep_ in {"advcl", "xcomp"}:
            passive = grammar.passive_subjects(head)
            return passive[0] if passive else None
        if is_asked(head):
            return next(iter([*grammar.passive_subjects(head), *grammar.subjects(head)]), None)
        objects = grammar.objects(head)
        if cue.dep_ == "xcomp" and objects and head.lemma_.lower() not in {"promise"}:
            return objects[0]
        return source_of(head, depth + 1)
    return None


def _of_noun(noun: Token, depth: int) -> Token | None:
    owners = grammar.possessors(noun)
    if owners:
        return owners[0]
    for preposition, owner in grammar.prepositional(noun):
        if preposition in {"of", "by", "from"}:
            return owner
    verb = noun.head
    if noun.dep_ in grammar.OBJECT and word_class(verb) == "VERB":
        return source_of(verb, depth + 1)
    if grammar.preposition(noun) and word_class(verb) == "VERB" and not grammar.is_passive(verb):
        return source_of(verb, depth + 1)
    return None


def source_span(head: Token) -> Span:
    """Return the source as it stands: its noun phrase, with whoever shares the content with it.

    ``the mayor and a fire officer said`` is one row with both.
    """
    span = grammar.phrase(head, full=_is_name(head) or head.dep_ not in grammar.RELATIVE)
    for other in grammar.conjuncts(head)[1:]:
        if other.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} and not grammar.subjects(other):
            part = grammar.phrase(other)
            if part.end > span.end:
                span = head.doc[span.start : part.end]
    return _without_clause(span, head)


def _is_name(head: Token) -> bool:
    return head.pos_ == "PROPN"


def _without_clause(span: Span, head: Token) -> Span:
    """End a source before a relative clause with a cue of its own, and at a closing quotation mark."""
    for token in span:
        if token.i > head.i and (token.is_quote or token.dep_ in grammar.RELATIVE):
            stop = min(t.i for t in token.subtree) if not token.is_quote else token.i
            stop = max(stop, head.i + 1)
            while stop - 1 > head.i and span.doc[stop - 1].is_punct:
                stop -= 1
            return span.doc[span.start : stop]
    return span


def stands_for(pronoun: Token) -> Span | None:
    """Return the noun before a relative clause for its pronoun (``an *engineer*, who said``)."""
    verb = pronoun.head
    if pronoun.tag_ not in {"WP", "WDT"}:
        return None
    if verb.dep_ not in grammar.RELATIVE or verb.head.i >= pronoun.i:
        return _named_before(pronoun)
    noun = verb.head
    if noun.dep_ in grammar.APPOSITION and noun.head.ent_type_ == "PERSON":
        noun = noun.head
    whole = source_span(noun)
    last = min(whole.end, pronoun.i)
    while last - 1 > noun.i and noun.doc[last - 1].is_punct:
        last -= 1
    return noun.doc[whole.start : last]


def _named_before(pronoun: Token) -> Span | None:
    """The person named right before *who*, where the grammar does not tie the two together."""
    at = pronoun.i - 1
    if at > 0 and pronoun.doc[at].text == ",":
        at -= 1
    if at < 0 or pronoun.lower_ not in {"who", "whom"} or pronoun.doc[at].ent_type_ != "PERSON":
        return None
    first = at
    while first and pronoun.doc[first].ent_iob_ == "I":
        first -= 1
    return pronoun.doc[min(first, source_span(pronoun.doc[at]).start) : at + 1]


def source_words(doc: Doc, source: str, start: int) -> str:
    """Return the words of a source that stands at a character, of a relative pronoun its noun's.

    For tables that tell who says so without saying where: *who* alone tells nobody.
    """
    if source.lower() not in RELATIVES:
        return source
    word = doc[bisect_left(doc, start, key=_begin)]
    meant = stands_for(word)
    return source if meant is None else meant.text


def _begin(token: Token) -> int:
    return token.idx


@cache
def pronouns() -> dict[str, tuple[str, str]]:
    """Return the pronouns that may be sources: word -> number, gender."""
    frame = lexicon("pronouns")
    return {row["word"]: (row["number"], row["gender"]) for row in frame.to_dict("records")}


def is_pronoun(span: Span) -> bool:
    """Tell whether a source is nothing but a pronoun (also of the first or second person)."""
    words = [t for t in span if not t.is_punct and not t.is_space]
    return len(words) == 1 and (words[0].lower_ in pronouns() or words[0].tag_ in {"PRP", "WP"})
