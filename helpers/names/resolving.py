"""Which name a phrase speaks of: the one its head stands in, or the one it points back at."""

from __future__ import annotations

from helpers.language.plain import Doc, Span, Token
from helpers.names.references import Pointers, candidate, pointers
from helpers.names.stage import kept

_PLACED, _POINTERS = "newswalk.names at", "newswalk.names pointers"
_LABELS = "newswalk.names labels at"


def resolve(doc: Doc, span: Span | Token) -> str | None:
    """Return the ``name_id`` of what a phrase speaks of, or None if it names nothing.

    That is the name in which the phrase's head stands (``SOHR head *Rami
    Abdurrahman*``), or the one name that a common noun refers to (``the
    observatory``). A name that only modifies the head (``a *Reuters* reporter``) is not
    what the phrase speaks of. Pronouns are not resolved here.
    """
    if _PLACED not in doc.user_data:
        _place(doc)
    head = span if isinstance(span, Token) else _head(span)
    named: str | None = doc.user_data[_PLACED][head.i]
    return named or candidate(head, Pointers(*doc.user_data[_POINTERS]))


def label_of(token: Token) -> str | None:
    """Return the label of the name in which a word stands: that of the article, not of its sentence."""
    doc = token.doc
    if _PLACED not in doc.user_data:
        _place(doc)
    label: str | None = doc.user_data[_LABELS][token.i]
    return label


def _place(doc: Doc) -> None:
    """Keep with the doc which name each word stands in, and which names each head noun has."""
    mentions, name_ids = kept(doc)
    placed: list[str | None] = [None] * len(doc)
    labels: list[str | None] = [None] * len(doc)
    for mention, name_id in zip(mentions, name_ids, strict=True):
        placed[mention.first : mention.last] = [name_id] * (mention.last - mention.first)
        labels[mention.first : mention.last] = [mention.label] * (mention.last - mention.first)
    doc.user_data[_PLACED], doc.user_data[_LABELS] = placed, labels
    named = [(m, n) for m, n in zip(mentions, name_ids, strict=True) if not m.reference]
    found = pointers(doc, [m for m, _ in named], [n for _, n in named])
    doc.user_data[_POINTERS] = [found.names, found.introduced]


def _head(span: Span) -> Token:
    words = [t for t in span if not t.is_space and not t.is_punct]
    inside = [t for t in words if t.head.i == t.i or not span.start <= t.head.i < span.end]
    nouns = [t for t in inside if t.pos_ in {"PROPN", "NOUN", "PRON"}]
    return (nouns or inside or words or [span[0]])[0]
