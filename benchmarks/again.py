"""A rerun against a first run, two processes against one, and what ``import helpers`` costs.

    python -m benchmarks.again [--only imports reruns jobs]

The rerun is timed in fresh processes, start and imports included, in CPU seconds; two processes
against one in wall time, so it needs two idle cores and says how idle they were. They take turns, one,
two, one, two, one: what slows the machine meanwhile slows both.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

from benchmarks.many import write
from benchmarks.ratios import Ratio, one_core, told

one_core()


def child_cpu(command: list[str], **environment: str) -> tuple[float, float]:
    """Return the CPU and the wall seconds of a command and all that it starts."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, env=os.environ | environment, stdout=subprocess.DEVNULL)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - began
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def imports() -> None:
    """Compare the imports, as medians of five fresh processes each."""
    statements = ("pass", "import pandas", "import helpers")
    took = [
        sorted(child_cpu([sys.executable, "-c", s])[0] for _ in range(5))[2] for s in statements
    ]
    bare, pandas, ours = took
    told(Ratio("import helpers against import pandas", (ours - bare) / (pandas - bare), most=3))


def tables(corpus: str, out: str, jobs: int = 1) -> list[str]:
    words = ["-m", "helpers.cli", "-q", "tables", corpus, "--out", out, "--jobs", str(jobs)]
    return [sys.executable, *words, "--batch", "16"]


def reruns(place: str) -> None:
    """Make the tables of the teaching corpus twice."""
    from helpers.resources import data_path

    command = tables(str(data_path("articles")), f"{place}/again")
    (first, _), (second, _) = child_cpu(command), child_cpu(command)
    print(f"newswalk tables on the teaching corpus: {first:.1f} CPU s, again {second:.2f} CPU s")
    told(Ratio("a first run against its rerun", first / second, least=20))


def two_jobs(place: str, count: int) -> None:
    """Make the tables of a corpus with one process and with two, in turns, models loaded in each."""
    corpus = f"{place}/corpus.jsonl"
    write(Path(corpus), count, 12)
    took: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
    for number, jobs in enumerate((1, 2, 1, 2, 1)):
        took[jobs].append(child_cpu(tables(corpus, f"{place}/jobs{number}", jobs)))
        print(f"--jobs {jobs}: {took[jobs][-1][1]:.1f} s")
    wall = {jobs: mean(seconds for _, seconds in runs) for jobs, runs in took.items()}
    had = {jobs: mean(cpu for cpu, _ in runs) / wall[jobs] for jobs, runs in took.items()}
    busy = f"{had[1]:.0%} of a core had with one, {had[2]:.0%} with two"
    told(Ratio("one process against --jobs 2", wall[1] / wall[2], least=1.7, note=busy))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--articles", type=int, default=1500, help="for --jobs; with few, starting weighs"
    )
    parser.add_argument("--only", nargs="+", default=["imports", "reruns", "jobs"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newswalk-bench-") as place:
        os.environ["NEWSWALK_CACHE"] = f"{place}/cache"
        if "imports" in given.only:
            imports()
        if "reruns" in given.only:
            reruns(place)
        if "jobs" in given.only:
            two_jobs(place, given.articles)


if __name__ == "__main__":
    main()
