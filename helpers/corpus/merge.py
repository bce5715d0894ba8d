"""Parts into one sorted file a table, in memory that does not grow with the corpus.

An external distribution sort (Knuth 1973, 5.4): article ids are cut into runs of
equal length, each part is dealt out to the runs on disk, and each run is sorted
and written in its turn. How the articles were batched leaves no trace.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from itertools import groupby
from pathlib import Path

import pandas as pd
import pyarrow as pa

from helpers.corpus.claims_on_disk import claims_of
from helpers.corpus.formats import write_pieces
from helpers.corpus.store import PART_TABLES, Store, settle
from helpers.tables import SCHEMAS, empty, typed

RUN = 256
"""Articles that are sorted together, and stand in one row group of a Parquet file."""


def merge(
    store: Store, keys: Sequence[str], kind: str, workers: Executor | None = None
) -> dict[str, int]:
    """Write every table to ``OUT/tables`` and return its number of rows.

    ``workers``, which must see the same disk, make the tables side by side.
    """
    ids = sorted(article for key in keys for article in store.ids(key))
    starts = ids[::RUN]
    del ids
    scratch = store.scratch()
    (scratch / "made").mkdir()
    make = partial(_merge_table, store, keys, starts, scratch, kind)
    longest_first = sorted(PART_TABLES, key=lambda name: name != "events")
    made = workers.map(make, longest_first) if workers else map(make, longest_first)
    rows = {name: count for counts in made for name, count in counts.items()}
    _publish(store, scratch / "made", kind)
    return rows


def _merge_table(
    store: Store, keys: Sequence[str], starts: Sequence[str], scratch: Path, kind: str, name: str
) -> dict[str, int]:
    """Write one table, and the claims with the events; return the rows of each."""
    for key in keys:
        _deal(store.rows(key, name), name, starts, scratch)
    pieces = (_run(scratch, name, number) for number in range(len(starts)))
    rows = {name: write_pieces(pieces, scratch / "made" / f"{name}.{kind}", name, kind)}
    if name == "events":
        again = (_run(scratch, name, number) for number in range(len(starts)))
        claims = claims_of(again, scratch)
        path = scratch / "made" / f"claims.{kind}"
        rows["claims"] = write_pieces([claims], path, "claims", kind)
    return rows


def _file(scratch: Path, name: str, number: int) -> Path:
    return scratch / f"{name}.{number}"


def _deal(rows: pa.Table, name: str, starts: Sequence[str], scratch: Path) -> None:
    """Cut a part, which is sorted by article, between the runs."""
    ids = rows.column("article_id").to_pylist()
    at = 0
    for number, same in groupby(bisect_right(starts, article) - 1 for article in ids):
        length = sum(1 for _ in same)
        with (
            _file(scratch, name, number).open("ab") as file,
            pa.ipc.new_stream(file, rows.schema) as stream,
        ):
            stream.write_table(rows.slice(at, length))
        at += length


def _streams(path: Path) -> Iterator[pa.Table]:
    with path.open("rb") as file:
        size = path.stat().st_size
        while file.tell() < size:
            with pa.ipc.open_stream(file) as stream:
                yield stream.read_all()


def _run(scratch: Path, name: str, number: int) -> pd.DataFrame:
    path = _file(scratch, name, number)
    if not path.exists():
        return empty(name)
    return typed(name, pa.concat_tables(_streams(path)).to_pandas())


def _publish(store: Store, made: Path, kind: str) -> None:
    folder = store.out / "tables"
    folder.mkdir(exist_ok=True)
    settle(made)
    store.unfinish()
    for name in SCHEMAS:
        (made / f"{name}.{kind}").replace(folder / f"{name}.{kind}")
        for other in {"parquet", "csv"} - {kind}:
            (folder / f"{name}.{other}").unlink(missing_ok=True)


def write_tables(tables: Mapping[str, pd.DataFrame], out: Path, kind: str = "parquet") -> None:
    """Write tables that are in memory to ``OUT/tables``, as :func:`merge` would have written them."""
    store = Store(out)
    with store.locked():
        made = store.scratch()
        starts = sorted(tables["articles"].article_id.astype(str))[::RUN]
        for name in SCHEMAS:
            frame = tables[name]
            if name == "claims":
                pieces = [frame]
            else:
                runs = frame.article_id.map(lambda a: bisect_right(starts, a) - 1).to_numpy(int)
                pieces = [frame[runs == number] for number in range(len(starts))]
            write_pieces(pieces, made / f"{name}.{kind}", name, kind)
        _publish(store, made, kind)
