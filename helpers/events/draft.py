"""An event before it is a row: its trigger and the tokens that head its arguments."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.events.arguments import Arguments
from helpers.events.lexicon import Sense
from helpers.language import grammar as g
from helpers.language.plain import Span, Token


@dataclass
class Draft:
    """An event before it is a row: its trigger and the tokens that head its arguments.

    ``under`` is the type of the speech act that the event is the content of (*agreed to *leave**).
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

    @property
    def trigger(self) -> Span:
        """The words that say the event: verb with particle, light verb with noun, or the noun."""
        words = [self.head.i] if self.noun is None else [self.noun.i]
        if self.noun is not None and 0 < self.noun.i - self.head.i <= 5:
            words.append(self.head.i)
        if self.head.i in words:
            near = [c.i for c in self.head.children if c.lower_ == g.particle(self.head)]
            words += [i for i in near if abs(i - self.head.i) <= 2]
        return self.head.doc[min(words) : max(words) + 1]

    @property
    def lemma(self) -> str:
        """The trigger's lemma: *launch attack*, *blow up*, *siege*."""
        if self.head == self.noun:
            return self.word or self.head.lemma_.lower()
        noun = [] if self.noun is None else [self.noun.lemma_.lower()]
        words = [self.word or self.head.lemma_.lower(), g.particle(self.head), *noun]
        return " ".join(w for w in words if w)
