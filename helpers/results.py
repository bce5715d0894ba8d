"""The numbers a notebook's prose relies on, written where a test can hold them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.resources import data_path

SCORE_COLUMNS = [
    "stage", "measure", "data", "value", "low", "high", "n", "baseline", "published", "rival",
    "measured",
]  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def save_results(number: str, results: Mapping[str, Any], out: str | Path = "build") -> Path:
    """Write ``OUT/results/NUMBER.json`` and return its path.

    Parameters
    ----------
    number
        The notebook's number, such as ``"05"``.
    results
        Names and values (numbers, strings, lists, mappings). Floats keep six
        decimals; what is not a number (NaN) becomes null.
    """
    path = Path(out) / "results" / f"{number}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(_plain(results), indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def scores(*stages: str) -> pd.DataFrame:
    """Return how good the stages were when they were last measured on public gold.

    Parameters
    ----------
    stages
        Such as ``"voices"``; none for all.

    Returns
    -------
    DataFrame
        stage, measure, data, value, low, high (95 % interval), n, baseline (a named peer's figure of
        the same run), published (a figure from the literature), rival (what another tool reaches that this project ran), measured (the day). The file is ``data/scores.json``,
        written by ``newswalk evaluate --gold GOLD --out data/scores.json``.
    """
    rows = json.loads(data_path("scores.json").read_text(encoding="utf-8"))
    table = pd.DataFrame(rows, columns=SCORE_COLUMNS)
    return (table[table.stage.isin(stages)] if stages else table).reset_index(drop=True)
