"""Take the README's pictures from the pages that ``newswalk run`` made: ``make pictures``.

    python docs/pictures/make.py [BUILD]

Needs Chromium (Debian: ``apt-get install chromium``).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PICTURES = {"start": ("articles/aleppo-globe24.html", 1200, 1250)}
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


def main() -> None:
    build = Path(sys.argv[1] if len(sys.argv) > 1 else "build").resolve()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("No Chromium found. On Debian or Ubuntu: apt-get install chromium")
    for name, (page, width, height) in PICTURES.items():
        source = build / page
        if not source.is_file():
            sys.exit(f"There is no {source}. Run `make run` first.")
        with tempfile.TemporaryDirectory() as profile:
            picture = HERE / f"{name}.png"
            command = [chromium, *FLAGS, f"--user-data-dir={profile}"]
            command += [f"--window-size={width},{height}", f"--screenshot={picture}"]
            subprocess.run([*command, source.as_uri()], check=True, capture_output=True)
            print(picture)


if __name__ == "__main__":
    main()
