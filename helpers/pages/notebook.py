"""An executed notebook as HTML: prose first, code at a click, tables that scroll, figures with text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from html import escape
from textwrap import shorten
from typing import Any

from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_STYLE = re.compile(r"<style scoped>.*?</style>", re.S)
_HEAD = re.compile(r"<thead>\s*<tr[^>]*>(.*?)</tr>\s*<tr[^>]*>(.*?)</tr>\s*</thead>", re.S)
_TH = re.compile(r"<th[^>]*>(.*?)</th>", re.S)
_MISSING = re.compile(r"<td>(?:&lt;NA&gt;|NaN|NaT|None)</td>")
_DAY = re.compile(r"<td>(\d{4}-\d\d-\d\d)</td>")
_PLACE = re.compile(r"^(?:Posix|Windows)Path\(")
_TABLE = re.compile(r"<table\b.*?</table>", re.S)
_LINK = re.compile(r'href="([^":/?#]+)\.ipynb(#[^"]*)?"')
_HIDDEN = {"injected-parameters", "remove-cell"}
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
_ESCAPING = MarkdownIt("commonmark", {"html": False}).enable("table")
"""For Markdown that a cell has made, which may hold an article's text."""


def title(notebook: Any) -> str:
    """Return the notebook's first heading, as plain text."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (found := re.search(r"^#\s+(.+)$", cell.source, re.M)):
            return re.sub(r"[*_`]|^\d\d\s*[·:.]\s*", "", found[1]).strip()
    return "Untitled"


def opening(notebook: Any) -> str:
    """Return the first thing that the notebook says one will learn, as plain text."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            lines = [line.strip(" *-:.;") for line in cell.source.splitlines()]
            told = [line for line in lines if line and not line.startswith(("#", "<", "|", "["))]
            text = next((x for x in told if not x.lower().startswith("what you will learn")), "")
            return shorten(
                re.sub(r"\[([^]]+)\]\([^)]*\)|[*_`]", r"\1", text), 170, placeholder=" …"
            )
    return ""


def markdown(source: str) -> str:
    """Return Markdown as HTML; links to notebooks become links to their pages."""
    html = _MARKDOWN.render(source).replace("<pre>", '<pre tabindex="0">')
    return _LINK.sub(r'href="\1.html\2"', _tables(html))


def _tables(html: str) -> str:
    """Wrap each table so that it scrolls by itself on a narrow screen."""
    return _TABLE.sub(
        lambda found: (
            '<div class="nw-scroll" tabindex="0" role="region" aria-label="table">'
            f"{_plain(found[0])}</div>"
        ),
        _STYLE.sub("", html).replace('<table border="1"', "<table"),
    )


def _plain(table: str) -> str:
    """Take from pandas' table what a reader does not need: a second head, words for nothing."""
    table = _HEAD.sub(_one_head, table)
    table = _DAY.sub(r'<td class="nw-day">\1</td>', table)
    return _MISSING.sub("<td>–</td>", table).replace("<th></th>", "<td></td>")


def _one_head(found: re.Match[str]) -> str:
    """Put the names of the index, which pandas writes below, into the empty cells above them."""
    above, below = _TH.findall(found[1]), _TH.findall(found[2])
    names = [name for name in below if name]
    if len(above) != len(below) or below[: len(names)] != names or "colspan" in found[0]:
        return found[0]
    cells = "".join(f"<th>{name}</th>" for name in [*names, *above[len(names) :]])
    return f"<thead><tr>{cells}</tr></thead>"


def numbered(page: str) -> str:
    """Give each table's region a name of its own, for those who hear the page."""
    count = itertools.count(1)
    return re.sub(r'aria-label="table"', lambda _: f'aria-label="Table {next(count)}"', page)


def _one_output(output: Any, number: int) -> str:
    if output.output_type == "stream":
        text = _ANSI.sub("", output.text)
        text = "\n".join(line.rsplit("\r", 1)[-1] for line in text.split("\n"))
        return f'<pre class="nw-{output.name}" tabindex="0">{escape(text)}</pre>'
    if output.output_type == "error":
        trace = _ANSI.sub("", "\n".join(output.traceback))
        return f'<pre class="nw-error" tabindex="0">{escape(trace)}</pre>'
    data = output.data
    if "text/html" in data:
        return _tables(data["text/html"])
    if "image/png" in data:
        alt = escape(str(output.metadata.get("alt", f"Figure {number}")), quote=True)
        return f'<img alt="{alt}" src="data:image/png;base64,{data["image/png"].strip()}">'
    if "text/markdown" in data:
        return _tables(_ESCAPING.render(data["text/markdown"]))
    plain = data.get("text/plain", "")
    if _PLACE.match(plain):  # where a file went, on the machine that made the page
        return ""
    return f'<pre class="nw-result" tabindex="0">{escape(plain)}</pre>'


def _outputs(outputs: Iterable[Any]) -> str:
    pieces = [_one_output(output, number) for number, output in enumerate(outputs, 1)]
    return f'<div class="nw-output">{"".join(pieces)}</div>' if any(pieces) else ""


def _code(cell: Any) -> str:
    tags = set(cell.metadata.get("tags", []))
    if tags & _HIDDEN or not cell.source.strip():
        return ""
    shown = highlight(cell.source, PythonLexer(), HtmlFormatter(nowrap=True))
    block = f'<pre tabindex="0"><code>{shown}</code></pre>'
    if "solution" in tags:
        return (
            f'<details class="nw-solution"><summary>A solution</summary>{block}'
            f"{_outputs(cell.outputs)}</details>"
        )
    name = "Check" if "check" in tags else "Code"
    return (
        f'<details class="nw-code"><summary>{name}</summary>{block}</details>'
        f"{_outputs(cell.outputs)}"
    )


def body(notebook: Any) -> str:
    """Return the notebook's cells as HTML, without a page around them."""
    pieces = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            pieces.append(f'<div class="nw-prose">{markdown(cell.source)}</div>')
        elif cell.cell_type == "code":
            pieces.append(_code(cell))
    return numbered("\n".join(piece for piece in pieces if piece))


def code_colours() -> str:
    """Return the CSS for highlighted code."""
    return HtmlFormatter(style="default").get_style_defs([".nw-code", ".nw-solution"])
