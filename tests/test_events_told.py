"""How sure an event is, in what tense it is told, and whether a voice tells it or takes it for granted."""

from __future__ import annotations

import pandas as pd
import pytest

import helpers as nw
from helpers.evaluate.events import docs_of

TOLD = [
    # what stands behind *to be* is told as its clause is
    ("Lund said Hagen would be under investigation.", "under investigation", "planned", "future"),
    ("Hagen is under investigation.", "under investigation", "asserted", "present"),
    # a participle is no infinitive, a gerund none of purpose
    ("Bakers paid tribute to the 49 men killed in the mill.", "killed", "asserted", "past"),
    ("They hired a man to kill the king.", "kill", "planned", "future"),
    ("They are committed to bombing the rebels.", "bombing", "planned", "future"),
    ("They repeated their commitment to bombing and destroying the camp.", "destroying",
     "planned", "future"),
    ("They contributed to bombing the camp.", "bombing", "asserted", "past"),
    # a preposition of circumstance does not govern
    ("The lab was created in 1998 in collaboration with Norway.", "collaboration",
     "asserted", "past"),
    ("The lab prepared for collaboration with Norway.", "collaboration", "planned", "future"),
    ("The firm announced it was not closing the mine.", "closing", "asserted", "past"),
    ("The firm announced it was closing the mine.", "closing", "planned", "future"),
    # infinitives as subjects
    ("It is up to the voters to punish the mayor.", "punish", "hypothetical", "future"),
    ("It was wrong to attack the port.", "attack", "asserted", "past"),
    # it makes no difference, or is yet to come
    ("However many forts the army destroys, the town will rebuild.", "destroys",
     "hypothetical", "present"),
    ("However, the army destroys many forts.", "destroys", "asserted", "present"),
    ("No matter how many men the army kills, the town will rebuild.", "kills",
     "hypothetical", "present"),
    ("Once the army has taken the port, it will burn the ships.", "taken", "planned", "future"),
    ("Once the army had taken the port, it burned the ships.", "taken", "asserted", "past"),
    ("They fought until the rebels left the port.", "left", "asserted", "past"),
    ("They will fight until the rebels leave the port.", "leave", "hypothetical", "present"),
    # aims and appearances
    ("The army bombed the town in the name of freeing the bishop.", "freeing",
     "planned", "future"),
    ("The envoy spoke of the difficulty of replacing the bishop.", "replacing",
     "hypothetical", "past"),
    ("It sounded like a crane had smashed the shed.", "smashed", "hypothetical", "past"),
    ("The army burned the bridges before the troops left.", "left", "asserted", "past"),
    ("The bridge was about to collapse.", "collapse", "planned", "future"),
    ("Had the army attacked the port, it would have won.", "attacked", "hypothetical", "past"),
    ("The army had attacked the port.", "attacked", "asserted", "past"),
    # means and judgements, and aims
    ("The army used drones to attack the port.", "attack", "asserted", "past"),
    ("The army will use drones to attack the port.", "attack", "planned", "future"),
    ("The army bought drones to attack the port.", "attack", "planned", "future"),
    ("The mayor was wrong to attack the bishop.", "attack", "asserted", "past"),
    ("The mayor was ready to attack the bishop.", "attack", "planned", "future"),
    ("The mayor regrets having attacked the bishop.", "attacked", "asserted", "past"),
    # circumstances asked for are no doubt
    ("The driver is silent and it is unclear why he was arrested.", "arrested",
     "asserted", "past"),
    ("It is unclear whether he was arrested.", "arrested", "hypothetical", "past"),
    ("Lund asked why the army had attacked the town.", "attacked", "asserted", "past"),
    ("Lund asked whether the army had attacked the town.", "attacked", "hypothetical", "past"),
    # tenses that a tagger hides
    ("It is a plan that many bakers in both towns applaud.", "applaud", "asserted", "present"),
    ("The bakers in both towns cut the price last year.", "cut", "asserted", "past"),
    ("A woman who's fought the gangs is running for mayor.", "fought", "asserted", "past"),
    ("The firm uses a poison killing bees.", "killing", "asserted", "present"),
    ("The firm used a poison killing bees.", "killing", "asserted", "past"),
]  # fmt: skip


def rows_of(text: str) -> pd.DataFrame:
    return nw.events(docs_of([text]))


def one(text: str, trigger: str) -> pd.Series:
    rows = rows_of(text)
    return rows[rows.trigger == trigger].iloc[0]


@pytest.mark.parametrize(("text", "trigger", "modality", "tense"), TOLD)
def test_how_sure_an_event_is_and_when(text, trigger, modality, tense):
    row = one(text, trigger)
    assert (row["modality"], row["tense"]) == (modality, tense)


@pytest.mark.parametrize(
    ("text", "trigger", "polarity"),
    [
        ("The fair began, but not before bakers thanked the police.", "thanked", "positive"),
        ("The court has not only fined the bank but closed it.", "fined", "positive"),
        ("The court has not fined the bank.", "fined", "negative"),
        ("Without attacking the port, the army left.", "attacking", "negative"),
        ("The mayor almost killed the bishop.", "killed", "negative"),
        ("The gang killed almost 20 bakers.", "killed", "positive"),
        ("The envoy has yet to meet the bishop.", "meet", "negative"),
        ("The plot to kill the king was foiled.", "kill", "negative"),
        ("The mayor was not wrong to attack the bishop.", "attack", "positive"),
        ("The mayor was not ready to attack the bishop.", "attack", "negative"),
        ("The plot to kill the king was praised.", "kill", "positive"),
        ("The army refrained from attacking the port.", "attacking", "negative"),
        ("The army profited from attacking the port.", "attacking", "positive"),
        ("She repeated the debunked accounts of Danes attacking the port.", "attacking",
         "negative"),
        ("She repeated the accounts of Danes attacking the port.", "attacking", "positive"),
    ],
)  # fmt: skip
def test_a_not_before_another_word_denies_nothing(text, trigger, polarity):
    assert one(text, trigger)["polarity"] == polarity


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("Lund suggested that the attack on the port was the work of Danes.", "attack",
         "asserted"),
        ("Police think that the man who killed the baker has fled.", "killed", "asserted"),
        ("Police think that the man who killed the baker has fled.", "fled", "possible"),
        ("Lund asked about the killing of the baker.", "killing", "asserted"),
        ("Lund asked for the release of the baker.", "release", "hypothetical"),
    ],
)  # fmt: skip
def test_a_doubt_does_not_bear_on_what_is_taken_for_granted(text, trigger, modality):
    assert one(text, trigger)["modality"] == modality


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        ("Lund expressed her condolences over the Bergen massacre.", "massacre", None),
        ("Lund mourned the bakers who died in the raid.", "died", None),
        ("Lund offered her condolences for the raid in which a gang killed a baker.", "killed",
         None),
        ("Bakers paid tribute to the 49 men killed in the mill.", "killed", None),
        ("Hagen said that Lund condemned the attack on the mill.", "attack", "Hagen"),
        ("Lund deplored that the gang had burned the mill.", "burned", "Lund"),
        ("Guards never realized that the gang had burned the mill.", "burned", None),
        ("Guards realized that the gang had burned the mill.", "burned", "Guards"),
        ("Nobody knows why the gang burned the mill.", "burned", None),
        ("Lund said that the gang had burned the mill.", "burned", "Lund"),
    ],
)  # fmt: skip
def test_what_somebody_only_feels_about_is_the_reporters(text, trigger, source):
    found = one(text, trigger)["source"]
    assert (None if pd.isna(found) else found) == source
