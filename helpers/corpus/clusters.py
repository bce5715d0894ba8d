"""The same tables from many machines: ``tables`` with a Dask cluster in the place of processes."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from helpers.corpus.done import CorpusError, Summary
from helpers.corpus.processes import UNGUARDED, end_if_run_again
from helpers.corpus.stream import BATCH, tables

if TYPE_CHECKING:
    from distributed import Client
    from distributed.client import Future as Remote

log = logging.getLogger("newswalk")

_ADDRESS = re.compile(r"(?:\w+://)?[^\s:/]+:\d+|inproc://\S+|(?:\w+://)?\[[0-9a-fA-F:]+\]:\d+")
_LOOKS, _ANSWERS = 2.0, 20.0
_KEPT = "What was done is kept: run the same command again to go on."


class _Result(Future[Any]):
    """A result that a worker makes; while it is waited for, the cluster is watched."""

    def __init__(self, remote: Remote, cluster: OnCluster) -> None:
        super().__init__()
        self.remote, self.cluster = remote, cluster

    def cancel(self) -> bool:
        """Tell the cluster that nobody waits any more."""
        if self.cluster.client.status == "running":
            self.remote.cancel()
        return True

    def result(self, timeout: float | None = None) -> Any:
        """Wait for the result.

        Raises
        ------
        CorpusError
            If the scheduler or all workers are gone.
        """
        from distributed import KilledWorker

        while True:
            try:
                return self.remote.result(timeout=_LOOKS)
            except (TimeoutError, OSError):
                if self.remote.done() and self.remote.status == "error":
                    raise
                self.cluster.look()
            except (CancelledError, asyncio.CancelledError):
                raise CorpusError(
                    f"The connection to the Dask scheduler was lost. {_KEPT}"
                ) from None
            except KilledWorker as error:
                raise CorpusError(
                    "Several workers died on the same articles, most likely for lack of memory."
                    f" {_KEPT} A smaller batch needs less."
                ) from error


class OnCluster(Executor):
    """Runs batches on a Dask cluster, and notices when it is gone.

    Parameters
    ----------
    wait
        Seconds to wait for a worker while there is none.
    """

    def __init__(self, client: Client, wait: float) -> None:
        self.client, self.wait = client, wait
        self.alone: float | None = None

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Give work to the cluster."""
        return _Result(self.client.submit(fn, *args, pure=False, **kwargs), self)

    def look(self) -> None:
        """Raise :class:`CorpusError` if the scheduler is gone, or there has been no worker for long."""
        if self.client.status == "closed":
            raise CorpusError(f"The connection to the Dask scheduler was lost. {_KEPT}")
        try:
            alone = not self.client.nthreads()
        except (OSError, TimeoutError):  # the client is connecting again, and gives up by itself
            return
        if not alone:
            self.alone = None
        elif self.alone is None:
            self.alone = time.monotonic()
            log.warning("no worker is left at the Dask scheduler; waiting up to %.0f s", self.wait)
        elif time.monotonic() - self.alone > self.wait:
            raise CorpusError(
                f"The Dask scheduler has had no worker for {self.wait:.0f} s. {_KEPT}"
            )


def _check_address(scheduler: str) -> None:
    """Raise unless a Dask scheduler answers there; another server might never answer at all."""
    if not _ADDRESS.fullmatch(scheduler):
        raise CorpusError(
            f"{scheduler!r} is no address of a Dask scheduler, such as tcp://10.0.0.5:8786."
        )

    async def asked() -> None:
        from distributed import rpc

        async with rpc(scheduler) as remote:
            await remote.identity()

    with ThreadPoolExecutor(1) as thread:  # a notebook has a loop of its own in this one
        thread.submit(lambda: asyncio.run(asyncio.wait_for(asked(), _ANSWERS))).result()


def _await_workers(client: Client, wait: float) -> None:
    if not client.nthreads():
        log.warning("no worker is connected to the Dask scheduler yet; waiting up to %.0f s", wait)
    try:
        client.wait_for_workers(1, timeout=wait)
    except TimeoutError:
        raise CorpusError(
            f"No worker was connected to the Dask scheduler within {wait:.0f} s. Start some:"
            " dask worker ADDRESS"
        ) from None


def on_dask(
    paths: Any,
    out: str | os.PathLike[str],
    *,
    scheduler: str | None = None,
    workers: int | None = None,
    wait: float = 60,
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
    wait
        Seconds to wait for a worker while the scheduler has none, at the beginning or later.

    Raises
    ------
    CorpusError
        As ``tables`` does; also if ``scheduler`` is no address, the connection to it is lost,
        or it has no worker for longer than ``wait``.
    OSError
        If there is no scheduler at that address.
    """
    end_if_run_again()
    from distributed import Client, LocalCluster

    def made(client: Client) -> Summary:
        _await_workers(client, wait)
        jobs = max(1, sum(client.nthreads().values()))
        return tables(
            paths, out, format=format, jobs=jobs, batch=batch, on=OnCluster(client, wait),
            progress=progress,
        )  # fmt: skip

    if scheduler is not None:
        _check_address(scheduler)
        with Client(scheduler) as client:
            return made(client)
    count = workers or os.cpu_count()
    try:
        local = LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None)
    except RuntimeError as error:
        raise CorpusError(f"Dask could not start its processes here. {UNGUARDED}") from error
    with local as cluster, Client(cluster) as client:
        return made(client)
