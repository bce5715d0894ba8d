"""A browser for the tests: Debian's Chromium, driven by Playwright, without a network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
HOW = (
    "no Chromium here. Debian and Ubuntu: apt-get install chromium; elsewhere name one you have:"
    " NEWSWALK_CHROMIUM=/path/to/chrome"
)


def chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("NEWSWALK_CHROMIUM") or next(filter(None, found), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A headless Chromium; the test is skipped, with a word on how to get one, if there is none."""
    path = chromium()
    if path is None:
        pytest.skip(HOW)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, written anew by today's code from the last ``make run``, or from a run of its own."""
    from helpers.cli.run import run_walk
    from helpers.corpus import load_tables
    from helpers.pages import write_site

    out = tmp_path_factory.mktemp("site") / "build"
    made = Path(os.environ.get("NEWSWALK_BUILD", ROOT / "build"))
    if not (made / "index.html").is_file():
        run_walk([], out, only=[], jobs=2)
        return out
    for part in ("notebooks", "figures"):
        shutil.copytree(made / part, out / part)
    write_site(out, load_tables(made))
    return out
