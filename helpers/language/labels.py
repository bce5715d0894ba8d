"""Label scores to labels: spans that are well formed."""

from __future__ import annotations

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
