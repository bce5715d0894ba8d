"""Who is a party to an event: whose subject a clause shares, whom a pronoun names, where a phrase ends."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

import helpers as nw
from helpers.evaluate.events import docs_of


@cache
def rows(text: str) -> pd.DataFrame:
    found = nw.events(docs_of([text])).astype(object)
    return found.where(found.notna(), None)


def told(text: str, trigger: str, column: str) -> str | None:
    """Return a cell of the one row with a trigger."""
    mine = rows(text)
    mine = mine[mine.trigger == trigger]
    assert len(mine) == 1, rows(text)[["trigger", "agent", "patient"]]
    value: str | None = mine[column].iloc[0]
    return value


AGENTS = [
    # a finite clause shares no subject, a participle does
    (
        "Six miners were saved when a lift - whose operator was later sacked - jammed and fell.",
        "fell",
        "a lift",
    ),
    ("The pilot waved while leaving the port.", "leaving", "The pilot"),
    ("While crossing the bridge, the convoy was attacked by rebels.", "crossing", "the convoy"),
    ("The convoy was stopped by rebels firing rockets.", "firing", "rebels"),
    # who only tells it does not do it, who hopes to does
    ('"It is a better use of public money," Holm added, to build a new harbour.', "build", None),
    ("Holm hoped, if elected, to build a new harbour.", "build", "Holm"),
    # whose act an infinitive or a gerund behind a noun is
    ("We are giving our readers the chance to change their habits.", "change", "our readers"),
    ("Charities are having trouble raising money.", "raising", "Charities"),
    ("The cost of replacing old pipes annoyed the mayor.", "replacing", None),
    ("Soldiers guarding the bridge crossed the river.", "guarding", "Soldiers"),
    # a gerund is nobody; a noun beside an adjective is somebody
    ("Taxing sugar reduces obesity.", "reduces", None),
    ("Rising prices anger voters.", "anger", "Rising prices"),
    ("The storm caused the bridge to fall and revived old fears.", "fall", "the bridge"),
    ("The storm caused the bridge to fall and revived old fears.", "revived", "The storm"),
    # pronouns: he and she are persons, or who owns the thing; nobody outside the quotation
    ("A growing share of votes come from her town as she visits the farms.", "visits", "she"),
    ("The judge said she had signed the order.", "signed", "The judge"),
    ("Mrs Berg's campaign seemed to end soon and she rebuilt the team.", "rebuilt", "Mrs Berg"),
    ("The minister said it had damaged the port.", "damaged", "it"),
    ("The union says it has signed the treaty.", "signed", "The union"),
    ('The harbour said "it had sold the crane".', "sold", "it"),
    # relative pronouns
    ("Holm is a judge who jailed the rebels.", "jailed", "Holm"),
    ("It was the judge who jailed the rebels.", "jailed", "the judge"),
    ("Pilots of Arctair, who struck for a week, have returned.", "struck", "Pilots of Arctair"),
    ("The wife of Jan Berg, who sold the boats, fled.", "fled", "The wife of Jan Berg"),
    ("Police found the man who they said attacked the nurse.", "attacked", "the man"),
    ("It is not clear who attacked the nurse.", "attacked", None),
    ("Jan Berg, director of the museum, who sold the ship, resigned.", "sold", "Jan Berg"),
    # what only modifies an event noun
    ("Praise from Holm helps the mayor.", "Praise", "Holm"),
    ("Praise for Holm helps the mayor.", "Praise", None),
    ("The police inquiry angered Varna.", "inquiry", "police"),
    ("The Norwegian ban on whaling angered the council.", "ban", "Norwegian"),
    # where the phrase ends
    ("A total of nine sailors and two cooks drowned.", "drowned", "A total of nine sailors and two cooks"),
    ("Dozens of sailors and the mayor attacked the ship.", "attacked", "Dozens of sailors"),
    ("Holm, in the name of peace, has freed the sailors.", "freed", "Holm"),
    ("The firm was beaten badly by its larger rival and banks.", "beaten", "its larger rival and banks"),
    # what each of two does is not done to the other
    (
        "Senator Ana Lund and Minister Jan Hagen would let shops open late.",
        "let",
        "Senator Ana Lund and Minister Jan Hagen",
    ),
    ("Norway and Denmark struck a deal.", "struck a deal", "Norway"),
    ("In Varna, marchers honoured the victims.", "honoured", "marchers"),
]  # fmt: skip

PATIENTS = [
    ("Berg's wife said he had been beaten.", "beaten", "Berg"),
    ("The farmers said they had been beaten.", "beaten", "they"),
    ("Boats whose captains were arrested sank.", "arrested", "captains"),
    ("The guards beat those who stayed, and left.", "beat", "those who stayed"),
    ("The guards beat the men who stayed, and left.", "beat", "the men"),
    ("The votes were cast in Varna.", "cast", "The votes"),
    ("The Holm trial opened in Varna.", "trial", "Holm"),
    ("The mayor praised her 'great courage' twice.", "praised", "her 'great courage'"),
    ("The mayor cut bus fares in an effort to win voters.", "cut", "bus fares"),
    ("The prisoners that Holm freed on Monday are safe.", "freed", "The prisoners"),
    ("The port is a place that the rebels seized.", "seized", "The port"),
    ("The school offered pupils a free meal.", "offered", "pupils"),
]


@pytest.mark.parametrize(("text", "trigger", "agent"), AGENTS)
def test_who_does_it(text, trigger, agent):
    assert told(text, trigger, "agent") == agent


@pytest.mark.parametrize(("text", "trigger", "patient"), PATIENTS)
def test_to_whom(text, trigger, patient):
    assert told(text, trigger, "patient") == patient


@pytest.mark.parametrize(
    ("text", "trigger", "column", "name"),
    [
        ("Jan Berg left early. Later he was arrested.", "arrested", "patient_id", "Jan Berg"),
        ("Mrs Berg left early. Later he was arrested.", "arrested", "patient_id", None),
        (
            "Jan Berg spoke. The clerk was not named, and it is unclear why he was arrested.",
            "arrested",
            "patient_id",
            None,
        ),
        ('Jan Berg said: "We know that he has sold the boats."', "sold", "agent_id", None),
        ('Jan Berg said: "Our nurses will identify them."', "identify", "patient_id", None),
        ("A mob attacked Oslo. The attack in Oslo shocked many.", "attack", "patient_id", None),
    ],
)
def test_whose_name_a_pronoun_goes_by(text, trigger, column, name):
    assert told(text, trigger, column) == name


def test_an_owner_alone_is_no_agent():
    text = "Tourists were glad of the calm. Their call for a boycott failed."
    assert told(text, "call", "agent") is None


def test_a_hospital_receives_nobody():
    assert told("Jan Berg was taken to Varna Hospital.", "taken", "recipient") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norway's Lund greets the crew.", "Lund"),
        ("Norland's Cape Brook greets the crew.", "Cape Brook"),
        ("Norway's crew greets Ada Kell.", None),
    ],
)
def test_who_belongs_to_a_nation_goes_by_his_own_name(text, name):
    assert told(text, "greets", "agent_id") == name
