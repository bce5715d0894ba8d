"""A parsed article as plain Python objects, for what reads each word many times.

spaCy makes a new ``Token`` each time that a word, its head or one of its dependents is asked for,
and decodes each of its strings anew; the stages above the tree ask some hundred times for every
word. :func:`plain` copies a document once into objects with the same attributes under the same names,
so that a function written for spaCy's reads ours, and the other way round.
"""

from __future__ import annotations

import reprlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from itertools import pairwise
from operator import attrgetter
from typing import Any, TypeVar, overload
from weakref import WeakKeyDictionary

from spacy import attrs
from spacy.tokens import Doc as SpacyDoc
from spacy.vocab import Vocab

_STRINGS = (attrs.ORTH, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE)
_NUMBERS = (attrs.HEAD, attrs.IDX, attrs.SPACY, attrs.ENT_IOB, attrs.SENT_START)
_IOB = ("", "I", "O", "B")
_SENT_START = {0: None, 1: True, -1: False}
_Said = TypeVar("_Said")
_Asked = TypeVar("_Asked", "Token", "Doc")
_NOTHING = object()
_FORMS = 2**15
"""How many word forms are held, with what is the same wherever they stand."""


@dataclass(slots=True, frozen=True)
class _Form:
    """What is the same wherever a word stands, as spaCy's ``Lexeme`` has it."""

    text: str
    lower_: str
    is_alpha: bool
    is_digit: bool
    is_lower: bool
    is_punct: bool
    is_quote: bool
    is_space: bool
    is_stop: bool
    like_num: bool


@lru_cache(_FORMS)
def _form(vocab: Vocab, orth: int) -> _Form:
    lexeme = vocab[orth]
    return _Form(**{name: getattr(lexeme, name) for name in _Form.__slots__})


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """One word and its place in the tree: the part of spaCy's ``Token`` that the stages read."""

    doc: Doc
    i: int
    idx: int
    form: _Form
    text: str
    lower_: str
    is_punct: bool
    is_space: bool
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    whitespace_: str
    is_sent_start: bool | None
    head: Token = field(init=False)
    children: list[Token] = field(default_factory=list)
    kept: dict[Any, Any] = field(default_factory=dict)
    """What functions under :func:`once` have said of the word."""

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    is_alpha = property(attrgetter("form.is_alpha"), doc="Whether the word consists of letters.")
    is_digit = property(attrgetter("form.is_digit"), doc="Whether the word consists of digits.")
    is_lower = property(attrgetter("form.is_lower"), doc="Whether the word is in lower case.")
    is_quote = property(attrgetter("form.is_quote"), doc="Whether it is a quotation mark.")
    is_stop = property(attrgetter("form.is_stop"), doc="Whether it is one of spaCy's stop words.")
    like_num = property(attrgetter("form.like_num"), doc="Whether it looks like a number: *ten*.")

    @property
    def lefts(self) -> list[Token]:
        """The dependents to the left."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """The dependents to the right."""
        return [child for child in self.children if child.i > self.i]

    @property
    def subtree(self) -> list[Token]:
        """The word and all that hangs on it, each branch in text order."""
        found: list[Token] = []
        _gather(self, found)
        return found

    @property
    def ancestors(self) -> Iterator[Token]:
        """The word's head, the head's head, and so on up to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def sent(self) -> Span:
        """The sentence that the word stands in."""
        return self.doc.sents[bisect_right(self.doc.sentence_starts, self.i) - 1]

    def nbor(self, steps: int = 1) -> Token:
        """Return the word some steps on; raise ``IndexError`` where the article has none."""
        if not 0 <= self.i + steps < len(self.doc):
            raise IndexError(f"The article has no word {self.i + steps}.")
        return self.doc[self.i + steps]


def _gather(word: Token, found: list[Token]) -> None:
    own = False
    for child in word.children:
        if not own and child.i > word.i:
            found.append(word)
            own = True
        _gather(child, found)
    if not own:
        found.append(word)


class Span:
    """Some words in a row: the part of spaCy's ``Span`` that the stages read."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.words[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            low, high, _ = at.indices(len(self))
            return Span(self.doc, self.start + low, self.start + max(low, high))
        return self.doc.words[range(self.start, self.end)[at]]

    def _key(self) -> tuple[int, int, str]:
        return self.start, self.end, self.label_

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self.doc is other.doc and self._key() == other._key()

    def __lt__(self, other: Span) -> bool:
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        """The offset of the first character in the article."""
        words = self.doc.words
        return words[self.start].idx if self.start < len(words) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """The offset behind the last character in the article."""
        if self.end == self.start:
            return self.start_char
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The characters of the words, as the article has them."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def ents(self) -> list[Span]:
        """The names inside."""
        ents = self.doc.ents
        first = bisect_left(ents, self.start, key=attrgetter("start"))
        last = bisect_left(ents, self.end, lo=first, key=attrgetter("start"))
        return [e for e in ents[first:last] if e.end <= self.end]

    @property
    def sent(self) -> Span:
        """The sentence that the first word stands in."""
        return self.doc.words[self.start].sent

    @property
    def root(self) -> Token:
        """The word that the others hang on: a sentence's root, else the one nearest to it."""
        words = self.doc.words[self.start : self.end]
        top = next((t for t in words if t.head is t), None)
        if top is not None:
            return top
        outside = [t for t in words if not self.start <= t.head.i < self.end]
        return min(outside, key=_depth, default=words[0])


def _depth(word: Token) -> int:
    """How many words stand above; a mark or a space with nothing below counts as deepest, as in spaCy."""
    if (word.is_space or word.is_punct) and not word.children:
        return len(word.doc)
    return sum(1 for _ in word.ancestors)


class _Underscore:
    """What was set on ``doc._``, read from where spaCy keeps it."""

    __slots__ = ("_kept",)

    def __init__(self, kept: dict[Any, Any]) -> None:
        self._kept = kept

    def __getattr__(self, name: str) -> Any:
        return self._kept.get(("._.", name, None, None))


class Doc:
    """A parsed article: the part of spaCy's ``Doc`` that the stages read.

    ``user_data`` is the very dictionary of the document it was made from, so that what a stage
    keeps there is found again.
    """

    __slots__ = (
        "_",
        "ents",
        "kept",
        "sentence_starts",
        "sents",
        "spans",
        "text",
        "user_data",
        "words",
    )

    def __init__(self, doc: SpacyDoc) -> None:
        self.text: str = doc.text
        self.user_data: dict[Any, Any] = doc.user_data
        self.kept: dict[Any, Any] = {}
        self._ = _Underscore(doc.user_data)
        self.words = _words(doc, self)
        self.ents = [Span(self, e.start, e.end, e.label_) for e in doc.ents]
        self.sents = _sentences(self)
        self.sentence_starts = [s.start for s in self.sents]
        self.spans = {
            name: [Span(self, s.start, s.end, s.label_) for s in group]
            for name, group in doc.spans.items()
        }

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.words)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if not isinstance(at, slice):
            return self.words[at]
        low, high, _ = at.indices(len(self.words))
        return Span(self, low, max(low, high))

    def touched(self, start: int, end: int) -> Span | None:
        """Return the words that some characters touch, None if there are none."""
        words = self.words
        first = max(0, bisect_right(words, start, key=lambda t: t.idx) - 1)
        while first < len(words) and words[first].idx + len(words[first]) <= start:
            first += 1
        last = bisect_right(words, end - 1, key=lambda t: t.idx)
        return Span(self, first, last) if first < last else None


def once(work: Callable[[_Asked], _Said]) -> Callable[[_Asked], _Said]:
    """Work out once what a function says of a word or an article, and give the same again.

    For functions of the parse and of the project's own lexicons alone. The answer is kept as long as the
    document is held, and shared: nobody may change it. With spaCy's own words nothing is kept.
    """

    @wraps(work)
    def found(asked: _Asked) -> _Said:
        try:
            kept = asked.kept
        except AttributeError:
            return work(asked)
        value = kept.get(work, _NOTHING)
        if value is _NOTHING:
            value = kept[work] = work(asked)
        return value

    return found


def _words(doc: SpacyDoc, made: Doc) -> list[Token]:
    """The words of a document, each with its head and its dependents."""
    if not len(doc):
        return []
    strings = doc.vocab.strings
    orths, *coded = doc.to_array([*_STRINGS]).T.tolist()
    known = {code: strings[code] if code else "" for column in coded for code in set(column)}
    heads, offsets, spaces, iobs, starts = doc.to_array([*_NUMBERS]).view("int64").T.tolist()
    lemmas, poses, tags, deps, ents = ([known[code] for code in column] for column in coded)
    words = []
    for i, orth in enumerate(orths):
        form = _form(doc.vocab, orth)
        words.append(
            Token(
                made, i, offsets[i], form, form.text, form.lower_, form.is_punct, form.is_space,
                lemmas[i], poses[i], tags[i], deps[i], ents[i],
                _IOB[iobs[i]], " " if spaces[i] else "", _SENT_START[starts[i]],
            )
        )  # fmt: skip
    for word, up in zip(words, heads, strict=True):
        word.head = words[word.i + up]
        if up:
            word.head.children.append(word)
    return words


def _sentences(doc: Doc) -> list[Span]:
    """The sentences: a new one begins wherever a word is said to begin one."""
    edges = [t.i for t in doc.words if t.i == 0 or t.is_sent_start] + [len(doc.words)]
    return [Span(doc, a, b) for a, b in pairwise(edges)]


Parsed = SpacyDoc | Doc
"""What the stages take: spaCy's document, or the plain one made of it."""

HELD = 256
"""How many documents are held as plain objects at once, at some 1,000 bytes a word."""
_MADE: WeakKeyDictionary[SpacyDoc, Doc] = WeakKeyDictionary()


def plain(doc: Parsed) -> Doc:
    """Return a parsed document as plain objects: the same ones, while it is among the last ``HELD``.

    A document that is changed afterwards must be parsed anew: what was copied stays as it was.

    Raises
    ------
    TypeError
        If it is no parsed document.
    """
    if isinstance(doc, Doc):
        return doc
    if not isinstance(doc, SpacyDoc):
        raise TypeError(
            f"A parsed article is needed, not {reprlib.repr(doc)}: give a list of them,"
            " as parse(read_articles(paths)) returns it."
        )
    made = _MADE.get(doc)
    if made is None:
        while len(_MADE) >= HELD:
            _MADE.pop(next(iter(_MADE)), None)
        made = _MADE[doc] = Doc(doc)
    return made
