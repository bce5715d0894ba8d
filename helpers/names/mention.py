"""A mention: one name where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mention:
    """One name where it stands: characters ``start:end`` of the article, and its tokens.

    ``dateline`` is the label that the line of place and date gives it (``BEIRUT, 6 May (Agency) –``), if any.
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
    dateline: str = ""
