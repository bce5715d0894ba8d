"""Where the project's data lies: lexicons, models, teaching corpus, gold; and where a cache may lie."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def data_path(*parts: str) -> Path:
    """Return a path inside the project's ``data/`` folder.

    The folder is the one beside the package, or the one that the environment
    variable ``NEWSWALK_DATA`` names.

    Examples
    --------
    >>> data_path("lexicons").name
    'lexicons'
    """
    root = os.environ.get("NEWSWALK_DATA") or Path(__file__).resolve().parent.parent / "data"
    return Path(root).joinpath(*parts)


def cache_folder() -> Path:
    """Return the folder for what can be computed again: ``NEWSWALK_CACHE`` or the user's cache."""
    named = os.environ.get("NEWSWALK_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(named) if named else Path(base) / "newswalk"


@cache
def _read_lexicon(path: Path) -> pd.DataFrame:
    import pandas as pd

    return pd.read_csv(path, dtype=str, keep_default_na=False, comment="#")


def lexicon(name: str) -> pd.DataFrame:
    """Return ``data/lexicons/NAME.csv`` as a DataFrame of strings, ``''`` for an empty cell.

    Lines that begin with ``#`` are comments. The file is read once a process, so
    that all stages go by the same list; the frame is a copy: changing it changes
    nothing for the next caller.

    Raises
    ------
    FileNotFoundError
        If there is no lexicon of that name; the message lists those there are.
    """
    path = data_path("lexicons", f"{name}.csv")
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in data_path("lexicons").glob("*.csv"))) or "none"
        raise FileNotFoundError(f"No lexicon {name!r} in {path.parent}. There are: {known}.")
    return _read_lexicon(path).copy()


def use_nltk_data() -> None:
    """Put ``data/models/nltk_data`` on NLTK's search path, without importing NLTK.

    NLTK reads the environment variable ``NLTK_DATA`` when it is imported; if it
    has been imported already, its list of folders is extended.
    """
    folder = str(data_path("models", "nltk_data"))
    known = os.environ.get("NLTK_DATA", "")
    if folder not in known.split(os.pathsep):
        os.environ["NLTK_DATA"] = os.pathsep.join(filter(None, [folder, known]))
    nltk_data = sys.modules.get("nltk.data")
    if nltk_data is not None and folder not in nltk_data.path:
        nltk_data.path.insert(0, folder)
