"""Rows that a careful reader expects of our own stories, and rows that would make one laugh."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

import helpers as nw
from helpers import tables

STORIES = ("aleppo_meridian.txt", "strike_gazette.txt", "strike_courier.txt")
EXPECTED = [
    ("aleppo-meridian", "broken", "ASSAULT", "Syrian insurgents", "government lines"),
    ("aleppo-meridian", "ending", "RETREAT", "Syrian insurgents", "siege"),
    ("aleppo-meridian", "captured", "COERCE", "insurgents", "artillery college"),
    ("aleppo-meridian", "pulled", "RETREAT", "troops", "colleges"),
    ("aleppo-meridian", "destroyed", "ASSAULT", "warplanes", "building"),
    ("aleppo-meridian", "captured", "COERCE", "government forces", "Castello Road"),
    ("aleppo-meridian", "discuss", "CONSULT", "Security Council", "Aleppo"),
    ("strike-gazette", "stopped", "PROTEST", "dock workers", ""),
    ("strike-gazette", "withdrew", "CONCEDE", "Ellan Harbour Group", "plan"),
    ("strike-gazette", "walked", "REJECT", "union", "fair offer"),
    ("strike-gazette", "offered", "AGREE", "Anselm Rook", "both sides"),
    ("strike-courier", "rejected", "REJECT", "court in Ellan", "request"),
    ("strike-courier", "proposal", "REQUEST", "Mr Rook", "both sides"),
]


@cache
def rows() -> pd.DataFrame:
    articles = nw.read_articles(*(nw.data_path("articles", name) for name in STORIES))
    return nw.events(nw.parse(articles))


def slot(row: dict, name: str) -> str:
    return "" if pd.isna(row[name]) else row[name]


@pytest.mark.parametrize(("story", "word", "kind", "agent", "patient"), EXPECTED)
def test_a_reader_finds_the_row(story, word, kind, agent, patient):
    mine = rows()[rows().article_id == story].to_dict("records")
    found = [r for r in mine if word in r["trigger"] and r["type"] == kind]
    assert any(agent in slot(r, "agent") and patient in slot(r, "patient") for r in found), found


def test_what_state_media_deny_is_told_as_denied():
    mine = rows()[(rows().article_id == "aleppo-meridian") & (rows().trigger == "lifted")]
    assert list(mine.polarity) == ["negative"]


def test_who_is_promised_something_does_not_promise_it():
    mine = rows()[(rows().article_id == "strike-gazette") & (rows().trigger == "promised")]
    assert not mine.agent.isin(["We"]).any()


def test_a_strike_of_workers_is_no_attack():
    mine = rows()[rows().article_id.str.startswith("strike")]
    assert not ((mine.lemma == "strike") & (mine.type == "ASSAULT")).any()


def test_a_place_that_owns_something_is_answered_without_its_mark():
    text = "Ferries stop\n\nThe captains of Norway’s oldest ferries went home on Monday."
    articles = tables.table("articles", [{"article_id": "a", "text": text}])
    found = nw.answers(nw.parse(articles))
    assert "Norway" in set(found[found.question == "where"].answer)


@pytest.mark.parametrize(
    ("title", "question", "answer"),
    [
        ("Ferry burns as rebels launch bid to end Kell’s blockade", "who", "rebels"),
        ("Nobody is leaving the harbour", "what", "Nobody is leaving the harbour"),
        ("Crews are leaving the harbour", "what", "are leaving the harbour"),
    ],
)
def test_a_title_is_told_by_its_verbs_and_with_its_nobody(title, question, answer):
    text = f"{title}\n\nThe ferry lay off the quay of Skerry on Monday, the harbour board said."
    made = tables.table("articles", [{"article_id": "a", "text": text, "title": title}])
    found = nw.answers(nw.parse(made)).set_index(["question", "rank"]).answer
    assert found[question, 1] == answer
