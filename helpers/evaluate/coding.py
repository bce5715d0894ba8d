"""Read what coders wrote by hand: spans quoted by line become characters of the article.

The form is that of `data/gold/CODEBOOK.md`: JSON lines, a span as `"LINE:words"`, `"LINE:words#2"` for
the second time in the line, `"LINE:first words…LINE:last words"` for a longer one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.events.lexicon import PLOVER

Finding = dict[str, Any]
SPANS = ("span", "content", "cue", "source", "trigger", "agent", "patient", "place", "time")
LAYERS = ("passage", "sentence", "name", "voice", "event", "naming", "frames")
VALUES = {
    "kind": [
        "title",
        "body",
        "byline",
        "dateline",
        "caption",
        "boilerplate",
        "direct",
        "indirect",
        "mixed",
    ],
    "label": ["PERSON", "ORG", "LOC"],
    "sentiment": ["negative", "neutral", "positive"],
    "connotation": ["negative", "neutral", "positive"],
    "stance": ["assert", "deny", "hedge", "ask"],
    "polarity": ["positive", "negative"],
    "modality": ["asserted", "possible", "hypothetical", "planned"],
    "tense": ["past", "present", "future"],
    "type": [*PLOVER, "OTHER"],
}
OPENING = "\"“‘'([«"
_POINT = re.compile(r"(?s)(\d+):(.+?)(?:#(\d+))?$")


def line_starts(text: str) -> list[int]:
    r"""Return where each line of a text begins.

    Examples
    --------
    >>> line_starts("ab\ncd\n")
    [0, 3, 6]
    """
    starts, position = [], 0
    for line in text.split("\n"):
        starts.append(position)
        position += len(line) + 1
    return starts


def resolve(quote: str, text: str) -> tuple[int, int]:
    r"""Return the characters of `text` that a coder's quote speaks of.

    Raises
    ------
    ValueError
        If the line or the words are not there; the message says which.

    Examples
    --------
    >>> resolve("1:the union#2", "Title\nThen the union and the union's man")
    (25, 34)
    >>> resolve("1:the union…1:man", "Title\nThen the union and the union's man")
    (11, 40)
    """
    first, _, last = quote.partition("…") if re.search(r"…\d+:", quote) else (quote, "", "")
    start, end = _point(first, text)
    if not last:
        return start, end
    _, end = _point(last, text, after=start)
    if end <= start:
        raise ValueError(f"{quote!r} ends before it begins")
    return start, end


def _point(quote: str, text: str, after: int = 0) -> tuple[int, int]:
    match = _POINT.match(quote)
    if not match:
        raise ValueError(f"{quote!r} is not written as LINE:words")
    number, words, time = int(match[1]), match[2], int(match[3] or 1)
    lines = text.split("\n")
    if number >= len(lines):
        raise ValueError(f"{quote!r}: the text has {len(lines)} lines only")
    base = line_starts(text)[number]
    found = max(0, after - base) - 1
    for _ in range(time):
        found = _next(lines[number], words, found + 1)
        if found < 0:
            raise ValueError(f"{quote!r}: these words do not stand in line {number} ({time}. time)")
    return base + found, base + found + len(words)


def _next(line: str, words: str, at: int) -> int:
    """Where the words stand next as words: not within a longer one."""
    while (found := line.find(words, at)) >= 0:
        end = found + len(words)
        inside = found and line[found - 1].isalnum() and words[0].isalnum()
        goes_on = end < len(line) and line[end].isalnum() and words[-1].isalnum()
        if not inside and not goes_on:
            return found
        at = found + 1
    return -1


def read_coding(path: Path, text: str) -> list[Finding]:
    """Return the findings of one coder on one article, each quote with its `_start` and `_end`.

    Raises
    ------
    ValueError
        With every fault of the file, a line each: no JSON, an unknown layer or value, words that do
        not stand where they are said to stand.
    """
    found: list[Finding] = []
    faults: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found += _finding(json.loads(line), text)
        except (ValueError, KeyError, TypeError) as fault:
            faults.append(f"{path.name}:{number}: {fault}")
    if faults:
        raise ValueError("\n".join(faults))
    return found


def _finding(finding: Finding, text: str) -> Iterator[Finding]:
    if finding["layer"] not in LAYERS:
        raise ValueError(f"unknown layer {finding['layer']!r}")
    for field, allowed in VALUES.items():
        if finding.get(field) is not None and finding[field] not in allowed:
            raise ValueError(f"{field} is {finding[field]!r}; it may be {', '.join(allowed)}")
    for field in SPANS:
        # An event's source is an entity; a voice's is a span.
        if field == "source" and finding["layer"] != "voice":
            continue
        if finding.get(field) is not None:
            finding[f"{field}_start"], finding[f"{field}_end"] = resolve(finding[field], text)
            span = slice(finding[f"{field}_start"], finding[f"{field}_end"])
            finding[field] = text[span]
    if finding["layer"] == "sentence":
        return _sentences(finding, text)
    if finding["layer"] == "passage" and "lines" in finding:
        return _lines(finding, text)
    return iter([finding])


def _sentences(finding: Finding, text: str) -> Iterator[Finding]:
    number = int(finding["line"])
    base, line = line_starts(text)[number], text.split("\n")[number]
    starts: list[int] = []
    for words in finding["starts"]:
        at = line.find(words, starts[-1] + 1 if starts else 0)
        if at < 0:
            raise ValueError(f"no sentence of line {number} begins with {words!r}")
        # Marks of a quotation or a list belong to their sentence, whether a coder copied them or not.
        while at and line[at - 1] in OPENING:
            at -= 1
        if not re.search(r"\w", line[:at]):
            at = len(line) - len(line.lstrip())
        starts.append(at)
    ends = [*starts[1:], len(line)]
    for start, end in zip(starts, ends, strict=True):
        end = start + len(line[start:end].rstrip())
        yield {"layer": "sentence", "start": base + start, "end": base + end}


def _lines(finding: Finding, text: str) -> Iterator[Finding]:
    first, _, last = str(finding["lines"]).partition("-")
    starts, lines = line_starts(text), text.split("\n")
    for number in range(int(first), int(last or first) + 1):
        if number >= len(lines):
            raise ValueError(f"line {number}: the text has {len(lines)} lines only")
        if lines[number].strip():
            start = starts[number]
            yield {
                "layer": "passage",
                "kind": finding["kind"],
                "line": number,
                "span_start": start,
                "span_end": start + len(lines[number]),
            }
