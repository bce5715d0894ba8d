"""Last names first: ``BROOK, ADA M.`` and ``BROOK--Ada M.``, as lists and notices of deaths write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.names.forms import key
from helpers.names.mention import Mention

_SHOUTED = re.compile(r"[A-Z][A-Z'’-]{2,}")
_INVERTED = re.compile(rf"({_SHOUTED.pattern})(?:, |--)(\w.*)", re.DOTALL)


def upright(text: str) -> str:
    """Return a person's name with the last name last.

    Examples
    --------
    >>> upright("BROOK--Ada M."), upright("BROOK, ADA"), upright("Ada Brook")
    ('Ada M. Brook', 'ADA BROOK', 'Ada Brook')
    """
    match = _INVERTED.fullmatch(text)
    if not match:
        return text
    last, given = match.groups()
    return f"{given} {last if given.isupper() else last.title()}"


def turned(mentions: Sequence[Mention], text: str) -> Iterator[Mention]:
    """Make one name of a last name in capitals and the given names after it.

    A dash says so for itself; a comma needs somebody in the article who is called so.
    """
    people = {_ends(m.text) for m in mentions if m.label == "PERSON" and " " in m.text}
    before: Mention | None = None
    for mention in mentions:
        if before is not None and _inverted(before, mention, text, people):
            whole = text[before.start : mention.end]
            before = replace(before, end=mention.end, text=whole, last=mention.last)
            continue
        if before is not None:
            yield before
        before = mention
    if before is not None:
        yield before


def _ends(name: str) -> tuple[str, str]:
    words = key(name).split() or [""]
    return words[0], words[-1]


def _inverted(a: Mention, b: Mention, text: str, people: set[tuple[str, str]]) -> bool:
    if a.label != "PERSON" or b.label != "PERSON" or not _SHOUTED.fullmatch(a.text):
        return False
    between = text[a.end : b.start]
    return between == "--" or (between == ", " and (_ends(b.text)[0], key(a.text)) in people)
