"""Notebooks keep the form that readers, learners and the command rely on."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import helpers as nw

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("[0-9][0-9]_*.ipynb"))
LESSONS = [path for path in NOTEBOOKS if "01" <= path.name[:2] <= "08"]


def _read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def _tagged(notebook: nbformat.NotebookNode, tag: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def _steps(source: str) -> int:
    """Count the statements of a cell, however many lines the formatter gives each; imports are free."""
    plain = re.sub(r"^\s*[%!].*$", "", source, flags=re.M)
    nodes = [node for node in ast.walk(ast.parse(plain)) if isinstance(node, ast.stmt)]
    return sum(not isinstance(node, ast.Import | ast.ImportFrom) for node in nodes)


def _prose(notebook: nbformat.NotebookNode) -> str:
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def test_the_walk_is_whole():
    assert [path.name[:2] for path in NOTEBOOKS] == [f"{n:02}" for n in range(11)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_holds_no_outputs_and_stable_ids(path: Path):
    notebook = _read(path)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_opens_with_its_parameters_and_what_is_learnt(path: Path):
    notebook = _read(path)
    (parameters,) = _tagged(notebook, "parameters")
    assert re.search(r"^ARTICLES = None", parameters.source, re.M)
    assert re.search(r"^OUT = ", parameters.source, re.M)
    assert notebook.cells[0].source.startswith("# ")
    assert "you will learn" in _prose(notebook).lower()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_code_cells_are_short_and_prose_outweighs_them(path: Path):
    notebook = _read(path)
    teaching = [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code"
        and not {"solution", "check"} & set(cell.metadata.get("tags", []))
    ]
    long = [cell.source for cell in teaching if _steps(cell.source) > 8]
    assert not long, f"too long for one thing:\n{long[0]}"
    code = sum(len(cell.source.split()) for cell in teaching)
    assert len(_prose(notebook).split()) > code


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_links_to_other_notebooks_lead_somewhere(path: Path):
    for target in re.findall(r"\]\(([^)#]+\.ipynb)", _prose(_read(path))):
        assert (FOLDER / target).is_file(), target


@pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)
def test_a_lesson_has_its_score_and_exercises_with_solutions_and_checks(path: Path):
    notebook = _read(path)
    assert "how good is it?" in _prose(notebook).lower()
    solutions, checks = _tagged(notebook, "solution"), _tagged(notebook, "check")
    assert 2 <= len(solutions) <= 4
    assert len(checks) >= len(solutions)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_needs_the_package_and_no_deeper(path: Path):
    code = "\n".join(c.source for c in _read(path).cells if c.cell_type == "code")
    assert "import helpers as nw" in code
    assert not re.search(r"from helpers[. ]|import helpers\.", code)


def test_no_function_is_defined_in_two_notebooks():
    seen: dict[str, str] = {}
    for path in NOTEBOOKS:
        taught = [
            c.source
            for c in _read(path).cells
            if c.cell_type == "code" and "solution" not in c.metadata.get("tags", [])
        ]
        for name in set(re.findall(r"^def (\w+)", "\n".join(taught), re.M)):
            assert name not in seen, f"{name} stands in {seen.get(name)} and {path.name}"
            seen[name] = path.name


def test_the_verbs_that_an_exercise_teaches_the_lexicon_are_not_in_it_yet():
    (path,) = [path for path in NOTEBOOKS if path.name.startswith("05")]
    (cell,) = [
        c for c in _read(path).cells if c.source.startswith("text = ") and "lesson" in c.source
    ]
    made = {"nw": nw, "pd": pd}
    exec(cell.source, made)
    assert nw.events(made["lesson"]).type.tolist() == ["OTHER"] * 3
