"""Claims that clash, and the six answers."""

from __future__ import annotations

import pytest

import helpers as nw
from helpers import tables
from tests.test_events import rows_of


def _event(article: str, number: int, **slots) -> dict:
    row = {
        "article_id": article, "sentence_id": 0, "event_id": number, "start": 0, "end": 4,
        "trigger": "take", "lemma": "take", "type": "COERCE", "agent": "the rebels",
        "patient": "the coast road", "polarity": "positive", "modality": "asserted",
    }  # fmt: skip
    return row | slots


def _claims(*rows: dict, **options):
    return nw.claims(tables.table("events", rows), **options)


def test_a_denial_and_an_assertion_share_a_claim():
    found = _claims(
        _event("a", 0, source="the rebels"),
        _event("b", 3, source="state television", polarity="negative", lemma="seize"),
    )
    assert list(found.claim_id) == ["a:0", "a:0"]
    assert list(found.relation) == ["asserts", "denies"]


def test_different_places_times_or_patients_are_no_clash():
    denied = {"source": "state television", "polarity": "negative"}
    for other in (
        {"patient": "the old mill"},
        {"agent": "the coastguard"},
        {"date_from": "2016-08-01", "date_to": "2016-08-01"},
        {"type": "ASSAULT", "lemma": "bomb"},
    ):
        first = _event("a", 0, source="the rebels", date_from="2016-08-05", date_to="2016-08-05")
        assert _claims(first, _event("b", 0, **denied | other)).empty


def test_one_source_does_not_clash_with_itself():
    assert _claims(
        _event("a", 0, source="the rebels"),
        _event("a", 1, source="the rebels", polarity="negative"),
    ).empty


def test_figures_that_differ_are_side_by_side():
    dead = {"lemma": "kill", "type": "ASSAULT", "agent": None, "patient": "fighters"}
    found = _claims(
        _event("a", 0, **dead, source="the monitors", count=700),
        _event("b", 0, **dead, source="the army", count=90),
    )
    assert len(found) == 2
    assert set(found.relation) == {"asserts"}


def test_sources_that_agree_are_shown_only_on_request():
    rows = _event("a", 0, source="the rebels"), _event("b", 0, source="a doctor")
    assert _claims(*rows).empty
    assert len(_claims(*rows, contested=False)) == 2


def test_plans_are_no_claims():
    assert _claims(
        _event("a", 0, source="the rebels", modality="planned"),
        _event("b", 0, source="the army", polarity="negative"),
    ).empty


def test_the_order_of_rows_does_not_matter():
    rows = [
        _event("a", 0, source="the rebels"),
        _event("b", 0, source="the army", polarity="negative"),
        _event("c", 0, source="a doctor"),
    ]
    assert _claims(*rows).equals(_claims(*rows[::-1]))


def test_a_clash_is_found_from_the_text():
    events = rows_of(
        "The rebels said they had captured the harbour. The army denied that the rebels had captured the harbour."
    )
    found = nw.claims(events)
    assert sorted(found.relation) == ["asserts", "denies"]


def test_the_story_is_answered_by_spans_of_its_text():
    title, body = "Marines storm harbour", "Marines stormed the harbour of Bergen on Friday."
    text = f"{title}\n\n{body}"
    articles = tables.table(
        "articles", [{"article_id": "s", "text": text, "published": "2016-08-06"}]
    )
    kinds = [("title", 0, len(title)), ("body", len(title) + 2, len(text))]
    passages = tables.table(
        "passages",
        [
            {"article_id": "s", "passage_id": i, "kind": kind, "start": start, "end": end}
            for i, (kind, start, end) in enumerate(kinds)
        ],
    )
    found = nw.answers(nw.parse(articles, passages=passages))
    tables.check("answers", found, {"s": text})
    best = found[found["rank"] == 1].set_index("question").answer
    assert best["who"] == "Marines"
    assert best["when"] == "Friday"
    assert "harbour" in best["what"]


def test_neither_a_year_nor_what_comes_again_is_the_day_of_a_story():
    text = (
        "Three killed at Bergen fair\n\nvisitors at the fair of Bergen in 2008.\n\n"
        "A gale yesterday caused a stand to fall on the fair of Bergen, killing three.\n\n"
        "Thousands of traders arrive in Bergen each year."
    )
    articles = tables.table(
        "articles", [{"article_id": "s", "text": text, "published": "2016-08-06"}]
    )
    found = nw.answers(nw.parse(articles))
    best = found[found["rank"] == 1].set_index("question").answer
    assert best["when"] == "yesterday"


@pytest.mark.parametrize(
    ("question", "expected", "text"),
    [
        ("when", "Saturday", "Mayor blames storm for flood\n\nThe mayor criticised the weather service.\n\n"
         "On a call with farmers on Saturday, the mayor said the service had slept.\n\n"
         "The dam was full.\n\nAfter the service sent a letter to the council on July 4, nobody acted."),
        ("why", "retaliation for the raid on Hagen",
         "Bomb hits consulate\n\nA bomb hit the consulate in retaliation for the raid on Hagen."),
        ("why", "a rise in fares", "Riders block station\n\nThe protest was sparked by a rise in fares."),
    ],
)  # fmt: skip
def test_circumstances_of_a_story(question, expected, text):
    articles = tables.table(
        "articles", [{"article_id": "s", "text": text, "published": "2016-08-06"}]
    )
    found = nw.answers(nw.parse(articles))
    assert found[found["rank"] == 1].set_index("question").answer[question] == expected


def _best(text: str, published: str = "2016-08-06") -> dict[str, str]:
    articles = tables.table("articles", [{"article_id": "s", "text": text, "published": published}])
    found = nw.answers(nw.parse(articles))
    return found[found["rank"] == 1].set_index("question").answer.to_dict()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("how", "Farmers sell their orchards\n\nFarmers sold their orchards in May."),
        ("how", "Bread prices rise\n\nBread prices rose by 40 per cent."),
        ("how", "Painter dies\n\nThe painter died while sailing round the cape."),
        ("how", "Bridge closed\n\nThe bridge was closed by the council."),
        ("why", "Mill reopens\n\nThe mill has made flour since reopening in June."),
        ("why", "Geese fly over the lake\n\nGeese flew over the lake at noon."),
        ("why", "Bakers tell who helped\n\nThe law allows bakers to keep their ovens."),
        ("when", "Nurse swims the strait\n\nThe nurse swam the strait in eight hours."),
        ("when", "Old mill burns\n\nThe mill, built in 1908, burnt down."),
        ("where", "Fair planned\n\nThe fair is planned in four towns: Bergen, Odense, Malmo and Turku."),
    ],
)  # fmt: skip
def test_what_the_text_does_not_say_is_not_answered(question: str, text: str):
    assert question not in _best(text)


@pytest.mark.parametrize(
    ("question", "expected", "text"),
    [
        ("how", "ropes", "Climber saved\n\nThe crew saved the climber with ropes."),
        ("how", "blocking the gate", "Porters stop the trucks\n\nPorters stopped the trucks by blocking the gate."),
        ("why", "not paying the rent",
         "Court fines baker\n\nA court fined the baker for not paying the rent."),
        ("why", "a letter", "Clerk sacked\n\nThe clerk was sacked over a letter."),
        ("when", "Friday", "Nurse swims the strait\n\nThe nurse swam it in eight hours on Friday."),
        ("who", "Mayor Lund", "Mayor Lund says praise from Berg helps the town\n\nBerg praised the town."),
        ("who", "Ada Lund", "Harbour fire: Ada Lund saves a boy\n\nThe boy was unhurt."),
        ("who", "Ada Lund and Olav Berg", "Ada Lund and Olav Berg leave the council\n\nThey were tired."),
    ],
)  # fmt: skip
def test_answers_told_apart_from_their_neighbours(question: str, expected: str, text: str):
    assert _best(text)[question] == expected


def test_one_thing_under_two_words_is_one_thing():
    found = _claims(
        _event("a", 0, patient="a mill, a school and part of a motorway"),
        _event("b", 3, source="state television", polarity="negative", patient="parts of the road"),
    )
    assert list(found.relation) == ["asserts", "denies"]


def test_who_dies_is_compared_with_who_is_killed():
    found = _claims(
        _event("a", 0, source="the monitors", type="ASSAULT", lemma="die", agent="28 villagers",
               patient=None, count=28),
        _event("b", 0, source="the army", type="ASSAULT", lemma="kill", agent="bandits",
               patient="villagers", count=3),
    )  # fmt: skip
    assert list(found.claim_id) == ["a:0", "a:0"]
