"""Numbers in words: the singular and the plural of what is counted."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """Write a number with its thing, in the singular or the plural.

    Examples
    --------
    >>> counted(1, "article"), counted(24_000, "article")
    ('1 article', '24,000 articles')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
