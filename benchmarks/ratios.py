"""A ratio with its target, as the benchmarks hand it on and the table shows it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RESULTS = "NEWSWALK_BENCH_RESULTS"
"""The variable that names the file which :func:`told` adds to."""


@dataclass(frozen=True)
class Ratio:
    """A measured ratio; ``most`` or ``least`` is what it should keep to."""

    name: str
    value: float
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def kept(self) -> bool:
        """Whether it is what it should be."""
        high = self.most is None or self.value <= self.most
        return high and (self.least is None or self.value >= self.least)

    @property
    def target(self) -> str:
        """What it should keep to, in words."""
        return f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}"


def told(*ratios: Ratio) -> None:
    """Print ratios, and add them to the results if a file for these is named."""
    for ratio in ratios:
        mark = "" if ratio.kept else "   missed"
        print(
            f"{ratio.name:58} {ratio.value:7.2f}   {ratio.target}{mark}   {ratio.note}", flush=True
        )
    if path := os.environ.get(RESULTS):
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(ratio)) + "\n" for ratio in ratios)


def cpu(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what some work gives and the CPU seconds of this process that it took."""
    start = time.process_time()
    made = work()
    return made, time.process_time() - start


def one_core() -> None:
    """Keep numerical libraries to one thread; to be called before they are loaded."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NEWSWALK_THREADS"):
        os.environ[variable] = "1"
