"""Talk that is written down turn by turn: ``BROOK: Who paid?``, a paragraph to each who speaks."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.voices import cues, link
from helpers.voices.rules import Attribution

_PARAGRAPH = re.compile(r"\S[^\n]*")
_NAME = r"(?:[A-Z]\.|[A-Z][A-Za-z'’-]*[A-Za-z]\.?)"
_LABEL = re.compile(rf"[\"“”«]?\s*({_NAME}(?:[ ]{_NAME}){{0,3}})[ ]?:\s+(?=\S)")
_ASIDE = re.compile(r"[\"“”«]?\s*[(\[]")
_OPENED = ('"', "“", "«")
FEWEST = 3
"""Turns that make a talk; somebody has at least two of them."""
FAR = 3
"""Paragraphs from one turn to the next within a talk."""


class Turn(NamedTuple):
    """Who speaks (characters of the name), and from where to where."""

    name: tuple[int, int]
    start: int
    end: int
    paragraph: int


def turns(places: link.Places) -> list[Attribution]:
    """Return the turns of interviews and debates: each is its speaker's, and the colon its cue.

    A talk has at least three turns, somebody speaks twice in it, and most turns hold a
    sentence: a list of results (``Brook: 547``) is none.
    """
    found = []
    for talk in _talks(places.quotes.text):
        names = [places.quotes.text[a:b] for (a, b), *_ in talk]
        spoken = [t for t in talk if _finite(places, t)]
        if len(set(names)) < len(names) and 2 * len(spoken) > len(talk):
            found += [_made(places, t) for t in talk if _read(places, t)]
    return found


def _talks(text: str) -> list[list[Turn]]:
    """The runs of turns with few other paragraphs between, as long as a talk must be."""
    runs: list[list[Turn]] = []
    for turn in _labelled(text):
        if runs and turn.paragraph - runs[-1][-1].paragraph <= FAR:
            runs[-1].append(turn)
        else:
            runs.append([turn])
    return [run for run in runs if len(run) >= FEWEST]


def _labelled(text: str) -> list[Turn]:
    """Paragraphs that open with a name and a colon, with those that go on in the same breath."""
    made: list[Turn] = []
    for number, match in enumerate(_PARAGRAPH.finditer(text)):
        label = _LABEL.match(text, match.start(), match.end())
        if label is not None:
            made.append(Turn(label.span(1), label.end(), match.end(), number))
        elif made and _goes_on(text, made[-1], match, number):
            made[-1] = made[-1]._replace(end=match.end(), paragraph=number)
    return made


def _goes_on(text: str, turn: Turn, paragraph: re.Match[str], number: int) -> bool:
    """Whether a paragraph without a name reopens the quotation that the last turn left open."""
    follows = number == turn.paragraph + 1 and not _ASIDE.match(paragraph.group())
    opened = paragraph.group().startswith(_OPENED)
    closed = text[: turn.end].rstrip().endswith(('"', "”", "»"))
    return follows and opened and not closed


def _finite(places: link.Places, turn: Turn) -> bool:
    return any(t.tag_ in cues.FINITE for t in places.quotes.span(turn.start, turn.end))


def _read(places: link.Places, turn: Turn) -> bool:
    return any(s.start_char < turn.end and turn.start < s.end_char for s in places.read)


def _made(places: link.Places, turn: Turn) -> Attribution:
    colon = places.quotes.text.index(":", turn.name[1])
    cue = places.quotes.span(colon, colon + 1)
    return Attribution(turn.start, turn.end, cue, places.quotes.span(*turn.name))
