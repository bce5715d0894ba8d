"""Pages: everything that comes from an article is text and never markup; nothing from outside."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import helpers as nw
from helpers.pages import article_page, write_site
from helpers.pages.marks import Mark, marked, nest
from helpers.pages.notebook import body, markdown, title
from helpers.pages.site import document
from helpers.tables import SCHEMAS, empty, table

EVIL = '<script>alert("x")</script> & <img src=x onerror=alert(1)> said the mayor.'


def _tables(text: str, **more: list[dict]) -> dict[str, pd.DataFrame]:
    made = {name: table(name, more.get(name, [])) for name in SCHEMAS}
    row = {"article_id": "a", "title": text, "outlet": text, "text": text, "n_words": 9}
    passage = {"article_id": "a", "passage_id": 0, "start": 0, "end": len(text), "kind": "body"}
    passage["reason"] = text
    return made | {
        "articles": table("articles", [row]),
        "passages": table("passages", [passage]),
    }


class Outline(HTMLParser):
    """Collects tags and fails where they are not nested."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        if tag not in {"meta", "link", "img", "input", "br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_an_article_is_shown_and_never_run():
    row = {"article_id": "a", "start": 0, "end": 8, "sentence_id": 0}
    made = _tables(
        EVIL,
        names=[row | {"text": EVIL[:8], "label": "ORG", "name_id": EVIL}],
        voices=[row | {"voice_id": 0, "source": EVIL, "kind": "direct", "cue": EVIL}],
        events=[row | {"event_id": 0, "agent": EVIL, "trigger": EVIL[:8], "source": EVIL,
                       "polarity": "positive", "modality": "asserted", "tense": "past",
                       "date_from": "2021-05-04", "date_to": "2021-05-04"}],
        answers=[{"article_id": "a", "question": "who", "rank": 1, "answer": EVIL}],
        sentiment=[row | {"target": EVIL[:8], "target_id": EVIL, "score": 0.5}],
        frames=[{"article_id": "a", "frame": EVIL, "score": 0.5, "present": True}],
    )  # fmt: skip
    page = article_page(made["articles"].iloc[0], made)
    outline = Outline()
    outline.feed(page)
    assert not outline.open
    assert not {"script", "img"} & set(outline.seen)
    assert "onerror=alert" in unescape(page)


@pytest.mark.parametrize("name", ["names", "voices", "events"])
def test_the_marked_text_is_the_text(walked, name):
    articles = walked["articles"]
    article = articles[articles.problem.isna()].iloc[0]
    page = article_page(article, walked)
    text = re.search(
        r'aria-label="The article">(.*?)</div></div><div class="nw-panels">', page, re.S
    )
    shown = re.sub(r'<span class="nw-card".*?</span></span>', "", text[1], flags=re.S)
    shown = unescape(re.sub(r"<[^>]+>", " ", shown))
    assert "".join(shown.split()) == "".join(article.text.split())
    outline = Outline()
    outline.feed(page)
    assert not outline.open


def test_marks_nest_and_none_is_lost():
    marks = [Mark(0, 10, "voice"), Mark(4, 14, "name"), Mark(6, 8, "event"), Mark(6, 8, "place")]
    depth, covered = 0, dict.fromkeys(["voice", "name", "event", "place"], 0)
    for _, mark in nest(marks):
        depth += 1 if mark else -1
        assert depth >= 0
        if mark:
            covered[mark.css] += mark.end - mark.start
    assert depth == 0
    assert covered == {"voice": 10, "name": 10, "event": 2, "place": 2}
    html = marked("a & b < c > d", 0, 13, [Mark(2, 9, "x", (("k", "<v>"),))])
    assert "&amp;" in html and "&lt;v&gt;" in html and "<v>" not in html


def test_links_between_notebooks_lead_to_their_pages():
    assert 'href="03_names.html#x"' in markdown("[names](03_names.ipynb#x)")
    assert 'href="https://example.org/a.ipynb"' in markdown("[x](https://example.org/a.ipynb)")


def _notebook() -> nbformat.NotebookNode:
    table_html = '<table border="1" class="dataframe"><thead><tr><th>a</th></tr></thead></table>'
    outputs = [
        new_output("stream", name="stdout", text="<b>not bold</b>"),
        new_output("display_data", data={"text/html": table_html}),
        new_output("display_data", data={"image/png": "aGk="}),
        new_output("error", ename="E", evalue="v", traceback=["\x1b[31m<i>boom</i>"]),
    ]
    solution = new_code_cell("secret = 1", metadata={"tags": ["solution"]})
    injected = new_code_cell("OUT = '/home/x'", metadata={"tags": ["injected-parameters"]})
    return new_notebook(
        cells=[new_markdown_cell("# A title\n\n**What you will learn**"), injected,
               new_code_cell("print(1)", outputs=outputs), solution],
    )  # fmt: skip


def test_a_notebook_becomes_prose_with_code_at_a_click():
    html = body(_notebook())
    assert "<h1>A title</h1>" in html
    assert "&lt;b&gt;not bold" in html and "&lt;i&gt;boom" in html and "\x1b" not in html
    assert '<div class="nw-scroll" tabindex="0"' in html
    assert 'alt="Figure' in html
    assert '<details class="nw-code">' in html and '<details class="nw-solution">' in html
    assert "/home/x" not in html


def test_a_page_asks_for_nothing_from_outside_and_runs_only_our_script():
    page = document("T <b>", body(_notebook()), [("00_a.html", "A", "")], 0)
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", page)
    assert "@import" not in page and "url(" not in page
    assert re.search(r"script-src 'sha256-[^']+'", page) and "default-src 'none'" in page
    assert '<html lang="en">' in page and 'class="nw-skip"' in page
    assert "<title>T &lt;b&gt;</title>" in page


def test_a_site_has_an_index_and_no_path_from_an_article(tmp_path):
    (tmp_path / "notebooks").mkdir()
    nbformat.write(_notebook(), tmp_path / "notebooks" / "01_a.ipynb")
    made = _tables("A plain text.")
    made["articles"] = made["articles"].assign(article_id="../../evil", title=EVIL)
    index = write_site(tmp_path, made)
    assert index.name == "index.html"
    assert (tmp_path / "01_a.html").is_file()
    assert [p.name for p in (tmp_path / "articles").iterdir()] == ["-evil.html"]
    assert "<script>alert" not in index.read_text(encoding="utf-8")


def test_a_title_has_its_number_from_the_file_and_not_twice():
    numbered = new_notebook(cells=[new_markdown_cell("# 02 · Sentences and *words*")])
    assert title(numbered) == "Sentences and words"
    page = document("T", "", [("01_a.html", "A", ""), ("02_b.html", "B", "")], 0)
    assert "><bdi>02 · B</bdi> →</a>" in page


def test_a_title_that_turns_the_writing_direction_turns_only_itself():
    page = document("T", "", [("a.html", "A", ""), ("b.html", "\u202eB", "")], 0)
    assert "<bdi>\u202eB</bdi> →</a>" in page


def test_pandas_second_head_and_words_for_nothing_are_not_shown():
    frame = pd.DataFrame(
        {"n": [1, 2], "who": ["Ann", None]}, index=pd.Index(["a", "b"], name="kind")
    )
    output = new_output("display_data", data={"text/html": frame.to_html()})
    html = body(new_notebook(cells=[new_code_cell("frame", outputs=[output])]))
    assert "<thead><tr><th>kind</th><th>n</th><th>who</th></tr></thead>" in html
    assert "<td>–</td>" in html and "None" not in html
    assert 'aria-label="Table 1"' in html


def test_where_a_file_went_is_not_shown():
    output = new_output("execute_result", data={"text/plain": "PosixPath('/home/ann/00.json')"})
    assert "/home/ann" not in body(new_notebook(cells=[new_code_cell("x", outputs=[output])]))


def test_what_is_counted_once_is_told_in_the_singular() -> None:
    from helpers.pages.site import _numbers

    claims = table("claims", [{"claim_id": 0, "event_id": i, "article_id": "a"} for i in (0, 1)])
    tables = {name: empty(name) for name in ("sentences", "names", "voices", "events")}
    articles = table("articles", [{"article_id": "a", "text": "Ships wait.", "problem": "odd"}])
    told = {label(n, one, several) for n, one, several in
            _numbers(tables | {"claims": claims, "articles": articles})}  # fmt: skip
    assert {"1 article", "1 clashing claim", "1 article with a problem", "0 events"} <= told


def label(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def test_the_share_of_a_speaker_is_the_one_of_the_notebooks():
    text = "It will snow, Ida Moen says, since Bo Krag says that it is cold."
    made = _tables(text, voices=[
        {"article_id": "a", "voice_id": 0, "start": 0, "end": 12, "source": "Ida Moen",
         "source_id": "Ida Moen", "kind": "indirect"},
        {"article_id": "a", "voice_id": 1, "start": 53, "end": 63, "source": "That",
         "kind": "indirect"},
    ])  # fmt: skip
    shares = nw.voice_shares(made["voices"], made["articles"], passages=made["passages"])
    page = unescape(article_page(made["articles"].iloc[0], made))
    for share in shares.share:
        assert f">{share:.0%}</span>" in page
    assert "“that” (not resolved)" in page
