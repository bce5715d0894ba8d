"""Arc scores to trees with one root: greedy where that is a tree, else Chu-Liu-Edmonds.

The best head of each word on its own is a tree with one root for nearly all sentences, and then it
is the best tree too; the maximum spanning tree (Chu & Liu 1965; Edmonds 1967) is sought for the rest.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]
NEVER = -1e9
ROOTS_TRIED = 3


def best_tree(scores: Scores) -> Heads:
    """Return each word's head: 0 for the root, else the head's number from 1.

    Parameters
    ----------
    scores
        (n, n + 1): of each word for "is the root" (column 0) and for every word as its head.

    Examples
    --------
    >>> best_tree(np.array([[0, 9, 5], [4, 3, 0]], dtype=np.float32)).tolist()
    [2, 0]
    """
    n = len(scores)
    if n == 1:
        return np.zeros(1, np.int64)
    scores = scores.copy()
    scores[np.arange(n), np.arange(n) + 1] = NEVER
    heads = scores.argmax(1)
    if is_tree(heads):
        return heads
    candidates = np.argsort(-scores[:, 0], kind="stable")[:ROOTS_TRIED]
    trees = [_tree_with_root(scores, int(root)) for root in candidates]
    totals = [scores[np.arange(n), tree].sum() for tree in trees]
    return trees[int(np.argmax(totals))]


def is_tree(heads: Heads) -> bool:
    """Tell whether exactly one word is the root and every word hangs on it."""
    if int((heads == 0).sum()) != 1:
        return False
    above = np.concatenate([[0], heads])
    steps = 1
    while steps < len(above):
        above = above[above]
        steps *= 2
    return not above.any()


def _tree_with_root(scores: Scores, root: int) -> Heads:
    n = len(scores)
    full = np.full((n + 1, n + 1), NEVER)
    full[1:] = scores
    full[1:, 0] = NEVER
    full[root + 1] = NEVER
    full[root + 1, 0] = 0
    return _spanning(full)[1:]


def _spanning(scores: NDArray[np.float64]) -> Heads:
    """Chu-Liu-Edmonds: `scores[d, h]`; node 0 is the top. Contracts one cycle at a time."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(sorted(cycle))
    outside = np.array([i for i in range(len(scores)) if i not in cycle])
    kept = scores[inside, heads[inside]]
    entering = scores[np.ix_(inside, outside)] - kept[:, None]
    leaving = scores[np.ix_(outside, inside)]
    m = len(outside)
    small = np.full((m + 1, m + 1), 2 * NEVER)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    small[m, :m] = entering.max(0) + kept.sum()
    small[:m, m] = leaving.max(1)
    small[0] = 2 * NEVER
    found = _spanning(small)
    result = heads.copy()
    for d in range(1, m):
        h = found[d]
        result[outside[d]] = outside[h] if h < m else inside[leaving[d].argmax()]
    entered = inside[entering[:, found[m]].argmax()]
    result[entered] = outside[found[m]]
    return result


def _cycle(heads: Heads) -> set[int]:
    """The nodes of one cycle, none if there is no cycle."""
    above = heads.tolist()
    done = {0}
    for start in range(1, len(above)):
        path: dict[int, None] = {}
        node = start
        while node not in done and node not in path:
            path[node] = None
            node = above[node]
        if node in path:
            nodes = list(path)
            return set(nodes[nodes.index(node) :])
        done.update(path)
    return set()
