"""Readers of the gold formats, as their publishers distribute them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Spans = list[tuple[int, int]]

_OPEN, _CLOSE = "\"“‘'", "\"”’'"


class Attribution(NamedTuple):
    """Who says what: character spans (several where discontinuous), and the kind of speech."""

    source: Spans
    cue: Spans
    content: Spans
    kind: str


class QuotedArticle(NamedTuple):
    """An article of PolNeAR: its text, and the attributions each annotator found."""

    article_id: str
    text: str
    annotations: dict[str, list[Attribution]]


def speech_kind(text: str, content: Spans) -> str:
    """Tell direct speech (all in quotation marks) from mixed (some of it) and indirect.

    Marks are read from the beginning of the content's paragraph on.

    Examples
    --------
    >>> text = "“We left”, he said. He wanted rest."
    >>> speech_kind(text, [(0, 9)]), speech_kind(text, [(30, 34)])
    ('direct', 'indirect')
    >>> speech_kind('He called it "a grave error" yesterday.', [(10, 28)])
    'mixed'
    """
    begin = text.rfind("\n", 0, min(a for a, _ in content)) + 1
    inside, quoted, words = False, 0, 0
    for mark in re.finditer(r"[“”\"\n]|\w+", text[begin : max(b for _, b in content)]):
        if mark.group() == '"':
            inside = not inside
        elif mark.group() in "“”\n":
            inside = mark.group() == "“"
        elif any(a <= mark.start() + begin < b for a, b in content):
            words += 1
            quoted += inside
    if not quoted:
        return "indirect"
    return "direct" if quoted == words else "mixed"


def _marks(lines: list[str]) -> dict[str, Spans]:
    """Text-bound marks of a brat file: ``T1<TAB>Label 0 4;6 9<TAB>text``."""
    found: dict[str, Spans] = {}
    for line in lines:
        parts = line.split("\t")
        if line.startswith("T") and len(parts) > 1:
            places = [place.split() for place in parts[1].split(" ", 1)[1].split(";")]
            found[parts[0]] = sorted((int(a), int(b)) for a, b in places)
    return found


def read_brat_attributions(path: Path, text: str) -> list[Attribution]:
    """Read the attributions of a brat file: events with the roles Source, Cue and Content.

    Attributions without a content are left out; a role that points at a mark
    which the file has not is ignored.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    marks, found = _marks(lines), []
    for line in lines:
        if not line.startswith("E"):
            continue
        roles: dict[str, Spans] = {"Source": [], "Cue": [], "Content": []}
        for pair in line.partition("\t")[2].split():
            role, _, mark = pair.partition(":")
            roles.setdefault(role.rstrip("0123456789"), []).extend(marks.get(mark, []))
        if roles["Content"]:
            content = sorted(roles["Content"])
            found.append(
                Attribution(
                    sorted(roles["Source"]),
                    sorted(roles["Cue"]),
                    content,
                    speech_kind(text, content),
                )
            )
    return found


def read_polnear(part: Path) -> Iterator[QuotedArticle]:
    """Read a part of PolNeAR: ``text/NAME.txt`` and ``attributions/NAME_ANNOTATOR.ann``."""
    for path in sorted((part / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        files = sorted((part / "attributions").glob(f"{path.stem}_*.ann"))
        notes = {f.stem.rpartition("_")[2]: read_brat_attributions(f, text) for f in files}
        if notes:
            yield QuotedArticle(path.stem, text, notes)
