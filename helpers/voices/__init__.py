"""Who says what: direct, indirect and mixed speech, with its cue, source and stance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from helpers.language.plain import Parsed, plain
from helpers.voices import marks, rules
from helpers.voices.lookup import voice_at
from helpers.voices.shares import voice_shares
from helpers.voices.table import rows, voices_table

__all__ = ["voice_at", "voice_shares", "voices"]


METHODS = ("best", "marks", "rules", "quotations")


def attributions(doc: Parsed, method: str) -> list[rules.Attribution]:
    """Return the attributions of one article by a method of :func:`voices`."""
    doc = plain(doc)
    if method == "quotations":
        return rules.direct_quotations(doc)
    if method == "rules" or (method == "best" and not marks.marked(doc)):
        return rules.attributions(doc)
    return marks.attributions(doc)


def voices(
    docs: Iterable[Parsed], *, names: pd.DataFrame | None = None, method: str = "best"
) -> pd.DataFrame:
    """Find who says what in parsed articles.

    One row is one attribution: what is said (its first to its last character,
    with the cue if that stands in the middle), the words that report it, and the
    source as it stands. Sources that share a content ("the observatory and an
    official said") share the row; a clause that hangs on another ("adding that
    …") has its own row and inherits the source.

    Parameters
    ----------
    docs
        What :func:`helpers.language.parse` returns.
    names
        The ``names`` table; found in the articles when None.
    method
        ``quotations``: direct quotations with a speech verb beside them, the usual
        rule. ``rules``: grammar, quotation marks and the cue lexicon, with any
        pipeline. ``marks``: the encoder's marks, tied together by grammar.
        ``best``: marks where the pipeline makes them, else rules.

    Returns
    -------
    DataFrame
        The ``voices`` table. ``kind`` is direct, indirect or mixed; ``source``
        is null for a quotation without a speaker; ``resolved`` is False where
        nobody, or a pronoun that may mean several, is given as the source;
        ``stance`` is assert, deny, hedge or ask.

    Raises
    ------
    ValueError
        If there is no such method.
    """
    if method not in METHODS:
        raise ValueError(f"No method {method!r}: use one of {', '.join(METHODS)}.")
    made: list[dict[str, Any]] = []
    for doc in map(plain, docs):
        made += rows(doc, attributions(doc, method))
    return voices_table(made)
