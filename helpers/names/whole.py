"""Names that the model cut short or tore, made whole by the words beside them.

A small model marks *Karim al* and leaves *-Haddad*, or *Port* and *Ellan* as two places. What is
capitalised, tagged as a proper noun and tied to the name belongs to it; which words tie is
read in ``data/lexicons/name_words.csv`` (particle, article, body, of_head, place_first, numbered).
"""

from __future__ import annotations

import calendar

from helpers.language.plain import Doc, Span, Token
from helpers.names.forms import words_of
from helpers.names.further import label_by_last_word, past_body, past_nickname
from helpers.names.nations import demonyms
from helpers.names.titles import is_title

_OWNS = {"'s", "’s", "'", "’"}
_TIES = {"of", "for", "on"}
_DATES = frozenset(name.lower() for name in (*calendar.month_name, *calendar.day_name) if name)
_MOST = 6
"""No more steps than this to either side."""


def complete(span: Span, floor: int, limit: int) -> Span:
    """Lengthen a name to the left (not before token ``floor``) and right (not past ``limit``).

    ``Karim al`` before ``-Haddad`` becomes ``Karim al-Haddad``; ``Council`` before ``on River
    Trade`` becomes ``Council on River Trade``.
    """
    first, last, label = span.start, span.end, span.label_
    for _ in range(_MOST):
        end, label = _end(span.doc, first, last, label, limit)
        if end == last:
            break
        last = end
    label = label_by_last_word(span.doc, first, last, label)
    start = _start(span.doc, first, last, label, floor)
    return Span(span.doc, start, last, label=label)


def is_capital(token: Token) -> bool:
    """Tell whether a token is a word with a capital that no other name owns: part of a name."""
    return (
        token.pos_ == "PROPN"
        and token.text[0].isupper()
        and not token.ent_type_
        and not token.like_num
        and token.lower_ not in words_of("never")
        and token.lower_ not in demonyms()
    )


def _end(doc: Doc, first: int, last: int, label: str, limit: int) -> tuple[int, str]:
    if last >= limit:
        return last, label
    hyphen = _past_hyphen(doc, first, last, label, limit)
    if hyphen > last:
        return hyphen, label
    if not doc[last - 1].whitespace_:
        return _past_owner(doc, last, limit, label)
    particle = _past_particle(doc, last, limit, label)
    if particle > last:
        return particle, label
    body, made = past_body(doc, last, label, limit)
    if body > last:
        return body, made
    if label == "PERSON":
        nickname = past_nickname(doc, last, limit)
        return (nickname if nickname > last else _past_person(doc, first, last, limit)), label
    if label == "ORG" and doc[last].lower_ in _TIES and _may_tie(doc[last - 1]):
        return _past_tie(doc, last, limit), label
    if label == "LOC" and _goes_on(doc, first, last):
        return last + 1, label
    number = doc[last].is_digit and last - first == 1 and doc[first].lower_ in words_of("numbered")
    return (last + 1 if number else last), label


def _goes_on(doc: Doc, first: int, last: int) -> bool:
    """``New Territories`` before ``West``; ``Port`` before an ``Ellan`` that was marked apart."""
    token = doc[last]
    half = token.lower_ in words_of("compass") and token.text.istitle() and is_capital(token)
    torn = last - first == 1 and doc[first].lower_ in words_of("place_first")
    return half or (torn and token.ent_type_ == "LOC" and token.text[0].isupper())


def _past_hyphen(doc: Doc, first: int, last: int, label: str, limit: int) -> int:
    """``Cheng Chung`` before ``-tai``, ``Bashar al-`` before ``Assad``."""
    if doc[last - 1].whitespace_:
        return last
    at = last if doc[last - 1].text == "-" else last + 1
    if at >= limit or doc[at - 1].text != "-" or doc[at - 1].whitespace_:
        return last
    then = doc[at]
    syllable = (
        label == "PERSON"
        and at - first > 2
        and len(then) <= 5
        and (then.tag_[:2] in {"NN", "FW", "UH", "JJ"})
    )
    return at + 1 if then.is_alpha and (then.text[0].isupper() or syllable) else last


def _past_particle(doc: Doc, last: int, limit: int, label: str) -> int:
    """``Jabhat Fatah`` before ``al-Sham``, ``Karim`` before ``bin Nasir``."""
    token = doc[last]
    arabic, known = token.text in words_of("article"), token.text in words_of("particle")
    if not (arabic or known):
        return last
    if last + 2 < limit and doc[last + 1].text == "-" and doc[last + 2].text[0].isupper():
        return last + 3
    plain = last + 1 < limit and doc[last + 1].text[0].isupper()
    sure = arabic or (label == "PERSON" and token.pos_ == "PROPN")
    return last + 2 if plain and known and sure else last


def _past_person(doc: Doc, first: int, last: int, limit: int) -> int:
    """Add a last name that was left out (``Ada`` before ``Brook``), or cut off from an initial."""
    token = doc[last]
    initial = last - first == 1 and len(doc[first]) == 2 and doc[first].text[1] == "."
    if initial and token.ent_type_ == "PERSON":
        return next((i for i in range(last, limit) if doc[i].ent_type_ != "PERSON"), limit)
    few = sum(bool(t.whitespace_) for t in doc[first:last]) < 4
    named = few and is_capital(token) and not is_title(token.text) and token.text[-1].isalpha()
    return last + 1 if named and token.lower_ not in words_of("body") else last


def _may_tie(token: Token) -> bool:
    return token.text[0].isupper() and token.lower_ in words_of("of_head")


def _past_tie(doc: Doc, last: int, limit: int) -> int:
    """``Council`` before ``on American-Islamic Relations``: to the last word with a capital."""
    end, i = last, last + 1
    while i < limit and doc[i].ent_type_ != "PERSON" and doc[i].lower_ not in _DATES:
        token = doc[i]
        if token.text[0].isupper() and token.pos_ in {"PROPN", "ADJ", "NOUN"}:
            end = end if token.lower_ in demonyms() else i + 1
        elif token.lower_ not in {"and", "the", "of", "&", "-"} or _another(doc, i, limit):
            break
        i += 1
    return end


def _another(doc: Doc, i: int, limit: int) -> bool:
    """After *and* comes a name of its own, or no name at all."""
    after = doc[i + 1] if i + 1 < limit else None
    return after is None or (doc[i].lower_ == "and" and after.ent_iob_ == "B")


def _past_owner(doc: Doc, last: int, limit: int, label: str) -> tuple[int, str]:
    """``Dockers`` before ``' and Ferrymen's Union``: plural owners of a body with a capital."""
    i = last
    while i + 1 < limit and doc[i].text in _OWNS and _plural(doc[i - 1]):
        i += 1
        if doc[i].text[0].isupper() and doc[i].lower_ in words_of("body"):
            return i + 1, "ORG"
        if doc[i].lower_ != "and":
            break
        while i + 1 < limit and doc[i + 1].text[0].isupper():
            i += 1
        i += 1
    return last, label


def _plural(token: Token) -> bool:
    """*Dockers*, *People*, *Women*: who may own a body together, as one country cannot."""
    ends = token.lower_.endswith(("s", "men", "people", "children", "folk"))
    return ends and token.text[0].isupper() and token.tag_ in {"NNPS", "NNS", "NNP", "NN"}


def _start(doc: Doc, first: int, last: int, label: str, floor: int) -> int:
    if first <= floor or not doc[first - 1].text[0].isalpha() or not doc[first].text[0].isupper():
        return (
            first
            if first <= floor or doc[first - 1].text not in _OWNS
            else _owned(doc, first, last, floor)
        )
    before = doc[first - 1]
    if label == "LOC" and before.text[0].isupper() and before.lower_ in words_of("place_first"):
        return first - 1 if before.whitespace_ else first
    if label == "ORG" and last - first == 1 and doc[first].lower_ in words_of("body"):
        return _capitals_before(doc, first, floor)
    return first


def _capitals_before(doc: Doc, first: int, floor: int) -> int:
    while first > floor:
        token = doc[first - 1]
        fits = (
            token.pos_ in {"PROPN", "ADJ"} and token.text[0].isupper() and not is_title(token.text)
        )
        if not fits or token.is_sent_start or token.ent_type_ or not token.whitespace_:
            break
        first -= 1
    return first


def _owned(doc: Doc, first: int, last: int, floor: int) -> int:
    """``Army`` after ``Korean People's``."""
    alone = last - first == 1 and doc[first].lower_ in words_of("body")
    if not alone or first - 2 < floor or not _plural(doc[first - 2]) or doc[first - 2].ent_type_:
        return first
    return _capitals_before(doc, first - 2, floor)
