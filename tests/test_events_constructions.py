"""Who does what to whom in constructions that hide it: phrases behind *to be*, alleged deeds, bids."""

from __future__ import annotations

import pandas as pd
import pytest
from spacy.tokens import Span

import helpers as nw
from helpers.evaluate.events import docs_of
from helpers.events.arguments import arguments
from helpers.events.lexicon import compile_senses
from helpers.events.senses import best_sense
from helpers.language.plain import plain

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


@pytest.mark.parametrize(
    ("text", "type_", "trigger", "polarity"),
    [
        ("Norway said it would not help Sudan.", "REJECT", "help", "positive"),
        ("Poland would not hesitate to bomb the port.", "THREATEN", "hesitate", "positive"),
        ("Poland would not hesitate to bomb the port.", "ASSAULT", "bomb", "positive"),
        ("Peru did not reject the offer.", "REJECT", "reject", "negative"),
        ("Norway did not attack Sudan.", "ASSAULT", "attack", "negative"),
    ],
)
def test_the_not_that_makes_a_refusal_denies_nothing(text, type_, trigger, polarity):
    (row,) = [r for r in nw.events(docs_of([text])).to_dict("records") if r["trigger"] == trigger]
    assert (row["type"], row["polarity"]) == (type_, polarity)


@pytest.mark.parametrize(
    ("text", "agent", "patient"),
    [
        ("Looters will be shot, the mayor said.", "the mayor", "Looters"),
        ("Beirut urged by Arab League envoy to rein in militias.", "Arab League envoy", "Beirut"),
        ("Moldova has asked NATO for help, the minister told a daily.", "Moldova", "NATO"),
        ("Together with Bhutan, Nepal launched a joint company.", "Nepal", "Bhutan"),
    ],
)
def test_who_stands_elsewhere(text, agent, patient):
    row = nw.events(docs_of([text])).iloc[0]
    assert (row.agent, row.patient) == (agent, patient)


def test_by_what_means_is_nobody():
    row = nw.events(
        docs_of(["A diplomat contacted by telephone in Oslo said the border was calm."])
    ).iloc[0]
    assert pd.isna(row.agent) and row.patient == "A diplomat"


@pytest.mark.parametrize(
    ("text", "agent", "patient"),
    [
        ("Police believe the Hagen gang was behind the killing of the mayor.", "the Hagen gang", "the mayor"),
        ("The nurses' call for Oslo to halt the raids was heard.", "The nurses", "Oslo"),
        ("The monitors were kicked out of Kashmir by the Indian authorities.", "the Indian authorities", "The monitors"),
        ("Norway is massing troops along its border with Chad.", "Norway", "its border with Chad"),
        ("Chilean frigates took part in a joint exercise with the Peruvian navy.", "Chilean frigates", "the Peruvian navy"),
    ],
)  # fmt: skip
def test_who_acts_where_a_parser_sees_what_somebody_is(text, agent, patient):
    row = nw.events(docs_of([text])).iloc[0]
    assert (row.agent, row.patient) == (agent, patient)


def test_what_somebody_is_is_no_deed():
    assert nw.events(docs_of(["Lena Hagen is a visiting professor."])).empty


def test_prepositions_of_like_senses_are_looked_at_in_the_rows_order():
    columns = ["lemma", "pos", "frame", "type", "patient", "gloss"]
    rows = [
        ["repudiate", "v", "", "REJECT", "by", ""],
        ["repudiate", "v", "obj", "REJECT", "from", ""],
        ["repudiate", "v", "obj=pact", "REJECT", "obj", ""],
    ]
    senses = compile_senses(pd.DataFrame(rows, columns=columns))
    (doc,) = docs_of(["The miners repudiate the pact from Sweden by Denmark."])
    verb = next(t for t in plain(doc) if t.lower_ == "repudiate")
    found = best_sense(verb, "v", arguments(verb), senses)
    assert found is not None and found.patient == ("obj", "by", "from")


@pytest.mark.parametrize(("name", "place"), [("Wendland", None), ("Dunmore", "Dunmore")])
def test_somebody_is_no_place_whatever_one_sentence_says(name, place):
    text = f"Tilo Wendland, a baker, sang in Dunmore. On Friday the police seized {name}."
    doc = nw.parse(nw.table("articles", [{"article_id": "own", "text": text}]))[0]
    others = [ent for ent in doc.ents if ent.start_char < text.index("On Friday")]
    last = max(t.i for t in doc if t.text == name)
    doc.ents = [*others, Span(doc, last, last + 1, label="LOC")]
    found = nw.events([doc])
    assert [x if isinstance(x, str) else None for x in found.place[found.trigger == "seized"]] == [
        place
    ]
