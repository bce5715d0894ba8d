"""The command: help that fits, errors that say what to do, exit codes, and quiet when piped."""

from __future__ import annotations

import json
import subprocess
import sys

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from typer.testing import CliRunner

from helpers.cli import app, notebooks, scores
from helpers.cli.lessons import without_solutions
from helpers.cli.many import make_tables
from helpers.cli.scores import score
from helpers.cli.screen import Stop

RUNNER = CliRunner()
ARTICLE = (
    "Ferry sails again\n\nHARBOUR TOWN, March 3 (Skerry Post) - The ferry sailed on Monday, the"
    " port authority said.\n\n“We are glad,” said Anna Holm, the captain.\n"
)


def _ran(*words: str, code: int = 0) -> str:
    result = RUNNER.invoke(app, list(words))
    assert result.exit_code == code, result.output
    return result.output


@pytest.mark.parametrize("command", ["", "run", "tables", "evaluate", "lessons"])
def test_help_fits_80_columns_and_shows_examples(command):
    text = _ran(*command.split(), "--help")
    assert max(len(line) for line in text.splitlines()) <= 80
    if command:
        assert f"newswalk {command}" in text.split("Options:")[0].split("\n", 1)[1]


def test_help_is_fast_because_it_loads_no_model():
    code = "import sys; from helpers.cli import app; print(sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"'spacy'", "'matplotlib'", "'papermill'", "'onnxruntime'"} & set(
        loaded.stdout.strip("[]\n").split(", ")
    )


@pytest.mark.parametrize("command", ["run", "tables"])
def test_a_folder_that_is_not_there_is_named(command, tmp_path):
    text = _ran(command, str(tmp_path / "gone"), "--out", str(tmp_path / "out"), code=1)
    assert "There is no" in text and "gone" in text and "Traceback" not in text
    assert not (tmp_path / "out").exists()


def test_pages_are_not_put_among_the_articles(tmp_path):
    (tmp_path / "a.txt").write_text("Ships wait outside the port.")
    text = _ran("run", str(tmp_path), "--out", str(tmp_path), code=1)
    assert "Choose another --out" in " ".join(text.split())
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_wrong_use_exits_with_2(tmp_path):
    assert "neither parquet nor csv" in _ran("tables", ".", "--out", "x", "--format", "xls", code=2)
    _ran("tables", code=2)


def test_tables_says_in_its_last_line_what_it_wrote_and_is_quiet_when_piped(tmp_path):
    (tmp_path / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    out = tmp_path / "out"
    words = ["-m", "helpers.cli", "tables", str(tmp_path / "ferry.txt"), "--out", str(out)]
    ran = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("Wrote 1 article,") and str(out / "tables") in ran.stdout
    assert ran.stdout.count("\n") == 1
    assert "it/s" not in ran.stderr and "%" not in ran.stderr


def test_tables_of_nothing_readable_exits_with_1_and_still_writes_the_row(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    text = _ran("tables", str(tmp_path / "empty.txt"), "--out", str(tmp_path / "out"), code=1)
    assert "None of the articles could be read" in text
    assert (tmp_path / "out" / "tables" / "articles.parquet").is_file()


@pytest.fixture
def walk_of_two(tmp_path, monkeypatch):
    """Two small notebooks in the place of the walk, the second of which fails."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    parameters = new_code_cell("ARTICLES = None\nOUT = 'x'", metadata={"tags": ["parameters"]})
    good = [new_markdown_cell("# Good"), parameters, new_code_cell("print(len(ARTICLES))")]
    bad = [
        new_markdown_cell("# Bad"),
        parameters,
        new_code_cell("1 / 0"),
        new_code_cell("print(2)"),
    ]
    nbformat.write(new_notebook(cells=good), folder / "00_good.ipynb")
    nbformat.write(new_notebook(cells=bad), folder / "01_bad.ipynb")
    monkeypatch.setattr(notebooks, "FOLDER", folder)
    (tmp_path / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_a_failing_cell_stops_the_run_is_named_and_what_was_made_is_kept(walk_of_two):
    out = walk_of_two / "out"
    text = _ran("run", str(walk_of_two / "ferry.txt"), "--out", str(out), "--jobs", "1", code=1)
    assert "01_bad.ipynb, cell 3" in text and "1 / 0" in text and "ZeroDivisionError" in text
    assert (out / "tables" / "events.parquet").is_file()
    assert "ZeroDivisionError" in (out / "01_bad.html").read_text(encoding="utf-8")
    good = nbformat.read(out / "notebooks" / "00_good.ipynb", as_version=4)
    assert good.cells[-1].outputs[0].text == "1\n"


def test_a_run_says_where_to_look_and_is_the_same_again(walk_of_two):
    pages = []
    for name in ("a", "b"):
        out = walk_of_two / name
        text = _ran("run", str(walk_of_two / "ferry.txt"), "--out", str(out), "--only", "00")
        assert text.strip().endswith("index.html")
        book = (out / "notebooks" / "00_good.ipynb").read_text(encoding="utf-8")
        pages.append((book.replace(str(out), ""), (out / "00_good.html").read_bytes()))
    assert pages[0] == pages[1]


def test_evaluate_says_what_it_needs_and_prints_what_it_finds(tmp_path, monkeypatch):
    monkeypatch.delenv("NEWSWALK_GOLD", raising=False)
    own = _ran("evaluate", "sentences")
    assert "teaching corpus, flood (test)" in own
    assert "sentences F1" in own
    assert "There are: " in _ran("evaluate", "y", code=1)
    assert "data/README.md" in _ran("evaluate", "--gold", str(tmp_path), code=1)
    row = {"stage": "x", "measure": "F1", "data": "dev", "value": 0.5, "low": 0.4, "high": 0.6}
    monkeypatch.setattr(scores, "evaluations", lambda: {"x": lambda gold: pd.DataFrame([row])})
    text = _ran("evaluate", "--gold", str(tmp_path), "--out", str(tmp_path / "s.json"))
    assert "0.500 (0.400–0.600)" in text
    assert json.loads((tmp_path / "s.json").read_text())[0]["value"] == 0.5
    assert "There are: x" in _ran("evaluate", "y", "--gold", str(tmp_path), code=1)


def test_lessons_have_no_solutions_and_keep_the_checks(tmp_path):
    cells = [new_code_cell("answer = 42", metadata={"tags": ["solution"]}),
             new_code_cell("print('Right.')", metadata={"tags": ["check"]})]  # fmt: skip
    copy = without_solutions(new_notebook(cells=cells))
    assert "42" not in copy.cells[0].source and copy.cells[1].source == "print('Right.')"
    assert "without solutions" in _ran("lessons", "--out", str(tmp_path / "lessons"))
    written = sorted(p.name for p in (tmp_path / "lessons").glob("*.ipynb"))
    assert written == [path.name for path in notebooks.notebook_paths()]


def test_lessons_that_were_worked_on_are_kept(tmp_path):
    assert _ran("lessons", "--out", str(tmp_path)).startswith("Wrote 11 notebooks")
    worked = tmp_path / "01_raw_text.ipynb"
    worked.write_text(worked.read_text(encoding="utf-8").replace("# Your code here", "mine = 1"))
    before = worked.read_bytes()
    told = _ran("lessons", "--out", str(tmp_path))
    assert "Wrote 10 notebooks" in told and "worked on: 01_raw_text.ipynb" in told
    assert worked.read_bytes() == before


def test_a_model_that_is_none_is_named_before_anything_is_read(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("The ferry stays in port.", encoding="utf-8")
    monkeypatch.setenv("NEWSWALK_MODEL", str(tmp_path))
    with pytest.raises(Stop, match="neither a spaCy pipeline"):
        make_tables(
            [tmp_path / "a.txt"], tmp_path / "out", format="csv", jobs=1, batch=1, dask=None
        )


def test_scores_that_cannot_be_written_are_not_reckoned(tmp_path):
    with pytest.raises(Stop, match="Cannot write"):
        score(["names"], tmp_path, tmp_path)


def test_what_a_cell_prints_is_one_output_however_it_came():
    outputs = [
        new_output("stream", name="stdout", text="one\n"),
        new_output("stream", name="stdout", text="two\n"),
        new_output("stream", name="stderr", text="beware\n"),
        new_output("stream", name="stdout", text="three\n"),
        new_output("display_data", data={"text/plain": "a chart"}),
    ]
    book = notebooks.tidy(new_notebook(cells=[new_code_cell("print()", outputs=outputs)]))
    streams = [(o.name, o.text) for o in book.cells[0].outputs if o.output_type == "stream"]
    assert streams == [("stdout", "one\ntwo\n"), ("stderr", "beware\n"), ("stdout", "three\n")]
    assert book.cells[0].outputs[-1].data == {"text/plain": "a chart"}
