"""Label scores to labels: spans that are well formed."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Befores = tuple[tuple[int, ...] | None, ...]
NEVER = -1e9


def bio_labels(scores: Scores, labels: list[str], *, opened: bool = False) -> list[str]:
    """Return the best well-formed sequence of BIO labels: no `I-X` but after `B-X` or `I-X`.

    With `opened`, the first may be an `I` too: what came before is not known.

    The best label of each word on its own, where that is well formed; else by Viterbi's algorithm
    over the log-probabilities.

    Examples
    --------
    >>> scores = np.array([[2, 1, 0], [0, 0, 2]], dtype=np.float32)
    >>> bio_labels(scores, ["O", "B", "I"])
    ['B', 'I']
    """
    best = scores.argmax(1)
    allowed = _allowed(tuple(labels))
    start = opened or allowed[-1, best[0]]
    if start and allowed[best[:-1], best[1:]].all():
        return [labels[i] for i in best.tolist()]
    shifted = scores - scores.max(1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    first = logs[0] + np.where(allowed[-1] | opened, 0.0, NEVER)
    path = _viterbi(first.tolist(), logs[1:].tolist(), _befores(tuple(labels)))
    return [labels[i] for i in path]


def _viterbi(total: list[float], rows: list[list[float]], befores: Befores) -> list[int]:
    """The best path; in plain lists, since rows of seven numbers are too short for arrays."""
    steps = []
    for row in rows:
        best = max(range(len(total)), key=total.__getitem__)
        step = [best if b is None else max(b, key=total.__getitem__) for b in befores]
        total = [total[b] + x for b, x in zip(step, row, strict=True)]
        steps.append(step)
    path = [max(range(len(total)), key=total.__getitem__)]
    for step in reversed(steps):
        path.append(step[path[-1]])
    return path[::-1]


def spans_labels(scores: Scores, labels: list[str], parts: list[slice]) -> list[str]:
    """Return :func:`bio_labels` of each of the parts that the words fall into, in one list.

    Examples
    --------
    >>> scores = np.array([[0, 2, 0], [2, 0, 1]], dtype=np.float32)
    >>> spans_labels(scores, ["O", "B", "I"], [slice(0, 1), slice(1, 2)])
    ['B', 'O']
    """
    best = scores.argmax(1)
    allowed = _allowed(tuple(labels))
    before = np.concatenate([[-1], best[:-1]])
    before[[part.start for part in parts]] = -1
    found = [labels[i] for i in best.tolist()]
    wrong = np.flatnonzero(~allowed[before, best])
    for part in parts:
        if len(wrong) and ((wrong >= part.start) & (wrong < part.stop)).any():
            found[part] = bio_labels(scores[part], labels)
    return found


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


@lru_cache(maxsize=16)
def _befores(labels: tuple[str, ...]) -> Befores:
    """What may stand before each label: the same name's labels before an I, else anything (None)."""
    rows = _allowed(labels)[:-1]
    return tuple(
        None if rows[:, j].all() else tuple(np.flatnonzero(rows[:, j]).tolist())
        for j in range(len(labels))
    )
