"""Which name an agent or a patient goes by: the alias cluster of its head, pronouns only when safe."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter, itemgetter

import pandas as pd

from helpers import tables
from helpers.events.antecedents import gender, is_person
from helpers.events.subjects import is_verb
from helpers.language import grammar as g
from helpers.language.plain import Doc, Span, Token
from helpers.voices.quotation_marks import quotations

_SINGULAR = {"he", "she", "him", "her", "his"}
_GROUP = {"it", "they", "them", "its", "their"}


class Actors:
    """The names of one article, found by where they stand.

    Parameters
    ----------
    names
        The table ``names``.
    """

    def __init__(self, doc: Doc, names: pd.DataFrame) -> None:
        mine = tables.by_article(names).get(doc._.article_id, [])
        self._rows = sorted((r for r in mine if not pd.isna(r["name_id"])), key=itemgetter("start"))
        self._quotations = [q for q in quotations(doc.text) if q.depth == 0]
        self._by_token: dict[int, dict] = {}
        for row in self._rows:
            span = doc.touched(row["start"], row["end"])
            for token in span or ():
                self._by_token[token.i] = row

    def name_of(self, heads: list[Token], span: Span | None) -> str | None:
        """Return the ``name_id`` of the first of coordinated phrases that has one."""
        if span is None:
            return None
        for head in heads:
            found = self._own(self._owned(head, span)) or self._pronoun(head)
            if found is not None:
                return found
        return None

    def _owned(self, head: Token, span: Span) -> Token:
        """*Norland's Kell* is Kell, also where a parser hangs him on Norland."""
        last = span[-1]
        marked = head.i + 1 < last.i and head.doc[head.i + 1].tag_ == "POS"
        return last if marked and last.i in self._by_token else head

    def _own(self, head: Token) -> str | None:
        row = self._by_token.get(head.i)
        if row is None:
            near = [c for c in head.children if c.dep_ in g.COMPOUND | {"appos"} and c.i > head.i]
            row = next((self._by_token[c.i] for c in near if c.i in self._by_token), None)
        return None if row is None else row["name_id"]

    def _pronoun(self, head: Token) -> str | None:
        if head.lower_ in _SINGULAR:
            return self._only_person(head)
        return self._speaker(head) if head.lower_ in _GROUP else None

    def _only_person(self, head: Token) -> str | None:
        """*He* is the person named before, if just one is named in this and the last sentence."""
        start = head.sent.start
        before = head.doc[start - 1].sent.start if start > 0 else start
        said = self._quotation(head)
        before = before if said is None else max(before, said)
        named = [i for i in range(before, head.i) if i in self._by_token]
        named = [i for i in named if self._by_token[i]["label"] == "PERSON"]
        people = {self._by_token[i]["name_id"] for i in named}
        if len(people) != 1 or self._is_other(head, named) or self._somebody_since(named[-1], head):
            return None
        return people.pop()

    def _quotation(self, head: Token) -> int | None:
        """Where the quotation begins that a word stands in: nobody speaks of himself as *he*."""
        found = bisect_right(self._quotations, head.idx, key=attrgetter("start"))
        if not found or head.idx >= self._quotations[found - 1].end:
            return None
        span = head.doc.touched(*self._quotations[found - 1][:2])
        return span[0].i if span else None

    def _is_other(self, head: Token, named: list[int]) -> bool:
        """Whether a title says that the person named is no *he*, or no *she* (*Mrs Lund*)."""
        titles = [head.doc[i - 1] for i in named if i and i - 1 not in named]
        return gender([head]) != gender(titles) != ""

    def _somebody_since(self, last: int, head: Token) -> bool:
        """Whether another person without a name does something since (*the driver fled, and *he* …*)."""
        between = head.doc[last + 1 : head.i]
        doing = [t for t in between if t.dep_ in g.SUBJECT | g.PASSIVE_SUBJECT and t.tag_ == "NN"]
        return any(is_person(t) and self._own(t) is None for t in doing)

    def _speaker(self, head: Token) -> str | None:
        """*The army said it …*: a group's pronoun right under its own verb of saying."""
        verb = head.head
        while verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head != verb and is_verb(verb.head):
            verb = verb.head
        if verb.dep_ != "ccomp" or not g.subjects(verb.head):
            return None
        row = self._by_token.get(g.subjects(verb.head)[0].i)
        return None if row is None or row["label"] == "PERSON" else row["name_id"]
