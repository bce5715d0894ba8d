"""No score on the project's own gold falls under its floor, and the gold is the one that was pinned."""

from __future__ import annotations

import pandas as pd
import pytest

import helpers as nw
from tests import gate


@pytest.fixture(scope="module")
def scores() -> pd.DataFrame:
    return nw.own_scores()


def test_the_gold_is_the_one_that_the_floors_were_measured_on() -> None:
    assert gate.read()["gold"] == gate.digest(), (
        "data/gold or data/articles has changed: look at the scores (python -m tests.gate), then pin them"
    )


def test_no_score_is_under_its_floor(scores: pd.DataFrame) -> None:
    floors = gate.read()["floors"]
    assert set(floors) == {gate.key(row) for row in scores.itertuples()}
    under = {
        gate.key(row): (row.value, floors[gate.key(row)])
        for row in scores.itertuples()
        if row.value < floors[gate.key(row)]
    }
    assert not under, "under their floors (value, floor): " + str(under)


def test_a_floor_is_not_lowered_in_silence(
    scores: pd.DataFrame, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    worse = scores.assign(value=scores.value - 0.1)
    with pytest.raises(SystemExit, match="say why"):
        gate.pin(worse, None)
    lowered = gate.pin(worse, "a test")["lowered"][-1]
    assert lowered["why"] == "a test"
    assert len(lowered["floors"]) > len(scores) / 2
