"""The walk over many articles: every table, in batches, interrupted or not, with the same bytes."""

from helpers.corpus.clusters import on_dask
from helpers.corpus.store import CorpusError
from helpers.corpus.stream import Summary, tables
from helpers.corpus.walking import load_tables, walk

__all__ = ["CorpusError", "Summary", "load_tables", "on_dask", "tables", "walk"]
