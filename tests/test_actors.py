"""Actors without a name: what they are, of which nation, on which side."""

import pytest

import helpers as nw
from helpers.names import role

ROLES = [
    ("a military official", "official"),
    ("the observatory", "monitor"),
    ("an aid worker in the city", "aid_worker"),
    ("two commanders", "military"),
    ("a Harbour Office spokesman", "spokesperson"),
    ("Ministry of Rivers", "official"),
    ("residents of the valley", "resident"),
    ("state television", "media"),
    ("a western diplomat", "diplomat"),
    ("police officers", "police"),
    ("demonstrators", "protester"),
    ("rebel fighters", "rebel"),
    ("a post office", ""),
    ("Ada Brook", ""),
    ("the bridge", ""),
]


@pytest.mark.parametrize(("phrase", "expected"), ROLES)
def test_role_by_the_head_noun(phrase, expected):
    assert role(phrase) == expected


@pytest.fixture(scope="module")
def found():
    articles = nw.read_articles()
    docs = nw.parse(articles[articles.article_id == "aleppo-meridian"])
    return docs[0], nw.names.actors(docs)


def test_actors_point_at_their_words(found):
    doc, actors = found
    assert len(actors) > 10
    for row in actors.itertuples():
        assert doc.text[row.start : row.end] == row.text


@pytest.mark.parametrize(
    ("text", "role_", "number"),
    [("Syrian insurgents", "rebel", "plural"), ("an aid worker in the city", "aid_worker", "singular"),
     ("two commanders", "military", "plural")],
)  # fmt: skip
def test_rows_of_an_article(found, text, role_, number):
    _, actors = found
    row = actors[actors.text == text]
    assert len(row) >= 1
    assert row.role.iloc[0] == role_
    assert row.number.iloc[0] == number


def test_a_nation_stands_in_its_own_column(found):
    _, actors = found
    row = actors[actors.text == "Syrian insurgents"].iloc[0]
    assert row.nationality == "Syrian"
    assert row.actor_id == "Syrian insurgents"


ACTORS = [
    ("The government of Iraq met Syria's army.", "The government of Iraq", "Iraqi government"),
    ("The government of Iraq met Syria's army.", "Syria's army", "Syrian army"),
    ("Pan-democratic politicians met.", "Pan-democratic politicians", "politicians"),
    ("A Foreign Office spokesman said no.", "A Foreign Office spokesman", "spokesman"),
    ("The Syrian government said no. Talks failed as the government left.", "the government",
     "Syrian government"),
    ("The Syrian government met the Iraqi government, and the government left.", "the government",
     "government"),
]  # fmt: skip


@pytest.fixture(scope="module")
def acting():
    texts = [{"article_id": f"a{n}", "text": text} for n, (text, _, _) in enumerate(ACTORS)]
    return nw.names.actors(nw.parse(nw.table("articles", texts)))


@pytest.mark.parametrize("number", range(len(ACTORS)))
def test_nation_and_side_make_the_id(acting, number):
    _, phrase, expected = ACTORS[number]
    rows = acting[(acting.article_id == f"a{number}") & (acting.text == phrase)]
    assert list(rows.actor_id) == [expected]
