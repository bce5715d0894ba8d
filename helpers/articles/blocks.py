"""Lines and paragraphs of a raw text, with the features that tell prose from page furniture.

Shallow features of single blocks (Kohlschütter, Fankhauser & Nejdl 2010), here of plain text: how
many words, whether they end as a sentence does, how many are capitalised.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

LINE = re.compile(r"[^\r\n\f\v\u2028\u2029]+")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]*]*$")
_CLOSED = re.compile(r"[.!?…][\"'”’»)\]*]*$")
_WRAPPED_LINES, _WRAP_WIDTHS = 6, (40, 100)

# Words that sentences have and headlines leave out.
_SENTENCE_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "was",
        "were",
        "had",
        "has",
        "have",
        "been",
        "is",
        "are",
        "that",
        "which",
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "said",
        "this",
        "there",
        "their",
        "his",
        "her",
        "who",
        "would",
    ]
)


@dataclass(frozen=True)
class Block:
    """A line, or the lines of one paragraph, of an article's text."""

    start: int
    end: int
    text: str

    @cached_property
    def words(self) -> list[str]:
        """The words, as written."""
        return _WORD.findall(self.text[:4000])

    @cached_property
    def norm(self) -> str:
        """The words in lower case, joined by a space: what repetition is judged by."""
        return " ".join(_WORD.findall(self.text.casefold()))

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does, with ``.``, ``!`` or ``?``."""
        return bool(_CLOSED.search(self.text[-12:]))

    @property
    def punctuated(self) -> bool:
        """Whether it ends with any mark of a sentence or clause."""
        return bool(_SENTENCE_END.search(self.text[-12:]))

    @property
    def prose(self) -> bool:
        """Whether it reads as running text."""
        n = len(self.words)
        return n > 25 or (n >= 5 and self.closed)

    @property
    def headline_like(self) -> bool:
        """Whether it could be a headline: few words, no full stop."""
        return 1 <= len(self.words) <= 25 and len(self.text) <= 200 and not self.closed

    @property
    def sentence_words(self) -> int:
        """How many of its words are articles, pronouns or auxiliaries."""
        return sum(word.casefold() in _SENTENCE_WORDS for word in self.words)

    @property
    def capitals(self) -> float:
        """Share of its longer words that begin with a capital (0…1)."""
        longer = [word for word in self.words if len(word) > 3]
        return sum(word[0].isupper() for word in longer) / len(longer) if longer else 0.0


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in LINE.finditer(text):
        line = match.group()
        left = len(line) - len(line.lstrip())
        stripped = line.strip()
        if stripped:
            yield match.start() + left, match.start() + left + len(stripped)


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the text was broken into lines of one width, as e-mail and old archives do."""
    if len(lines) < _WRAPPED_LINES:
        return False
    widths = [end - start for start, end in lines]
    widest = max(widths)
    full = sum(w > 0.75 * widest for w in widths)
    low, high = _WRAP_WIDTHS
    open_ends = sum(not _CLOSED.search(text[max(s, e - 12) : e]) for s, e in lines)
    return (
        widest <= high
        and low <= statistics.median(widths)
        and full > len(lines) / 2
        and open_ends > len(lines) / 2
    )


def _continues(text: str, before: tuple[int, int], after: tuple[int, int], wrapped: bool) -> bool:
    """Whether a line goes on with the sentence that the line before left open."""
    gap = text[before[1] : after[0]]
    if len(re.findall(r"\r\n|[\r\n\f\v\u2028\u2029]", gap)) > 1:
        return False
    first = text[after[0]]
    if wrapped:
        return not first.isspace() and first not in "-*•–—" and before[1] - before[0] > 30
    open_end = not _SENTENCE_END.search(text[max(before[0], before[1] - 12) : before[1]])
    return open_end and first.islower() and before[1] - before[0] >= 40


def blocks(text: str) -> list[Block]:
    """Split a text into its lines; lines that one sentence runs through become one block.

    Examples
    --------
    >>> [b.text for b in blocks("Share\\n\\nThe river rose. \\n")]
    ['Share', 'The river rose.']
    """
    lines = list(_lines(text))
    wrapped = _is_wrapped(text, lines)
    merged: list[tuple[int, int]] = []
    for line in lines:
        if merged and _continues(text, merged[-1], line, wrapped):
            merged[-1] = (merged[-1][0], line[1])
        else:
            merged.append(line)
    return [Block(start, end, text[start:end]) for start, end in merged]
