"""Articles in batches through the walk: in this process, in several, or on a cluster."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any, Self

import pandas as pd
from tqdm import tqdm

from helpers.corpus.counting import count_articles
from helpers.corpus.done import CorpusError, Summary, last_run
from helpers.corpus.fingerprint import content_key, inputs_key, named_files
from helpers.corpus.merge import merge
from helpers.corpus.processes import Here, Processes, end_if_run_again, executor
from helpers.corpus.store import Store, clear_errors
from helpers.corpus.walking import Tables, analyse, keep_loaded
from helpers.files import flatten
from helpers.tables import SCHEMAS

BATCH = 32


def tables(
    paths: Any,
    out: str | os.PathLike[str],
    *,
    format: str = "parquet",
    jobs: int = 1,
    batch: int = BATCH,
    on: Executor | None = None,
    progress: bool | None = None,
) -> Summary:
    """Write every table of many articles to ``OUT/tables``, one file a table.

    The files have the same bytes whatever ``jobs`` and ``batch`` are, and whether
    or not the run was interrupted: run it again and it goes on where it was.

    Parameters
    ----------
    paths
        A file, a folder, or a list of them, as for ``read_articles``; None is the
        teaching corpus.
    out
        The folder to write into.
    format
        ``"parquet"``, or ``"csv"``, in which a text cell that a spreadsheet would
        run as a formula begins with ``'``.
    jobs
        Processes, or how many batches the executor ``on`` can do at once.
    batch
        Articles that are analysed together and kept together.
    on
        Another executor in the place of ``jobs`` processes.
    progress
        Show a bar; None shows it where a person can see it.

    Raises
    ------
    CorpusError
        If the folder cannot be written or another run is writing into it; the
        message says what to do.
    """
    if format not in ("parquet", "csv"):
        raise ValueError(f"format is {format!r}, but must be 'parquet' or 'csv'.")
    if jobs < 1 or batch < 1:
        raise ValueError("jobs and batch must be 1 or more.")
    end_if_run_again()
    target, paths = Path(out), list(flatten((paths,)))
    began = time.monotonic()
    with clear_errors(target):
        store = Store(target)
        with store.locked():
            summary = last_run(paths, target, format)
            if summary is None:
                named = named_files(paths)
                inputs = inputs_key(paths, named)
                with _Run(store, on, batch, jobs) as run:
                    summary = run.all(paths, progress)
                    rows = merge(store, run.keys, format, run.workers_here)
                summary.rows = {name: rows[name] for name in SCHEMAS}
                # A file that changed or was away meanwhile may stand in the tables as it never was.
                if inputs == inputs_key(paths, named):
                    told = {"articles": summary.articles, "problems": summary.problems}
                    made = told | {"rows": summary.rows}
                    store.finish(format, {"inputs": inputs, "named": named}, made)
    summary.seconds = time.monotonic() - began
    return summary


def _batch(articles: pd.DataFrame) -> Tables:
    made = analyse(articles)
    keep_loaded()
    return made


class _Run:
    """One pass over the articles, with at most a few batches in flight."""

    def __init__(self, store: Store, on: Executor | None, batch: int, jobs: int) -> None:
        self.store, self.batch, self.borrowed = store, batch, on is not None
        self.workers = on or executor(jobs)
        self.workers_here = None if on or jobs == 1 else self.workers
        self.room = 1 if isinstance(self.workers, Here) else 2 * jobs
        self.keys: list[str] = []
        self.flying: deque[tuple[str, int, Future[Tables]]] = deque()
        self.summary = Summary(store.out)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        for _, _, future in self.flying:
            future.cancel()
        if error is not None and isinstance(self.workers, Processes):
            self.workers.stop()
        if not self.borrowed:
            self.workers.shutdown(wait=True, cancel_futures=True)
        if isinstance(error, BrokenExecutor):
            raise CorpusError(
                "A worker process died, most likely for lack of memory. What was done is kept:"
                " run the same command again with fewer --jobs."
            ) from error

    def all(self, paths: Any, progress: bool | None) -> Summary:
        """Analyse every article that has no finished part yet."""
        from helpers.articles import iter_articles

        hidden = None if progress is None else not progress
        total = (
            count_articles(paths) if (hidden is None and sys.stderr.isatty()) or progress else None
        )
        with tqdm(total=total, unit=" articles", disable=hidden, dynamic_ncols=True) as bar:
            for articles in iter_articles(paths, batch=self.batch):
                self._take(articles, bar)
            while self.flying:
                self._land(bar)
        return self.summary

    def _take(self, articles: pd.DataFrame, bar: Any) -> None:
        key = content_key(articles)
        self.keys.append(key)
        self.summary.articles += len(articles)
        if self.store.has(key):
            self.summary.resumed += len(articles)
            self._count(bar, len(articles), int(articles.problem.notna().sum()))
            return
        while len(self.flying) >= self.room:
            self._land(bar)
        self.flying.append((key, len(articles), self.workers.submit(_batch, articles)))
        if self.room == 1:
            self._land(bar)

    def _land(self, bar: Any) -> None:
        key, articles, future = self.flying.popleft()
        made = future.result()
        self.store.add(key, made)
        self._count(bar, articles, int(made["articles"].problem.notna().sum()))

    def _count(self, bar: Any, articles: int, problems: int) -> None:
        self.summary.problems += problems
        bar.update(articles)
        problems = self.summary.problems
        bar.set_postfix_str(f"{problems} problem{'' if problems == 1 else 's'}", refresh=False)
