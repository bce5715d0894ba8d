"""JupyterLab as people meet it: every notebook with *Run All Cells*, their own article, an exercise."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.cli.lessons import write_lessons
from helpers.cli.notebooks import notebook_paths
from tests.browser.lab import Tab, errors, printed, serving

NAMES = [path.name for path in notebook_paths()]
Opener = Callable[[str], Tab]

ARTICLE = """Lighthouse keepers call off their march

SKERRY BAY, May 4 (Skerry Post) - Keepers of the north light called off a march on the county hall on
Tuesday after the council promised to mend their boat, the keepers' union said.

"We wanted a boat, and we were given a boat," said Marta Quill, who leads the union. She denied that the
council had threatened to close the light.

Councillor Edwin Sand said the repair would cost 40,000 crowns. The opposition accused him of giving in.
"""


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the notebooks, the learners' copies beside it, and an article."""
    folder = tmp_path_factory.mktemp("lab") / "notebooks"
    folder.mkdir()
    for path in notebook_paths():
        shutil.copy(path, folder)
    write_lessons(folder / "lessons")
    (folder / "my_article.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server(browser, notebooks: Path) -> Iterator[str]:
    """A JupyterLab that ``make lab`` started."""
    with serving(notebooks, notebooks.parent) as address:
        yield address


@pytest.fixture
def opener(browser, server: str) -> Iterator[Opener]:
    """Open notebooks in JupyterLab; their kernels and tabs are closed afterwards."""
    tabs: list[Tab] = []

    def start(name: str) -> Tab:
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(90_000)
        page.route(lambda url: not url.startswith("http://127.0.0.1"), lambda r: r.abort())
        tabs.append(Tab(page, server, name))
        return tabs[-1]

    yield start
    for tab in tabs:
        tab.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_to_its_end_in_jupyterlab(opener: Opener, name: str):
    tab = opener(name)
    cells = tab.run_all()
    assert not [error for cell in cells for error in errors(cell)]
    assert not [said for cell in cells if "Warning" in (said := printed(cell, "stderr"))]
    assert tab.page.locator("dialog, .jp-Dialog, .jp-toast-container .Toastify__toast").count() == 0


def test_own_article_in_place_of_the_teaching_corpus(opener: Opener):
    tab = opener("00_start_here.ipynb")
    cells = tab.cells()
    (number,) = [n for n, cell in enumerate(cells) if "parameters" in cell["tags"]]
    tab.write(number, 'ARTICLES = "my_article.txt"\nOUT = "build"')
    cells = tab.run_all()
    assert not [error for cell in cells for error in errors(cell)]
    assert "my_article.txt" in tab.cells()[number]["source"]
    page = tab.page.locator(".nw-article .nw-title").first
    assert page.inner_text() == "Lighthouse keepers call off their march"
    tab.page.locator(".nw-mark.nw-voice", has_text="We wanted a boat").first.hover()
    card = tab.page.locator(".nw-mark.nw-voice:hover > .nw-card").first
    assert card.is_visible() and "Marta Quill" in card.inner_text()


def test_an_exercise_is_answered_wrongly_and_rightly(opener: Opener):
    tab = opener("lessons/08_charts.ipynb")
    tab.run_all()
    cells = tab.cells()
    yours = [n for n, cell in enumerate(cells) if "your-code" in cell["tags"]]
    check = next(n for n in range(yours[0], len(cells)) if "check" in cells[n]["tags"])
    assert "Put the name of a type" in printed(cells[check])
    tab.write(yours[0], 'commonest = "OTHER"')
    tab.run(yours[0])
    assert "leave it out" in tab.run(check)
    tab.write(
        yours[0],
        "told = tables[\"events\"].query(\"polarity == 'positive' and modality == 'asserted'\")\n"
        'commonest = told.type[told.type != "OTHER"].value_counts().idxmax()',
    )
    tab.run(yours[0])
    assert tab.run(check).strip() == "Right."
