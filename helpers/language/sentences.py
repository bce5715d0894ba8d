"""Sentences by rule, on text as it is scraped, after the habits of UD English and the golden rules.

The golden rules are the list of hard cases by Kevin Dias (Pragmatic Segmenter, 2014). A mark that can
end a sentence is judged by the word before it, the marks that close around it and the word after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.attrs import IDX, IS_SPACE, LENGTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from helpers.language.lines import list_mark, paragraph_starts, rule_words
from helpers.language.tokenizer import abbreviations, known, spans

CLOSERS = frozenset("\"'”’»)]}") | {"''", "’’"}
OPENERS = frozenset("\"'“‘«([{¿¡") | {"``", "‘‘", "''"}
_STRAIGHT = {'"', "''"}
"""Double quotation marks that open and close alike; archives double the apostrophe."""
_STOP = re.compile(r"[.!?…。！？]+$")
_NEVER = {"title", "number", "inline"}
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}$")
_CLOCK = {"a.m.", "p.m."}


@dataclass
class _Words:
    """The words of a text, by number: their text, and whether whitespace stands before them."""

    text: str
    spans: list[tuple[int, int]]

    def __post_init__(self) -> None:
        self.words = [self.text[start:end] for start, end in self.spans]
        ends = [0, *(end for _, end in self.spans)]
        self.spaced = [start > end for (start, _), end in zip(self.spans, ends, strict=False)]

    def __len__(self) -> int:
        return len(self.words)

    def get(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""


def sentence_starts(
    text: str, words: list[tuple[int, int]], *, boundaries: Iterable[int] = ()
) -> list[int]:
    """Return the numbers of the words that begin a sentence.

    Parameters
    ----------
    text
        The raw text, line breaks and all.
    words
        Offsets of its words, as :func:`helpers.language.tokenizer.spans` gives them.
    boundaries
        Offsets at which a sentence begins in any case (the passages' starts).
    """
    edges = sorted({0, *paragraph_starts(text), *boundaries})
    begins = [start for start, _ in words]
    first = sorted({bisect_left(begins, edge) for edge in edges} - {len(words)})
    numbered = _Words(text, words)
    starts: list[int] = []
    for i, j in pairwise([*first, len(words)]):
        starts += _paragraph(numbered, i, j)
    return starts


def _paragraph(words: _Words, first: int, last: int) -> list[int]:
    """The sentence starts within one paragraph, ``words[first:last]``."""
    starts = [first]
    mark = list_mark(words.text, words.spans[first][0])
    i = first
    while i < last:
        if mark and i > first and words.spaced[i] and _next_item(words, i, mark):
            mark = list_mark(words.text, words.spans[i][0])
            starts += [i] if i > starts[-1] else []
        if _is_label(words, i, starts[-1]) or _is_dated_line(words, i, starts[-1], last):
            starts.append(i)
        cut = _cut_after(words, i, starts[-1], last)
        if cut:
            starts.append(cut)
        i = max(cut, i + 1)
    return starts


def _next_item(words: _Words, i: int, mark: tuple[str, int]) -> bool:
    """A list that runs on in one line: ``1) ... 2) ...``."""
    here = list_mark(words.text, words.spans[i][0])
    return here is not None and here[0] == mark[0] and (mark[1] == 0 or here[1] == mark[1] + 1)


def _is_label(words: _Words, i: int, start: int) -> bool:
    """A caption's credit line: ``... near the bridge Image: City Press.``"""
    return i > start and words.words[i] in rule_words("label") and words.get(i + 1) == ":"


def _is_dated_line(words: _Words, i: int, start: int, last: int) -> bool:
    """A headline with its date in one line: ``Siege broken Sunday, August 7, 2016``."""
    if i == start or last - i != 6 or words.words[i + 1] != "," or words.words[i + 4] != ",":
        return False
    line = " ".join(words.words[i:last])
    dated = re.fullmatch(r"[A-Z][a-z]+day , [A-Z][a-z]+ \d\d? , \d{4}", line)
    return bool(dated) and words.words[i - 1].isalnum() and words.words[i - 1].lower() != "on"


def _cut_after(words: _Words, i: int, start: int, last: int) -> int:
    """Where the next sentence begins if the word ``i`` ends one, else 0."""
    word = words.words[i]
    if not _STOP.search(word) or i == start:
        return 0
    if word == "." and "." in {words.get(i - 1), words.get(i + 1)}:
        return _after_spaced_dots(words, i, last)
    after = _skip_closers(words, i, last)
    if after >= last or _in_brackets(words, i, start, last):
        return 0
    if not _opens(words, i, after, start) or not _may_end(words, i, after, start):
        return 0
    return after


def _skip_closers(words: _Words, i: int, last: int) -> int:
    """The number of the first word after the closing quotes, brackets and note marks."""
    after = i + 1
    while after < last:
        word, glued = words.words[after], not words.spaced[after]
        if glued and word in CLOSERS and not _is_opening(words, after, last):
            after += 1
        elif word == "[" and words.get(after + 1).isdigit() and words.get(after + 2) == "]":
            after += 3
        elif word in known("emoticon"):
            after += 1
        else:
            break
    if after < last and words.words[after] in {"”", "»", "’’", ")"}:
        after += 1
    elif after < last and words.words[after] in _STRAIGHT and _quote_is_open(words, after):
        glued_on = after + 1 < last and not words.spaced[after + 1]
        after += 0 if glued_on else 1
    return after


def _is_opening(words: _Words, i: int, last: int) -> bool:
    """A straight quote with letters glued to both its sides opens if no quote is open."""
    if words.words[i] not in {*_STRAIGHT, "'"} or i + 1 >= last or words.spaced[i + 1]:
        return False
    return words.words[i + 1][0].isalnum() and not _quote_is_open(words, i)


def _quote_is_open(words: _Words, i: int) -> bool:
    """Tell whether the straight quotes before word ``i`` in its line leave one open."""
    line = words.text.rfind("\n", 0, words.spans[i][0]) + 1
    return words.text.count(words.words[i], line, words.spans[i][0]) % 2 == 1


def _in_brackets(words: _Words, i: int, start: int, last: int) -> bool:
    """Tell whether a bracket opened inside the sentence is still open at word ``i``."""
    depth = 0
    for j in range(i, start, -1):
        depth += (words.words[j] in "([") - (words.words[j] in ")]")
        if depth > 0:
            window = words.words[i + 1 : min(last, i + 60)]
            return any(word in ")]" for word in window)
    return False


def _opens(words: _Words, i: int, after: int, start: int) -> bool:
    """Tell whether the word ``after`` can open a sentence."""
    word = words.words[after]
    while word in OPENERS and words.get(after + 1) and not words.spaced[after + 1]:
        after += 1
        word = words.words[after]
    if not words.spaced[after] and after == i + 1:
        return bool(re.match(r"[A-Z](?:[a-z’']|$)|[“‘«]", word)) and words.words[i] != "…"
    if word[0].islower():
        return _lower_opens(words, i, after)
    return word[0].isalnum() or word in OPENERS or word[0] in "#@$£€" or list_mark_at(words, after)


def _lower_opens(words: _Words, i: int, after: int) -> bool:
    """A name such as ``al-Jazeera`` or ``iPhone`` can open a sentence after a plain full stop."""
    if words.words[i] != "." or after != i + 1:
        return False
    word = words.words[after]
    arabic = word in {"al", "el", "an", "ash", "as"} and words.get(after + 1) == "-"
    return (arabic and words.get(after + 2)[:1].isupper()) or bool(re.match(r"[a-z][A-Z]", word))


def list_mark_at(words: _Words, i: int) -> bool:
    """Tell whether a bullet stands at word ``i``, with whitespace before it."""
    mark = list_mark(words.text, words.spans[i][0])
    return mark is not None and mark[1] == 0 and words.words[i] not in {"-", "–", "—", "*"}


def _may_end(words: _Words, i: int, after: int, start: int) -> bool:
    """Tell whether the stop at word ``i`` ends its sentence, given that one can begin ``after``."""
    word, before = words.words[i], words.get(i - 1)
    if word == ".":
        return not _numbers_an_item(words, i, start) and not (
            before in {"°", "º"} and words.words[after][0].isdigit()
        )
    if word[0] in "!?" or word in {".", "。"} or (set(word) <= set(".!?") and len(word) > 3):
        return not _is_attribution(words, i, after)
    if set(word) <= set(".…"):
        in_brackets = words.words[i - 1] == "["
        return i > start + 1 and (not in_brackets or words.words[after] in rule_words("starter"))
    return _abbreviation_ends(words, i, after, start)


def _numbers_an_item(words: _Words, i: int, start: int) -> bool:
    """Tell whether the full stop belongs to a list mark (``3.``, ``• 9.``) that opens the sentence."""
    before = words.words[start:i]
    if before and before[0] in rule_words("bullet"):
        before = before[1:]
    return len(before) == 1 and bool(re.match(r"(?:\d{1,3}|[A-Za-z])$", before[0]))


def _is_attribution(words: _Words, i: int, after: int) -> bool:
    """``“Why us?” the mayor asked``: the sentence goes on to its speaker."""
    if after == i + 1:
        return False
    for j in range(after, min(after + 7, len(words))):
        if words.words[j].lower() in rule_words("speech"):
            return words.get(j + 1).lower() not in {"that", ":", "he", "she", "it", "they", "the"}
        if not (
            words.words[j][0].isupper() or words.words[j] in {"the", "of", "al", "-", "'s", "’s"}
        ):
            return False
    return False


def _abbreviation_ends(words: _Words, i: int, after: int, start: int) -> bool:
    """Whether an abbreviation (or initials) that keeps its stop ends the sentence too."""
    word = words.words[i]
    kinds = abbreviations().get(word.rstrip(".").lower(), frozenset())
    follower = words.words[after]
    starter = follower in rule_words("starter") or follower in OPENERS - {"(", "["}
    if word.lower() in _CLOCK:
        return i - start > 3 and (follower[0].isupper() or follower in OPENERS)
    if kinds and kinds <= _NEVER:
        return False
    if "closing" in kinds:
        return True
    return starter and not (follower[0].isdigit() and "month" in kinds)


def _after_spaced_dots(words: _Words, i: int, last: int) -> int:
    """Ellipses typed with spaces: four dots end a sentence, three do not.

    When the first dot stands at the word, it is the full stop, and the ellipsis
    opens the next sentence.
    """
    if words.get(i - 1) == ".":
        return 0
    end = i
    while end < last and words.words[end] == ".":
        end += 1
    if end - i < 4 or end >= last or not words.words[end][0].isupper():
        return 0
    return end if words.spaced[i] else i + 1


def split_sentences(text: str, *, boundaries: Iterable[int] = ()) -> list[tuple[int, int]]:
    """Return ``(start, end)`` of each sentence of a text, whitespace between them left out.

    Examples
    --------
    >>> text = "“We hold the area.We stay”, Mr. Haddad said at 6 p.m. The U.N. office agreed."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['“We hold the area.', 'We stay”, Mr. Haddad said at 6 p.m.', 'The U.N. office agreed.']
    """
    words = list(spans(text))
    starts = sentence_starts(text, words, boundaries=boundaries)
    return [(words[i][0], words[j - 1][1]) for i, j in pairwise([*starts, len(words)])]


def mark_sentences(doc: Doc, passages: Iterable[Mapping[str, Any]] = ()) -> Doc:
    """Set ``is_sent_start`` of every token of a ``Doc``; whitespace stays with the words before it.

    Parameters
    ----------
    passages
        Mappings with ``start`` and ``end``: a sentence never goes across either.
    """
    starts_at, lengths, spaces = doc.to_array([IDX, LENGTH, IS_SPACE]).T.astype(np.int64)
    tokens = np.flatnonzero(spaces == 0).tolist()
    ends = (starts_at + lengths).tolist()
    begins = starts_at.tolist()
    words = [(begins[i], ends[i]) for i in tokens]
    found = sentence_starts(
        doc.text, words, boundaries=[p[e] for p in passages for e in ("start", "end") if e in p]
    )
    starts = np.full((len(doc), 1), -1, dtype=np.int64)
    starts[[0, *(tokens[i] for i in found[1:])][: len(doc)]] = 1
    return doc.from_array([SENT_START], starts.view(np.uint64))  # type: ignore[arg-type]


@Language.component("newswalk_sentences")
def sentence_component(doc: Doc) -> Doc:
    """Mark the sentences of a ``Doc``, within the passages in ``doc.user_data["passages"]``."""
    return mark_sentences(doc, doc.user_data.get("passages") or ())
