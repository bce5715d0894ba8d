"""The mentions of names in one article: what the model marks, trimmed and made consistent."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Span, Token

from helpers.language.parse import all_sentences
from helpers.names.forms import key, words_of
from helpers.resources import lexicon

LABELS = {
    "PERSON": "PERSON", "PER": "PERSON",
    "ORG": "ORG", "NORP": "ORG",
    "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
}  # fmt: skip
"""Labels of other pipelines, and ours."""

_PLACE_BEFORE = {"in", "at", "from", "near", "to", "into", "outside", "around", "across", "via"}


@dataclass(frozen=True)
class Mention:
    """One name where it stands: characters ``start:end`` of the article, and its tokens."""

    start: int
    end: int
    text: str
    label: str
    sentence_id: int = 0
    first: int = 0
    last: int = 0
    title: str = ""
    reference: bool = False


@cache
def demonyms() -> frozenset[str]:
    """Return the words for nations, peoples and faiths, lower-cased, singular and plural."""
    frame = lexicon("demonyms")
    return frozenset(w.casefold() for w in [*frame.adjective, *frame.plural] if w) - {
        "us", "u.s.", "uk", "eu", "un", "u.n.", "roma", "gulf", "mediterranean", "caribbean",
    }  # fmt: skip


def is_title(word: str) -> bool:
    """Tell whether a word is a title that stands before a person's name (``Dr.``, ``President``)."""
    return word.casefold().rstrip(".") in words_of("title")


def _droppable_start(token: Token, span: Span) -> bool:
    alone = len(span) == 1
    return (
        token.is_space
        or (token.is_punct and token.text not in {"@", "#"})
        or token.lower_ in {"the", "a", "an", "this", "our", "his", "her", "its", "their"}
        or (not alone and token.tag_ in {"IN", "CC", "TO"} and token.is_lower)
    )


def _droppable_end(token: Token) -> bool:
    if token.text.endswith(".") and len(token.text) > 1:
        return False
    return token.is_space or token.is_punct or token.lower_ in {"'s", "’s", "'", "’"}


def title_words(words: Sequence[str]) -> int:
    """Return how many of a name's first words are a title, with what belongs to it.

    Examples
    --------
    >>> title_words(["U.S.", "President", "Ada", "Brook"]), title_words(["Ada", "Brook"])
    (2, 0)
    """
    count = 0
    for n, word in enumerate(words[:-1], start=1):
        if is_title(word):
            count = n
        elif word.casefold() not in words_of("qualifier") | _nation_words():
            break
    return count


@cache
def _nation_words() -> frozenset[str]:
    return frozenset(w.casefold() for w in lexicon("demonyms").adjective)


def trim(span: Span) -> tuple[Span | None, str]:
    """Return the span without titles, articles, possessives and stray marks, and its title.

    None if nothing of a name is left: a title alone, a word for a people, a number.
    """
    doc, person = span.doc, span.label_ in {"PERSON", "PER"}
    while len(span) and _droppable_start(span[0], span):
        span = span[1:]
    while len(span) and _droppable_end(span[-1]):
        span = span[:-1]
    cut = title_words([t.text for t in span]) if person else 0
    title = doc[span.start : span.start + cut].text
    span = doc[span.start + cut : span.end]
    if cut and span[0].lower_ == "of":
        return None, ""
    if not len(span) or not re.search(r"[A-Z0-9À-Þ]", span.text):
        return None, ""
    lone = len(span) == 1 and (span[0].lower_ in demonyms() or is_title(span[0].text))
    weak = span.text.isdigit() or len(span.text) == 1
    return (None, "") if lone or weak else (span, title)


def _title_before(doc: Doc, first: int) -> str:
    words = []
    while first > 0 and is_title(doc[first - 1].text) and doc[first - 1].text[0].isupper():
        first -= 1
        words.append(doc[first].text)
    return " ".join(reversed(words))


def _make(span: Span, label: str, sentence_id: int, title: str = "") -> Mention:
    title = title or _title_before(span.doc, span.start)
    return Mention(
        span.start_char, span.end_char, span.text, label, sentence_id, span.start, span.end, title
    )


def _marked(doc: Doc, sentences: Sequence[tuple[int, Span]]) -> list[Mention]:
    found = []
    for number, sentence in sentences:
        for ent in sentence.ents:
            label = LABELS.get(ent.label_)
            labelled = Span(doc, ent.start, ent.end, label=label or "")
            span, title = trim(labelled) if label else (None, "")
            if span is not None and "\n" not in span.text.strip():
                found.append(_make(span, str(label), number, title))
    return found


def _majority(mentions: Iterable[Mention]) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        votes[key(mention.text)][mention.label] += 2 if mention.title else 1
    chosen = {}
    for form, counts in votes.items():
        (label, most), *rest = counts.most_common()
        if not rest or most > rest[0][1]:
            chosen[form] = label
    return chosen


def _is_place_here(doc: Doc, mention: Mention) -> bool:
    before = doc[mention.first - 1].lower_ if mention.first else ""
    return mention.label == "LOC" and before in _PLACE_BEFORE


def _relabel(doc: Doc, mentions: list[Mention], known: dict[str, str]) -> list[Mention]:
    """Give each mention the label that most mentions of the same form carry."""
    majority = _majority(mentions) | known
    surnames = {
        key(m.text).split()[-1]
        for m in mentions
        if len(m.text.split()) > 1 and majority.get(key(m.text), m.label) == "PERSON"
    }
    fixed = []
    for mention in mentions:
        form = key(mention.text)
        label = majority.get(form, mention.label)
        if form in surnames and form not in known and not _is_place_here(doc, mention):
            label = "PERSON"
        if label == "PERSON" and form in known and not mention.title:
            label = known[form]
        fixed.append(replace(mention, label="PERSON" if mention.title else label))
    return fixed


def _repeated(
    doc: Doc, sentences: Sequence[tuple[int, Span]], known: list[Mention]
) -> list[Mention]:
    """Find further places where a name stands as written, but the model passed it by."""
    taken = {i for m in known for i in range(m.first, m.last)}
    forms = {tuple(t.text for t in doc[m.first : m.last]): m.label for m in known}
    longest = max((len(form) for form in forms), default=0)
    found = []
    for number, sentence in sentences:
        i = sentence.start
        while i < sentence.end:
            step = 1
            for size in range(min(longest, sentence.end - i), 0, -1):
                label = forms.get(tuple(t.text for t in doc[i : i + size]))
                if label and not taken & set(range(i, i + size)) and _free(doc, i, i + size, label):
                    found.append(_make(doc[i : i + size], label, number))
                    step = size
                    break
            i += step
    return found


def _free(doc: Doc, first: int, last: int, label: str) -> bool:
    """A repeated name counts when its words are used as one (no part of a longer name or word)."""
    if last - first == 1 and (
        doc[first].pos_ not in {"PROPN", "NOUN", "X"} or doc[first].is_sent_start
    ):
        return False
    after = doc[last] if last < len(doc) else None
    before = doc[first - 1] if first else None
    joined = after is not None and not doc[last - 1].whitespace_ and after.text in {"-", "/", "."}
    glued = before is not None and not before.whitespace_ and before.text in {"-", "/", "."}
    larger = any(
        t is not None and t.pos_ == "PROPN" and t.text[:1].isupper() and not is_title(t.text)
        for t in (before, after)
    )
    return not (joined or glued or larger)


def find_mentions(doc: Doc, known: dict[str, str] | None = None) -> list[Mention]:
    """Return the mentions of names in an article, in text order, none overlapping another.

    What the model marks is trimmed (no title, no article, no possessive; words
    for peoples alone are no names), a form that it labels mostly one way is
    labelled so throughout, and a known name that it passed by is added.

    Parameters
    ----------
    known
        Labels that are certain, by :func:`helpers.names.forms.key` (the
        countries of the gazetteer).
    """
    sentences = [(number, sentence) for number, _, sentence in all_sentences(doc)]
    marked = _relabel(doc, _marked(doc, sentences), known or {})
    found = marked + _repeated(doc, sentences, marked)
    return sorted(found, key=lambda m: m.start)
