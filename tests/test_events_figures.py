"""Force that is meant and force that is none: figures of speech, accidents, contests of words and money."""

from __future__ import annotations

import pytest

import helpers as nw
from helpers.evaluate.events import docs_of
from helpers.events.lexicon import noun_classes
from helpers.resources import lexicon


def _types(text: str) -> set[str]:
    return set(nw.events(docs_of([text]))["type"])


FIGURES = [
    "The advert will hit the airwaves on Monday.",
    "Rising rents have crushed the middle class.",
    "The mayor fought for affordable housing.",
    "The band fought to keep its fans.",
    "The senator is targeting young voters.",
    "The scandal shattered his hopes of a second term.",
    "The governor attacked the budget in a speech.",
    "A price war broke out between the supermarkets.",
    "The team lost the battle for the title.",
    "The critics launched an advertising blitz in Lund.",
    "United beat City on Saturday.",
    "The bank seized the opportunity.",
    "The dollar retreated against the yen.",
    "The book captures the mood of the city.",
]
MEANT = [
    ("Rebels hit the airport with rockets.", "ASSAULT"),
    ("The regime crushed the uprising.", "ASSAULT"),
    ("Rebels fought for control of the city.", "ASSAULT"),
    ("The troops fought to retake the port.", "ASSAULT"),
    ("The militia targeted civilians.", "ASSAULT"),
    ("The blast shattered windows and wounded ten.", "ASSAULT"),
    ("The gang attacked two tourists.", "ASSAULT"),
    ("A war broke out between the clans.", "ASSAULT"),
    ("The battle for Tromso has lasted a month.", "ASSAULT"),
    ("Police beat protesters on Saturday.", "ASSAULT"),
    ("Police seized 40 kilos of heroin.", "COERCE"),
    ("The army retreated from the town.", "RETREAT"),
    ("The rebels captured the airport.", "COERCE"),
]
ACCIDENTS = [
    "Seven people were killed and 50 were injured when a tram overturned.",
    "Fifty passengers were injured in the crash.",
    "A woman was trapped in the wreckage.",
    "The bus hit a tree and two pupils were hurt.",
    "Storm Agnes hit the coast and killed three.",
    "A fire destroyed the hall and killed a guard.",
    "A cyclist was killed by a lorry.",
    "The crash left seven dead.",
    "Ferry sinks after collision off Lund.\n\nAt least nine people were killed. Dozens were hurt.",
]
DEEDS = [
    "A gunman was shot dead in Lund after the bus crashed.",
    "Three were wounded when a bomb exploded.",
    "Two girls were killed in the shooting.",
    "Twelve were injured in clashes with the police.",
    "A driver killed four when he drove into a crowd.",
    "Ten people were killed in an air raid.",
    "Sniper fire killed two men.",
    "Seven people were killed.",
    "Bomb kills nine on ferry off Lund.\n\nAt least nine people were killed. Dozens were hurt.",
]


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure_of_speech_is_no_force(text):
    assert not _types(text) & {"ASSAULT", "COERCE", "RETREAT"}


@pytest.mark.parametrize(("text", "kind"), MEANT)
def test_force_that_is_meant_stays(text, kind):
    assert kind in _types(text)


@pytest.mark.parametrize("text", ACCIDENTS)
def test_nobody_attacks_in_an_accident(text):
    assert _types(text) == {"OTHER"}


@pytest.mark.parametrize("text", DEEDS)
def test_what_somebody_did_is_no_accident(text):
    assert "ASSAULT" in _types(text)


def test_the_police_arrest_also_after_an_accident():
    text = "Tram crash kills two in Lund.\n\nThe crash shook the town. The driver was arrested."
    assert _types(text) == {"OTHER", "COERCE"}


def test_a_figure_keeps_its_event():
    row = nw.events(docs_of(["The drought hit farmers in Spain."])).iloc[0]
    assert (row.trigger, row.type, row.agent, row.place) == ("hit", "OTHER", "The drought", "Spain")


def test_the_words_that_ask_for_more_are_known():
    rows = lexicon("event_figures")
    words = lexicon("events")
    known = set(zip(words.lemma, words.pos, strict=True))
    assert {(r.lemma, r.pos) for r in rows.itertuples()} <= known
    assert not rows.duplicated(["lemma", "pos"]).any()


def test_what_is_armed_uses_force():
    classes = noun_classes()
    powerless = classes["accident"] | classes["calamity"] | classes["circumstance"]
    assert not powerless & (classes["weapon"] | classes["force"] | classes["violence"])
