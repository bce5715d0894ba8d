"""What the command says, and where: results to stdout, the rest to stderr."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer


class Stop(Exception):
    """Why a command cannot go on, in words for the person at the keyboard."""


class _AboveBars(logging.Handler):
    """Writes a line above the progress bars in place of through them."""

    def emit(self, record: logging.LogRecord) -> None:
        from tqdm import tqdm

        tqdm.write(f"newswalk: {printable(record.getMessage())}", file=sys.stderr)


def printable(text: object) -> str:
    """Return a text without what a terminal would obey: names of files may hold escape sequences.

    Examples
    --------
    >>> printable("a\\x1b[2Jb")
    'a�[2Jb'
    """
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in str(text))


def begin(quiet: bool) -> None:
    """Set up the log: problems of single articles are lines on the screen."""
    log = logging.getLogger("newswalk")
    for handler in list(log.handlers):
        log.removeHandler(handler)
    log.addHandler(_AboveBars())
    log.setLevel(logging.ERROR if quiet else logging.WARNING)
    log.propagate = False


def note(text: str) -> None:
    """Say how it goes, where a person is watching and has not asked for silence."""
    if sys.stderr.isatty() and logging.getLogger("newswalk").level <= logging.WARNING:
        print(printable(text), file=sys.stderr)


@contextmanager
def said() -> Iterator[None]:
    """Turn errors that have words for the user into a line on stderr and exit code 1."""
    from helpers.corpus import CorpusError

    try:
        yield
    except (Stop, CorpusError) as error:
        print(f"newswalk: {printable(error)}", file=sys.stderr)
        raise typer.Exit(1) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def seconds(value: float) -> str:
    """Write a duration for people.

    Examples
    --------
    >>> seconds(75), seconds(8.2)
    ('1 min 15 s', '8.2 s')
    """
    if value < 60:
        return f"{value:.1f} s"
    minutes, rest = divmod(round(value), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"
