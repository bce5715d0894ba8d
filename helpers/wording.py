"""Words that are shown: the singular and the plural of what is counted, labels cut, and what can be shown."""

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


def short(label: object, width: int = 28) -> str:
    """Cut a label at ``width`` characters, between two words if one ends in the last half.

    Examples
    --------
    >>> short("Ministry of Very Long and Winding Names", 15)
    'Ministry of…'
    >>> short("Internationalisation", 12)
    'Internation…'
    """
    text = " ".join(str(label).split())
    if len(text) <= width:
        return text
    kept = text[: width - 1]
    if not text[width - 1].isspace() and " " in kept[width // 2 :]:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip() + "…"
