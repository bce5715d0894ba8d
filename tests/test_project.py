"""The project's own files agree with each other."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = [
    {"files", "resources", "tables", "results", "uncertainty", "wording"},
    {"articles"},
    {"language"},
    {"tokens"},
    {"names"},
    {"voices"},
    {"events"},
    {"sentiment", "framing"},
    {"corpus"},
    {"charts", "evaluate", "pages"},
    {"cli"},
]


def _project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _name_and_bounds(requirement: str) -> tuple[str, str]:
    match = re.match(r"([A-Za-z0-9_.-]+)(?:\[[^]]*\])?(.*)", requirement)
    assert match
    return match[1].lower().replace("_", "-"), match[2].strip()


def test_environment_yml_agrees_with_pyproject():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    conda = dict(_name_and_bounds(r) for r in re.findall(r"^\s+- ([^:\n]+)$", text, re.M))
    wanted = dict(_name_and_bounds(r) for r in _project()["dependencies"])
    assert {name: conda.get(name) for name in wanted} == wanted


def test_every_dependency_is_locked_with_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {m.lower().replace("_", "-") for m in re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.M)}
    needed = _project()["dependencies"] + _project()["optional-dependencies"]["test"]
    assert {_name_and_bounds(r)[0] for r in needed} <= locked
    assert "://" not in lock
    assert not re.search(r"^--", lock, re.M)
    assert lock.count("--hash=sha256:") >= len(locked)


def _imports(path: Path) -> set[str]:
    source = path.read_text(encoding="utf-8")
    found = re.findall(r"^\s*(?:from|import) helpers\.(\w+)", source, re.M)
    return set(found)


@pytest.mark.parametrize("level", range(len(FLOORS)))
def test_a_module_imports_only_from_below(level: int):
    below = set().union(*FLOORS[: level + 1])
    for name in FLOORS[level]:
        folder, file = ROOT / "helpers" / name, ROOT / "helpers" / f"{name}.py"
        for path in folder.rglob("*.py") if folder.is_dir() else [file]:
            peers = FLOORS[level] - {name} if level not in (0, 9) else set()
            above = _imports(path) - below | (_imports(path) & peers)
            assert not above, f"{path.relative_to(ROOT)} imports {', '.join(sorted(above))}"


def test_every_module_has_its_floor():
    modules = {p.stem for p in (ROOT / "helpers").iterdir() if p.suffix == ".py" or p.is_dir()}
    assert modules - {"__init__", "__pycache__"} == set().union(*FLOORS)


def test_a_stage_is_its_module_and_its_function():
    code = (
        "import helpers as nw; from helpers.events import claims;"
        "assert nw.events.claims is claims and callable(nw.events) and nw.claims is claims"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_import_helpers_loads_nothing_heavy():
    code = (
        "import sys, helpers; heavy = {'spacy', 'nltk', 'sklearn', 'onnxruntime', 'matplotlib'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_the_models_fit_in_sixty_megabytes():
    files = [p for p in (ROOT / "data" / "models").rglob("*") if p.is_file()]
    assert sum(p.stat().st_size for p in files) <= 60e6


def test_no_model_is_a_pickle():
    endings = {".pkl", ".pickle", ".joblib", ".pt", ".bin", ".pth"}
    assert not [p for p in (ROOT / "data").rglob("*") if p.suffix in endings]
