"""A mention: one name where it stands."""

from __future__ import annotations

from dataclasses import dataclass


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
