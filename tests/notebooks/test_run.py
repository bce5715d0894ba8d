"""Every notebook runs alone, from its first cell to its last, and gives the numbers that are pinned.

``python -m tests.notebooks.pin`` pins them anew; look at the difference before committing it.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import nbformat
import papermill
import pytest

from tests.notebooks.test_form import NOTEBOOKS

PINNED = Path(__file__).parent / "results"
TOLERANCE = 0.02


def _run(path: Path, out: Path, articles: str | None) -> dict:
    papermill.execute_notebook(
        path,
        out / path.name,
        parameters={"ARTICLES": articles, "OUT": str(out)},
        cwd=path.parent,
        progress_bar=False,
        kernel_name="python3",
    )
    return json.loads((out / "results" / f"{path.name[:2]}.json").read_text(encoding="utf-8"))


def unconvinced(executed: Path) -> list[str]:
    """Name the checks of an executed notebook that its own solutions do not satisfy."""
    checks = [
        cell
        for cell in nbformat.read(executed, as_version=4).cells
        if "check" in cell.metadata.get("tags", [])
    ]
    said = {cell.id: "".join(out.get("text", "") for out in cell.outputs) for cell in checks}
    return [f"{name}: {text}" for name, text in said.items() if not text.startswith("Right")]


def differences(got: object, pinned: object, where: str = "") -> list[str]:
    """Say where two results differ by more than the tolerance."""
    if isinstance(got, dict) and isinstance(pinned, dict):
        keys = sorted(got.keys() | pinned.keys())
        return [d for k in keys for d in differences(got.get(k), pinned.get(k), f"{where}.{k}")]
    if isinstance(got, list) and isinstance(pinned, list) and len(got) == len(pinned):
        pairs = enumerate(zip(got, pinned, strict=True))
        return [d for i, (a, b) in pairs for d in differences(a, b, f"{where}[{i}]")]
    numbers = all(isinstance(x, int | float) and not isinstance(x, bool) for x in (got, pinned))
    same = (
        math.isclose(got, pinned, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
        if numbers
        else got == pinned
    )
    return [] if same else [f"{where}: {got!r}, pinned {pinned!r}"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_and_gives_the_pinned_results(path: Path, tmp_path: Path):
    got = _run(path, tmp_path, None)
    pinned = json.loads((PINNED / f"{path.name[:2]}.json").read_text(encoding="utf-8"))
    assert not (wrong := differences(got, pinned)), "\n".join(wrong)
    assert not (wrong := unconvinced(tmp_path / path.name)), "\n".join(wrong)


ONE_ARTICLE = """Ferry service to Skerry Island resumes

HARBOUR TOWN, March 3 (Skerry Post) - The ferry to Skerry Island sailed again on Monday after a
storm had closed the harbour for four days, the port authority said.

"We are glad to be moving," said Anna Holm, the captain. She denied that the crew had refused to sail.

Islanders welcomed the decision.
"""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_on_one_short_article(path: Path, tmp_path: Path):
    article = tmp_path / "ferry.txt"
    article.write_text(ONE_ARTICLE, encoding="utf-8")
    assert _run(path, tmp_path, str(article)) is not None


def test_a_changed_result_is_named():
    assert differences({"a": {"b": 1.0}}, {"a": {"b": 2.0}}) == [".a.b: 1.0, pinned 2.0"]
    assert not differences({"a": [100, "x"]}, {"a": [101, "x"]})
