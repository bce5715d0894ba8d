"""``newswalk run`` gives the same bytes whatever surrounds it. ``NEWSWALK_LONG=1``: all notebooks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = """Ferry service to Skerry Island resumes

HARBOUR TOWN, March 3 (Skerry Post) - The ferry to Skerry Island sailed again on Monday after a
storm had closed the harbour for four days, the port authority said. Officials denied that three
people had been killed.

"We are glad to be moving," said Anna Holm, the captain. Islanders said three people were killed.
"""
ONLY = [] if os.environ.get("NEWSWALK_LONG") else ["--only", "02", "--only", "05"]
AROUND = {
    "one": ({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}, "1"),
    "two": ({"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8"}, "2"),
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders of two runs that have nothing in common but the article, nor a cache."""
    place = tmp_path_factory.mktemp("same")
    (place / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    for name, (around, jobs) in AROUND.items():
        (place / name).mkdir()
        words = ["-m", "helpers.cli", "run", "../ferry.txt", "--out", "out", "--jobs", jobs, *ONLY]
        cache = {"NEWSWALK_CACHE": str(place / name / "cache")}
        path = os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
        subprocess.run(
            [sys.executable, *words], cwd=place / name, check=True, stdout=subprocess.DEVNULL,
            env=os.environ | around | cache | {"PYTHONPATH": path},
        )  # fmt: skip
    return [place / name / "out" for name in AROUND]


@pytest.mark.parametrize("kind", ["tables/*", "results/*.json"])
def test_two_runs_give_the_same_bytes(runs, kind):
    one, two = ({p.name: p.read_bytes() for p in sorted(run.glob(kind))} for run in runs)
    assert len(one) >= 2
    assert one == two
