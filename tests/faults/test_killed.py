"""Killed at any moment, a run goes on and ends with the same bytes. ``NEWSWALK_KILLS=20`` for longer."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from helpers import corpus
from helpers.corpus.store import CorpusError

KILLS = int(os.environ.get("NEWSWALK_KILLS", "3"))
STORY = (
    "Ferry {n} sails again\n\nHARBOUR TOWN, March {n} (Skerry Post) - Ferry {n} sailed on Monday, the"
    " port authority said. “We are glad,” said Anna Holm, the captain. Crews denied that {n} people"
    " were hurt.\n"
)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("killed") / "given"
    place.mkdir()
    for n in range(1, 6):
        (place / f"ferry_{n}.txt").write_text(STORY.format(n=n), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def timed(given: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """The tables of one run that nothing disturbed, and the seconds it took."""
    out = tmp_path_factory.mktemp("plain")
    began = time.monotonic()
    assert _start(given, out).wait() == 0
    return _bytes(out), time.monotonic() - began


def _bytes(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((out / "tables").iterdir())}


def _start(given: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    words = ["-m", "helpers.cli", "tables", str(given), "--out", str(out), "--batch", "1", *more]
    return subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL)


def test_killed_at_random_moments_it_ends_with_the_same_bytes(given, timed, tmp_path):
    plain, longest = timed
    chance, out = random.Random(7), tmp_path / "out"
    killed = 0
    while killed < KILLS:
        run = _start(given, out)
        try:
            run.wait(timeout=chance.uniform(0.05, 1.0) * longest)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
            killed += 1
        else:
            assert _bytes(out) == plain
            shutil.rmtree(out)
    assert _start(given, out).wait() == 0
    assert _bytes(out) == plain
    assert not list((out / ".newswalk").glob("tmp*"))


def test_stopped_at_each_rename_in_turn_it_ends_with_the_same_bytes(given, timed, tmp_path):
    """What is whole appears under its name by a rename: stop before the first, the second, …"""
    replace, stops = Path.replace, 0
    while True:
        left = stops + 1

        def stopping(self: Path, target: Path) -> Path:
            nonlocal left
            left -= 1
            if not left:
                raise KeyboardInterrupt
            return replace(self, target)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "replace", stopping)
            try:
                corpus.tables(given, tmp_path, batch=3)
                break
            except KeyboardInterrupt:
                stops += 1
    assert stops > 5
    assert _bytes(tmp_path) == timed[0]


def _ended(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_processes_end_with_the_one_that_started_them(given, timed, tmp_path):
    run = _start(given, tmp_path, "--jobs", "2")
    workers: list[psutil.Process] = []
    while len(workers) < 2 and run.poll() is None:
        time.sleep(0.05)
        workers = [
            p for p in psutil.Process(run.pid).children() if "spawn_main" in str(p.cmdline())
        ]
    run.kill()
    run.wait()
    assert len(workers) == 2
    until = time.monotonic() + 60
    while not all(map(_ended, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    left = [process for process in workers if not _ended(process)]
    for process in left:
        process.kill()
    assert not left
    corpus.tables(given, tmp_path)
    assert _bytes(tmp_path) == timed[0]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_stopped_from_the_keyboard_it_says_so_and_goes_on_the_next_time(
    jobs, given, timed, tmp_path
):
    words = ["tables", str(given), "--out", str(tmp_path), "--batch", "1", "--jobs", jobs]
    run = subprocess.Popen(
        [sys.executable, "-m", "helpers.cli", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # what the terminal does: all processes of the run get the signal
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not any(tmp_path.glob(".newswalk/parts/*")) and run.poll() is None:
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=120)
    assert said.splitlines() == ["newswalk: interrupted; what was done is kept."]
    assert run.returncode == 130
    corpus.tables(given, tmp_path)
    assert _bytes(tmp_path) == timed[0]


HOLD = """
import sys
from pathlib import Path
from helpers.corpus.store import Store
with Store(Path(sys.argv[1])).locked():
    print("held", flush=True)
    input()
"""


def test_two_runs_at_once_the_second_is_refused_and_may_go_when_the_first_is_killed(
    given, timed, tmp_path
):
    words = [sys.executable, "-c", HOLD, str(tmp_path)]
    first = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert first.stdout and first.stdout.readline() == "held\n"
    with pytest.raises(CorpusError, match="Another newswalk is writing"):
        corpus.tables(given, tmp_path)
    first.kill()
    first.communicate()
    corpus.tables(given, tmp_path)
    assert _bytes(tmp_path) == timed[0]
