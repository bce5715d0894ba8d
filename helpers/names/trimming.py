"""Where a name begins and ends: titles, articles, possessives and common nouns are no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from helpers.language.plain import Doc, Span, Token, once
from helpers.names.forms import key, words_of
from helpers.names.known import known_labels
from helpers.names.nations import demonyms
from helpers.names.places import certain_countries
from helpers.names.titles import is_office, is_title, title_words
from helpers.resources import lexicon

_POSSESSIVE = {"'s", "’s", "'", "’"}
_BEFORE = {"the", "a", "an", "this", "our", "his", "her", "its", "their"}
_TOWARDS = {"pro", "anti", "non", "ex"}


def trim(span: Span) -> tuple[Span | None, str]:
    """Return the span without titles, articles, possessives and stray marks, and its title.

    None if nothing of a name is left: a title or an office alone, a word for a people, a
    month, a number, a currency.
    """
    doc = span.doc
    last = span.end
    first = span.start
    while first < last - 1 and span.label_ == "PERSON" and doc[first].lower_ in words_of("credit"):
        first += 1
    while first < last and _no_start(doc[first:last]):
        first += _no_start(doc[first:last])
    while first < last and _no_end(doc[first:last]):
        last -= 1
    words = [t.text for t in doc[first:last]]
    if not words or is_office(words) or _is_currency(doc[first:last]):
        return (_nation(doc[first:last]) if words else None), ""
    cut = title_words(words) if span.label_ == "PERSON" or _surely_person(words) else 0
    cut = 0 if doc[first + cut : last].text.startswith("-") else cut
    rest = doc[first + cut : last]
    office = len(words) > 2 and is_title(words[0]) and words[1] == "of"
    if not len(rest) or office or (cut and rest[0].lower_ == "of"):
        return None, ""
    if cut and _belongs(rest):
        return doc[first:last], doc[first : first + cut].text
    return (None, "") if _is_no_name(rest, bool(cut)) else (rest, doc[first : first + cut].text)


def _nation(span: Span) -> Span | None:
    """Of *US President* the *US* is left."""
    first = span[:1]
    return first if len(span) > 1 and key(first.text) in known_labels() else None


def _belongs(rest: Span) -> bool:
    """A title before a country or a function word is part of a made-up name (*Captain Norway*)."""
    form = key(rest.text)
    return form in certain_countries() or known_labels().get(form) == "LOC" or form in _stop_words()


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(lexicon("stopwords").word)


def _is_currency(span: Span) -> bool:
    """*NZ* in ``NZ$ 26``."""
    after = span.doc[span.end].text if span.end < len(span.doc) else ""
    return (
        len(span) == 1 and len(span.text) <= 3 and span.text.isupper() and after in {"$", "£", "€"}
    )


def _is_common(token: Token) -> bool:
    """A word without a capital at the edge of a name is no part of it (but in *Aleppo province*)."""
    lower = token.is_lower and token.is_alpha and len(token) > 2
    return lower and not any(
        token.lower_ in words_of(kind) for kind in ("place", "small", "particle", "article")
    )


def _no_start(span: Span) -> int:
    """How many of the first tokens do not belong to the name."""
    first = span[0]
    alone = len(span) == 1
    mark = first.is_punct and first.text not in {"@", "#"}
    if first.is_space or first.lower_ in _BEFORE or mark:
        return 1
    if not alone and first.lower_ in _TOWARDS and span[1].text == "-":
        return 2
    if first.lower_.startswith(("pro-", "anti-")) and not alone:
        return 1
    if alone or not first.is_lower or first.lower_ in words_of("particle") | words_of("article"):
        return 0
    if first.lower_ in words_of("head") and span[1].lower_ == "of":
        return 0
    if not first.whitespace_ and span[1].text == "-":
        return next((n for n, t in enumerate(span, 1) if t.whitespace_), len(span))
    return int(
        _is_common(first) or first.tag_ in {"IN", "CC", "TO"} or first.lower_ in words_of("compass")
    )


def _no_end(span: Span) -> bool:
    """Whether the last token does not belong to the name (*Rep.* in *Norland state Rep.* does not)."""
    last = span[-1]
    if last.text.endswith(".") and len(last.text) > 1:
        return len(span) > 1 and is_title(last.text)
    if len(span) > 1 and last.is_lower and last.lower_ in words_of("qualifier"):
        return span.end < len(span.doc) and is_title(span.doc[span.end].text)
    if len(span) > 2 and span[-2].text == "-" and last.text in words_of("linked"):
        return True
    edge = last.is_space or last.is_punct or last.lower_ in _POSSESSIVE or last.tag_ in {"IN", "CC"}
    return edge or (len(span) > 1 and _is_common(last) and span[-2].text != "-")


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
    if word.i and word.nbor(-1).lower_ in words_of("weather") and word.nbor(-1).text.istitle():
        return True
    common = word.lower_ in demonyms() or word.lower_ in words_of("never") or is_title(word.text)
    part = word.lower_ in words_of("compass") and word.lower_.endswith("ern")
    return common or part or _is_half(word) or (word.is_sent_start is True and also_small(word))


def _is_half(word: Token) -> bool:
    """*New* in *New Zealander*; *Defence* in *Defence Correspondent*; a pronoun, a question word."""
    if word.pos_ == "PRON" or word.text in {"Who", "What", "Which"}:
        return True
    if word.i + 1 >= len(word.doc) or not word.whitespace_:
        return False
    after = word.nbor()
    if f"{word.lower_} {after.lower_}" in demonyms():
        return True
    office = word.lower_ in words_of("qualifier") and after.text[0].isupper()
    return office and after.pos_ in {"PROPN", "NOUN"} and not after.ent_type_


def also_small(word: Token) -> bool:
    """Tell whether a word that opens a sentence stands in the article without a capital too."""
    return not _common(word.doc).isdisjoint({word.lower_, word.lemma_.casefold()})


@once
def _common(doc: Doc) -> frozenset[str]:
    """The words of an article that are no names, as they are written."""
    return frozenset(t.text for t in doc if t.pos_ != "PROPN")


def parts(span: Span) -> list[Span]:
    """Cut what is two names: *Lebanon's Hezbollah*, *Agency's Ada Brook*, *Ada Brook of Blue Party*.

    Cut are a person's name, what follows a country, and a closing title (*Blue Party Leader*);
    *People's Army* stays whole.
    """
    doc, inner = span.doc, span[1:-1]
    if span.label_ == "PERSON" and len(span) > 1 and _titles_the_next(span):
        words = [t.text for t in span]
        if not is_office(words) and not is_title(words[0]):
            return [_labelled(doc[span.start : span.end - 1], "ORG")]
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


def _titles_the_next(span: Span) -> bool:
    """*Leader* before *Ada Brook*, or after *the*; the last word of *John Major* is his name."""
    doc, last = span.doc, span[-1]
    after = doc[span.end : span.end + 1]
    titling = any(t.pos_ == "PROPN" for t in after)
    articled = span.start > 0 and doc[span.start - 1].lower_ in _BEFORE
    return is_title(last.text) and (titling or articled or not span[0].text.istitle())


def _labelled(span: Span, label: str) -> Span:
    form = key(span.text)
    sure = "LOC" if form in certain_countries() else known_labels().get(form, label)
    return Span(span.doc, span.start, span.end, label=sure)
