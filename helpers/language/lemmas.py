"""Lemmas: a table learned from the treebanks, then the encoder's edits, checked against known lemmas.

The edit scripts follow Chrupała (2006): so many letters off the end, others put there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

RANKED = 6
"""How many of the encoder's edits are tried for one that gives a known lemma."""


class Lemmas:
    """What the treebanks' lemmas teach: irregular and frequent forms by tag, and which lemmas there are."""

    def __init__(self, path: Path) -> None:
        learned = json.loads(path.read_text(encoding="utf-8"))
        self.table: dict[str, dict[str, str]] = learned["forms"]
        self.known = frozenset(learned["lemmas"])

    def lemma(self, word: str, tag: str, best: str, ranked: Callable[[], list[str]]) -> str:
        """Return a word's lemma.

        Parameters
        ----------
        word, tag
            The word and its Penn tag.
        best, ranked
            The encoder's best edit script, and a function that gives the next ones too.
        """
        if tag == "NNP" or (tag == "NNPS" and not word.istitle()):
            return word
        form = word.lower()
        found = self.table.get(tag, {}).get(form)
        if found is not None:
            return found
        lemma = apply_script(word, best)
        if tag == "NNPS":
            return lemma.capitalize() if word.lower().startswith(lemma.lower()) else word
        if lemma in self.known or best == "0|" or not form.isalpha():
            return lemma
        return next((x for s in ranked() if (x := apply_script(word, s)) in self.known), lemma)


@lru_cache(maxsize=200_000)
def apply_script(word: str, script: str) -> str:
    """Return the word that an edit script makes of a word.

    Examples
    --------
    >>> apply_script("Cities", "3|y"), apply_script("Syria", "=0|")
    ('city', 'Syria')
    """
    keeps_case = script.startswith("=")
    form = word if keeps_case else word.lower()
    cut, _, added = script.lstrip("=").partition("|")
    if int(cut) > len(form) or (int(cut) == len(form) and not added):
        return form
    return form[: len(form) - int(cut)] + added
