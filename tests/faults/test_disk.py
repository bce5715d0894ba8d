"""A full disk, a folder that must not be written, a file that grows too large: what to do is said."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import corpus
from helpers.corpus.store import CorpusError, clear_errors

STORY = (
    "Ferry {n} sails again\n\nHARBOUR TOWN, March {n} (Skerry Post) - Ferry {n} sailed on Monday, the"
    " port authority said. “We are glad,” said Anna Holm, the captain.\n"
)
TABLES = [sys.executable, "-m", "helpers.cli", "tables", "given", "--batch", "2", "--out", "out"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with some articles in ``given`` and an empty ``out``."""
    (tmp_path / "given").mkdir()
    (tmp_path / "out").mkdir()
    for n in range(1, 7):
        (tmp_path / "given" / f"ferry_{n}.txt").write_text(STORY.format(n=n), encoding="utf-8")
    return tmp_path


def _bytes(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((out / "tables").iterdir())}


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full.*run the same"), (errno.EROFS, "Not allowed.*--out")],
)
def test_what_the_disk_refuses_is_told_with_what_to_do(number, words, tmp_path):
    with pytest.raises(CorpusError, match=words), clear_errors(tmp_path):
        raise OSError(number, os.strerror(number), str(tmp_path / "x"))


def test_a_file_in_the_place_of_the_folder_is_told(place, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CorpusError, match=r"file is a file, not a folder"):
        corpus.tables(place / "given", out=tmp_path / "file")


def test_a_limit_of_file_size_is_told(place):
    script = f"ulimit -f 8; exec {' '.join(TABLES)}"
    ran = subprocess.run(["bash", "-c", script], cwd=place, capture_output=True, text=True)
    assert ran.returncode == 1
    assert "ulimit -f" in ran.stderr and "Traceback" not in ran.stderr


# A file system of our own, so small that it is full before the tables are made; then it is made
# read-only; then there is room, and the run goes on with what was done.
FULL = """
set -u
mount -t tmpfs -o size=250k tmpfs out || exit 77
"$@" >full.txt 2>&1; echo $? >full.rc
ls out/.newswalk/parts | wc -l >parts.txt
ls out/.newswalk | grep -c ^tmp >scratch.txt
mount -o remount,ro,size=250k out || exit 77
"$@" >readonly.txt 2>&1; echo $? >readonly.rc
mount -o remount,rw,size=50m out || exit 77
"$@" >room.txt 2>&1; echo $? >room.rc
cp -r out/tables made
"""


def test_a_disk_that_is_full_then_read_only_then_has_room(place):
    if not shutil.which("unshare"):
        pytest.skip("unshare is needed to mount a small disk")
    command = ["unshare", "--map-root-user", "--mount", "bash", "-c", FULL, "bash", *TABLES]
    ran = subprocess.run(command, cwd=place, capture_output=True, text=True)
    if ran.returncode == 77 or "unshare" in ran.stderr:
        pytest.skip(f"no small disk can be mounted here: {ran.stderr.strip()}")
    said = {name: (place / f"{name}.txt").read_text() for name in ("full", "readonly", "room")}
    codes = [(place / f"{name}.rc").read_text().strip() for name in said]
    assert codes == ["1", "1", "0"], said
    assert "disk is full" in said["full"] and "run the same command again" in said["full"]
    assert "Not allowed to write" in said["readonly"] and "--out" in said["readonly"]
    assert not any("Traceback" in text for text in said.values())
    assert int((place / "parts.txt").read_text()) > 0, "nothing was kept"
    assert int((place / "scratch.txt").read_text()) == 0, "what no run can use fills the disk"
    corpus.tables(place / "given", out=place / "plain")
    plain = _bytes(place / "plain")
    assert {path.name: path.read_bytes() for path in (place / "made").iterdir()} == plain


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write_is_told(place):
    (place / "out").chmod(0o500)
    ran = subprocess.run(TABLES, cwd=place, capture_output=True, text=True)
    assert ran.returncode == 1 and "Not allowed to write" in ran.stderr
