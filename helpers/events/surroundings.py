"""What stands round a word: its arguments with what describes them, each part worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from helpers.events.arguments import Arguments
from helpers.events.kinds import kinds_of
from helpers.events.lexicon import PEOPLE, Senses, in_class
from helpers.language import grammar as g
from helpers.language.plain import Token

_WHO = ("person", "leader")


def heads(tokens: list[Token]) -> list[Token]:
    """The nouns and what they are quantities of (``a ton of bread``, ``some of the aid``)."""
    inner = [n for t in tokens for p, n in g.prepositional(t) if p == "of"]
    return tokens + inner + [n for t in inner for p, n in g.prepositional(t) if p == "of"]


def _near(tokens: list[Token], *, titles: bool = False) -> list[Token]:
    """The nouns and what describes them (``*hunger* strike``, ``*diplomatic* ties``).

    What a person works with is not what is done to him (*released the *aid* workers* is no aid).
    """
    counted = heads(tokens)
    labels = g.COMPOUND | {"amod"} | ({"nmod:desc"} if titles else set())
    marks = [c for t in counted for c in t.children if c.dep_ in labels]
    owned = [c for t in counted for c in g.possessors(t) if c.tag_ == "PRP$"]
    return counted + owned + [c for c in marks if c.dep_ == "amod" or _may_describe(c)]


def _may_describe(mark: Token) -> bool:
    if not in_class({mark.head.lemma_.lower()}, _WHO):
        return True
    return bool(mark.ent_type_) or in_class({mark.lemma_.lower()}, PEOPLE)


@dataclass
class Word:
    """A word and what stands round it, each part worked out once for all the frames that ask for it."""

    head: Token
    args: Arguments
    senses: Senses

    @cached_property
    def particles(self) -> set[str]:
        """The particles, adverbs of place and prepositions that stand with the word."""
        words = {g.particle(self.head)} | {p for p, _ in self.args.obliques}
        labels = {"advmod", "case", "prep", "mark"}
        beside = [c for c in self.head.children if c.dep_ in labels]
        words |= {c.lower_ for c in beside if c.lower_ != "to" or c.dep_ != "mark"}
        return {w for phrase in words for w in [phrase, *phrase.split()]}

    @cached_property
    def objects(self) -> list[Token]:
        """Its objects, else those it is done for; with a passive, what is kept (*were denied *visas**)."""
        kept = g.objects(self.head) if self.args.passive else []
        own = self.args.objects or self.args.recipients
        return own + [t for t in kept if t not in own]

    @cached_property
    def object_heads(self) -> list[Token]:
        """The objects and what they are quantities of."""
        return heads(self.objects)

    @cached_property
    def object_kinds(self) -> frozenset[str]:
        """What kinds of things the objects are, and what describes them."""
        return kinds_of(_near(self.objects))

    @cached_property
    def agent_kinds(self) -> frozenset[str]:
        """What kind of somebody does it (or is said to be so), with what describes them."""
        return kinds_of(_near(self.args.agents or self.args.objects, titles=True))

    @cached_property
    def phrases(self) -> list[tuple[str, Token]]:
        """The prepositional phrases of the word and of its objects."""
        own = [pair for o in self.args.objects for pair in g.prepositional(o)]
        return self.args.obliques + own

    @cached_property
    def _by_role(self) -> dict[str, tuple[list[Token], frozenset[str]]]:
        found: dict[str, list[Token]] = {}
        for preposition, noun in self.phrases:
            if preposition:
                found.setdefault(preposition.split()[0], []).append(noun)
        whole = {role: heads(nouns) for role, nouns in found.items()}
        return {role: (nouns, kinds_of(nouns)) for role, nouns in whole.items()}

    def named(self, role: str) -> list[Token]:
        """Return the nouns behind a preposition, and what they are quantities of."""
        return self._by_role[role][0] if role in self._by_role else []

    def kinds_named(self, role: str) -> frozenset[str]:
        """Return what kinds of things stand behind a preposition."""
        return self._by_role[role][1] if role in self._by_role else frozenset()
