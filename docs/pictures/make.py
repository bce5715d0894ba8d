"""Take the README's pictures from what ``newswalk run`` made, and from JupyterLab: ``make pictures``.

    python -m docs.pictures.make [BUILD]

Needs Chromium (Debian: ``apt-get install chromium``) and the test dependencies.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, HOW, ROOT, chromium
from tests.browser.lab import Tab, serving

HERE = Path(__file__).parent
LARGEST = 150_000
"""Bytes: pictures stay small enough to be looked at over a slow line."""
ARTICLE = "articles/aleppo-globe24.html"
PAGES = {
    "start": ("index.html", 1200, 760),
    "article": (ARTICLE, 1200, 900),
    "phone": (ARTICLE, 390, 760),
}


def main() -> None:
    build = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build").resolve()
    path = chromium()
    if path is None:
        sys.exit(HOW)
    if not (build / "index.html").is_file():
        sys.exit(f"There is no {build / 'index.html'}. Run `make run` first.")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        for name, (page, width, height) in PAGES.items():
            opened = _window(browser, width, height)
            opened.goto((build / page).as_uri())
            if name == "article":
                opened.locator(".nw-event.nw-row").nth(2).hover()
            _save(opened, name)
        _lab(browser)
        browser.close()


def _window(browser: Any, width: int, height: int) -> Any:
    return browser.new_page(viewport={"width": width, "height": height})


def _lab(browser: Any) -> None:
    """Take a picture of notebook 08 in JupyterLab, run to its end, at its first figure."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "notebooks"
        shutil.copytree(ROOT / "notebooks", folder, ignore=shutil.ignore_patterns("build"))
        with serving(folder, Path(temporary)) as address:
            tab = Tab(_window(browser, 1280, 860), address, "08_charts.ipynb")
            tab.run_all()
            figure = tab.page.locator("figure.nw-figure").first
            figure.evaluate("e => e.scrollIntoView({block: 'end'})")
            tab.page.wait_for_timeout(1000)
            _save(tab.page, "jupyterlab")
            tab.close()


def _save(page: Any, name: str) -> None:
    """Save what the window shows, with as few colours as keep it under the limit."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in (256, 128, 64, 32):
        small = picture.quantize(colours, dither=Image.Dither.NONE)
        small.save(HERE / f"{name}.png", optimize=True)
        if (HERE / f"{name}.png").stat().st_size <= LARGEST:
            break
    print(HERE / f"{name}.png", (HERE / f"{name}.png").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
