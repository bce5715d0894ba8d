"""Run every benchmark and write its table: ``make bench``.

    python -m benchmarks [--peer PIPELINE] [--counts 100 1000] [NAME …]

The ratios are measured in one run and stand in ``benchmarks/README.md`` with the command. A benchmark
that is not run this time keeps the line that it had.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.ratios import RESULTS, Ratio

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- table -->\n", "<!-- end of table -->\n"
HEAD = "| ratio | measured | target | kept | command | date | |\n|---|---:|---|---|---|---|---|\n"
NAMES = ("pipeline_speed", "stages", "peers", "again", "many", "long_article")


def row(ratio: Ratio, command: str) -> str:
    """Return a ratio as a line of the table."""
    kept = "yes" if ratio.kept else "**no**"
    cells = [ratio.name, f"{ratio.value:.2f}", ratio.target, kept, f"`{command}`",
             dt.date.today().isoformat(), ratio.note]  # fmt: skip
    return f"| {' | '.join(cells)} |\n"


def write(rows: list[str]) -> None:
    """Put lines into the README's table, in the place of those with the same name."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    table, _, after = rest.partition(END)
    lines = [line for line in table.splitlines(keepends=True)[2:] if line.startswith("|")]
    held = {line.split(" | ")[0]: line for line in lines}
    held |= {line.split(" | ")[0]: line for line in rows}
    text = before + BEGIN + HEAD + "".join(held.values()) + END + after
    README.write_text(text, encoding="utf-8")


def run(name: str, options: list[str]) -> list[str]:
    """Run one benchmark and return its lines of the table."""
    words = ["-m", f"benchmarks.{name}", *options]
    print(f"\n# python {' '.join(words)}", flush=True)
    with tempfile.NamedTemporaryFile() as results:
        subprocess.run(
            [sys.executable, *words], check=True, env={**os.environ, RESULTS: results.name}
        )
        lines = Path(results.name).read_text(encoding="utf-8").splitlines()
    shown = "PIPELINE" if name == "peers" else " ".join(options)
    command = f"python -m benchmarks.{name} {'--peer ' if name == 'peers' else ''}{shown}".strip()
    return [row(Ratio(**json.loads(line)), command) for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", default=NAMES)
    parser.add_argument("--peer", default=os.environ.get("NEWSWALK_BENCH_PEER"))
    parser.add_argument("--counts", nargs="+", default=["100", "1000"])
    given = parser.parse_args()
    options = {
        "peers": ["--peer", given.peer] if given.peer else [],
        "many": ["--counts", *given.counts],
    }
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    for name in given.names:
        write(run(name, options.get(name, [])))
    print(f"\nWrote the table of {README}")


if __name__ == "__main__":
    main()
