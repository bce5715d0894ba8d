"""Where a name begins and ends: titles, articles, possessives and common nouns are no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Span, Token

from helpers.names.forms import key, words_of
from helpers.names.known import known_labels
from helpers.names.places import certain_countries
from helpers.resources import lexicon

_POSSESSIVE = {"'s", "’s", "'", "’"}
_PARTICLES = {
    "al",
    "el",
    "ul",
    "bin",
    "ibn",
    "bint",
    "abu",
    "van",
    "von",
    "de",
    "da",
    "di",
    "der",
    "la",
}
_BEFORE = {"the", "a", "an", "this", "our", "his", "her", "its", "their"}


@cache
def demonyms() -> frozenset[str]:
    """Return the words for nations, peoples and faiths, lower-cased, singular and plural."""
    frame = lexicon("demonyms")
    return frozenset(w.casefold() for w in [*frame.adjective, *frame.plural] if w) - {
        "us", "u.s.", "uk", "eu", "un", "u.n.", "roma", "gulf", "mediterranean", "caribbean",
    }  # fmt: skip


@cache
def _nation_words() -> frozenset[str]:
    return frozenset(w.casefold() for w in lexicon("demonyms").adjective)


def is_title(word: str) -> bool:
    """Tell whether a word is a title that stands before a person's name (``Dr.``, ``President``)."""
    return word.casefold().rstrip(".") in words_of("title")


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


def title_before(doc: Doc, first: int) -> str:
    """Return the capitalised title that stands directly before a token (``Mr``), or ``''``."""
    words: list[str] = []
    while first > 0 and is_title(doc[first - 1].text) and doc[first - 1].text[0].isupper():
        first -= 1
        words.insert(0, doc[first].text)
    return " ".join(words)


def _is_common(token: Token) -> bool:
    """A word without a capital at the edge of a name is no part of it (but in *Aleppo province*)."""
    lower = token.is_lower and token.is_alpha and len(token) > 2
    return lower and token.lower_ not in words_of("place") | words_of("small") | _PARTICLES


def _no_start(span: Span) -> int:
    """How many of the first tokens do not belong to the name."""
    first = span[0]
    alone = len(span) == 1
    if (
        first.is_space
        or first.lower_ in _BEFORE
        or (first.is_punct and first.text not in {"@", "#"})
    ):
        return 1
    if alone or not first.is_lower or first.lower_ in _PARTICLES:
        return 0
    if first.lower_ in words_of("head") and span[1].lower_ == "of":
        return 0
    if not first.whitespace_ and span[1].text == "-":
        return next((n for n, t in enumerate(span, 1) if t.whitespace_), len(span))
    return int(
        _is_common(first) or first.tag_ in {"IN", "CC", "TO"} or first.lower_ in words_of("compass")
    )


def _no_end(span: Span) -> bool:
    last = span[-1]
    if last.text.endswith(".") and len(last.text) > 1:
        return False
    edge = last.is_space or last.is_punct or last.lower_ in _POSSESSIVE or last.tag_ in {"IN", "CC"}
    return edge or (len(span) > 1 and _is_common(last) and span[-2].text != "-")


def trim(span: Span) -> tuple[Span | None, str]:
    """Return the span without titles, articles, possessives and stray marks, and its title.

    None if nothing of a name is left: a title alone, a word for a people, a
    month, a number.
    """
    doc = span.doc
    last = span.end
    first = span.start
    while first < last and _no_start(doc[first:last]):
        first += _no_start(doc[first:last])
    while first < last and _no_end(doc[first:last]):
        last -= 1
    words = [t.text for t in doc[first:last]]
    cut = title_words(words) if span.label_ == "PERSON" or _surely_person(words) else 0
    rest = doc[first + cut : last]
    office = len(words) > 2 and is_title(words[0]) and words[1] == "of"
    if not len(rest) or office or (cut and rest[0].lower_ == "of"):
        return None, ""
    return (None, "") if _is_no_name(rest, bool(cut)) else (rest, doc[first : first + cut].text)


def _surely_person(words: Sequence[str]) -> bool:
    """*President Ada Brook* is a person, whatever the model says; *General Motors* is not."""
    cut = title_words(words)
    sure = cut and words[cut - 1].casefold().rstrip(".") in words_of("person")
    return bool(sure) and len(words) - cut <= 3 and all(w[0].isupper() for w in words[cut:])


def _is_no_name(span: Span, titled: bool) -> bool:
    if not re.search(r"[A-Z0-9À-Þ]", span.text) or span.text.isdigit() or len(span.text) == 1:
        return True
    if len(span) > 1 or titled:
        return False
    word = span[0]
    common = word.lower_ in demonyms() | words_of("never") or is_title(word.text)
    part = word.lower_ in words_of("compass") and word.lower_.endswith("ern")
    return common or part or (word.is_sent_start is True and _also_small(word))


def _also_small(word: Token) -> bool:
    """A sentence opens with a word that the article also writes without a capital."""
    return any(t.text == word.lower_ and t.pos_ != "PROPN" for t in word.doc)


def extend(span: Span) -> Span:
    """Lengthen a name that the model cut at a hyphen or before its Arabic article.

    ``Karim al`` before ``-Haddad`` becomes ``Karim al-Haddad``.
    """
    doc, last = span.doc, span.end
    while last < len(doc) - 1 and doc[last].sent == span.sent:
        after, then = doc[last], doc[last + 1]
        joined = not doc[last - 1].whitespace_ and after.text == "-" and not after.whitespace_
        if joined and (then.text[:1].isupper() or _syllable(span, then)) and then.is_alpha:
            last += 2
        elif after.lower_ in _PARTICLES and after.is_lower and _article(doc, last):
            last += 3 if doc[last + 1].text == "-" else 2
        else:
            break
    return Span(doc, span.start, last, label=span.label_)


def _syllable(span: Span, token: Token) -> bool:
    """The lower-case half of an East Asian given name (``Mei-ling``)."""
    return (
        span.label_ == "PERSON"
        and len(span) > 1
        and len(token) <= 5
        and token.tag_[:2] in {"NN", "FW", "UH", "JJ"}
    )


def _article(doc: Doc, i: int) -> bool:
    """An Arabic article and the word it belongs to stand here."""
    hyphen = doc[i + 1].text == "-" and i + 2 < len(doc) and doc[i + 2].text[:1].isupper()
    return doc[i].lower_ in {"al", "el"} and (hyphen or doc[i + 1].text[:1].isupper())


def parts(span: Span) -> list[Span]:
    """Cut what is two names: *Lebanon's Hezbollah*, *Agency's Ada Brook*, *Ada Brook of Blue Party*.

    Cut are a person's name and what follows a country; *People's Army* stays whole.
    """
    doc, inner = span.doc, span[1:-1]
    marks = [t.i for t in inner if t.lower_ in {"'s", "’s"}]
    if len(marks) == 1:
        before, after = doc[span.start : marks[0]], doc[marks[0] + 1 : span.end]
        country = key(before.text) in certain_countries()
        if country or (span.label_ == "PERSON" and after.text[:1].isupper()):
            return [_labelled(before, "ORG"), _labelled(after, "ORG" if country else "PERSON")]
    of = [t.i for t in inner if t.lower_ == "of"]
    if span.label_ == "PERSON" and len(of) == 1 and of[0] - span.start > 1:
        return [
            _labelled(doc[span.start : of[0]], "PERSON"),
            _labelled(doc[of[0] + 1 : span.end], "ORG"),
        ]
    return [span]


def _labelled(span: Span, label: str) -> Span:
    form = key(span.text)
    sure = "LOC" if form in certain_countries() else known_labels().get(form, label)
    return Span(span.doc, span.start, span.end, label=sure)
