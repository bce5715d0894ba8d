"""Pin the results of every notebook on the teaching corpus anew: ``python -m tests.notebooks.pin``."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.notebooks.test_form import NOTEBOOKS
from tests.notebooks.test_run import PINNED, _run, differences, unconvinced


def main() -> None:
    PINNED.mkdir(exist_ok=True)
    wanted = sys.argv[1:]
    for path in NOTEBOOKS:
        number = path.name[:2]
        if wanted and number not in wanted:
            continue
        with tempfile.TemporaryDirectory() as out:
            got = _run(path, Path(out), None)
            wrong = unconvinced(Path(out) / path.name)
        file = PINNED / f"{number}.json"
        old = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        print(path.stem, *(differences(got, old) or ["unchanged"]), *wrong, sep="\n  ")
        text = json.dumps(got, indent=1, sort_keys=True, ensure_ascii=False)
        file.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
