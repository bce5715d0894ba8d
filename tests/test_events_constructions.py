"""Who does what to whom in constructions that hide it: phrases behind *to be*, alleged deeds, bids."""

from __future__ import annotations

import pandas as pd
import pytest

import helpers as nw
from helpers.evaluate.events import docs_of

CASES = [
    ("The mayor of Varna is under arrest.", "COERCE", None, "The mayor of Varna"),
    ("Norway is at war with Denmark.", "ASSAULT", "Norway", "Denmark"),
    ("Finland is against the treaty.", "REJECT", "Finland", "the treaty"),
    ("The senate ratified by a narrow vote a pact with Chile.", "SUPPORT", "The senate", "Chile"),
    (
        "The office is investigating a claim that the governor stole grain.",
        "ACCUSE",
        "The office",
        "the governor",
    ),
    ("The envoy held a second day of talks with the rebels.", "CONSULT", "The envoy", "the rebels"),
    ("Police arrested the bishop after accusing him of theft.", "ACCUSE", "Police", "the bishop"),
    ("Serbia will not accept the plan.", "REJECT", "Serbia", "the plan"),
    (
        "Thousands of soldiers were deployed along the border with Peru.",
        "MOBILIZE",
        "Thousands of soldiers",
        "the border with Peru",
    ),
    (
        "The council denounced fraud by the ministry.",
        "ACCUSE",
        "The council",
        "the ministry",
    ),
]


def parties(text: str) -> set[tuple[str, str | None, str | None]]:
    rows = nw.events(docs_of([text]))
    found = rows[["type", "agent", "patient"]].astype(object)
    return {tuple(None if pd.isna(x) else x for x in row) for row in found.to_numpy()}


@pytest.mark.parametrize(("text", "kind", "agent", "patient"), CASES)
def test_who_and_whom_in_a_construction(text, kind, agent, patient):
    assert (kind, agent, patient) in parties(text)


def test_a_march_is_no_month():
    assert any(k == "COERCE" for k, *_ in parties("Police used batons to break up a march."))
