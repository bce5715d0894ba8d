"""The table names, end to end on the teaching corpus."""

import pandas as pd
import pytest

import helpers as nw


@pytest.fixture(scope="module")
def docs():
    articles = nw.read_articles()
    return nw.parse(articles[articles.article_id.isin(["aleppo-meridian", "aleppo-comet"])])


@pytest.fixture(scope="module")
def table(docs):
    return nw.names(docs)


def test_the_table_is_well_formed_and_points_at_its_words(docs, table):
    nw.check("names", table, {doc._.article_id: doc.text for doc in docs})
    assert table.name_id.notna().all()
    assert set(table.label) <= {"PERSON", "ORG", "LOC"}


def test_no_two_names_overlap(table):
    for _, part in table.groupby("article_id"):
        ordered = part.sort_values("start")
        assert (ordered.start.iloc[1:].to_numpy() >= ordered.end.iloc[:-1].to_numpy()).all()


@pytest.mark.parametrize(
    ("article", "name_id", "forms"),
    [
        ("aleppo-meridian", "Jabhat Fatah al-Sham", {"Jabhat Fatah al-Sham", "Nusra Front"}),
        ("aleppo-comet", "Bashar al-Assad", {"Bashar Assad", "Assad"}),
    ],
)
def test_aliases_come_together(table, article, name_id, forms):
    part = table[(table.article_id == article) & (table.name_id == name_id)]
    assert forms <= set(part.text)


def test_an_article_gives_the_same_rows_in_any_company(docs, table):
    alone = nw.names(docs[:1])
    together = table[table.article_id == docs[0]._.article_id].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, together)


def test_places_have_coordinates_and_people_have_none(table):
    aleppo = table[table.text == "Aleppo"]
    assert (aleppo.country == "Syria").all()
    assert aleppo.latitude.between(36, 37).all()
    assert table[table.label == "PERSON"].latitude.isna().all()


def test_trimming_leaves_no_title_article_or_possessive(table):
    assert not table.text.str.match(r"(?:The|the|President|Mr) ").any()
    assert not table.text.str.contains(r"['’]s$").any()


def test_resolve_follows_the_head(docs):
    doc = next(d for d in docs if d._.article_id == "aleppo-meridian")
    start = doc.text.index("the Syrian Observatory")
    end = doc.text.index(", a British-based monitor")
    span = doc.char_span(start, end, alignment_mode="expand")
    assert nw.names.resolve(doc, span) == "Syrian Observatory for Human Rights"
    aid = doc.text.index("an aid worker")
    worker = doc.char_span(aid, aid + len("an aid worker"), alignment_mode="expand")
    assert nw.names.resolve(doc, worker) is None


def test_pairs_say_why(docs):
    pairs = nw.names.alias_pairs(docs)
    assert set(pairs.columns) == {"article_id", "a", "b", "reason", "score", "merged", "name_id"}
    assert pairs.score.between(0, 1).all()
    assert (pairs.merged == (pairs.score >= 0.8)).all()


def test_no_article_no_rows():
    assert nw.names([]).empty
    assert nw.names.alias_pairs([]).empty
    assert nw.names.actors([]).empty
