"""``newswalk lessons``: the learners' copies, made from the notebooks that hold the solutions."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import nbformat

from helpers.cli.notebooks import notebook_paths
from helpers.wording import counted

EMPTY = "# Your code here\n"
NOTE = ".newswalk-lessons.json"
"""Beside the copies: their checksums as they were written."""


def without_solutions(notebook: Any) -> Any:
    """Return a copy in which each solution is an empty cell to write into; checks stay."""
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            if "solution" in cell.metadata.get("tags", []):
                cell.source = EMPTY
                cell.metadata = nbformat.from_dict({"tags": ["your-code"]})
    return copy


def write_lessons(out: Path) -> None:
    """Write a learner's copy of each notebook into a folder, and say where.

    A copy that somebody has worked on since it was written is left as it is.
    """
    from helpers.corpus.store import clear_errors

    with clear_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        written = _written(out)
        kept = []
        for path in notebook_paths():
            text = nbformat.writes(without_solutions(nbformat.read(path, as_version=4))) + "\n"
            copy = out / path.name
            if copy.exists() and _digest(copy.read_bytes()) != written.get(path.name):
                kept.append(path.name)
                continue
            copy.write_text(text, encoding="utf-8")
            written[path.name] = _digest(text.encode())
        (out / NOTE).write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    count = len(notebook_paths()) - len(kept)
    print(f"Wrote {counted(count, 'notebook')} without solutions to {out}.")
    if kept:
        print(f"Left as they are, since they have been worked on: {', '.join(kept)}.")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _written(out: Path) -> dict[str, str]:
    """What the last call wrote, by checksum."""
    try:
        found = json.loads((out / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
