"""The project's own files agree with each other."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from helpers.events.lexicon import PLOVER
from helpers.resources import lexicon

ROOT = Path(__file__).parents[1]
FLOORS = [
    {"files", "resources", "tables", "results", "shown", "uncertainty", "wording"},
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


@pytest.mark.parametrize("aside", ["charts", "evaluate"])
def test_nothing_but_notebooks_and_the_command_imports_charts_and_evaluate(aside: str):
    others = (ROOT / "helpers").rglob("*.py")
    users = {p for p in others if aside in _imports(p)}
    assert {p.parts[len(ROOT.parts) + 1] for p in users} <= {aside, "cli"}


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


PREPOSITIONS = {
    "about", "above", "across", "after", "against", "ahead", "along", "alongside", "amid", "among",
    "around", "as", "aside", "at", "away", "back", "before", "behind", "below", "beneath",
    "beside", "besides", "between", "beyond", "by", "close", "concerning", "despite", "down",
    "during", "for", "from", "in", "inside", "into", "like", "near", "next", "of", "off", "on",
    "onto", "opposite", "out", "outside", "over", "owed", "past", "per", "regarding", "round",
    "since", "through", "throughout", "till", "to", "together", "toward", "towards", "under",
    "underneath", "until", "up", "upon", "via", "with", "within", "without",
}  # fmt: skip


def _documented(head: str) -> set[str]:
    """Return what stands between backquotes in the first column of a table of data/README.md."""
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    _, _, table = text.partition(f"| {head} |")
    first = [line.split("|")[1] for line in table.partition("\n\n")[0].splitlines()[2:]]
    return set(re.findall(r"`([^`]+)`", " ".join(first)))


def _conditions(frames: Iterable[str]) -> set[tuple[str, str]]:
    """Return role and word of each condition in some frames of the event lexicon."""
    cut = [condition.partition("=") for frame in frames for condition in frame.split()]
    return {(role, word) for role, _, words in cut for word in words.split(",")}


def test_every_condition_of_the_event_lexicon_is_documented():
    told = _documented("condition in `frame`")
    roles = {condition.partition("=")[0] for condition in told} | PREPOSITIONS
    used = _conditions(lexicon("events").frame)
    assert not {role for role, _ in used} - roles
    classes = {f"@{name}" for name in lexicon("event_classes")["class"]}
    closed = {(r, w) for r, w in used if r == "voice" or (r == "comp" and w.startswith("@"))}
    assert not {f"{role}={word}" for role, word in closed if word not in classes} - told


def test_every_word_that_a_frame_of_the_event_lexicon_asks_for_is_known():
    labels = _documented("word behind `=`")
    classes = {f"@{name}" for name in lexicon("event_classes")["class"]}
    types = {f"@{name}" for name in PLOVER}
    clauses = {told.partition("=")[2] for told in _documented("condition in `frame`")}
    used = {word for _, word in _conditions(lexicon("events").frame) if word.startswith("@")}
    assert not used - labels - classes - types - clauses


def test_every_role_of_a_patient_in_the_event_lexicon_is_documented():
    told = _documented("role in `patient`") | PREPOSITIONS
    used = {role for roles in lexicon("events").patient for role in roles.split()}
    assert not used - told
