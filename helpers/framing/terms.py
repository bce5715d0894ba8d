"""The lexicon of naming, and where its terms stand in a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from helpers.language import grammar, reading_sentences
from helpers.language.plain import Parsed, Span, Token, plain
from helpers.resources import lexicon

BESIDE_A_NAME = grammar.COMPOUND | grammar.APPOSITION | {"flat", "nmod:desc"}


class Term(NamedTuple):
    """An entry of ``data/lexicons/naming.csv``."""

    term: str
    referent: str
    connotation: str
    only: str
    beside: str
    kind: str
    source: str


Found = list[tuple[int, Span, Term]]
"""Of each term in an article: its sentence's number, its words, its entry."""


@cache
def _terms() -> dict[tuple[str, ...], list[Term]]:
    """Entries by their words; those that need company come before those that do not."""
    entries: defaultdict[tuple[str, ...], list[Term]] = defaultdict(list)
    for row in lexicon("naming")[list(Term._fields)].itertuples(index=False):
        entries[tuple(row.term.split())].append(Term(*row))
    return {words: sorted(found, key=lambda t: not t.beside) for words, found in entries.items()}


@cache
def _longest() -> dict[str, int]:
    """How many words the longest term has that begins with a word."""
    longest: dict[str, int] = {}
    for words in _terms():
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


@cache
def acts() -> frozenset[str]:
    """The terms that name an act and no actor (column ``kind``).

    Examples
    --------
    >>> "siege" in acts(), "rebel" in acts()
    (True, False)
    """
    by_term = lexicon("naming").groupby("term").kind.agg(set)
    return frozenset(by_term[by_term == {"act"}].index)


def terms_in(doc: Parsed) -> Found:
    """Find the terms of an article's title, body and captions, the longest first where they overlap."""
    doc = plain(doc)
    lemmas = {t.lemma_.lower() for t in doc}
    return [(n, *match) for n, _, s in reading_sentences(doc) for match in _matches(s, lemmas)]


def _matches(sentence: Span, lemmas: set[str]) -> Iterator[tuple[Span, Term]]:
    """Find the longest terms of a sentence that fit an article with these lemmas."""
    words = [t for t in sentence if not t.is_space]
    longest = _longest()
    taken = -1
    for i, word in enumerate(words):
        most = max(longest.get(word.lemma_.lower(), 0), longest.get(word.lower_, 0))
        for size in range(min(most, len(words) - i), 0, -1):
            span = words[i : i + size]
            term = _term(span, lemmas) if span[0].i > taken else None
            if term is not None:
                taken = span[-1].i
                yield sentence.doc[span[0].i : span[-1].i + 1], term
                break


def _term(words: list[Token], lemmas: set[str]) -> Term | None:
    ours = tuple(w.lemma_.lower() for w in words)
    plain = tuple(w.lower_ for w in words)
    entries = _terms().get(ours) or _terms().get((*plain[:-1], ours[-1])) or _terms().get(plain)
    head = words[-1]
    if not entries or head.pos_ not in {"NOUN", "PROPN"} or head.ent_type_:
        return None
    if _function_of_a_name(head) or _part_of_longer(head):
        return None
    return next((t for t in entries if _fits(t, head, lemmas)), None)


def _fits(term: Term, head: Token, lemmas: set[str]) -> bool:
    """An air strike is no labour strike: some terms need company (column ``beside``)."""
    if term.only == "plural" and head.tag_ not in {"NNS", "NNPS"}:
        return False
    return not term.beside or not lemmas.isdisjoint(term.beside.split("|"))


def _function_of_a_name(head: Token) -> bool:
    """*the mediator, Ada Brook*; *Police Chief Brook*: a function that goes with a name chooses nothing."""
    if head.dep_ in BESIDE_A_NAME and head.head.ent_type_ == "PERSON":
        return True
    return any(c.dep_ in BESIDE_A_NAME and c.ent_type_ == "PERSON" for c in head.children)


def _part_of_longer(head: Token) -> bool:
    """``attack`` in *attack helicopter* names no attack, ``union`` in *union meeting* no union."""
    return head.dep_ == "compound" and head.head.i > head.i and not _speaks_of_a_side(head)


def _speaks_of_a_side(head: Token) -> bool:
    """``regime`` in *regime lines* still says what those in power are called."""
    entries = _terms().get((head.lemma_.lower(),), [])
    sides = {"armed opposition", "government"}
    return head.head.pos_ != "PROPN" and any(
        t.referent in sides and (t.connotation != "neutral" or t.term in {"rebel", "insurgent"})
        for t in entries
    )
