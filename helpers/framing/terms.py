"""The lexicon of naming, and where its terms stand in a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from helpers.events.subjects import is_time
from helpers.framing.forms import hyphened, in_headline_case, part_of_a_name
from helpers.language import grammar, reading_sentences
from helpers.language.plain import Parsed, Span, Token, plain
from helpers.resources import lexicon

SIDES = {"government", "government forces", "armed opposition"}
"""Referents that are a side in a conflict: of one nation where only one is told."""

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

_TOPIC = 3
"""So many words of a sense make it the article's topic, and one in passing does not."""


class Company(NamedTuple):
    """The lemmas around a term: of its sentence, of that and its neighbours, of the article."""

    sentence: Counter[str]
    near: Sequence[Counter[str]]
    article: Counter[str]

    def best(self, entries: list[Term], own: tuple[str, ...]) -> Term | None:
        """Choose the sense whose words keep most company with the term, else the one that needs none.

        The overlap of a sense's words with the context (Lesk 1986), that of the sentence first; far
        off, only a topic counts, since a text keeps to one sense of a word (Gale, Church & Yarowsky 1992).
        """
        scored = [(self._score(entry, own), -i) for i, entry in enumerate(entries) if entry.beside]
        score, place = max(scored, default=((0, 0), 0))
        if any(score):
            return entries[-place]
        return next((entry for entry in entries if not entry.beside), None)

    def _score(self, entry: Term, own: tuple[str, ...]) -> tuple[int, int]:
        words = set(entry.beside.split("|"))
        itself = sum(word in words for word in own)
        here = sum(self.sentence[word] for word in words) - itself
        near = sum(count[word] for count in self.near for word in words) - itself
        far = sum(self.article[word] for word in words)
        return (2 * here + near, far) if near > 0 or far >= _TOPIC else (0, 0)


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
    read = [(number, sentence) for number, _, sentence in reading_sentences(doc)]
    counts = [Counter(t.lemma_.lower() for t in sentence) for _, sentence in read]
    article: Counter[str] = Counter()
    for count in counts:
        article.update(count)
    found: Found = []
    for i, (number, sentence) in enumerate(read):
        company = Company(counts[i], counts[max(i - 1, 0) : i + 2], article)
        found += [(number, *match) for match in _matches(sentence, company)]
    return found


def _matches(sentence: Span, company: Company) -> Iterator[tuple[Span, Term]]:
    """Find the longest terms of a sentence that fit the words around it."""
    words = [t for t in sentence if not t.is_space]
    longest = _longest()
    headline = in_headline_case(words)
    taken = -1
    for i, word in enumerate(words):
        most = max(longest.get(word.lemma_.lower(), 0), longest.get(word.lower_, 0))
        for size in range(min(most, len(words) - i), 0, -1):
            span = words[i : i + size]
            term = _term(span, company) if span[0].i > taken else None
            if term is not None:
                taken = span[-1].i
                if term.referent and (headline or not part_of_a_name(span)):
                    yield sentence.doc[span[0].i : span[-1].i + 1], term
                break


def _term(words: list[Token], company: Company) -> Term | None:
    ours = tuple(w.lemma_.lower() for w in words)
    plain = tuple(w.lower_ for w in words)
    entries = _terms().get(ours) or _terms().get((*plain[:-1], ours[-1])) or _terms().get(plain)
    head = words[-1]
    if not entries or head.pos_ not in {"NOUN", "PROPN"} or head.ent_type_:
        return None
    if _function_of_a_name(head) or _part_of_longer(head) or hyphened(words[0]) or is_time(head):
        return None
    allowed = [t for t in entries if _allows(t, head)]
    return company.best(allowed, ours)


def _allows(term: Term, head: Token) -> bool:
    """The form a term needs (column ``only``): *troops* are soldiers, *a group of pupils* is a number."""
    needs = term.only.split("|")
    plural = head.tag_ in {"NNS", "NNPS"}
    if ("plural" in needs and not plural) or ("singular" in needs and plural):
        return False
    return "alone" not in needs or all(word != "of" for word, _ in grammar.prepositional(head))


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
    return head.head.pos_ != "PROPN" and any(
        t.referent in SIDES - {"government forces"}
        and (t.connotation != "neutral" or t.term in {"rebel", "insurgent"})
        for t in entries
    )
