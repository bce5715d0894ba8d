"""The walk over many articles: every table, in batches, interrupted or not, with the same bytes."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.corpus.clusters import on_dask
    from helpers.corpus.done import CorpusError, Summary
    from helpers.corpus.formats import load_tables
    from helpers.corpus.stream import tables
    from helpers.corpus.walking import walk

__all__ = ["CorpusError", "Summary", "load_tables", "on_dask", "tables", "walk"]

_HOME = {
    "CorpusError": "done",
    "Summary": "done",
    "load_tables": "formats",
    "on_dask": "clusters",
    "tables": "stream",
    "walk": "walking",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for only then: to see that nothing is to be done needs none of it."""
    if name in _HOME:
        return getattr(importlib.import_module(f"helpers.corpus.{_HOME[name]}"), name)
    raise AttributeError(f"module 'helpers.corpus' has no attribute {name!r}")
