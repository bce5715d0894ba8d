"""Articles that mean harm: nothing in them is run, expanded, or decides where a file is written.

Zip bombs, XML entities, sizes and ids as paths are tried in ``tests/test_articles_bad_input.py``, formulas
in CSV in ``tests/test_corpus.py``; here is what goes through the whole walk and the command.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from lxml import html as parser

import helpers as nw
from helpers.corpus.formats import harmless
from helpers.pages import article_page, write_site
from helpers.pages.notebook import body

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>'
TEXT = (
    f"Mayor {EVIL} resigns\n\nHARBOUR TOWN, March 3 (Skerry Post) - Mayor Ida Lindqvist"
    f" {EVIL} resigned on Monday.\n\n“I am {EVIL} tired,” Lindqvist told the </article></body> Post."
    " <a href='javascript:alert(2)'>Officials</a> denied that <b onclick=alert(3)>police</b> had"
    " arrested her.\n"
)
NAME = "../../<img src=x onerror=alert(4)>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an article whose every field means harm."""
    path = tmp_path_factory.mktemp("hostile") / "evil.jsonl"
    row = {"text": TEXT, "title": f"Mayor {EVIL}", "outlet": EVIL, "article_id": NAME}
    path.write_text(json.dumps(row), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tables(hostile: Path) -> dict[str, pd.DataFrame]:
    return nw.walk(nw.read_articles(hostile))


def _live(page: str) -> list[str]:
    """Return what a browser would run or load of a page."""
    tree = parser.fromstring(page)
    found = [f"<{e.tag} {a}>" for e in tree.iter() for a in e.attrib if str(a).startswith("on")]
    found += [
        f"<{e.tag}>" for e in tree.iter("script", "iframe", "object", "embed", "base", "form")
    ]
    links = (e.get(a, "") for e in tree.iter() for a in ("href", "src", "action"))
    return found + [link for link in links if link.lower().startswith(("javascript:", "http", "x"))]


def test_the_check_itself_sees_what_is_live():
    assert len(_live(f"<div>{TEXT}</div>")) >= 6


def test_an_article_page_runs_nothing_of_the_article(tables):
    page = article_page(tables["articles"].iloc[0], tables)
    assert "Lindqvist" in page and "alert" in page
    assert _live(f"<div>{page}</div>") == []


def test_the_pages_of_a_run_run_only_their_own_script_and_stay_in_their_folder(tables, tmp_path):
    before = set(tmp_path.parent.rglob("*"))
    write_site(tmp_path / "out", tables)
    pages = sorted((tmp_path / "out").rglob("*.html"))
    assert len(pages) == 2
    for path in pages:
        page = path.read_text(encoding="utf-8")
        assert _live(page) == ["<script>"], path.name
        assert "Content-Security-Policy" in page
        assert f"alert({1})" not in "".join(parser.fromstring(page).xpath("//script/text()"))
    made = {p for p in set(tmp_path.parent.rglob("*")) - before if p.is_file()}
    assert all(p.is_relative_to(tmp_path / "out") for p in made)


def test_what_a_notebook_prints_and_shows_of_an_article_is_escaped(tables):
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    frame = tables["articles"][["title", "outlet", "text"]]
    shown = [
        new_output("stream", name="stdout", text=TEXT),
        new_output("execute_result", {"text/plain": TEXT, "text/html": frame._repr_html_()}),
        new_output("execute_result", {"text/markdown": TEXT, "text/plain": TEXT}),
        new_output("execute_result", {"text/plain": TEXT}),
        new_output("error", ename="E", evalue=TEXT, traceback=[TEXT]),
    ]
    page = body(new_notebook(cells=[new_code_cell("x", outputs=shown)]))
    assert "alert" in page
    assert _live(page) == []


def test_charts_put_no_markup_of_an_article_into_their_html():
    from helpers.charts.canvas import canvas, describe, figure_html

    chart, axes = canvas("$\\frac{1}{0}$ " + TEXT)
    axes.set_xlabel(TEXT)
    page = figure_html(describe(chart, caption=TEXT, alt=TEXT + '" onload="alert(5)'))
    assert "alert" in page
    assert [found for found in _live(page) if not found.startswith("data:")] == []


def test_control_characters_of_an_article_break_no_picture_and_no_page(tmp_path):
    from lxml import etree

    odd = "\x1b[31mPost\x07\ufffe"
    drawing = nw.charts.word_counts(pd.Series([3, 2], index=[odd, "quay"])).svg()
    assert b"Post" in drawing and etree.fromstring(drawing) is not None
    row = {"article_id": "a", "title": odd, "text": f"{odd} said no.", "language": "en"}
    write_site(tmp_path, nw.walk(nw.table("articles", [row]), cache=False))
    for path in tmp_path.rglob("*.html"):
        assert not {"\x1b", "\x07", "\ufffe"} & set(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("first", list("=+-@\t\r\n＝＋－＠"))
def test_a_cell_that_begins_as_a_formula_is_made_text(first):
    assert harmless(f"{first}cmd|' /C calc'!A0") == f"'{first}cmd|' /C calc'!A0"


WATCH = """
import sys
found = []
sys.addaudithook(lambda event, _: found.append(event) if event.startswith("pickle.") else None)
opened = []
sys.addaudithook(
    lambda event, given: opened.append(str(given[0])) if event == "open" else None
)
import helpers as nw
for again in range(2):
    articles = nw.read_articles(sys.argv[1])
    nw.walk(articles)
    nw.parse(articles)
    nw.corpus.tables(sys.argv[1], sys.argv[2])
endings = (".pkl", ".pickle", ".joblib", ".plzma", ".pt", ".bin")
print(found, [path for path in opened if path.endswith(endings)])
"""


def test_no_pickle_is_loaded_neither_ours_nor_a_library_s(hostile, tmp_path, monkeypatch):
    """The walk, its caches and its parts: read, written, and read again, watched from inside."""
    monkeypatch.setenv("NEWSWALK_CACHE", str(tmp_path / "cache"))
    command = [sys.executable, "-c", WATCH, str(hostile), str(tmp_path / "out")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.strip().endswith("[] []"), ran.stdout


def test_the_command_names_a_hostile_file_without_obeying_it(tmp_path):
    """Escape sequences in names and problems do not reach the terminal."""
    path = tmp_path / "a\x1b[2J\x1b]0;owned\x07.txt"
    path.write_text("", encoding="utf-8")
    words = ["-m", "helpers.cli", "tables", str(path), "--out", str(tmp_path / "out")]
    ran = subprocess.run([sys.executable, *words], capture_output=True, text=True)
    assert ran.returncode == 1
    assert "\x1b" not in ran.stderr + ran.stdout and "\x07" not in ran.stderr + ran.stdout
