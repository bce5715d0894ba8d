"""The accuracy gate: each stage's scores on the project's own gold, as floors.

    python -m tests.gate                     print the scores beside their floors
    python -m tests.gate --pin               raise floors that can be raised; pin new gold
    python -m tests.gate --pin --lower WHY   let floors fall too, and say why in the file

`floors.json` holds the digest of the gold and the articles that the floors were measured on. The test beside
it fails when a score is under its floor, or when the gold has changed and nobody has pinned it anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from pathlib import Path
from typing import Any

import pandas as pd

import helpers as nw

FLOORS = Path(__file__).with_name("floors.json")
STEP = 0.005
"""Floors are scores rounded down to this step, so that the last digit of a float decides nothing."""


def digest() -> str:
    """Return a digest of what is scored against: the settled gold and the articles."""
    found = hashlib.sha256()
    for folder in (("gold", "settled"), ("articles",)):
        for path in sorted(nw.data_path(*folder).iterdir()):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def key(row: Any) -> str:
    """Return the name of a score in the file."""
    return f"{row.layer}: {row.measure} ({row.part})"


def floor_of(value: float) -> float:
    """Return a score's floor."""
    return round(math.floor(value / STEP + 1e-9) * STEP, 3)


def read() -> dict[str, Any]:
    """Return what is pinned."""
    return json.loads(FLOORS.read_text(encoding="utf-8"))


def pin(scores: pd.DataFrame, why: str | None) -> dict[str, Any]:
    """Return new floors: none lower than before, unless it is said why.

    Raises
    ------
    SystemExit
        If a floor would fall and no reason is given.
    """
    old = read() if FLOORS.exists() else {"floors": {}, "lowered": []}
    new = {key(row): floor_of(row.value) for row in scores.itertuples()}
    fallen = {k: (v, new[k]) for k, v in old["floors"].items() if k in new and new[k] < v}
    if fallen and not why:
        lines = "\n".join(f"  {k}: {was} -> {now}" for k, (was, now) in fallen.items())
        raise SystemExit(f"These floors would fall; say why with --lower:\n{lines}")
    note = [{"why": why, "floors": {k: list(v) for k, v in fallen.items()}}] if fallen else []
    return {"gold": digest(), "floors": new, "lowered": old["lowered"] + note}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", metavar="WHY")
    arguments = parser.parse_args()
    scores = nw.own_scores()
    floors = read()["floors"] if FLOORS.exists() else {}
    scores["floor"] = [floors.get(key(row)) for row in scores.itertuples()]
    print(scores.to_string(index=False))
    if arguments.pin:
        text = json.dumps(pin(scores, arguments.lower), indent=1, ensure_ascii=False)
        FLOORS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
