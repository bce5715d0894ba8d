"""What an interrupted run has done: parts that are whole or not there, and a lock on the folder."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from helpers.corpus.done import CorpusError, note_of
from helpers.corpus.formats import write_table
from helpers.files import OWN_FOLDER

PART_TABLES = [
    "articles",
    "passages",
    "sentences",
    "tokens",
    "names",
    "voices",
    "events",
    "answers",
    "sentiment",
    "frames",
    "frame_cues",
    "naming",
]
"""The tables that are made article by article; claims are made of all events at the end."""


@contextmanager
def clear_errors(out: Path) -> Iterator[None]:
    """Turn what the disk refuses into words that say what to do."""
    again = "What was done is kept: run the same command again to go on."
    try:
        yield
    except OSError as error:
        place = error.filename or out
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise CorpusError(
                f"The disk is full: cannot write {place}. Make room. {again}"
            ) from error
        if error.errno == errno.EFBIG:
            raise CorpusError(
                f"This system allows no file as large as {place} must be (see ulimit -f). {again}"
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise CorpusError(
                f"Not allowed to write {place}. Choose another folder with --out, or change its"
                " rights."
            ) from error
        if error.errno in (errno.ENOTDIR, errno.EEXIST):
            above = [path for path in (out, *out.parents) if os.path.isfile(path)]  # noqa: PTH113
            file = above[0] if above else place
            raise CorpusError(f"{file} is a file, not a folder. Choose another --out.") from error
        if error.errno == errno.EIO:
            raise CorpusError(f"The disk fails: {error.strerror}: {place}. {again}") from error
        raise CorpusError(f"{error.strerror or error}: {place}") from error


def settle(folder: Path) -> None:
    """Wait until the files of a folder are on the disk, so that no power cut can empty them."""
    for path in folder.iterdir():
        handle = os.open(path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class Store:
    """The hidden folder ``OUT/.newswalk``: finished parts by content, and what the last run made."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.home = out / OWN_FOLDER
        self.parts = self.home / "parts"
        self.parts.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for this run; the system lets go of it even if the run is killed."""
        lock = FileLock(self.home / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise CorpusError(
                f"Another newswalk is writing into {self.out}. Wait for it, or choose another --out."
            ) from None
        try:
            self._sweep()
            yield
        finally:
            self._sweep()
            lock.release()

    def _sweep(self) -> None:
        for path in self.home.glob("tmp*"):
            shutil.rmtree(path, ignore_errors=True)

    def scratch(self) -> Path:
        """Return a new folder that the next run throws away if this one does not use it."""
        return Path(tempfile.mkdtemp(dir=self.home, prefix="tmp"))

    def has(self, key: str) -> bool:
        """Is the part of this content there, and whole?"""
        try:
            sizes = json.loads((self.parts / key / "sizes.json").read_text())
            return all(
                (self.parts / key / f"{name}.parquet").stat().st_size == sizes[name]
                for name in PART_TABLES
            )
        except (OSError, ValueError, KeyError):
            return False

    def add(self, key: str, tables: dict[str, pd.DataFrame]) -> None:
        """Keep the tables of one batch: the folder appears under its name only when it is whole."""
        new = self.scratch()
        sizes = {}
        for name in PART_TABLES:
            write_table(tables[name], new / f"{name}.parquet", name)
            sizes[name] = (new / f"{name}.parquet").stat().st_size
        (new / "sizes.json").write_text(json.dumps(sizes))
        settle(new)
        shutil.rmtree(self.parts / key, ignore_errors=True)
        new.replace(self.parts / key)

    def rows(self, key: str, name: str) -> pa.Table:
        """Read one table of one part."""
        return pq.read_table(self._part(key, name), memory_map=True)

    def ids(self, key: str) -> list[str]:
        """Read the ids of the articles of one part."""
        read = pq.read_table(self._part(key, "articles"), columns=["article_id"])
        return [str(article) for article in read.column(0).to_pylist()]

    def _part(self, key: str, name: str) -> Path:
        return self.parts / key / f"{name}.parquet"

    def unfinish(self) -> None:
        """Forget the last run's result, since its files are about to change."""
        note_of(self.out).unlink(missing_ok=True)

    def finish(self, kind: str, inputs: dict[str, Any], made: dict[str, Any]) -> None:
        """Note what was made (articles, problems, rows) of which inputs, and throw the parts away."""
        folder = self.out / "tables"
        sizes = {name: (folder / f"{name}.{kind}").stat().st_size for name in made["rows"]}
        new = self.home / "done.new"
        new.write_text(json.dumps(made | inputs | {"format": kind, "sizes": sizes}))
        new.replace(note_of(self.out))
        shutil.rmtree(self.parts, ignore_errors=True)
