"""Words that are of a type only with the right company: care, visits, promises, rallies, and whom they concern."""

from __future__ import annotations

import pandas as pd
import pytest

import helpers as nw
from helpers.evaluate.events import docs_of


def _rows(text: str) -> set[tuple[str, str, str | None]]:
    rows = nw.events(docs_of([text]))[["trigger", "type", "patient"]].astype(object)
    return {tuple(None if pd.isna(x) else x for x in row) for row in rows.to_numpy()}


TYPES = [
    ("Some readers offered their opinions.", "offered", "OTHER"),
    ("Thousands demonstrated against the dam.", "demonstrated", "PROTEST"),
    ("The app allowed users to mark themselves as safe.", "allowed", "OTHER"),
    ("The parliament allowed the refugees to stay.", "allowed", "CONCEDE"),
    ("The besiegers let a lorry of flour into the town.", "let", "RETREAT"),
    ("Flights were cancelled because of snow.", "cancelled", "OTHER"),
    ("Norway cancelled flights to Denmark.", "cancelled", "SANCTION"),
    ("Police are seeking a man in a red coat.", "seeking", "OTHER"),
    ("Norway sought aid from Denmark.", "sought", "REQUEST"),
    ("Doctors treated the wounded.", "treated", "AID"),
    ("Tourists visited the museum.", "visited", "OTHER"),
    ("The minister visited Oslo.", "visited", "CONSULT"),
    ("The senator rallied his supporters.", "rallied", "OTHER"),
    ("The party rallied the public against the law.", "rallied", "ACCUSE"),
    ("The pressures promise to swell expenses.", "promise", "OTHER"),
    ("The minister promised to help farmers.", "promised", "AGREE"),
    ("The streets were deserted.", "deserted", "OTHER"),
    ("Soldiers deserted the army.", "deserted", "RETREAT"),
    ("Socialists would resist them.", "resist", "REJECT"),
    ("Doctors rushed the girl to a clinic.", "rushed", "AID"),
    ("Police rushed to the scene.", "rushed", "OTHER"),
    ("Three rowers were taken to hospital with burns.", "taken", "AID"),
    ("Others suffered serious injuries.", "suffered", "OTHER"),
    ("The army suffered heavy losses.", "suffered", "ASSAULT"),
    ("The senator called the mayor a liar.", "called", "ACCUSE"),
    ("The tram flipped near the bridge.", "flipped", "OTHER"),
    ("Norway hit Denmark with tariffs.", "hit", "SANCTION"),
    (
        "The senator launched a personal attack on the mayor.",
        "launched a personal attack",
        "ACCUSE",
    ),
    ("The rebels launched an attack on the mayor.", "launched an attack", "ASSAULT"),
    ("At a campaign rally in Lund, Berg repeated it.", "rally", "OTHER"),
    ("Thousands held a rally against the tax in Lund.", "held a rally", "PROTEST"),
    ("The premier marched in the Lund parade.", "marched", "OTHER"),
    ("Hundreds marched through Lund against the tax.", "marched", "PROTEST"),
    ("Hundreds marched in memory of the victims.", "marched", "SUPPORT"),
    ("The parade was led by the mayor.", "led", "OTHER"),
]
NOTHING = [
    "The coach treated him with respect.",
    "He stood with a gun at the door.",
    "She was proud of her role on the board.",
    "They called the boat Bess.",
    "The shooting of the film will start soon.",
]
PATIENTS = [
    ("Berg blames loss on Lind in call with donors.", "blames", "Lind"),
    ("Berg blamed the minister for the defeat.", "blamed", "the minister"),
    ("The king expressed his condolences over the massacre.", "expressed his condolences", None),
    ("The king expressed condolences over the Lund massacre.", "expressed condolences", None),
    ("The king sent his condolences to the families.", "sent his condolences", "the families"),
    ("The premier voiced support for the strike.", "voiced support", "the strike"),
    ("Their commitment to destroying the militia is firm.", "commitment", None),
    ("Praise from Lind pleased the board.", "Praise", None),
    ("Gunmen killed 130 in Paris.", "killed", "130 in Paris"),
    ("Gunmen killed two bakers in May.", "killed", "two bakers"),
    ("To please his party, Berg called for cuts.", "called", "cuts"),
]


@pytest.mark.parametrize(("text", "trigger", "kind"), TYPES)
def test_a_word_is_of_the_type_that_its_company_makes(text, trigger, kind):
    assert (trigger, kind) in {row[:2] for row in _rows(text)}


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_event_gives_no_row(text):
    assert not _rows(text)


@pytest.mark.parametrize(("text", "trigger", "patient"), PATIENTS)
def test_whom_it_concerns(text, trigger, patient):
    assert (trigger, patient) in {(row[0], row[2]) for row in _rows(text)}


def test_a_participle_that_describes_is_no_event():
    assert "engaged" not in {r[0] for r in _rows("He led an active, engaged life to the end.")}
    assert "engaged" in {r[0] for r in _rows("The navy was active, and engaged pirates.")}


def test_who_is_hurt_is_told_also_of_a_described_person():
    found = _rows("Nurses cared for the men injured in the crash.")
    assert ("injured", "OTHER", "the men") in found


def test_a_deed_colours_no_place_of_what_it_only_causes():
    rows = nw.events(docs_of(["The Lund shootings dampen the festival."]))
    assert rows[rows.trigger == "dampen"].place.isna().all()


SPOKEN = [
    ("Senator Lars Berg attacked Anna Lind for her vote.", "attacked", "ACCUSE"),
    ("Rebels attacked the convoy for the third time.", "attacked", "ASSAULT"),
    ("Lars Berg released his tax returns on Monday.", "released", "OTHER"),
    ("The rebels released the hostages.", "released", "RETREAT"),
    ("Her push to help farmers failed.", "push", "OTHER"),
    ("A push by rebels into the town was beaten back.", "push", "ASSAULT"),
    ("The shares hit 40 dollars.", "hit", "OTHER"),
]


@pytest.mark.parametrize(("text", "trigger", "kind"), SPOKEN)
def test_words_of_force_in_politics(text, trigger, kind):
    assert (trigger, kind) in {row[:2] for row in _rows(text)}


def test_tax_returns_give_nothing_back():
    assert "RETREAT" not in {row[1] for row in _rows("His tax returns were audited.")}
    assert "RETREAT" in {row[1] for row in _rows("Sweden demanded the return of the prisoners.")}


def test_what_a_trial_demonstrates_is_no_protest():
    assert not _rows("The trial has demonstrated that the pier is safe.")
