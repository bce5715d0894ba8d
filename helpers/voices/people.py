"""Whom a source means: a name's id, and whom a pronoun stands for when that is safe.

A pronoun is given a name only when a single person (or, for *it* and *they*, a
single body) can be meant: somebody who speaks or acts in the sentences just
before, of the right number and gender. Where two could be meant, or none, the
row says ``resolved = False``: a reader is better served by a gap than a guess.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from helpers.language import grammar
from helpers.language.plain import Doc, Span, Token
from helpers.names import resolve
from helpers.resources import lexicon
from helpers.voices.quotes import Quotes
from helpers.voices.rules import Attribution, sentences
from helpers.voices.sources import is_pronoun, pronouns, source_span, stands_for

_TITLE = frozenset(["NN", "NNP"])
REACH = 2
"""Sentences before its own that a pronoun may reach back."""


@cache
def _genders() -> dict[str, str]:
    frame = lexicon("gender_words")
    return dict(zip(frame.word, frame.gender, strict=True))


class Candidate(NamedTuple):
    """Somebody a pronoun may mean."""

    span: Span
    key: str
    number: str
    gender: str


class Resolver:
    """Resolves the sources of one article."""

    def __init__(self, doc: Doc, quotes: Quotes | None = None) -> None:
        self.doc = doc
        self.quotes = quotes or Quotes(doc)
        self.sentences = list(sentences(doc))

    def resolve(self, one: Attribution) -> tuple[str | None, bool]:
        """Return the name id of an attribution's source (or None), and whether it is known who speaks."""
        if one.source is None:
            return None, False
        if not is_pronoun(one.source):
            return self.name_id(one.source), True
        meant = stands_for(one.source.root) or self.antecedent(one)
        if meant is None:
            return None, False
        kind = next((t.ent_type_ for t in _head_first(meant) if t.ent_type_), "")
        number, gender = pronouns().get(one.source.text.lower(), ("any", "any"))
        human = gender in {"man", "woman"}
        if (human and kind in {"ORG", "LOC"}) or (kind == "PERSON" and _not_one(number, gender)):
            return None, False
        return self.name_id(meant), True

    def name_id(self, span: Span) -> str | None:
        """Return the id of the name that a phrase refers to."""
        part = _after_possessive(span)
        return resolve(self.doc, part) or self._named_beside(part.root)

    def _named_beside(self, head: Token) -> str | None:
        """The person named beside a title (``its secretary, *Ada Brook*``), if there is one alone."""
        named = [t for t in head.children if t.i > head.i and self._is_named(t)]
        return resolve(self.doc, named[0]) if len(named) == 1 and head.tag_ in _TITLE else None

    def _is_named(self, token: Token) -> bool:
        person = token.ent_type_ == "PERSON"
        if token.dep_ in grammar.APPOSITION:
            return person
        flat = token.dep_.startswith("flat") and token.ent_type_ in {"PERSON", ""}
        return flat and resolve(self.doc, token) is not None

    def antecedent(self, one: Attribution) -> Span | None:
        """Return whom the pronoun of an attribution means, None unless one alone can be meant."""
        assert one.source is not None
        number, gender = pronouns().get(one.source.text.lower(), ("any", "any"))
        if (gender in {"speaker", "any"} and number != "plural") or gender == "speaker":
            return None
        fitting = [
            c for c in self._candidates(one)
            if c.number in {number, "any"} and (c.gender == gender or _open(c.gender, gender))
        ]  # fmt: skip
        meant = fitting[-1].span if len({c.key for c in fitting}) == 1 else None
        if meant is None or (gender in {"man", "woman"} and self._named_since(meant, one.source)):
            return None
        return meant

    def _named_since(self, meant: Span, pronoun: Span) -> bool:
        """Whether somebody else is named between a person and the pronoun (``a film by *Tom Reed*``)."""
        known = {t.lower_ for t in meant}
        between = [
            t for t in self.doc[meant.end : pronoun.start] if t.ent_type_ == "PERSON"
            and t.ent_iob_ == "B" and not self._spoken(t, pronoun)
        ]  # fmt: skip
        return any(known.isdisjoint(_name_words(t)) for t in between)

    def _spoken(self, token: Token, pronoun: Span) -> bool:
        """Whether a word stands in a quotation that the pronoun is no part of."""
        quotation = self.quotes.at(token.idx)
        return quotation is not None and quotation != self.quotes.at(pronoun[0].idx)

    def _candidates(self, one: Attribution) -> list[Candidate]:
        """Subjects and speakers of the sentences before the pronoun, outside what is quoted."""
        pronoun = one.source
        assert pronoun is not None
        human = pronouns().get(pronoun.text.lower(), ("", ""))[1] in {"man", "woman"}
        own = bisect_right(self.sentences, pronoun.start, key=attrgetter("end"))
        own = own if own < len(self.sentences) else 0
        found = []
        for sentence in self.sentences[max(0, own - REACH) : own + 1]:
            for token in sentence:
                outside = not one.start <= token.idx < one.end
                outside = outside and not (human and self._spoken(token, pronoun))
                if token.i < pronoun.start and outside and _acts(token) and token.pos_ != "PRON":
                    found.append(_candidate(token))
        return found


def _after_possessive(span: Span) -> Span:
    """The part of a phrase after a possessive that leads to its name: ``the paper's *Lena Novak*``."""
    marks = [t.i for t in span if t.tag_ == "POS" and span.start < t.i < span.end - 1]
    named = [
        i for i in marks
        if span.doc[i + 1].ent_type_ == "PERSON"
        or (i < span.root.i and span.doc[i + 1].pos_ == "PROPN")
    ]  # fmt: skip
    return span.doc[named[-1] + 1 : span.end] if named else span


def _head_first(span: Span) -> list[Token]:
    """The head of a phrase, and whatever is part of the same name."""
    part = _after_possessive(span)
    return [part.root] if part.root.ent_type_ or part.root.pos_ != "PROPN" else list(part)


def _not_one(number: str, gender: str) -> bool:
    """Whether a pronoun stands for several, or for a thing: never for a single person."""
    return number == "plural" or gender == "thing"


def _acts(token: Token) -> bool:
    return token.dep_ in grammar.SUBJECT | grammar.PASSIVE_SUBJECT | grammar.AGENT


def _open(candidate: str, wanted: str) -> bool:
    """Whether a candidate of unknown gender may be the one wanted."""
    return wanted == "any" or (wanted in {"man", "woman"} and candidate == "person")


def _candidate(token: Token) -> Candidate:
    span = source_span(token)
    words = [t.lower_ for t in span]
    plural = token.tag_ in {"NNS", "NNPS"} or len(grammar.conjuncts(token)) > 1
    known = [g for w in words if (g := _genders().get(w))]
    gender = next((g for g in known if g != "any"), "")
    if not gender:
        person = token.ent_type_ == "PERSON" and words[0] != "the"
        human = person or (bool(known) and token.ent_type_ not in {"ORG", "LOC"})
        gender = "person" if human else "thing"
    key = token.text.lower() if token.ent_type_ != "PERSON" else _last_name(token)
    return Candidate(span, key, "plural" if plural else "singular", gender)


def _name_words(first: Token) -> set[str]:
    """The words of a name that begins at a word."""
    words, at = {first.lower_}, first.i + 1
    while at < len(first.doc) and first.doc[at].ent_iob_ == "I":
        words.add(first.doc[at].lower_)
        at += 1
    return words


def _last_name(token: Token) -> str:
    last = token
    while last.i + 1 < len(token.doc) and token.doc[last.i + 1].ent_iob_ == "I":
        last = token.doc[last.i + 1]
    return last.text.lower()
