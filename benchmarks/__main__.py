"""Run every benchmark: ``make bench``. Each prints ratios measured in one run."""

from __future__ import annotations

import subprocess
import sys
import time


def seconds(statement: str) -> float:
    """Median wall time of a fresh Python that runs a statement."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], check=True)
        times.append(time.perf_counter() - start)
    return sorted(times)[2]


def main() -> None:
    print("# import", flush=True)
    bare, pandas, ours = (seconds(s) for s in ("pass", "import pandas", "import helpers"))
    print(f"import helpers against import pandas  {(ours - bare) / (pandas - bare):.2f}")
    for name in ("benchmarks.pipeline_speed", "benchmarks.stages"):
        print(f"\n# {name}", flush=True)
        subprocess.run([sys.executable, "-m", name], check=True)


if __name__ == "__main__":
    main()
