"""How a name goes on past a nickname in quotation marks, or to the noun that makes it a body."""

from __future__ import annotations

from helpers.language.plain import Doc, Token
from helpers.names.forms import words_of

_QUOTES = {'"', "“", "”", "''", "``", "'", "‘", "’"}
_LONGEST = 3
"""A nickname has no more words than this."""


def past_nickname(doc: Doc, last: int, limit: int) -> int:
    """Return where the name ends if at ``last`` a nickname stands within it, else ``last``.

    ``Tilo`` before ``"Tully" Wendland`` goes on to the last name.
    """
    if doc[last].text not in _QUOTES or doc[last].whitespace_:
        return last
    ends = range(last + 2, min(last + 2 + _LONGEST, limit - 1))
    close = next((i for i in ends if doc[i].text in _QUOTES), 0)
    if not close or not doc[close].whitespace_:
        return last
    after = doc[close + 1]
    inside = all(t.text[0].isupper() and t.is_alpha for t in doc[last + 1 : close])
    surname = after.pos_ == "PROPN" and after.text[0].isupper() and after.ent_type_ != "ORG"
    return close + 2 if inside and surname else last


def past_body(doc: Doc, last: int, label: str, limit: int) -> tuple[int, str]:
    """Return where a name ends, and its label, if at ``last`` stands the noun of a body.

    ``Norland`` before ``Foundation`` is an organisation, whatever ``Norland`` alone may be; other
    nouns (``Guard``, ``Post``) go on with the name of an organisation only.
    """
    noun = doc[last]
    kind = "body" if label == "ORG" else "institution"
    if noun.lower_ in words_of(kind) and _is_capital_noun(noun, doc, limit):
        return last + 1, "ORG"
    return last, label


def _is_capital_noun(noun: Token, doc: Doc, limit: int) -> bool:
    """A proper noun, or a common one with a capital where what follows has none."""
    if noun.ent_type_ or not noun.text[0].isupper() or noun.pos_ not in {"PROPN", "NOUN"}:
        return False
    after = doc[noun.i + 1] if noun.i + 1 < limit else None
    return noun.pos_ == "PROPN" or after is None or not after.text[0].isupper()


def label_by_last_word(doc: Doc, first: int, last: int, label: str) -> str:
    """Return ORG for a *person* whose last word is that of a body (``Brook Media``)."""
    made = last - first > 1 and doc[last - 1].lower_ in words_of("institution")
    return "ORG" if made and label == "PERSON" else label
