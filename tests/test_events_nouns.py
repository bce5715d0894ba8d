"""Event nouns in their clause, and where and when: sentences of our own, one a class of mistake once made."""

from __future__ import annotations

import pandas as pd
import pytest

import helpers as nw


def rows(text: str) -> list[dict]:
    day = pd.Timestamp("2020-05-14")
    article = {"article_id": "a", "text": text, "n_words": 9, "published": day}
    return nw.events(nw.parse(nw.table("articles", [article]))).to_dict("records")


def one(text: str, trigger: str) -> dict:
    found = [row for row in rows(text) if trigger in row["trigger"]]
    assert len(found) == 1, [row["trigger"] for row in rows(text)]
    return {name: None if pd.isna(value) else value for name, value in found[0].items()}


@pytest.mark.parametrize(
    ("text", "trigger", "slots"),
    [
        ("Rebels ended an army siege of the port.", "siege", {"agent": "army", "patient": "the port"}),
        ("The town was taken by rebels after an offensive against the garrison.", "offensive",
         {"agent": "rebels", "patient": "the garrison"}),
        ("Two farmers were shot by rebels after an attack on a mill.", "attack", {"agent": None}),
        ("The city of Hagen suffered heavy bombardment by government jets.", "bombardment",
         {"agent": "government jets", "patient": "The city of Hagen"}),
        ("The singer received support from the mayor.", "support",
         {"agent": "the mayor", "patient": "The singer"}),
        ("The mill hired 160 guards, up from 90 last year.", "hired", {"time": None}),
        ("The mill hired 160 guards last year.", "hired", {"time": "last year"}),
        ("The army will close the port as soon as Monday.", "close", {"time": "Monday"}),
        ("The war in Yemen, raging since 2015, went on.", "war",
         {"patient": None, "place": "Yemen", "time": "since 2015"}),
        ("The villagers came under attack from gunmen.", "came", {"agent": "gunmen"}),
        ("They were twice denied visas to enter the country.", "denied", {"patient": "They"}),
        ("Gunmen targeted families out shopping for the feast.", "targeted", {"patient": "families"}),
        ("Instead of being taken to a hotel, he was freed.", "taken", {"polarity": "negative"}),
        ("A bomb went off in Oslo on Friday.", "went off", {"patient": None, "place": "Oslo"}),
        ("He spoke of the bombings in Oslo and Hagen.", "bombings", {"patient": None}),
        ("Twenty-nine people were injured by a blast.", "injured", {"count": 29}),
        ("Lena brought the clock to school on Monday.", "brought", {"patient": "the clock"}),
    ],
)  # fmt: skip
def test_a_clause_says_who_has_part_in_a_noun(text, trigger, slots):
    row = one(text, trigger)
    assert {name: row[name] for name in slots} == slots


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Fighters stormed army lines south of Oslo last night.", "stormed", "south of Oslo"),
        ("The bomb went off on the outskirts of Oslo.", "went", "the outskirts of Oslo"),
        ("A raid conducted by the army near Oslo killed two farmers.", "killed", "Oslo"),
        ("Thousands marched through London against the tax.", "marched", "London"),
        ("Two ships were diverted to Oslo.", "diverted", "Oslo"),
        ("The council held a meeting on Norway.", "meeting", None),
        ("The army fought in Oslo and cut two roads.", "cut", None),
        ("The firm sold two ships to Norway.", "sold", None),
    ],
)
def test_the_place_is_the_one_that_hangs_on_the_event(text, trigger, place):
    assert one(text, trigger)["place"] == place


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("A court in Oslo on Tuesday rejected the request.", "rejected", "2020-05-12"),
        ("A mediator has offered to meet both sides on Wednesday.", "meet", "2020-05-20"),
        ("A mediator has offered to meet both sides on Wednesday.", "offered", None),
        ("The crew managed on Friday to free the ship.", "free", "2020-05-08"),
        ("Thousands took to the streets this weekend.", "took", "2020-05-09"),
    ],
)
def test_the_day_is_that_of_the_deed(text, trigger, day):
    found = one(text, trigger)["date_from"]
    assert (None if found is None else str(found.date())) == day


@pytest.mark.parametrize(
    ("text", "trigger", "told"),
    [
        (
            "The minister announced that the state had bought ten ships.",
            "bought",
            ("asserted", "past"),
        ),
        (
            "The minister announced that the state would buy ten ships.",
            "buy",
            ("planned", "future"),
        ),
        ("The mayor urged the rebels to leave the port.", "leave", ("hypothetical", "future")),
        ("The road may be closed by the army.", "closed", ("possible", "future")),
        ("Talks between Oman and Yemen will begin on Monday.", "Talks", ("planned", "future")),
        ("The crew managed to free the ship.", "free", ("asserted", "past")),
    ],
)
def test_what_is_to_come_has_not_happened(text, trigger, told):
    row = one(text, trigger)
    assert (row["modality"], row["tense"]) == told


@pytest.mark.parametrize(
    ("text", "trigger", "polarity"),
    [
        ("There are no plans to deploy soldiers in the port.", "deploy", "negative"),
        ("There is no doubt that the army shelled the town.", "shelled", "positive"),
        ("The ferry crews are not on strike.", "strike", "negative"),
    ],
)
def test_what_there_are_no_plans_for_does_not_happen(text, trigger, polarity):
    assert one(text, trigger)["polarity"] == polarity
