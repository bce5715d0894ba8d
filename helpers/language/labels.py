"""Label scores to labels: name spans that are well formed, and lemmas by their edits."""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def bio_labels(scores: Scores, labels: list[str], *, opened: bool = False) -> list[str]:
    """Return the best well-formed sequence of BIO labels: no `I-X` but after `B-X` or `I-X`.

    With `opened`, the first may be an `I` too: what came before is not known.

    The best label of each word on its own, where that is well formed; else by Viterbi's algorithm
    over the log-probabilities.

    Examples
    --------
    >>> scores = np.array([[2, 1, 0], [0, 1, 2]], dtype=np.float32)
    >>> bio_labels(scores, ["O", "B", "I"])
    ['B', 'I']
    """
    best = scores.argmax(1).tolist()
    allowed = _allowed(tuple(labels))
    start = opened or allowed[-1, best[0]]
    if start and all(allowed[a, b] for a, b in itertools.pairwise(best)):
        return [labels[i] for i in best]
    shifted = scores - scores.max(1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    blocked = np.where(allowed, 0.0, -1e9)
    total, back = logs[0] + (0.0 if opened else blocked[-1]), []
    for row in logs[1:]:
        paths = total[:, None] + blocked[:-1]
        back.append(paths.argmax(0))
        total = paths.max(0) + row
    path = [int(total.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return [labels[i] for i in reversed(path)]


@lru_cache(maxsize=16)
def _allowed(labels: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which label may follow which; the last row is the sentence's start."""
    rows = [*labels, "O"]
    return np.array(
        [
            [not b.startswith("I") or (a[:1] in "BI" and a[1:] == b[1:]) for b in labels]
            for a in rows
        ]
    )


@lru_cache(maxsize=200_000)
def apply_script(word: str, script: str) -> str:
    """Return a word's lemma: so many letters cut from its end, and others put there.

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
