"""Write the figures of the voices' model card from what ``newswalk evaluate`` measured.

    python training/voices_card.py SCORES.json

The table between the two marks of data/models/voices/README.md is made anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from helpers.resources import data_path

BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"


def table(rows: list[dict]) -> str:
    """The rows of ``voices`` that are its own, as a Markdown table."""
    lines = ["| measure | value | 95 % interval | quotation rule |", "|---|---|---|---|"]
    for row in rows:
        if row["stage"] == "voices" and ":" not in row["measure"]:
            rule = "–" if row["baseline"] is None else f"{row['baseline']:.3f}"
            spread = f"{row['low']:.3f}–{row['high']:.3f}"
            lines.append(f"| {row['measure']} | {row['value']:.3f} | {spread} | {rule} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Put the table into the card."""
    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rows = found if isinstance(found, list) else found["rows"]
    path = data_path("models", "voices", "README.md")
    text = path.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    path.write_text(before + BEGIN + table(rows) + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
