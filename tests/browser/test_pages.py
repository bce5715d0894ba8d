"""The pages in a browser, from the disk and without a network, on a phone, a tablet and a screen."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from helpers.cli.notebooks import notebook_paths

WIDTHS = (375, 768, 1440)
BOOKS = [path.stem for path in notebook_paths()]
PAGES = ["index", *BOOKS, "article"]


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core, the rules of which test for accessibility."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def _file(site: Path, name: str) -> Path:
    return (
        next((site / "articles").glob("*globe24*")) if name == "article" else site / f"{name}.html"
    )


@pytest.fixture
def visit(browser, site: Path) -> Iterator[Any]:
    """Open a page offline; what the console says and what cannot be loaded is kept with it."""
    contexts = []

    def go(name: str, width: int = 1440, **more: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, offline=True, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: page.complaints.append(m.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("requestfailed", lambda request: page.complaints.append(request.url))
        page.on("request", lambda r: _local(r.url) or page.complaints.append(r.url))
        page.goto(_file(site, name).as_uri())
        return page

    yield go
    for context in contexts:
        context.close()


def _local(url: str) -> bool:
    return url.startswith(("file:", "data:"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_asks_for_nothing(visit, name: str):
    page = visit(name)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{wide} pixels too wide at {width}"
        small = page.evaluate(
            "[...document.querySelectorAll('main p, main li, main td')].filter(e =>"
            " parseFloat(getComputedStyle(e).fontSize) < 11).map(e => e.textContent.slice(0, 40))"
        )
        assert not small
    assert not page.complaints


@pytest.mark.parametrize(
    ("name", "width"), [*((n, 1440) for n in PAGES), ("index", 375), ("article", 375)]
)
def test_axe_finds_nothing_serious(visit, axe: str, name: str, width: int):
    page = visit(name, width, bypass_csp=True)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    told = [(f["id"], f["impact"], [n["html"][:120] for n in f["nodes"][:3]]) for f in found]
    assert not [f for f in told if f[1] in ("serious", "critical")], json.dumps(told, indent=1)


@pytest.mark.parametrize("name", PAGES)
def test_pictures_are_told_in_words_and_are_there(visit, name: str):
    page = visit(name)
    pictures = page.evaluate(
        "[...document.images].map(i => [i.alt, i.complete && i.naturalWidth > 0])"
    )
    assert all(shown for _, shown in pictures)
    assert all(len(alt.split()) > 3 for alt, _ in pictures), [alt for alt, _ in pictures]
    if name in ("index", "08_charts"):
        assert pictures


def test_from_page_to_page(visit):
    page = visit("index", 375)
    page.locator(".nw-walk a").first.click()
    seen = [page.locator("h1").first.inner_text()]
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").last.click()
        seen.append(page.locator("h1").first.inner_text())
    assert len(set(seen)) == len(BOOKS)
    page.locator("a[rel=prev]").first.click()
    assert page.locator("h1").first.inner_text() == seen[-2]
    page.locator(".nw-menu summary").click()
    current = page.locator(".nw-menu a[aria-current=page]")
    assert current.is_visible() and seen[-2] in current.inner_text()
    page.locator(".nw-menu li a").nth(3).click()
    assert page.locator("h1").first.inner_text() == seen[3]
    page.locator(".nw-home").click()
    page.locator("main table a").first.click()
    assert page.locator(".nw-text").is_visible()
    assert page.locator("a[rel=next]").count() == 2
    assert not page.complaints


def test_code_is_folded_until_one_asks(visit):
    page = visit("05_events")
    code = page.locator("details.nw-code pre")
    assert code.count() > 5 and not code.first.is_visible()
    page.locator("details.nw-code summary").first.click()
    assert code.first.is_visible() and not code.nth(1).is_visible()
    page.get_by_role("button", name="Show all code").click()
    assert all(code.nth(n).is_visible() for n in range(code.count()))
    page.get_by_role("button", name="Hide all code").click()
    assert not code.first.is_visible()
    assert not page.locator("details.nw-solution pre").first.is_visible()


def test_tables_scroll_by_themselves_and_sort(visit):
    page = visit("index", 375)
    region = page.get_by_role("region", name="Articles")
    assert region.evaluate("e => e.scrollWidth > e.clientWidth && e.scrollHeight > e.clientHeight")
    column = "[...document.querySelectorAll('main tbody tr')].map(r => r.cells[3].innerText)"
    before = [int(n) for n in page.evaluate(column)]
    words = page.get_by_role("button", name="words")
    words.focus()
    page.keyboard.press("Enter")
    assert [int(n) for n in page.evaluate(column)] == sorted(before) != before
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("words")
    page.keyboard.press("Enter")
    assert [int(n) for n in page.evaluate(column)] == sorted(before, reverse=True)


def test_a_mark_shows_its_row_to_the_mouse_and_to_the_keyboard(visit):
    page = visit("article")
    mark = page.locator(".nw-text .nw-event.nw-row").first
    card = mark.locator("> .nw-card")
    assert not card.is_visible()
    mark.hover()
    assert card.bounding_box()["y"] + card.bounding_box()["height"] <= page.viewport_size["height"]
    assert card.is_visible() and "type" in card.inner_text() and "polarity" in card.inner_text()
    page.mouse.move(5, 5)
    assert not card.is_visible()
    page.locator(".nw-text").focus()
    page.keyboard.press("Tab")
    focused = page.locator(".nw-mark:focus")
    assert focused.count() == 1 and focused.locator("> .nw-card").is_visible()
    box, view = focused.locator("> .nw-card").bounding_box(), page.viewport_size
    assert box["x"] >= 0 and box["x"] + box["width"] <= view["width"]


def test_the_legend_names_each_mark_and_switches_it_off(visit):
    page = visit("article", 375)
    keys = page.locator(".nw-legend .nw-key")
    assert [keys.nth(n).inner_text().split()[0] for n in range(keys.count())] == [
        "person", "organisation", "place", "somebody’s", "who", "event",
    ]  # fmt: skip
    event = page.locator(".nw-text .nw-event:not(.nw-unsure)").first
    colour = "e => getComputedStyle(e).backgroundColor"
    shown = event.evaluate(colour)
    keys.last.locator("input").uncheck()
    assert event.evaluate(colour) != shown


def _printed(page: Any) -> list[str]:
    """Print a page on A4 and return the text of each sheet."""
    made = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "18mm"))
    return [
        sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(io.BytesIO(made))
    ]


def _letters(text: str) -> str:
    """Letters and digits alone: a reader of PDF takes the hyphen at a line's end for something else."""
    return "".join(filter(str.isalnum, text))


def test_a_printed_page_is_a_handout(visit):
    page = visit("00_start_here")
    page.get_by_role("button", name="Show all code").click()
    sheets = _printed(page)
    text = "".join("".join(sheets).split())
    assert 2 <= len(sheets) <= 14
    assert not [word for word in ("Contents", "Hideallcode", "Skiptothecontent") if word in text]
    assert "nw.read_articles(ARTICLES)" in text
    last = (
        page.locator("main table").first.locator("tbody tr").last.locator("td").first.inner_text()
    )
    assert _letters(last) in _letters(text)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 658, "height": 900})
    clipped = page.evaluate(
        "[...document.querySelectorAll('main table, main pre, main img')].filter(e =>"
        " e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length"
    )
    assert clipped == 0


def test_a_printed_article_keeps_all_its_words(visit):
    page = visit("article")
    words = page.locator(".nw-text p").last.inner_text().split()
    sheets = _printed(page)
    assert len(sheets) <= 4
    assert _letters(" ".join(words)) in _letters("".join(sheets))
