"""Whatever is in a file: no traceback, a row for it, offsets that hold. A part of ``tests.faults.fuzz``."""

from __future__ import annotations

import csv
import os

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import helpers as nw
from helpers.articles.source import Names, slug
from helpers.corpus.formats import harmless, read_table, write_pieces
from helpers.pages.marks import Mark, marked
from tests.faults.fuzz import _hold_sentences, fuzz, walk
from tests.faults.mutate import CONTROL, EMOJI, ODD, QUOTES, RIGHT_TO_LEFT, SPACES, ZERO_WIDTH

COUNT = int(os.environ.get("NEWSWALK_FUZZ", "90"))
SEED = 100_000
ODDITIES = CONTROL + RIGHT_TO_LEFT + ZERO_WIDTH + EMOJI + ODD + QUOTES + SPACES
WORDS = st.sampled_from(
    ["said", "The mayor", "Anna Holm", "Syria", "on Monday", "was", "not", "3.5", "Mr."]
)
TEXTS = st.lists(
    st.one_of(WORDS, st.text(ODDITIES, max_size=4), st.text(max_size=6)), max_size=40
).map(" ".join)
FEW = settings(
    max_examples=40, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip


def test_mutated_files_are_read_and_some_of_them_walked(tmp_path):
    told = fuzz(COUNT, every=30, seed=SEED, keep=tmp_path / "failed", longest=1200)
    assert told["files"] == COUNT and not told["failed"] and not told["slow"], dict(told)
    assert told["walked"] >= COUNT // 40 and told["with a problem"]


@FEW
@given(text=TEXTS)
def test_passages_and_sentences_of_any_text_hold_their_offsets(text):
    articles = nw.table("articles", [{"article_id": "a", "text": text, "n_words": 1}])
    nw.check("passages", nw.passages(articles), {"a": text})
    _hold_sentences(text, list(nw.split_sentences(text)))


@settings(FEW, max_examples=12)
@given(text=TEXTS)
def test_the_whole_walk_over_any_text_holds_its_offsets(text):
    walk(nw.table("articles", [{"article_id": "a", "text": f"{text}.", "n_words": 1}]))


@FEW
@given(text=st.text())
def test_text_in_a_file_is_read_unaltered_or_its_problem_told(text, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    row = nw.read_articles(path).iloc[0]
    assert (pd.notna(row.text) and row.text == text.removeprefix("\ufeff")) or pd.notna(row.problem)


@FEW
@given(
    names=st.lists(
        st.one_of(st.text(max_size=80), st.sampled_from(["a", "a-2", "a 2"])), max_size=30
    )
)
def test_ids_are_safe_readable_and_given_once(names):
    given_out = Names()
    ids = [given_out.take(name) for name in names]
    assert len(set(ids)) == len(ids)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and name for name in ids)
    assert all(len(slug(name)) <= 60 for name in names)


@FEW
@given(cells=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_a_csv_table_holds_what_was_put_in_and_nothing_runs(cells, tmp_path):
    rows = [{"article_id": f"a{i}", "title": cell, "text": "x"} for i, cell in enumerate(cells)]
    frame = nw.table("articles", rows)
    write_pieces([frame], tmp_path / "articles.csv", "articles", "csv")
    with (tmp_path / "articles.csv").open(encoding="utf-8", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    assert titles == [harmless(cell) for cell in cells]
    assert not any(title.startswith(tuple("=+-@\t\r")) for title in titles)


@pytest.mark.parametrize("kind", ["parquet", "csv"])
@FEW
@given(cells=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_a_table_gives_back_what_was_put_in(cells, kind, tmp_path):
    cells = [cell or None if kind == "csv" else cell for cell in cells]
    rows = [{"article_id": f"a{i}", "title": cell, "text": cell} for i, cell in enumerate(cells)]
    frame = nw.table("articles", rows)
    write_pieces([frame], tmp_path / f"articles.{kind}", "articles", kind)
    read = read_table(tmp_path / f"articles.{kind}", "articles")
    pd.testing.assert_frame_equal(read, frame)


@pytest.mark.parametrize("text", ["'=A1", "''-b", "'", "'plain", "=A1", "\n\n- Port", "\r=", "\t'"])
def test_what_was_made_harmless_is_read_as_it_was(text, tmp_path):
    frame = nw.table("articles", [{"article_id": "a", "text": text}])
    write_pieces([frame], tmp_path / "articles.csv", "articles", "csv")
    assert read_table(tmp_path / "articles.csv", "articles").text.tolist() == [text]


@FEW
@given(
    text=st.text(max_size=60),
    spans=st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 60), st.text(max_size=5)), max_size=8
    ),
)
def test_marks_however_they_cross_give_well_formed_html_with_all_the_text(text, spans):
    from lxml import html

    clean = "".join(c for c in text if c.isprintable() and c != "\x7f")
    marks = [
        Mark(a, min(b, len(clean)), "nw-x", (("row", told),))
        for a, b, told in spans
        if a < len(clean)
    ]
    page = marked(clean, 0, len(clean), marks)
    assert page.count("<span") == page.count("</span>")
    tree = html.fromstring(f"<div>{page}</div>")
    for card in tree.xpath("//span[@class='nw-card']"):
        card.drop_tree()
    assert tree.text_content() == clean


@pytest.mark.parametrize("size", [200_000, 1_000_000])
def test_a_line_of_a_megabyte_is_cut_in_bounded_time(size, tmp_path):
    path = tmp_path / "line.txt"
    path.write_text("The ferry sailed on Monday and " * (size // 31), encoding="utf-8")
    articles = nw.read_articles(path)
    assert articles.problem.isna().all()
    nw.check(
        "passages",
        nw.passages(articles),
        dict(zip(articles.article_id, articles.text, strict=True)),
    )
