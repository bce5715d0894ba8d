"""What the last run made, and of which inputs: all that a run needs to see that nothing is to be done.

Nothing here loads pandas or a model, so that such a run takes a fraction of a second.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.corpus.fingerprint import inputs_key
from helpers.files import OWN_FOLDER


class CorpusError(Exception):
    """Why the tables cannot be made, in words for the person at the keyboard, and what to do."""


@dataclass
class Summary:
    """What a run made."""

    out: Path
    articles: int = 0
    problems: int = 0
    resumed: int = 0
    seconds: float = 0.0
    rows: dict[str, int] = field(default_factory=dict)


def note_of(out: Path) -> Path:
    """Return where the last run noted what it made."""
    return out / OWN_FOLDER / "done.json"


def last_run(paths: Any, out: str | os.PathLike[str], format: str) -> Summary | None:
    """Return what the last run made, if it read these inputs and its files are still there, else None.

    Parameters
    ----------
    paths, out, format
        As :func:`helpers.corpus.tables` takes them.
    """
    began, target = time.monotonic(), Path(out)
    try:
        done: dict[str, Any] = json.loads(note_of(target).read_text())
        for name, size in done["sizes"].items():
            if (target / "tables" / f"{name}.{format}").stat().st_size != size:
                return None
        if done["format"] != format or done["inputs"] != inputs_key(paths, done["named"]):
            return None
        made = {name: done[name] for name in ("articles", "problems")} | {"rows": {**done["rows"]}}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    seconds = time.monotonic() - began
    return Summary(target, resumed=made["articles"], seconds=seconds, **made)
