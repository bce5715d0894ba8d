"""Tables: typed, sorted, and every row pointing at its characters."""

from __future__ import annotations

import pandas as pd
import pytest

import helpers as nw
from helpers import tables


def test_a_table_has_its_columns_and_types_even_without_rows():
    for name, schema in tables.SCHEMAS.items():
        frame = tables.empty(name)
        assert list(frame.columns) == list(schema)
        assert {c: str(t) for c, t in frame.dtypes.items()} == schema
        tables.check(name, frame, {})


def test_rows_are_sorted_by_the_key_and_missing_columns_are_null():
    rows = [
        {"article_id": "b", "voice_id": 0, "start": 0, "end": 2},
        {"article_id": "a", "voice_id": 1, "start": 4, "end": 6},
        {"article_id": "a", "voice_id": 0, "start": 0, "end": 2},
    ]
    frame = tables.table("voices", rows)
    assert frame[["article_id", "voice_id"]].values.tolist() == [["a", 0], ["a", 1], ["b", 0]]
    assert frame.source.isna().all()


def test_an_unknown_column_is_refused_by_name():
    with pytest.raises(KeyError, match="colour"):
        tables.table("names", [{"article_id": "a", "colour": "red"}])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"end": 99}, "outside"),
        ({"text": "Wrong"}, "is not"),
        ({"start": None}, "half missing"),
    ],
)
def test_check_names_the_fault(change: dict, message: str):
    row = {"article_id": "a", "sentence_id": 0, "start": 4, "end": 8, "text": "port"} | change
    with pytest.raises(ValueError, match=message):
        tables.check("names", tables.table("names", [row]), {"a": "The port reopened."})


def test_dates_are_dates():
    frame = tables.table("articles", [{"article_id": "a", "published": pd.Timestamp("2016-08-07")}])
    assert frame.published.dt.year.tolist() == [2016]


@pytest.mark.parametrize("name", list(tables.SCHEMAS))
def test_every_table_of_the_walk_is_well_formed_and_points_at_its_characters(walked, name: str):
    texts = dict(zip(walked["articles"].article_id, walked["articles"].text, strict=True))
    assert len(walked[name]), f"the teaching corpus gives no row of {name}"
    tables.check(name, walked[name], None if name == "articles" else texts)


@pytest.mark.parametrize("name", [n for n in tables.SCHEMAS if n != "articles"])
def test_keys_refer_to_rows_that_exist(walked, name: str):
    frame = walked[name]
    assert set(frame.article_id) <= set(walked["articles"].article_id)
    if "sentence_id" in frame:
        known = set(map(tuple, walked["sentences"][["article_id", "sentence_id"]].to_numpy()))
        assert set(map(tuple, frame[["article_id", "sentence_id"]].to_numpy())) <= known
    if "voice_id" in frame and name != "voices":
        known = set(map(tuple, walked["voices"][["article_id", "voice_id"]].to_numpy()))
        used = frame.dropna(subset=["voice_id"])
        assert set(map(tuple, used[["article_id", "voice_id"]].to_numpy())) <= known


@pytest.mark.parametrize("function", [nw.walk, nw.parse, nw.near_duplicates])
def test_a_table_that_cannot_be_that_of_articles_is_refused_with_what_to_do(function):
    with pytest.raises(ValueError, match=r"no column .*problem.*read_articles"):
        function(pd.DataFrame({"article_id": ["a"], "text": ["The ferry sailed on Monday."]}))
    twice = nw.table("articles", [{"article_id": "a", "text": "Ships sail."}] * 2)
    with pytest.raises(ValueError, match="'a' is missing or there twice"):
        function(twice)
    with pytest.raises(ValueError, match="article_id must be text"):
        function(twice.head(1).assign(article_id=[7]))


@pytest.mark.parametrize("given", [None, [], "a.txt"])
def test_a_stage_says_that_it_needs_a_table(given):
    for stage in (nw.passages, nw.parse, nw.claims, nw.near_duplicates):
        with pytest.raises(ValueError, match="table"):
            stage(given)
