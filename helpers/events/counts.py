"""How many: the number that stands with whom an event befalls."""

from __future__ import annotations

import re

from helpers.events.draft import Draft
from helpers.events.lexicon import noun_classes
from helpers.events.subjects import is_time
from helpers.language import grammar as g
from helpers.language.plain import Token

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {w: i for i, w in enumerate(_SMALL)} | {w: 10 * i for i, w in enumerate(_TENS, 2)}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_COMPARED = {"more", "fewer", "less", "so"}


def read_number(text: str) -> int | None:
    """Read a number in figures or words; ``None`` for what names none, like *dozens*.

    Examples
    --------
    >>> [read_number(t) for t in ("1,200", "twenty-five", "two million", "1.5 million", "a dozen", "dozens")]
    [1200, 25, 2000000, 1500000, 12, None]
    """
    total, current, seen = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", text.lower().strip()):
        plain = word.replace(",", "")
        if re.fullmatch(r"\d+(\.\d+)?", plain):
            current, seen = current + float(plain), True
        elif word in WORDS:
            current, seen = current + WORDS[word], True
        elif word in SCALES:
            current, seen = (current or 1) * SCALES[word], True
            if SCALES[word] >= 1000:
                total, current = total + current, 0
        elif word not in {"a", "an", "and"}:
            return None
    number = total + current
    return int(number) if seen and number == int(number) else None


def _number_words(token: Token) -> str:
    parts = [t for t in token.subtree if t.i <= token.i and (t.like_num or t.lower_ in SCALES)]
    if len(parts) == 1 and token.i >= 2 and token.nbor(-1).text == "-":
        tens = token.nbor(-2)
        parts = [tens, token] if tens.lower_ in _TENS and not tens.whitespace_ else parts
    return " ".join(t.text for t in parts) or token.text


def _left_of(noun: Token) -> list[Token]:
    """The words of what is joined to a number by a hyphen (*a high-five*)."""
    return [t for child in noun.lefts for t in child.subtree if t.i < noun.i]


def counted(noun: Token) -> int | None:
    """Return the number that stands with a noun, or that the noun itself is (``arresting 12``)."""
    if noun.lemma_.lower() in noun_classes()["measure"] or is_time(noun):
        return None
    if noun.like_num or noun.lower_ in SCALES:
        if any(
            c.tag_ == "HYPH" and not c.nbor(-1).like_num for c in [*noun.lefts, *_left_of(noun)]
        ):
            return None
        if any(c.lemma_.lower() in noun_classes()["measure"] for c in noun.children):
            return None
        return None if noun.lower_ == "one" else read_number(_number_words(noun))
    for child in noun.children:
        joined = child.i + 1 < len(child.doc) and child.nbor(1).tag_ == "HYPH"
        if child.dep_ in {"nummod", "nummod:gov"} and child.i < noun.i and not joined:
            return read_number(_number_words(child))
    return None


def _parallel(heads: list[Token]) -> list[Token]:
    """Leave out what a parser joined too high (*700 fighters from the army and the other side*).

    Behind a modifier that stands between them, a second noun without a number belongs to the
    modifier rather than to the first noun.
    """
    first, rest = heads[:1], [t for t in heads[1:] if t.lower_ not in _COMPARED]
    modifiers = [n for t in first for _, n in g.prepositional(t)]
    return first + [t for t in rest if counted(t) or not any(m.i < t.i for m in modifiers)]


def count(draft: Draft) -> int | None:
    """Return how many the event befell, or, where it has no patient, how many did it.

    For an event noun without a patient it is the number of such events (*600 strikes*). Numbers of
    coordinated patients are added if each has one. *Dozens* and the like stay ``None``.
    """
    if draft.head == draft.noun and (own := counted(draft.head)) is not None:
        return own
    numbers = [counted(t) for t in _parallel(draft.patients or draft.agents)]
    known = [n for n in numbers if n is not None]
    return sum(known) if known and len(known) == len(numbers) else None
