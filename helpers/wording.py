"""Words that are shown: the singular and the plural of what is counted, and what can be shown."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def counted(number: int, thing: str) -> str:
    """Write a number with its thing, in the singular or the plural.

    Examples
    --------
    >>> counted(1, "article"), counted(24_000, "article")
    ('1 article', '24,000 articles')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def legible(text: str) -> str:
    """Return a text with U+FFFD for each character that XML has no place for.

    Examples
    --------
    >>> legible("red\\x1b[31m")
    'red�[31m'
    """
    return _CONTROL.sub("\ufffd", text)
