"""Actors without a name of their own: *rebels*, *government forces*, *a military official*.

A noun phrase is an actor when its head stands in ``data/lexicons/actors.csv``. Its
modifiers say of which nation and on which side it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pandas as pd
from spacy.tokens import Doc, Span, Token

from helpers.language import grammar
from helpers.language.parse import reading_sentences
from helpers.names.forms import clean, head_of, is_acronym
from helpers.names.resolving import resolve
from helpers.names.stage import names as find_names
from helpers.resources import lexicon

COLUMNS = [
    "article_id",
    "sentence_id",
    "start",
    "end",
    "text",
    "head",
    "name_id",
    "actor_id",
    "role",
    "kind",
    "nationality",
    "side",
    "number",
]
_MODIFIERS = grammar.COMPOUND | {"amod", "nmod:poss", "poss", "nmod", "nmod:desc"}
_LINKED = re.compile(r"(.+?)[-–](?:backed|led|held|linked|affiliated|aligned|allied|supported|based|"
                     r"controlled|trained|funded|sponsored|run|occupied)$")  # fmt: skip
_MASS = {
    "police",
    "people",
    "staff",
    "crew",
    "media",
    "public",
    "folk",
    "clergy",
    "personnel",
    "press",
}


@cache
def _lexicon() -> dict[str, tuple[str, str]]:
    frame = lexicon("actors")
    return {
        lemma: (role, kind)
        for lemma, role, kind in zip(frame.lemma, frame.role, frame.kind, strict=True)
    }


@cache
def _sides() -> dict[str, str]:
    frame = lexicon("sides")
    return dict(zip(frame.word, frame.side, strict=True))


@cache
def _nations() -> dict[str, str]:
    frame = lexicon("demonyms")
    pairs = zip(frame.adjective, frame.plural, strict=True)
    return {word: adjective for adjective, plural in pairs for word in (adjective, plural) if word}


@cache
def _small_nations() -> dict[str, str]:
    return {word.casefold(): nation for word, nation in _nations().items() if len(word) > 2}


def _forms(word: str) -> list[str]:
    """A word and what its singular may be."""
    low = word.casefold()
    ends = [("ies", "y"), ("men", "man"), ("es", ""), ("s", "")]
    return [low, *(low.removesuffix(end) + new for end, new in ends if low.endswith(end))]


def _entry(words: list[str]) -> tuple[str, tuple[str, str]] | None:
    """Find the last words of a phrase in the lexicon, two together before one alone."""
    known = _lexicon()
    for size in (3, 2, 1):
        if len(words) >= size:
            before = " ".join(w.casefold() for w in words[-size:-1])
            for last in _forms(words[-1]):
                lemma = f"{before} {last}".strip()
                if lemma in known:
                    return (lemma, known[lemma]) if known[lemma][0] else None
    return None


def _noun_words(head: Token) -> list[str]:
    """The head and the words that stand directly before it, as far as they describe it."""
    words = [head.lemma_ if head.lemma_ and head.tag_ != "NNPS" else head.text]
    i = head.i - 1
    while i >= head.sent.start and len(words) < 3:
        token = head.doc[i]
        if token.head.i != head.i or token.dep_ not in _MODIFIERS:
            break
        words.insert(0, token.text)
        i -= 1
    return words


def role(text_or_span: str | Span | Token) -> str:
    """Return the role in which a phrase or an organisation speaks, ``''`` if unknown.

    By the head noun: of the phrase (*a military **official***), or of the
    organisation's name (*Lowland **Observatory** of Rivers*).

    Examples
    --------
    >>> role("a retired police officer"), role("residents of the valley"), role("Ministry of Health")
    ('police', 'resident', 'official')
    >>> role("Lowland Observatory of Rivers"), role("Ada Brook")
    ('monitor', '')
    """
    if isinstance(text_or_span, str):
        found = _entry(_text_words(text_or_span))
        return found[1][0] if found else ""
    head = text_or_span if isinstance(text_or_span, Token) else text_or_span.root
    found = _entry(_noun_words(head))
    if found is None and isinstance(text_or_span, Span) and head.pos_ == "PROPN":
        return role(text_or_span.text)
    return found[1][0] if found else ""


def _text_words(text: str) -> list[str]:
    text = re.split(r",|\s+(?:who|which|that|from|with|close|near|by|in|to|under)\s+", clean(text))[
        0
    ]
    if is_acronym(text):
        return [text]
    head = head_of(text)
    words = text.split()
    lowered = [re.sub(r"\W", "", w).casefold() for w in words]
    last = lowered.index(head) if head in lowered else len(words) - 1
    start = 1 if words and words[0].casefold() in {"the", "a", "an", "some", "two"} else 0
    return [w.strip("’'s") if w.endswith(("'s", "’s")) else w for w in words[start : last + 1]]


def _describing(head: Token) -> list[Token]:
    """The words before the head that describe it, or describe what describes it, but no owner."""
    owners = {t.i for owner in grammar.possessors(head) for t in owner.subtree}
    first = grammar.phrase(head).start
    linked = {t.i for t in head.doc[first : head.i] if "-" in t.nbor().text or "-" in t.text}
    return [t for t in head.doc[first : head.i] if t.i not in owners | linked and t.dep_ != "det"]


def _side(head: Token) -> tuple[str | None, bool]:
    """The side that a modifier or the head itself tells, and whether it was the head."""
    for word in [*(t.text for t in _describing(head)), *_hyphened(head)]:
        for form in _forms(word):
            if form in _sides():
                return _sides()[form], False
    own = next((_sides()[form] for form in _forms(head.lower_) if form in _sides()), None)
    return own, own is not None


def _side_of(lemma: str) -> str:
    return next((_sides()[word] for word in lemma.split() if word in _sides()), "")


def _hyphened(head: Token) -> list[str]:
    """Words such as *US-backed* before the head, also where they are cut at the hyphen."""
    before = grammar.phrase(head)
    text = head.doc[before.start : max(before.start, head.i)].text
    return [w for w in text.split() if "-" in w or "–" in w]


def _nationality(head: Token) -> str | None:
    exact, low = _nations(), _small_nations()
    for token in [head, *reversed(_describing(head))]:
        adjective = exact.get(token.text) or (
            low.get(token.lower_) if token.text[0].isupper() else None
        )
        if adjective:
            return adjective
    return None


def _backers(head: Token) -> list[str]:
    found = []
    for word in _hyphened(head):
        match = _LINKED.match(word)
        if match:
            found.append(word.casefold() if match.group(1).islower() else word)
    return found


def _number(head: Token) -> str:
    if head.lower_ in _MASS:
        return "mass"
    return "plural" if head.tag_ in {"NNS", "NNPS"} else "singular"


def _actor_id(lemma: str, head: Token, nationality: str | None, side: str) -> str:
    """What the actor is called wherever it stands: nation and side, then the noun in its number."""
    noun = lemma if _number(head) != "plural" else " ".join([*lemma.split()[:-1], head.lower_])
    words = [nationality or "", side if side not in noun else "", noun]
    return " ".join(word for word in words if word)


def _starts(head: Token) -> bool:
    """A capital at the beginning of a sentence says nothing."""
    return (
        bool(head.is_sent_start)
        and head.i + 1 < len(head.doc)
        and not head.nbor().text[:1].isupper()
    )


def _is_actor(head: Token) -> tuple[str, tuple[str, str]] | None:
    if head.pos_ != "NOUN" and not (head.pos_ == "PROPN" and _starts(head)):
        return None
    if head.dep_ in _MODIFIERS - {"nmod:poss", "poss", "nmod"}:
        return None
    found = _entry(_noun_words(head))
    if found is None and head.pos_ == "NOUN" and head.text in _nations():
        return head.lower_, ("civilian", "group")
    return found


def _rows(doc: Doc, taken: dict[tuple[int, int], str]) -> Iterator[dict[str, Any]]:
    for number, _, sentence in reading_sentences(doc):
        for token in sentence:
            found = _is_actor(token) if token.text.isalpha() or "-" in token.text else None
            if found is None:
                continue
            if any(start <= token.idx < end for start, end in taken if end - start > len(token)):
                continue
            lemma, (role_, kind) = found
            span = grammar.phrase(token)
            nationality, (side, own) = _nationality(token), _side(token)
            backed = _backers(token)
            yield {
                "article_id": doc._.article_id, "sentence_id": number,
                "start": span.start_char, "end": span.end_char, "text": span.text, "head": lemma,
                "name_id": resolve(doc, token), "role": role_, "kind": kind,
                "actor_id": _actor_id(lemma, token, nationality, "" if own or _side_of(lemma) else side or ""),
                "nationality": nationality, "side": side or (backed[0] if backed else None),
                "number": _number(token),
            }  # fmt: skip


def actors(docs: Iterable[Doc], *, names: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find actors that have no name: groups, offices, people by what they are.

    Parameters
    ----------
    names
        The table ``names`` of the same docs, if at hand.

    Returns
    -------
    DataFrame
        One row a noun phrase whose head is in ``data/lexicons/actors.csv``:
        ``article_id``, ``sentence_id``, ``start``, ``end``, ``text``, ``head`` (lemma),
        ``name_id`` (null unless the noun refers to one name), ``actor_id`` (the same
        words in every article, such as *Syrian government*), ``role``, ``kind``
        (person, group, institution), ``nationality``, ``side``, ``number`` (singular,
        plural, mass). Nouns inside a longer name are left to the table ``names``.
    """
    docs = list(docs)
    names = find_names(docs) if names is None else names
    spans = {
        article: {(s, e): t for s, e, t in zip(part.start, part.end, part.text, strict=True)}
        for article, part in names.groupby("article_id")
    }
    rows = [row for doc in docs for row in _rows(doc, spans.get(doc._.article_id, {}))]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    types = {c: "Int64" if c in {"sentence_id", "start", "end"} else "string" for c in COLUMNS}
    return frame.astype(types).drop_duplicates(["article_id", "start", "end"], ignore_index=True)
