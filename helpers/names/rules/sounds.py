"""Spellings of one foreign name: the same consonants, or a word translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

import jellyfish

from helpers.names.aliases import AMBIGUOUS, Form, Pair
from helpers.names.forms import skeleton, translations, words_of
from helpers.names.mention import Mention


def sounds(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join spellings of one foreign name: all words agree by letter, sound or translation.

    Words sound alike when their consonants agree and they are close by
    Jaro-Winkler (Winkler 1990). One word must agree to the letter. Of two people the
    word that differs must be one that is known to be transliterated (*Mohammed*): *Hansen* and
    *Hanson* are two.
    """
    heard: dict[tuple[str, ...], list[tuple[int, Form]]] = {}
    for i, form in enumerate(forms):
        if len(form.words) > 1:
            heard.setdefault(_heard(form.words), []).append((i, form))
    for group in heard.values():
        for (i, a), (j, b) in combinations(group, 2):
            if (a.label == "PERSON") == (b.label == "PERSON") or _looks_arabic(a, b):
                score = _sound_score(a.words, b.words)
                if a.label == b.label == "PERSON" and not _looks_arabic(a, b):
                    score = score if _transliterated(a.words, b.words) else min(score, AMBIGUOUS)
                if score:
                    yield Pair(i, j, "sound", score)


def _heard(words: Sequence[str]) -> tuple[str, ...]:
    """Return what two names have in common if all their words agree: other pairs need no look."""
    table = translations()
    plain = [table.get(word, word) for word in words]
    return tuple(sorted(skeleton(w) if _alike(w, w) else w for w in plain))


def _looks_arabic(a: Form, b: Form) -> bool:
    return all(re.search(r"\b[Aa]l[- ]", form.text) for form in (a, b))


@cache
def _transliterated_skeletons() -> frozenset[str]:
    return frozenset(map(skeleton, words_of("transliterated")))


def _transliterated(a: list[str], b: list[str]) -> bool:
    """Each word that differs is one that is known to be spelled in several ways."""
    differing = set(a) ^ set(b)
    return all(skeleton(word) in _transliterated_skeletons() for word in differing)


def _sound_score(a: list[str], b: list[str]) -> float:
    if len(a) != len(b):
        return 0.0
    table = translations()
    left, right = ([table.get(w, w) for w in words] for words in (a, b))
    rest = list(right)
    exact = 0
    closest = []
    for word in left:
        if word in rest:
            rest.remove(word)
            exact += 1
            continue
        alike = [(jellyfish.jaro_winkler_similarity(word, o), o) for o in rest if _alike(word, o)]
        if not alike:
            return 0.0
        similarity, other = max(alike)
        rest.remove(other)
        closest.append(similarity)
    own = sum(w not in table.values() for w in left)
    if not exact or own < 2:
        return 0.0
    if not closest:
        return 0.95 if left != right else 0.98
    return 0.9 if min(closest) >= 0.85 and len(closest) < len(left) else 0.6


def _alike(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= 4 and len(skeleton(a)) > 1 and skeleton(a) == skeleton(b)
