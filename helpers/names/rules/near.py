"""Near misses: names that share a word, which is no reason to join them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.names.aliases import Form, Pair
from helpers.names.forms import words_of
from helpers.names.mention import Mention
from helpers.names.nations import demonyms

_MOST = 0.45
"""However much two names share, this is no reason to join them."""


def shared_word(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Score two names by the share of their words that they have in common (Jaccard 1912).

    *Port Ellan* and *Ellan Harbour Group* share one of four: the place, and a firm called after it.
    """
    told = [_telling(form) for form in forms]
    for i, a in enumerate(told):
        for j in range(i + 1, len(told)):
            common = a & told[j]
            if common and forms[i].key != forms[j].key:
                share = len(common) / len(set(forms[i].words) | set(forms[j].words))
                word = min(common, key=forms[i].words.index)
                yield Pair(i, j, f"shared word ({word})", round(min(share, _MOST), 2))


def _telling(form: Form) -> frozenset[str]:
    """The words of a form that tell it from others: no common noun, no nation, no number."""
    return frozenset(
        w
        for w in form.words
        if len(w) > 2 and not w.isdigit() and w not in demonyms()
        and not any(w in words_of(kind) for kind in ("body", "head", "small", "place", "compass"))
    )  # fmt: skip
