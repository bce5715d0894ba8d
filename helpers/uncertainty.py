"""How sure a comparison is: intervals that resample whole articles.

The rows of one article resemble each other, so a row is no independent
observation; the article is the unit that is drawn (cluster bootstrap, Cameron,
Gelbach & Miller 2008). With few articles the plain percentile interval is too
narrow; it is widened as Hesterberg (2015, "What teachers should know about the
bootstrap") proposes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, product
from math import comb, prod
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import t as student

Array = npt.NDArray[np.float64]


def _check(n: int, level: float) -> None:
    if n < 1 or not 0 < level < 1:
        raise ValueError(f"n is 1 or more and level between 0 and 1, not {n} and {level}.")


def _totals(frame: pd.DataFrame, value: str, unit: str) -> tuple[pd.Index, Array, Array]:
    grouped = frame.groupby(unit, observed=True)[value]
    sums, counts = grouped.sum().astype(float), grouped.count().astype(float)
    return sums.index, sums.to_numpy(), counts.to_numpy()


def _draws(articles: int, n: int, random: np.random.Generator) -> Array:
    return random.multinomial(articles, np.full(articles, 1 / articles), size=n).astype(float)


def _interval(values: Array, articles: int, level: float) -> tuple[float, float]:
    values = values[np.isfinite(values)]
    if articles < 2 or not len(values):
        return float("nan"), float("nan")
    reach = np.sqrt(articles / (articles - 1)) * student.ppf((1 + level) / 2, articles - 1)
    tail = NormalDist().cdf(-float(reach))
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def _divided(sums: Array, counts: Array) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(sums / counts)


def bootstrap_by_article(
    frame: pd.DataFrame,
    value: str,
    by: str | Sequence[str],
    *,
    n: int = 2000,
    level: float = 0.95,
    seed: int = 0,
    unit: str = "article_id",
) -> pd.DataFrame:
    """Mean of a column in each group, with an interval that resamples articles.

    Parameters
    ----------
    frame
        Rows with ``article_id``, the column ``value`` (numbers or booleans;
        nulls are left out) and the columns of ``by``.
    by
        The column or columns that make the groups.
    n
        Number of resamples.
    level
        Coverage of the interval.
    seed
        The same seed gives the same interval.
    unit
        The column whose values are drawn. Drawing sentences instead of articles
        allows a statement about these very articles, and about nothing wider.

    Returns
    -------
    DataFrame
        The columns of ``by``, then ``value``'s mean under its own name, ``low``,
        ``high`` (null where a group has a single article), ``rows``, ``articles``.

    Raises
    ------
    ValueError
        If ``n`` is below 1, or ``level`` not between 0 and 1.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["a", "a", "b", "c"], "outlet": ["x", "x", "x", "y"],
    ...                      "score": [0.0, 1.0, 0.5, 1.0]})
    >>> bootstrap_by_article(rows, "score", "outlet")
      outlet  score  low  high  rows  articles
    0      x    0.5  0.5   0.5     3         2
    1      y    1.0  NaN   NaN     1         1
    """
    _check(n, level)
    keys = [by] if isinstance(by, str) else list(by)
    frame = frame.dropna(subset=[value])
    made = []
    for group, part in frame.groupby(keys, observed=True, sort=True):
        articles, sums, counts = _totals(part, value, unit)
        draws = _draws(len(articles), n, np.random.default_rng(seed))
        low, high = _interval(_divided(draws @ sums, draws @ counts), len(articles), level)
        mean = float(sums.sum() / counts.sum())
        made.append([*group, mean, low, high, int(counts.sum()), len(articles)])
    return pd.DataFrame(made, columns=[*keys, value, "low", "high", "rows", "articles"])


def _strata(a: pd.Index, b: pd.Index) -> list[pd.Index]:
    parts = [a.difference(b), b.difference(a), a.intersection(b)]
    return [part for part in parts if len(part)]


def _pair(
    a: pd.DataFrame, b: pd.DataFrame, value: str, n: int, level: float, seed: int, unit: str
) -> tuple[float, float, float]:
    (in_a, *_), (in_b, *_) = _totals(a, value, unit), _totals(b, value, unit)
    random = np.random.default_rng(seed)
    drawn = np.zeros((2, 2, n))
    for stratum in _strata(in_a, in_b):
        draws = _draws(len(stratum), n, random)
        for side, part in enumerate((a, b)):
            grouped = part.groupby(unit, observed=True)[value]
            drawn[side, 0] += draws @ grouped.sum().reindex(stratum, fill_value=0).to_numpy(float)
            drawn[side, 1] += draws @ grouped.count().reindex(stratum, fill_value=0).to_numpy(float)
    differences = _divided(*drawn[0]) - _divided(*drawn[1])
    low, high = _interval(differences, min(len(in_a), len(in_b)), level)
    return float(a[value].astype(float).mean() - b[value].astype(float).mean()), low, high


def bootstrap_difference(
    frame: pd.DataFrame,
    value: str,
    by: str,
    *,
    n: int = 2000,
    level: float = 0.95,
    seed: int = 0,
    unit: str = "article_id",
) -> pd.DataFrame:
    """Difference of a column's mean between each two groups, and whether the interval carries it.

    Articles that hold rows of both groups are drawn for both at once. The
    intervals are of single pairs: of many pairs compared, one in twenty will
    seem to differ by chance (raise ``level`` for that, say to ``1 - 0.05 / pairs``).

    Returns
    -------
    DataFrame
        ``a``, ``b``, ``difference`` (a's mean minus b's), ``low``, ``high``, and
        ``carried``: True only where the whole interval lies on one side of zero.

    Raises
    ------
    ValueError
        If ``n`` is below 1, or ``level`` not between 0 and 1.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": list("abcdefgh"), "outlet": list("xxxxyyyy"),
    ...                      "score": [0.1, 0.2, 0.1, 0.2, 0.8, 0.9, 0.8, 0.9]})
    >>> bootstrap_difference(rows, "score", "outlet").carried.tolist()
    [True]
    """
    _check(n, level)
    frame = frame.dropna(subset=[value])
    groups = dict(list(frame.groupby(by, observed=True, sort=True)))
    made = []
    for a, b in combinations(groups, 2):
        difference, low, high = _pair(groups[a], groups[b], value, n, level, seed, unit)
        made.append([a, b, difference, low, high, bool(low > 0 or high < 0)])
    return pd.DataFrame(made, columns=["a", "b", "difference", "low", "high", "carried"])


def permutation_test(
    frame: pd.DataFrame,
    value: str,
    group: str,
    *,
    strata: str | None = None,
    unit: str = "article_id",
    n: int = 20000,
    seed: int = 0,
    level: float = 0.95,
) -> pd.DataFrame:
    """Whether a group's articles differ from the others of the same story: labels are exchanged.

    Each article counts once, with its mean. Within each stratum the group's mean minus that of
    the others is taken, and the mean over the strata is the difference. If the group made no
    difference, any of the stratum's articles could as well have borne its label (Fisher 1935; Pitman 1937):
    the p-value is the share of all such arrangements that give as large a difference. Few articles give a
    coarse test: with ``k`` arrangements, no p-value can be below ``1 / k``.

    Parameters
    ----------
    frame
        Rows with ``unit``, the numbers in ``value`` (nulls are left out) and the booleans in ``group``, the same for
        all rows of a unit.
    strata
        A column, the story for example; strata where all units or none are of the group say nothing.
    n
        All arrangements are tried where there are at most so many, else so many at random.
    level
        Coverage of the interval: the differences that such a test would not reject.

    Returns
    -------
    DataFrame
        One row: ``difference``, ``low``, ``high`` (null where the units are too few for an interval), ``p`` (two-sided),
        ``arrangements``, ``in_group``, ``others``, ``strata``, ``carried`` (p below 1 - level).

    Raises
    ------
    ValueError
        If no stratum holds units of both kinds, ``n`` is below 1, or ``level`` not between 0 and 1.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": list("abcdefgh"), "state": [True] * 4 + [False] * 4,
    ...                      "score": [0.8, 0.9, 0.8, 0.9, 0.1, 0.2, 0.1, 0.2]})
    >>> made = permutation_test(rows, "score", "state")
    >>> made.difference.round(2)[0], made.p.round(3)[0], made.arrangements[0]
    (np.float64(0.7), np.float64(0.029), np.int64(70))
    """
    _check(n, level)
    parts = _stratified(frame.dropna(subset=[value]), value, group, strata, unit)
    if not parts:
        raise ValueError(f"No stratum holds units of both kinds of {group!r}: nothing to compare.")
    drawn = _arrangements([len(x) for x, _ in parts], [int(m.sum()) for _, m in parts], n, seed)

    def p_of(shift: float) -> float:
        moved = [x - shift * member for x, member in parts]
        observed = np.mean(
            [_contrast(x, m[None])[0] for x, (_, m) in zip(moved, parts, strict=True)]
        )
        spread = np.mean([_contrast(x, d) for x, d in zip(moved, drawn, strict=True)], axis=0)
        return float((np.abs(spread) >= abs(observed) - 1e-9).mean())

    difference = float(np.mean([_contrast(x, m[None])[0] for x, m in parts]))
    low, high = _not_rejected(p_of, difference, 1 - level)
    p = p_of(0.0)
    inside = sum(int(m.sum()) for _, m in parts)
    row = [difference, low, high, p, len(drawn[0]), inside, sum(len(x) for x, _ in parts) - inside]
    columns = ["difference", "low", "high", "p", "arrangements", "in_group", "others"]
    made = pd.DataFrame([row], columns=columns)
    return made.assign(strata=len(parts), carried=bool(p <= 1 - level + 1e-12))


def _stratified(
    frame: pd.DataFrame, value: str, group: str, strata: str | None, unit: str
) -> list[tuple[Array, npt.NDArray[np.bool_]]]:
    """Of each stratum with both kinds: the units' means, and which units are of the group."""
    keys = [strata] if strata else []
    means = frame.groupby([*keys, unit], observed=True).agg({value: "mean", group: "first"})
    parts = [part for _, part in means.groupby(level=0)] if strata else [means]
    found = [(p[value].to_numpy(float), p[group].to_numpy(bool)) for p in parts]
    return [(x, member) for x, member in found if 0 < member.sum() < len(x)]


def _contrast(x: Array, members: npt.NDArray[np.bool_]) -> Array:
    """Mean of the members minus mean of the others, for each row of ``members``."""
    inside = members.sum(1)
    sums = members @ x
    return np.asarray(sums / inside - (x.sum() - sums) / (len(x) - inside))


def _arrangements(
    sizes: list[int], members: list[int], n: int, seed: int
) -> list[npt.NDArray[np.bool_]]:
    """Of each stratum, which units bear the label in each arrangement: all of them, or ``n``."""
    counts = [comb(size, k) for size, k in zip(sizes, members, strict=True)]
    if prod(counts) <= n:
        each = [_all_members(size, k) for size, k in zip(sizes, members, strict=True)]
        chosen = np.array(list(product(*(range(c) for c in counts))))
        return [rows[chosen[:, i]] for i, rows in enumerate(each)]
    random = np.random.default_rng(seed)
    made = []
    for size, k in zip(sizes, members, strict=True):
        order = random.random((n, size)).argsort(1)
        made.append(order < k)
    return made


def _all_members(size: int, k: int) -> npt.NDArray[np.bool_]:
    rows = np.zeros((comb(size, k), size), bool)
    for row, chosen in zip(rows, combinations(range(size), k), strict=True):
        row[list(chosen)] = True
    return rows


def _not_rejected(
    p_of: Callable[[float], float], middle: float, alpha: float
) -> tuple[float, float]:
    """The ends of the differences that the test does not reject, by halving; null if without end."""
    ends = []
    for sign in (-1, 1):
        far = next(
            (d for d in (0.25, 0.5, 1.0, 2.0, 4.0, 8.0) if p_of(middle + sign * d) <= alpha), None
        )
        if far is None:
            ends.append(float("nan"))
            continue
        near = 0.0
        for _ in range(12):
            half = (near + far) / 2
            near, far = (near, half) if p_of(middle + sign * half) <= alpha else (half, far)
        ends.append(middle + sign * far)
    return ends[0], ends[1]
