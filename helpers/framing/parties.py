"""Two parties, and which of them an article's words favour: one number that can be compared.

Who belongs to which party stands in ``data/lexicons/parties.csv``, a codebook to be changed: those who
govern, and those who challenge them. Friendliness towards one party and hostility towards the other both count
for it (as net tone does in studies of campaign news: Soroka & McAdams 2015 use such differences).
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from helpers.resources import lexicon

SIGN = {"authorities": 1.0, "challengers": -1.0}
LEAN = {"negative": -1.0, "positive": 1.0}


@cache
def _codebook() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = lexicon("parties")
    longest = sorted(rows.word, key=len, reverse=True)
    pattern = r"(?<![\w-])(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)"
    return re.compile(pattern), dict(zip(rows.word, rows.party, strict=True))


def party(words: str) -> str | None:
    """The party that a target's words name: ``authorities``, ``challengers`` or None.

    Examples
    --------
    >>> party("the port authority"), party("Striking dockers"), party("the lake")
    ('authorities', 'challengers', None)
    """
    pattern, known = _codebook()
    found = pattern.findall(words.lower())
    return known[found[-1]] if found else None


def tilt(rows: pd.DataFrame) -> pd.DataFrame:
    """How far each row favours those who govern over those who challenge them.

    Parameters
    ----------
    rows
        Rows of the table ``sentiment`` with a target, or of ``naming``.

    Returns
    -------
    DataFrame
        The rows that speak of either party, with ``party`` and ``tilt``, -1 to 1: the score (of ``naming``: 1 for a
        positive term, -1 for a negative one, 0 for others), turned round where it is towards the challengers.

    Examples
    --------
    >>> rows = pd.DataFrame({"target": ["the army", "rebels", "a lake"], "target_id": None,
    ...                      "score": [0.2, -0.6, 0.9]})
    >>> tilt(rows)[["target", "party", "tilt"]].values.tolist()
    [['the army', 'authorities', 0.2], ['rebels', 'challengers', 0.6]]
    """
    if "score" in rows:
        own = rows.target.map(party, na_action="ignore")
        named = rows.target_id.fillna("").astype(str).map(party)
        sides, values = own.where(own.notna(), named), rows.score.astype(float)
    else:
        sides, values = (
            rows.referent.map(party),
            rows.connotation.map(LEAN).astype(float).fillna(0.0),
        )
    made = rows.assign(party=sides, tilt=values * sides.map(SIGN).astype(float))
    return made[made.party.notna()].reset_index(drop=True)
