"""Processes of this machine: what they return, what they raise, and that they always end."""

from __future__ import annotations

import inspect
import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, wait
from pathlib import Path

import pytest

from helpers.corpus.done import CorpusError
from helpers.corpus.processes import Processes

LONG = 150_000_000


class Odd(Exception):
    """An error that pickle writes but cannot make again."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def _divided(a: int, *, by: int) -> float:
    return a / by


def _odd() -> None:
    raise Odd("so ", "odd")


def _unsendable() -> object:
    return lambda: None


def _long() -> bytes:
    return b"x" * LONG


def _half(sign: Path) -> None:
    """Send the beginning of a result, give the sign and never go on."""
    frame = inspect.currentframe()
    while frame and "pipe" not in frame.f_locals:
        frame = frame.f_back
    assert frame
    os.write(frame.f_locals["pipe"].fileno(), struct.pack("!i", 1000) + b"x" * 10)
    sign.touch()
    time.sleep(600)


def _end(how: int) -> None:
    if how < 0:
        os.kill(os.getpid(), -how)
    os._exit(how)


@pytest.fixture
def two() -> Iterator[Processes]:
    with Processes(2) as processes:
        yield processes


def test_results_come_back_in_order_from_other_processes(two):
    assert list(two.map(abs, range(-9, 0))) == list(range(9, 0, -1))
    assert two.submit(_divided, 3, by=2).result() == 1.5
    assert two.submit(_long).result() == b"x" * LONG
    places = {two.submit(os.getpid).result() for _ in range(8)}
    assert os.getpid() not in places and len(places) <= 2


def test_an_error_comes_back_with_where_it_was_raised_and_the_process_goes_on(two):
    with pytest.raises(ZeroDivisionError) as caught:
        two.submit(_divided, 1, by=0).result()
    assert "in _divided" in caught.value.__notes__[0]
    with pytest.raises(RuntimeError, match="Odd: so odd"):
        two.submit(_odd).result()
    with pytest.raises(Exception, match="pickle"):
        two.submit(_unsendable).result()
    assert two.submit(_divided, 1, by=2).result() == 0.5


@pytest.mark.parametrize(
    ("how", "error"), [(-signal.SIGTERM, BrokenExecutor), (3, BrokenExecutor), (1, CorpusError)]
)
def test_a_process_that_dies_is_told(two, how, error):
    with pytest.raises(error):
        two.submit(_end, how).result()


def test_stopped_in_the_middle_of_a_result_nothing_waits_for_the_rest(tmp_path):
    with Processes(2) as processes:
        halves = [processes.submit(_half, tmp_path / name) for name in "ab"]
        never = [processes.submit(_divided, 1, by=1) for _ in range(3)]
        while len(list(tmp_path.iterdir())) < 2:
            time.sleep(0.02)
        processes.stop()
        assert not wait([*halves, *never], timeout=60).not_done
    assert {type(future.exception()) for future in [*halves, *never]} == {BrokenExecutor}
    assert all(child.process.exitcode is not None for child in processes._children)


UNGUARDED = """
import sys
import helpers as nw
print("run")
nw.corpus.{call}
"""


@pytest.mark.parametrize(
    "call",
    ["tables(sys.argv[1], out=sys.argv[2], jobs=2)", "on_dask(sys.argv[1], out=sys.argv[2])"],
)
def test_a_script_that_each_process_would_run_again_is_told_what_to_do(call, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED.format(call=call), encoding="utf-8")
    (tmp_path / "given.txt").write_text("Ferry sails\n\nA ferry sailed on Monday.\n", "utf-8")
    root = Path(__file__).parents[1]
    run = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "given.txt"), str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 1
    assert 'put the call under `if __name__ == "__main__":`' in run.stderr.splitlines()[-1]
    assert "bootstrapping" not in run.stderr and "Another newswalk" not in run.stderr
