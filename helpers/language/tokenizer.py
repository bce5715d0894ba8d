"""Text to words, as the UD English treebanks cut them (EWT, Silveira et al. 2014; GUM, Zeldes 2017).

One regular expression finds the pieces, a table of known forms settles the rest. The text itself
is never altered: ``doc.text`` is the text, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from helpers.resources import lexicon

LETTER = r"[^\W_]"
MARKS = "\u0300-\u036f\u00ad\u200c\u200d\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f"
APOSTROPHES = "'’ʼ＇`´"
_EMOJI = "[\U0001f1e6-\U0001f1ff]{2}|[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_EMOJI_MORE = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]"


@cache
def known(kind: str) -> frozenset[str]:
    """Return the forms of one kind in ``data/lexicons/tokenizer.csv``."""
    table = lexicon("tokenizer")
    return frozenset(table.form[table.kind == kind])


@cache
def abbreviations() -> dict[str, frozenset[str]]:
    """Return each abbreviation, lower-cased and without its last full stop, with its kinds.

    Examples
    --------
    >>> sorted(abbreviations()["st"])
    ['street', 'title']
    """
    table = lexicon("abbreviations")
    kinds = table.groupby(table.abbreviation.str.lower()).kind
    return {str(word): frozenset(found) for word, found in kinds}


@cache
def _contractions() -> dict[str, list[int]]:
    table = lexicon("tokenizer")
    table = table[table.kind == "contraction"]
    cuts = {}
    for form, parts in zip(table.form, table.parts, strict=True):
        lengths = [len(part) for part in parts.split("|")]
        cuts[form] = [sum(lengths[: i + 1]) for i in range(len(lengths) - 1)]
    return cuts


@cache
def _longest_contraction() -> int:
    return max(map(len, _contractions()))


def _any(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))


@cache
def _pattern() -> re.Pattern[str]:
    """One alternation, most special first; each named group is handled by its own rule."""
    letter = f"(?:{LETTER}[{MARKS}]*)"
    domain, extension, unit = (_any(known(kind)) for kind in ("domain", "extension", "unit"))
    dotted = _any(word for word in lexicon("abbreviations").abbreviation if "." in word)
    number = r"\d{1,2}:\d{2}(?::\d{2})?|(?:\d+(?:,\d{3})+|\d+)(?:\.\d+)*|\.\d+"
    path = r"(?:/[^\s<>\"“”«»]*)?"
    parts = {
        # Most of any text is these two; both come first because they are quick to rule out.
        "plain": r"[A-Za-z]++(?=[\s,;)])",
        "simple": r"[,“”\"()\[\]]|\.(?![.!?\d])",
        "url": r"(?:(?:https?|ftp)://|www\.|mailto:)[^\s<>\"“”«»]+"
        r"|[\w%+-][\w%+.-]{0,64}+@[\w-]{1,64}+(?:\.[\w-]+)*"
        rf"|(?<![\w.])(?:[A-Za-z0-9][\w-]{{0,62}}+\.){{1,6}}(?:{domain})(?![\w@]|\.\w){path}"
        rf"|(?<![\w.])[\w#%~-]{{1,80}}+\.(?i:{extension})(?![\w@-])"
        r"|(?<![\w.])[a-z][\w-]{1,30}+(?:\.[a-z][\w-]{1,30}+){2,8}",
        "handle": r"(?<![\w@#])[@#](?=\w*[^\W\d_])\w+",
        "emoticon": rf"(?<![\w)(:;=])(?:{_any(known('emoticon'))})(?![\w(])",
        "emoji": f"(?:{_EMOJI}){_EMOJI_MORE}*(?:\u200d(?:{_EMOJI}){_EMOJI_MORE}*)*",
        "currency": rf"(?<!\w)(?:{_any(known('currency'))})(?=\s?\d)",
        "whole": rf"(?<!\w)(?:{_any(known('whole'))})(?!\w)",
        "code": r"(?<![\w-])(?:\d{1,4}(?P<slash>[/-])\d{1,2}(?P=slash)(?:\d{4}|\d{2})"
        r"|\d{1,3}(?:-\d{3}){1,3}-\d{4}|\d{3}-\d{4}"
        r"|\d+/\d+|\d{3}\.\d{3}\.\d{4}|\+\d[\d-]{0,20}+)(?![\w/]|-\d)",
        "decade": rf"(?<![\w{APOSTROPHES}])['’](?:\d0s|\d0['’]s|\d\d)(?!\w)"
        r"|(?<!\w)\d{1,3}0['’]s(?!\w)",
        "ordinal": r"(?<!\w)\d+(?:,\d{3})*(?:st|nd|rd|th)(?!\w)",
        "quantity": rf"(?<!\w)(?P<number>{number})(?P<unit>(?i:{unit}))?(?![^\W\d]|[.,]?\d)",
        "acronym": rf"(?<![\w.])(?:(?:{dotted})\.?(?!\w)|(?:{letter}\.)+{letter}(?![\w.])"
        rf"|(?:{letter}\.){{2,}})",
        "company": r"(?<![\w/])(?:[A-Za-z]{1,3}&[A-Za-z]{1,2}|[A-Za-z]/[A-Za-z])(?![\w/])",
        "broken": rf"(?<!\w){LETTER}{{1,2}}-(?![\w-])",
        "word": rf"(?:(?i:{_any(known('hyphen_prefix'))})[-‐‑])?(?:{letter}|(?<=\w)_(?=\w))+"
        rf"(?:[{APOSTROPHES}]{letter}+)*(?:[-‐‑](?i:{_any(known('hyphen_suffix'))})(?!\w))?",
        "clitic": rf"[{APOSTROPHES}](?i:{_any(known('clitic'))})(?!\w)",
        "run": r"[.!?]{2,}|…+|''|``|’’|‘‘|<<+|>>+|(?P<same>[-=*_~#+])(?P=same)+>?|->|=>|<-",
        "mark": rf"\S[{MARKS}\ufe0e\ufe0f]*",
    }
    return re.compile(
        r"\s*+(?:" + "|".join(f"(?P<{name}>{part})" for name, part in parts.items()) + ")"
    )


@lru_cache(maxsize=100_000)
def _word_cuts(word: str) -> tuple[int, ...]:
    """Where a word of letters and apostrophes is cut: ``didn't`` after ``did``."""
    # A letter at a time: "İ".lower() is two characters long, and cuts are places in the word.
    lowered = "".join(letter.lower()[0] for letter in word)
    for mark in APOSTROPHES[1:]:
        lowered = lowered.replace(mark, "'")
    end, clitics = len(lowered), list[int]()
    while (cuts := _stem_cuts(word, lowered, end)) is None:
        end = lowered.rindex("'", 0, end)
        clitics.append(end)
    return (*cuts, *reversed(clitics))


def _stem_cuts(word: str, lowered: str, end: int) -> tuple[int, ...] | None:
    """The cuts of a word up to ``end``; None where a clitic ends there (``area's``)."""
    known_cuts = _contractions().get(lowered[:end]) if end <= _longest_contraction() else None
    if known_cuts is not None and not (end < 4 and word[:end].isupper() and "'" not in word[:end]):
        return tuple(known_cuts)
    if lowered.endswith("n't", 0, end) and end > 3:
        return (end - 3,)
    at = lowered.rfind("'", 0, end)
    has_stem = at > 1 or (at == 1 and lowered[0] != "o")
    return None if has_stem and lowered[at + 1 : end] in known("clitic") else ()


def keeps_stop(text: str, start: int, end: int) -> bool:
    """Tell whether the full stop at ``text[end]`` belongs to the word before it.

    Abbreviations are known by ``data/lexicons/abbreviations.csv``, initials by
    the capital that follows.
    """
    word, after = text[start:end], text[end + 1 : end + 12]
    kinds = abbreviations().get(word.lower(), frozenset())
    if len(word) == 1 and word.isalpha() and word.isupper():
        return _is_initial(text, start, after)
    return any(_FITS[kind](text, start, word, after) for kind in kinds)


def _is_initial(text: str, start: int, after: str) -> bool:
    follows = re.match(rf"[ \u00a0]?(?:[A-Z]|\({LETTER})|,? [a-z(&]|,|-[A-Z]", after)
    if text[start] == "I":
        follows = follows and re.search(r"[A-Z][a-z]+ $", text[max(0, start - 20) : start])
    return bool(follows)


def _capital(word: str) -> bool:
    return word[0].isupper()


_AFTER_NUMBER = re.compile(r"[ \u00a0]?[\[(#]?\d|[ \u00a0][ivxlIVXL]+\b")
_FITS: dict[str, Callable[[str, int, str, str], bool]] = {
    "title": lambda text, at, word, after: (
        _capital(word) and bool(re.match(r"[ \u00a0\n]?[A-Z\"“'‘(]|-", after))
    ),
    "number": lambda text, at, word, after: bool(_AFTER_NUMBER.match(after)),
    "month": lambda text, at, word, after: _capital(word),
    "day": lambda text, at, word, after: _capital(word) and bool(re.match(r",|:| [\d(a-z]", after)),
    "state": lambda text, at, word, after: _capital(word) and text[max(0, at - 2) : at] == ", ",
    "suffix": lambda text, at, word, after: _capital(word) or bool(re.match(r",| [a-z]", after)),
    "street": lambda text, at, word, after: bool(
        re.search(rf"{LETTER} $", text[max(0, at - 2) : at])
    ),
    "inline": lambda text, at, word, after: not re.match(LETTER, after),
    "closing": lambda text, at, word, after: not re.match(LETTER, after),
    "dotted": lambda text, at, word, after: True,
}


def _trim_address(found: str) -> str:
    """Leave a sentence's own punctuation behind a web address or an e-mail."""
    trimmed = found.rstrip(".,;:!?'’)]}*")
    if found[len(trimmed) :].startswith(")") and trimmed.count("(") > trimmed.count(")"):
        trimmed += ")"
    return trimmed or found


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of each word of the text, whitespace left out.

    Examples
    --------
    >>> text = "The U.S.-led raid didn't reach Mr. Haddad's area.We fled."
    >>> [text[start:end] for start, end in spans(text)]
    ['The', 'U.S.', '-', 'led', 'raid', 'did', "n't", 'reach', 'Mr.', 'Haddad', "'s", 'area', '.',
     'We', 'fled', '.']
    """
    match, position = _pattern().match, 0
    while found := match(text, position):
        kind = found.lastgroup or "mark"
        start, position = found.span(kind)
        if kind == "url":
            position = start + len(_trim_address(found[kind]))
        if kind == "plain" or kind == "word":
            edges, position = _word(text, start, position)
            yield from edges
        elif found["unit"]:
            yield found.span("number")
            yield found.span("unit")
        else:
            yield start, position


def _word(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], int]:
    """The pieces of a word, and where they end: after its full stop, if it keeps one."""
    stop = end
    if (
        text.startswith(".", end)
        and not text.startswith("..", end)
        and keeps_stop(text, start, end)
    ):
        stop = end + 1
    cuts = _word_cuts(text[start:end])
    if not cuts:
        return [(start, stop)], stop
    return list(pairwise([start, *(start + cut for cut in cuts), stop])), stop


def tokenize(text: str) -> list[str]:
    """Return the words of a text, as :func:`spans` finds them.

    Examples
    --------
    >>> tokenize("Who's there?")
    ['Who', "'s", 'there', '?']
    """
    return [text[start:end] for start, end in spans(text)]


class Tokenizer:
    """A spaCy tokenizer: call it with a text and get a ``Doc`` whose text is that text.

    A single space after a word belongs to it, as spaCy has it; any other
    whitespace is a token of its own.
    """

    def __init__(self, vocab: Vocab):
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the text as a ``Doc`` of words and whitespace."""
        words: list[str] = []
        spaces: list[bool] = []
        position = 0
        for start, end in [*spans(text), (len(text), len(text))]:
            gap = text[position:start]
            if gap.startswith(" ") and words:
                spaces[-1], gap = True, gap[1:]
            if gap:
                words.append(gap)
                spaces.append(False)
            if end > start:
                words.append(text[start:end])
                spaces.append(False)
            position = end
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Yield one ``Doc`` a text."""
        return map(self, texts)

    def to_bytes(self, **options: Any) -> bytes:
        """Return nothing: the rules are the project's own files."""
        return b""

    def from_bytes(self, data: bytes, **options: Any) -> Tokenizer:
        """Return the tokenizer itself."""
        return self

    def to_disk(self, path: str | Path, **options: Any) -> None:
        """Write nothing."""

    def from_disk(self, path: str | Path, **options: Any) -> Tokenizer:
        """Return the tokenizer itself."""
        return self


@spacy.registry.tokenizers("newswalk.Tokenizer.v1")
def make_tokenizer() -> Callable[[spacy.Language], Tokenizer]:
    """Return what spaCy's configuration asks for: a function from ``nlp`` to its tokenizer.

    Examples
    --------
    >>> nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "newswalk.Tokenizer.v1"}}})
    >>> [token.text for token in nlp("They can't.")]
    ['They', 'ca', "n't", '.']
    """
    return lambda nlp: Tokenizer(nlp.vocab)
