"""Faults of names that readers found, each on sentences of our own: cut, torn, mislabelled, misplaced."""

import pandas as pd
import pytest
from spacy.tokens import Span

import helpers as nw


def read(*texts: str) -> pd.DataFrame:
    """The names of texts, one article each."""
    rows = [{"article_id": f"a{n:02}", "text": text} for n, text in enumerate(texts)]
    return nw.names(nw.parse(nw.table("articles", rows)))


WHOLE = [
    # cut before or within a part that a hyphen or an Arabic article ties
    ("President Nadir al-Hamdi met the envoy. Critics of Nadir al-Hamdi were jailed.",
     "Nadir al-Hamdi", "PERSON"),
    ("Fighters of Ahrar al-Wadi told reporters that the road was open.", "Ahrar al-Wadi", None),
    ("The general, Suleiman ad-Din Omar, resigned on Friday.", "Suleiman ad-Din Omar", "PERSON"),
    # a last name after a first name or a common noun for a person
    ("The talks were led by the state mediator, Anton Birk, on Monday.", "Anton Birk", "PERSON"),
    ("She was joined by actor Tilo Wendland and musician Orsolya Fekete.", "Tilo Wendland", "PERSON"),
    ("Staff Sgt. Ruben Falk said the bridge was closed.", "Ruben Falk", "PERSON"),
    # a nickname within, a last name that is also a title, a hyphen that ties no name
    ('The prize went to Tilo "Tully" Wendland of Leeds.', 'Tilo "Tully" Wendland', "PERSON"),
    ("The choir thanked Tony Brook and Sir John Major for the gift.", "John Major", "PERSON"),
    ("The Ada Brook-led council met. Members praised Ada Brook.", "Ada Brook", "PERSON"),
    ("Colorado state Rep. Joe Wendland met Vermont state Sen. Ada Brook.", "Joe Wendland", "PERSON"),
    ("The match was shown on KING-TV in Seattle. Viewers wrote to KING-TV.", "KING-TV", None),
    # the noun that makes a body of a name
    ("She won a grant of the Ada Brook Awards Fund, and left for Leeds.",
     "Ada Brook Awards Fund", "ORG"),
    ("Two men were held, according to Norland Transport Police.",
     "Norland Transport Police", "ORG"),
    ("The statue stands outside the Royal Courts of Justice.", "Royal Courts of Justice", "ORG"),
    # organisations torn at a possessive, cut before their last word, or after their first
    ("The Weavers' and Spinners' Union voted on Sunday to strike.",
     "Weavers' and Spinners' Union", "ORG"),
    ("The Norland People's Party won. Ada Brook of the Norland People's Party spoke.",
     "Norland People's Party", "ORG"),
    ("The Council on Lowland Relations said the law was unfair.",
     "Council on Lowland Relations", "ORG"),
    # places: the common noun in front, a district, a city that is introduced as one
    ("Ships left Port Garrow on Monday. The mayor of Port Garrow waved.", "Port Garrow", "LOC"),
    ("Her brother owns a mill in Dunmore, Pa., and two in Ohio.", "Pa.", "LOC"),
    ("Troops have taken most of the northern city of Dorvan from the rebels.", "Dorvan", "LOC"),
    ("He spoke by telephone from the rebel-held Tarsan district on Sunday.", "Tarsan district", "LOC"),
]  # fmt: skip


@pytest.fixture(scope="module")
def whole():
    return read(*(text for text, _, _ in WHOLE))


@pytest.mark.parametrize("number", range(len(WHOLE)))
def test_a_name_is_taken_whole_and_once(whole, number):
    text, name, label = WHOLE[number]
    part = whole[whole.article_id == f"a{number:02}"]
    found = part[part.text == name]
    assert len(found) == text.count(name)
    assert label is None or set(found.label) == {label}
    assert not any(t != name and t in name for t in part.text)


NO_NAMES = [
    "The Foreign Secretary met ministers. The Foreign Secretary left early.",
    "The plan costs NZ$ 26 million.",
    "Every New Zealander can vote.",
    "By Ada Brook, Defence Correspondent for The Norland Post",
    "Roofs were lost when Storm Wendla crossed Norway. Storm Wendla killed nobody.",
]


@pytest.fixture(scope="module")
def offices():
    return read(*NO_NAMES)


@pytest.mark.parametrize("text", ["Foreign Secretary", "NZ", "New", "Defence", "Wendla"])
def test_an_office_a_currency_half_a_word_are_no_names(offices, text):
    assert text not in set(offices.text)


def test_a_last_name_in_capitals_may_come_first():
    text = "WENDLAND--Tilo Owen, 80, of Leeds, died on Friday. Tilo Wendland owned a mill."
    found = read(f"{text} Tilo loved it.", "BROOK, TOM REED and ADA FALK win. Tom Reed sang.")
    first = found[found.article_id == "a00"]
    assert set(first.name_id[first.label == "PERSON"]) == {"Tilo Owen Wendland"}
    assert "BROOK, TOM REED" not in set(found.text)


AGAIN = [
    # a last name alone where the full name is known, also at the beginning of a sentence
    ("Ada Brook met Tom Reed. Reed was late. The map that Brook drew was lost.",
     ["Ada Brook", "Tom Reed", "Reed", "Brook"]),
    # but no word that the article also writes small, and no month
    ("Ada Stone met Tom May. Stone walls were built in May. The stone is grey.",
     ["Ada Stone", "Tom May"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), AGAIN)
def test_a_last_name_is_known_by_the_full_one(text, names):
    assert read(text).text.tolist() == names


LABELS = [
    # marked wrongly by a model: apposition, the gazetteer in a story about its country, a title
    ("A colleague met Liwan, a teacher who lives near the crossing.", "Liwan", "LOC", "PERSON"),
    ("Syria's army left. Forces have taken almost all of Manbij.", "Manbij", "PERSON", "LOC"),
    ("Norway's king opened it. Residents thanked Manbij for the help.", "Manbij", "PERSON", "PERSON"),
    ("President Garrow spoke. Garrow left. A friend of Garrow wept.", "Garrow", "ORG", "PERSON"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "marked", "label"), LABELS)
def test_the_article_decides_on_the_label(text, name, marked, label):
    doc = nw.parse(nw.table("articles", [{"article_id": "own", "text": text}]))[0]
    others = [ent for ent in doc.ents if name not in ent.text]
    own = [Span(doc, t.i, t.i + 1, label=marked) for t in doc if t.text == name]
    doc.ents = sorted([*others, *own], key=lambda ent: ent.start)
    found = nw.names([doc])
    assert set(found[found.text == name].label) == {label}
    assert len(found[found.text == name]) == text.count(name)


STORY = """Norland News Agency

Dockers strike in Port Garrow

By Ada Brook

PORT GARROW, May 4 (Norland) - Some 300 dockers stopped work in Port Garrow on Monday, their union said.

The Garrow Dockers' Union told Norland that the strike would last a week. The union met the mediator, Anton Birk, on Sunday.

A court in Garrow rejected a complaint by Garrow Harbour Works. The mediator declined to comment.
"""


@pytest.fixture(scope="module")
def story():
    docs = nw.parse(nw.table("articles", [{"article_id": "story", "text": STORY}]))
    return docs, nw.names(docs)


def test_a_paper_is_known_by_the_name_above_the_story(story):
    _, names = story
    own = names[names.text == "Norland"]
    assert len(own) == 2
    assert set(own.name_id) == {"Norland News Agency"}
    assert set(own.label) == {"ORG"}


def test_a_short_place_belongs_to_the_full_one_and_to_no_firm(story):
    _, names = story
    assert set(names[names.text == "Garrow"].name_id) == {"Port Garrow"}
    assert set(names[names.text == "Garrow Harbour Works"].name_id) == {"Garrow Harbour Works"}


def test_words_point_back_where_one_can_be_meant(story):
    _, names = story
    back = names[names.text.str.islower()]
    assert set(zip(back.text, back.name_id, strict=True)) >= {("mediator", "Anton Birk")}
    union = back[back.text == "union"]
    assert set(union.name_id) <= {"Garrow Dockers' Union"}
    assert len(union) >= 1


def test_near_misses_are_shown_and_not_joined(story):
    docs, _ = story
    pairs = nw.names.alias_pairs(docs)
    near = pairs[pairs.reason.str.startswith("shared word")]
    ends = {frozenset(pair) for pair in zip(near.a, near.b, strict=True)}
    assert frozenset({"Port Garrow", "Garrow Harbour Works"}) in ends
    assert not near.merged.any()


def test_another_of_the_kind_leaves_the_noun_open():
    names = read(
        "The mediator, Anton Birk, spoke. A mediator from abroad is expected. The mediator left."
    )
    assert "mediator" not in set(names.text)


def test_a_day_behind_on_is_no_part_of_a_name():
    found = read("The harbour board wrote to Congress on March 9.", "The Council on Monday met.")
    assert not found.text.str.contains(" on ").any()


def test_a_photo_agency_before_a_name_is_no_part_of_it():
    found = read("GETTY Ada Lund wins the race. Ada Lund was glad of it.")
    assert set(found.text) <= {"Ada Lund", "GETTY"} and "Ada Lund" in set(found.name_id)
