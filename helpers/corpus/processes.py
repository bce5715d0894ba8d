"""Where batches are analysed on this machine: in this process, or in several.

A pool of the standard library shares two pipes between all its processes: one
that is killed in the middle of a message leaves the pool waiting for the rest.
Here each process has a pipe and a thread of its own, so its end is the pipe's end.
"""

from __future__ import annotations

import inspect
import multiprocessing
import os
import pickle
import queue
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, TypeVar

from helpers.corpus.done import CorpusError

_R = TypeVar("_R")
_RUN_AGAIN = 64
"""With this exit code a process ends in which Python runs the caller's script again."""
_ERROR = 1
"""With this one Python ends a process after an error that nothing caught."""

UNGUARDED = (
    'In a script, put the call under `if __name__ == "__main__":`, since each process that is'
    " started runs the lines of the script again."
)

_FAILED = (
    "A worker process ended with the error that stands above. What was done is kept; with one"
    " job no other process is needed."
)


class Here(Executor):
    """Does each piece of work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call the function now and return its result as a future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future


class Processes(ThreadPoolExecutor):
    """Processes of this machine, which Ctrl-C reaches only by way of the one that started them.

    Work and results are pickled, as with ``ProcessPoolExecutor``. A future of work
    whose process died raises :class:`concurrent.futures.BrokenExecutor`, or a
    ``CorpusError`` if the process could not start or ended with an error of its own.
    """

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs, thread_name_prefix="newswalk")
        self._jobs = jobs
        self._children: list[_Child] = []
        self._idle: queue.SimpleQueue[_Child] = queue.SimpleQueue()

    def submit(self, fn: Callable[..., _R], /, *args: Any, **kwargs: Any) -> Future[_R]:
        """Give work to a process; the first time all of them are started."""
        if not self._children:
            self._start()
        return super().submit(self._call, fn, args, kwargs)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        with _without_interrupts():
            for _ in range(self._jobs):
                child = _Child(context)
                self._children.append(child)
                self._idle.put(child)

    def _call(self, fn: Callable[..., _R], args: tuple[Any, ...], kwargs: dict[str, Any]) -> _R:
        child = self._idle.get()
        try:
            return child.call(fn, args, kwargs)
        finally:
            self._idle.put(child)

    def stop(self) -> None:
        """End the processes at once, whatever they are at."""
        for child in self._children:
            child.process.kill()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; with ``wait``, end the processes when all work is done."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            self.stop()  # they only wait for work
            for child in self._children:
                child.process.join()


def executor(jobs: int) -> Executor:
    """Return what runs ``jobs`` batches at once."""
    return Here() if jobs == 1 else Processes(jobs)


class _Child:
    """A process and the only pipe to it."""

    def __init__(self, context: SpawnContext) -> None:
        self.pipe, there = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_work, args=(there,), daemon=True)
        self.process.start()
        there.close()  # held here too it would never say that the process is gone

    def call(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        try:
            self.pipe.send((fn, args, kwargs))
            done, result = self.pipe.recv()
        except (EOFError, OSError) as error:
            self.process.join()
            if self.process.exitcode == _RUN_AGAIN:
                raise CorpusError(UNGUARDED) from None
            if self.process.exitcode == _ERROR:
                raise CorpusError(_FAILED) from None
            raise BrokenExecutor("A process died before its work was done.") from error
        if not done:
            raise result
        return result


def _work(pipe: Connection) -> None:
    """Do what comes through the pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # some library lets interrupts through again
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # One thread a process: several that share cores slow each other down.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    while True:
        try:
            fn, args, kwargs = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send_bytes(_answer(fn, args, kwargs))


def _answer(fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """Return, pickled, whether the function returned, and its result or the error."""
    try:
        return pickle.dumps((True, fn(*args, **kwargs)))
    except Exception as error:
        told = "In a worker process:\n" + traceback.format_exc()
        error.add_note(told)
        try:
            message = pickle.dumps((False, error))
            pickle.loads(message)  # ours of a line above; some errors cannot be made again
            return message
        except Exception:
            return pickle.dumps((False, RuntimeError(told)))


def end_if_run_again() -> None:
    """End a process in which Python runs the caller's script again, before it does the work twice."""
    frame = inspect.currentframe()
    while frame is not None:
        if frame.f_globals.get("__name__") == "__mp_main__" and frame.f_code.co_name == "<module>":
            raise SystemExit(_RUN_AGAIN)
        frame = frame.f_back


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Keep Ctrl-C waiting, and from the processes that start meanwhile: they would end in tracebacks."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # when it starts later it lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
