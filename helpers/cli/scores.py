"""``newswalk evaluate``: what the modules of ``helpers.evaluate`` measure, in one table."""

from __future__ import annotations

import datetime
import importlib
import json
import pkgutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pandas as pd

from helpers.cli.screen import Stop, note
from helpers.evaluate.scores import COLUMNS

Evaluation = Callable[[Path], pd.DataFrame]


def evaluations() -> dict[str, Evaluation]:
    """Return each stage's name and its ``evaluate(gold)``."""
    package = importlib.import_module("helpers.evaluate")
    found = {}
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"helpers.evaluate.{module.name}")
        if hasattr(loaded, "evaluate"):
            found[module.name] = loaded.evaluate
    return found


def stages() -> dict[str, list[str]]:
    """Return each stage that can be scored, with the modules that score it."""
    found: dict[str, list[str]] = {}
    for name, evaluate in evaluations().items():
        for stage in getattr(sys.modules[evaluate.__module__], "STAGES", (name,)):
            found.setdefault(stage, []).append(name)
    return found


def _modules_for(names: Sequence[str], by_stage: dict[str, list[str]]) -> list[str]:
    wanted = names or list(by_stage)
    return list(dict.fromkeys(module for name in wanted for module in by_stage[name]))


def score(names: Sequence[str], gold: Path | None, out: Path | None) -> None:
    """Print the scores of the stages named, and write them as JSON if asked.

    Without a folder of gold corpora the stages are scored on the project's own gold.
    """
    if out is not None:
        _check_writable(out)
    table = _on_own(names) if gold is None else _on_corpora(names, gold)
    print(shown(table))
    if out is not None:
        table["measured"] = datetime.date.today().isoformat()
        rows = json.loads(table.to_json(orient="records", double_precision=6))
        out.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _check_writable(out: Path) -> None:
    """Raise :class:`Stop` if the scores could not be written, before they are reckoned."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("a", encoding="utf-8"):
            pass
    except OSError as error:
        raise Stop(f"Cannot write {out}: {error.strerror}. Name another file with --out.") from None


def _checked(names: Sequence[str], known: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise Stop(f"No evaluation named {', '.join(unknown)}. There are: {', '.join(known)}.")


def _on_own(names: Sequence[str]) -> pd.DataFrame:
    from helpers.evaluate.own import DATA, STAGES, own_scores

    _checked(names, STAGES.values())
    note(
        "The project's own gold, on the teaching corpus. Public corpora are scored with --gold DIR."
    )
    found = own_scores()
    found = found.assign(stage=found.layer.map(STAGES), data=found.part.map(DATA))
    found = found[found.stage.isin(names or STAGES.values())]
    return found.reindex(columns=COLUMNS).reset_index(drop=True)


def _on_corpora(names: Sequence[str], gold: Path) -> pd.DataFrame:
    if not gold.is_dir():
        raise Stop(f"There is no folder {gold}.")
    known = evaluations()
    by_stage = stages()
    _checked(names, by_stage)
    made = []
    for module in _modules_for(names, by_stage):
        note(f"{module} …")
        found = known[module](gold).reindex(columns=COLUMNS)
        made.append(found[found.stage.isin(names)] if names else found)
    filled = [frame for frame in made if len(frame)]
    if not filled:
        raise Stop(
            f"No corpus that these evaluations know was found in {gold}."
            " data/README.md says where each comes from."
        )
    return pd.concat(filled, ignore_index=True)


def shown(table: pd.DataFrame) -> str:
    """Return the scores as lines for a terminal: value with its interval, baseline, published."""
    lines = []
    for row in table.to_dict("records"):
        value = _number(row["value"])
        if pd.notna(row["low"]) and pd.notna(row["high"]):
            value += f" ({_number(row['low'])}–{_number(row['high'])})"
        n = "" if pd.isna(row["n"]) else f"{int(row['n']):,}"
        published = "" if pd.isna(row["published"]) else str(row["published"])
        cells = [row["stage"], row["measure"], row["data"], value, n, _number(row["baseline"])]
        lines.append([*map(str, cells), published])
    return _aligned([["stage", "measure", "data", "score", "n", "baseline", "published"], *lines])


def _number(value: object) -> str:
    return "" if pd.isna(value) else f"{float(str(value)):.3f}"


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
