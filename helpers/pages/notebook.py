"""An executed notebook as HTML: prose first, code at a click, tables that scroll, figures with text."""

from __future__ import annotations

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
_TABLE = re.compile(r"<table\b.*?</table>", re.S)
_LINK = re.compile(r'href="([^":/?#]+)\.ipynb(#[^"]*)?"')
_HIDDEN = {"injected-parameters", "remove-cell"}
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


def title(notebook: Any) -> str:
    """Return the notebook's first heading, as plain text."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (found := re.search(r"^#\s+(.+)$", cell.source, re.M)):
            return re.sub(r"[*_`]", "", found[1]).strip()
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
    return _LINK.sub(r'href="\1.html\2"', _tables(_MARKDOWN.render(source)))


def _tables(html: str) -> str:
    """Wrap each table so that it scrolls by itself on a narrow screen."""
    return _TABLE.sub(
        lambda found: (
            f'<div class="nw-scroll" tabindex="0" role="region" aria-label="table">{found[0]}</div>'
        ),
        _STYLE.sub("", html).replace('<table border="1"', "<table"),
    )


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
        return markdown(data["text/markdown"])
    return f'<pre class="nw-result" tabindex="0">{escape(data.get("text/plain", ""))}</pre>'


def _outputs(outputs: Iterable[Any]) -> str:
    pieces = [_one_output(output, number) for number, output in enumerate(outputs, 1)]
    return f'<div class="nw-output">{"".join(pieces)}</div>' if pieces else ""


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
    return "\n".join(piece for piece in pieces if piece)


def code_colours() -> str:
    """Return the CSS for highlighted code."""
    return HtmlFormatter(style="default").get_style_defs([".nw-code", ".nw-solution"])
