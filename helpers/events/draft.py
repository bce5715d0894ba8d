"""An event before it is a row: its trigger and the tokens that head its arguments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from helpers.events.arguments import Arguments
from helpers.events.lexicon import Sense
from helpers.language import grammar as g
from helpers.language.plain import Span, Token


@dataclass
class Draft:
    """An event before it is a row: its trigger and the tokens that head its arguments.

    ``under`` is the type of the speech act that the event is the content of (*agreed to *leave**);
    ``words`` are the trigger's, where they are more than the head (*was *under arrest**).
    """

    head: Token
    sense: Sense
    args: Arguments
    agents: list[Token]
    patients: list[Token]
    noun: Token | None = None
    type: str = ""
    word: str = ""
    under: str = ""
    words: tuple[int, int] | None = None

    @property
    def kind(self) -> str:
        """The event's type: what the clause makes of it, else that of its sense."""
        return self.type or self.sense.type

    @property
    def particle(self) -> str:
        """The verb's particle; behind a noun, only one that the sense asks for (*met friends out*)."""
        particle = g.particle(self.head)
        asked = any(role == "prt" and particle in words for role, words in self.sense.frame)
        behind = [c for c in self.head.children if c.lower_ == particle and c.i > self.head.i + 1]
        apart = any(c.nbor(-1).pos_ in {"NOUN", "PROPN"} for c in behind)
        return "" if apart and not asked else particle

    @cached_property
    def trigger(self) -> Span:
        """The words that say the event: verb with particle, light verb with noun, or the noun.

        Asked for once the draft is complete, and kept.
        """
        if self.words is not None:
            return self.head.doc[self.words[0] : self.words[1]]
        words = [self.head.i] if self.noun is None else [self.noun.i]
        if self.noun is not None and 0 < self.noun.i - self.head.i <= 5:
            words.append(self.head.i)
        if self.head.i in words:
            particle = self.particle
            near = [c.i for c in self.head.children if c.lower_ == particle]
            words += [i for i in near if abs(i - self.head.i) <= 2]
        return self.head.doc[min(words) : max(words) + 1]

    @property
    def lemma(self) -> str:
        """The trigger's lemma: *launch attack*, *blow up*, *siege*."""
        if self.head == self.noun:
            return self.word or self.head.lemma_.lower()
        noun = [] if self.noun is None else [self.noun.lemma_.lower()]
        words = [self.word or self.head.lemma_.lower(), self.particle, *noun]
        return " ".join(w for w in words if w)
