"""``newswalk lessons``: the learners' copies, made from the notebooks that hold the solutions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

from helpers.cli.notebooks import notebook_paths

EMPTY = "# Your code here\n"


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
    """Write a learner's copy of each notebook into a folder, and say where."""
    from helpers.corpus.store import clear_errors

    paths = notebook_paths()
    with clear_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        for path in paths:
            book = nbformat.read(path, as_version=4)
            text = nbformat.writes(without_solutions(book))
            (out / path.name).write_text(text + "\n", encoding="utf-8")
    print(f"Wrote {len(paths)} notebooks without solutions to {out}.")
