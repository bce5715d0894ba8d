"""Rows of CSV and TSV files as archives and spreadsheets write them, well or badly."""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from helpers.articles.decode import encoding_of, refuse_binary
from helpers.articles.source import MAX_PAGE, Problem

LONGEST_LINE = MAX_PAGE
_MARKS = ",;\t|"
_MOST_READ_AGAIN = 1_000_000
_LONGEST_HEADER = 50
_LOOKED_AT, _LOOKED_AT_LINES = 500_000, 500
_ESCAPED = re.compile(r'\\"(?=[^,;\t|\r\n"])')
_DOUBLED = re.compile(r'[^,;\t|\r\n"]""[^,;\t|\r\n"]')

Cells = dict[str, str | None]


def encoding(path: Path) -> str:
    """Tell the encoding of a file from its beginning, or from where it stops being ASCII.

    Raises
    ------
    Problem
        If it is no text file.
    """
    sample = b""
    with path.open("rb") as handle:
        while chunk := handle.read(1_000_000):
            if not sample:
                refuse_binary(chunk[:64_000])
                sample = chunk
            if not chunk.isascii():
                sample = chunk
                break
    cut = sample[: max(sample.rfind(b"\n"), 0)] or sample
    found = encoding_of(cut)
    return found if not found.startswith("utf-16") else encoding_of(sample)


def lines(handle: TextIO) -> Iterator[str]:
    """Yield the lines of a file, without NUL characters.

    Raises
    ------
    Problem
        At a line that is too long to be a row of articles.
    """
    while line := handle.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise Problem("has a line that is too long to be a row of articles")
        yield line.replace("\0", "")


def plain(name: str) -> str:
    """Return the name of a column without case, spaces and signs: names are compared so."""
    return re.sub(r"[\W_]+", "", name.casefold())


class _Again:
    """Lines that can be read again from the second line of the row that was read last."""

    def __init__(self, given: Iterator[str], number: int) -> None:
        self.given, self.number, self.read_again = given, number, 0
        self.row: list[str] = []
        self.waiting: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.waiting.popleft() if self.waiting else next(self.given)
        self.number += 1
        self.row.append(line)
        return line

    def back(self) -> None:
        """Put all but the first line of the row back."""
        rest = self.row[1:]
        self.waiting.extendleft(reversed(rest))
        self.number -= len(rest)
        self.read_again += len(rest)
        if self.read_again > _MOST_READ_AGAIN:
            raise Problem("too many quotation marks in it are never closed")


def _header(given: Iterator[str]) -> tuple[list[str], int]:
    """Return the lines of the first row, and how many lines stand before it."""
    before = 0
    found: list[str] = []
    for line in given:
        if not found and re.fullmatch(r"\s*|sep=.\s*", line):
            before += 1
            continue
        found.append(line)
        if sum(line.count('"') for line in found) % 2 == 0 or len(found) >= _LONGEST_HEADER:
            break
    return found, before


def _cells(header: list[str], mark: str) -> tuple[list[str], int]:
    """Return the cells of the first row, and how many lines it has."""
    reader = csv.reader(header, delimiter=mark)
    try:
        return next(reader, []), reader.line_num
    except csv.Error:
        return [], 1


def _mark(header: list[str], known: frozenset[str]) -> str:
    """Tell what stands between cells: it gives a column with a known name, and the most columns."""

    def worth(mark: str) -> tuple[bool, int, bool, bool]:
        names, _ = _cells(header, mark)
        found = any(plain(name) in known for name in names)
        return found, len(names), not any(n.startswith(" ") for n in names), mark == ","

    return max(_MARKS, key=worth)


def _escapes(sample: str) -> str | None:
    """Return the backslash if quotation marks in cells are escaped by it, as MySQL does."""
    return "\\" if _ESCAPED.search(sample) and not _DOUBLED.search(sample) else None


def _begin(first: list[str], given: Iterator[str]) -> tuple[list[str], Iterator[str]]:
    """Return some lines to look at, and all lines, those among them."""
    begin = list(first)
    failed: Problem | None = None
    try:
        while sum(map(len, begin)) < _LOOKED_AT and len(begin) < _LOOKED_AT_LINES:
            begin.append(next(given))
    except StopIteration:
        pass
    except Problem as problem:
        failed = problem

    def all_lines() -> Iterator[str]:
        yield from begin
        if failed:
            raise failed
        yield from given

    return begin, all_lines()


def _unquoted(cell: str) -> str:
    plain = cell.strip()
    inside = plain[1:-1].replace('""', "")
    quoted = len(plain) > 1 and plain[0] == plain[-1] == '"' and '"' not in inside
    return plain[1:-1].replace('""', '"') if quoted else cell


def _loose_cells(line: str, mark: str) -> list[str]:
    """Cut a line whose quotation marks are not doubled: one ends a cell only before ``mark``."""
    ends = [found.start() for found in re.finditer(f'"(?={re.escape(mark)}|$)', line)]
    cells, at = [], 0
    while at <= len(line):
        closing = bisect_right(ends, at)
        if line.startswith('"', at) and closing < len(ends):
            cells.append(line[at + 1 : ends[closing]].replace('""', '"'))
            at = ends[closing] + 2
        else:
            end = line.find(mark, at)
            end = end if end >= 0 else len(line)
            cells.append(_unquoted(line[at:end]))
            at = end + 1
    return cells


class Delimited:
    """A CSV file: the names of its columns, and its rows.

    Parameters
    ----------
    handle
        The file, opened with ``newline=""``.
    known
        Names, in lower case and without spaces, of which one is likely in the header.
    """

    def __init__(self, handle: TextIO, known: frozenset[str]) -> None:
        given = lines(handle)
        header, before = _header(given)
        self.mark = _mark(header, known)
        names, used = _cells(header, self.mark)
        self.names, self.spaced = [n.strip() for n in names], any(n[:1] == " " for n in names)
        begin, rest = _begin(header[used:], given)
        self.escape = _escapes("".join(begin))
        self._lines = _Again(rest, before + used)

    def rows(self) -> Iterator[Cells | Problem]:
        """Yield each row by the names of its columns, or what is wrong with it.

        A quotation mark that is never closed, or stands where none may, costs its own line:
        the next is read as a row again.
        """
        limit = csv.field_size_limit(LONGEST_LINE)
        try:
            while (row := self._row()) is not None:
                if row:
                    yield self._named(row) if isinstance(row, list) else row
        except (Problem, UnicodeError) as error:
            yield Problem(f"the table cannot be read on from here: {error}")
        finally:
            csv.field_size_limit(limit)

    def _row(self) -> list[str] | Problem | None:
        """Return the cells of the next row, none of a blank line, None at the end."""
        self._lines.row = []
        reader = csv.reader(
            self._lines,
            delimiter=self.mark,
            escapechar=self.escape,
            skipinitialspace=self.spaced,
            strict=True,
        )
        try:
            return next(reader, None)
        except csv.Error as error:
            if "field larger" in str(error):
                return self._too_long()
            self._lines.back()
        cells = _loose_cells(self._lines.row[0].rstrip("\r\n"), self.mark)
        if len(cells) == len(self.names):
            return cells
        return Problem(
            f"line {self._lines.number}: a quotation mark is not closed, or stands inside a cell;"
            " write it twice there"
        )

    def _too_long(self) -> Problem:
        """Pass over a cell that is larger than any article, up to the mark that closes it."""
        number, opened = self._lines.number, sum(line.count('"') for line in self._lines.row) % 2
        while opened and (line := next(self._lines, "")):
            opened ^= line.count('"') % 2
            self._lines.row.clear()
        return Problem(
            f"line {number}: a cell of more than {LONGEST_LINE:,} characters; are these many"
            " articles in one? Give each a row"
        )

    def _named(self, row: list[str]) -> Cells | Problem:
        if len(row) > len(self.names):  # though the last be empty: what is left of it has moved
            return Problem(
                f"line {self._lines.number}: {len(row)} cells under {len(self.names)} names of"
                f" columns; a cell with {self.mark!r} in it needs quotation marks around it"
            )
        named: Cells = {}
        for name, cell in zip(self.names, row, strict=False):
            named[name] = named.get(name) or cell  # of columns with one name, the first filled
        return named
