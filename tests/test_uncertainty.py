"""Intervals that resample articles."""

import numpy as np
import pandas as pd
import pytest

from helpers.uncertainty import bootstrap_by_article, bootstrap_difference, permutation_test


def rows(outlets, articles, per_article, spread, seed=0):
    random = np.random.default_rng(seed)
    made = []
    for outlet, mean in outlets.items():
        for a in range(articles):
            centre = mean + spread * random.normal()
            for _ in range(per_article):
                made.append((f"{outlet}{a}", outlet, centre + 0.1 * random.normal()))
    return pd.DataFrame(made, columns=["article_id", "outlet", "score"])


def test_interval_holds_the_mean_and_is_repeatable():
    frame = rows({"x": 0.2, "y": 0.5}, 12, 5, 0.2)
    one, two = (bootstrap_by_article(frame, "score", "outlet") for _ in range(2))
    assert one.equals(two)
    assert ((one.low < one.score) & (one.score < one.high)).all()
    assert one.rows.tolist() == [60, 60] and one.articles.tolist() == [12, 12]


def test_articles_are_the_unit_not_rows():
    few = bootstrap_by_article(rows({"x": 0.0}, 6, 50, 0.3), "score", "outlet")
    naive = 2 * 1.96 * rows({"x": 0.0}, 6, 50, 0.3).score.std() / np.sqrt(300)
    assert (few.high - few.low)[0] > 3 * naive


def test_coverage_is_about_what_it_says():
    held = [
        bootstrap_by_article(rows({"x": 0.0}, 8, 4, 0.3, seed), "score", "outlet", n=400)
        for seed in range(150)
    ]
    inside = np.mean([r.low[0] <= 0 <= r.high[0] for r in held])
    assert 0.90 <= inside <= 0.99


def test_one_article_has_no_interval():
    made = bootstrap_by_article(rows({"x": 0.0}, 1, 5, 0.1), "score", "outlet")
    assert made[["low", "high"]].isna().all(axis=None)


def test_a_difference_is_carried_only_when_it_is_there():
    same = bootstrap_difference(rows({"x": 0.0, "y": 0.0}, 10, 4, 0.3, 3), "score", "outlet")
    apart = bootstrap_difference(rows({"x": 0.0, "y": 1.0}, 10, 4, 0.3), "score", "outlet")
    assert not same.carried[0]
    assert apart.carried[0] and apart.difference[0] == pytest.approx(-1, abs=0.3)


def test_shared_articles_are_drawn_together():
    random = np.random.default_rng(1)
    base = np.repeat(random.normal(size=10), 2)
    frame = pd.DataFrame(
        {
            "article_id": np.repeat([f"a{i}" for i in range(10)], 2),
            "target": ["p", "q"] * 10,
            "score": base + np.tile([0.0, 0.2], 10),
        }
    )
    made = bootstrap_difference(frame, "score", "target")
    assert made.carried[0] and made.high[0] - made.low[0] < 0.01


def test_nulls_and_booleans():
    frame = pd.DataFrame(
        {
            "article_id": ["a", "b", "c"],
            "outlet": ["x"] * 3,
            "harm": pd.array([True, False, None], dtype="boolean"),
        }
    )
    made = bootstrap_by_article(frame, "harm", "outlet")
    assert made.harm[0] == 0.5 and made.rows[0] == 2


def test_another_unit_narrows_what_is_said():
    frame = rows({"x": 0.0, "y": 1.0}, 1, 30, 0.0).reset_index(names="sentence")
    assert not bootstrap_difference(frame, "score", "outlet").carried[0]
    assert bootstrap_difference(frame, "score", "outlet", unit="sentence").carried[0]


def stories(shift, seed=0):
    random = np.random.default_rng(seed)
    rows = []
    for story in "abc":
        for i in range(8):
            state = i == 0
            for _ in range(5):
                score = random.normal(0.5 * (story == "b") + shift * state, 0.1)
                rows.append((f"{story}{i}", story, state, score))
    return pd.DataFrame(rows, columns=["article_id", "story", "state", "score"])


def test_permutation_finds_a_difference_that_is_there_in_every_story():
    found = permutation_test(stories(0.6), "score", "state", strata="story").iloc[0]
    assert found.carried and found.arrangements == 8**3 and found.p == 1 / 8**3
    assert found.low < 0.6 < found.high and found.low > 0


def test_permutation_seldom_finds_a_difference_that_is_not_there():
    p = [
        permutation_test(stories(0.0, seed), "score", "state", strata="story").p[0]
        for seed in range(40)
    ]
    assert np.mean(np.array(p) < 0.05) <= 0.125


def test_permutation_at_random_agrees_with_all_arrangements():
    rows = stories(0.1)
    every = permutation_test(rows, "score", "state", strata="story").p[0]
    some = permutation_test(rows, "score", "state", strata="story", n=500).p[0]
    assert abs(every - some) < 0.05


def test_permutation_needs_units_of_both_kinds():
    with pytest.raises(ValueError, match="both kinds"):
        permutation_test(stories(0.0).assign(state=True), "score", "state", strata="story")


@pytest.mark.parametrize("wrong", [{"n": 0}, {"level": 95}])
@pytest.mark.parametrize("method", [bootstrap_by_article, bootstrap_difference, permutation_test])
def test_a_number_of_draws_or_a_level_that_cannot_be(method, wrong):
    rows = pd.DataFrame({"article_id": list("abcd"), "group": [True, True, False, False], "x": 1.0})
    with pytest.raises(ValueError, match="n is 1 or more and level between 0 and 1"):
        method(rows, "x", "group", **wrong)
