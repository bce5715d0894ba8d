"""The same tables from many machines: ``tables`` with a Dask cluster in the place of processes."""

from __future__ import annotations

import os
import re
from typing import Any

from helpers.corpus.done import CorpusError, Summary
from helpers.corpus.stream import BATCH, tables

_ADDRESS = re.compile(r"(?:\w+://)?[^\s:/]+:\d+|inproc://\S+|(?:\w+://)?\[[0-9a-fA-F:]+\]:\d+")


def on_dask(
    paths: Any,
    out: str | os.PathLike[str],
    *,
    scheduler: str | None = None,
    workers: int | None = None,
    format: str = "parquet",
    batch: int = BATCH,
    progress: bool | None = None,
) -> Summary:
    """Write every table of many articles, analysed on a Dask cluster.

    This machine reads the articles and writes the tables; the workers, which need
    newswalk installed but no shared disk, do the rest. The files have the same
    bytes as those of :func:`helpers.corpus.tables`.

    Parameters
    ----------
    scheduler
        The address of a running scheduler, such as ``"tcp://10.0.0.5:8786"``; if
        None, a cluster of processes is started here for this run.
    workers
        Processes of the local cluster; if None, one a core.

    Raises
    ------
    CorpusError
        As ``tables`` does; also if ``scheduler`` is no address.
    OSError
        If there is no scheduler at that address.
    """
    from distributed import Client, LocalCluster

    def made(client: Client) -> Summary:
        jobs = max(1, sum(client.nthreads().values()))
        return tables(
            paths, out, format=format, jobs=jobs, batch=batch, on=client.get_executor(),
            progress=progress,
        )  # fmt: skip

    if scheduler is not None:
        if not _ADDRESS.fullmatch(scheduler):
            raise CorpusError(
                f"{scheduler!r} is no address of a Dask scheduler, such as tcp://10.0.0.5:8786."
            )
        with Client(scheduler) as client:
            return made(client)
    count = workers or os.cpu_count()
    with (
        LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        return made(client)
