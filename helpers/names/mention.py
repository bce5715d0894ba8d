"""A mention: one name where it stands, and the words of the article around it."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.language.plain import Doc

_WORDS = "newswalk.names words"


@dataclass(frozen=True)
class Mention:
    """One name where it stands: characters ``start:end`` of the article, and its tokens.

    ``line`` is the label that a line of authors, or of place and date, gives it, if any.
    """

    start: int
    end: int
    text: str
    label: str
    sentence_id: int = 0
    first: int = 0
    last: int = 0
    title: str = ""
    reference: bool = False
    line: str = ""


def words_in(doc: Doc) -> list[str]:
    """Return the words of a doc, read once."""
    if _WORDS not in doc.user_data:
        doc.user_data[_WORDS] = [t.text for t in doc]
    found: list[str] = doc.user_data[_WORDS]
    return found
