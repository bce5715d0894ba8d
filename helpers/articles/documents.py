"""Single files: plain text, web pages and Word documents, each to the text of one article."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.articles.decode import decode
from helpers.articles.headline import similarity
from helpers.articles.source import MAX_PAGE, MAX_TEXT, Loaded, Problem, check_size, sha256

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.I)
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AROUND = {_W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")}
_RUNS = {_W + name for name in ("r", "hyperlink", "fldSimple")}
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_ENTITIES = "declares XML entities, as no Word file does: not opened"
_LARGEST_ARCHIVE, _MOST_PARTS = 5 * MAX_PAGE, 5_000


def read_text(path: Path) -> Loaded:
    """Load a plain text or Markdown file, unaltered."""
    check_size(path, 4 * MAX_TEXT, "cut it into articles")
    data = path.read_bytes()
    return Loaded(decode(data), sha256(data))


def read_html(path: Path) -> Loaded:
    """Load the article of a saved web page, by trafilatura (Barbaresi 2021)."""
    check_size(path, MAX_PAGE, "save the page without pictures")
    data = path.read_bytes()
    return page(decode_html(data), sha256(data))


def decode_html(data: bytes) -> str:
    """Decode a web page, by the encoding it declares if that fits."""
    declared = _CHARSET.search(data[:4096])
    return decode(data, declared.group(1).decode("ascii") if declared else None)


def page(html: str, checksum: str | None = None) -> Loaded:
    """Extract headline, text, outlet and date from a web page's source.

    The text is the headline, if the extracted text has lost it, and the text's paragraphs,
    with an empty line between them.

    Raises
    ------
    Problem
        If there is no article text in the page.
    """
    from trafilatura import bare_extraction  # takes 0.3 s to load

    found = bare_extraction(
        html, with_metadata=True, include_comments=False, date_extraction_params=_DATES
    )
    lines = [line.strip() for line in (getattr(found, "text", None) or "").splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        raise Problem("no article text was found in the web page")
    title = (getattr(found, "title", None) or "").strip() or None
    if title and all(similarity(title.casefold(), x.casefold()) < 0.7 for x in lines[:3]):
        lines.insert(0, title)
    return Loaded(
        "\n\n".join(lines),
        checksum,
        title=title,
        outlet=getattr(found, "sitename", None),
        published=getattr(found, "date", None),
        published_from="html",
    )


def _check_archive(data: bytes) -> None:
    """Refuse a Word file that would unpack to more than it should, or that declares entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(p.file_size for p in parts) > _LARGEST_ARCHIVE:
            raise Problem("unpacks to more than a Word file should: not opened")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as stream:
                    if b"<!DOCTYPE" in stream.read(2048):
                        raise Problem(_ENTITIES)


def word_paragraphs(path: Path) -> tuple[list[str], str | None, str]:
    """Return the paragraphs of a .docx file, its title by style, and its checksum."""
    check_size(path, MAX_PAGE, "export fewer articles a file")
    data = path.read_bytes()
    try:
        _check_archive(data)
        return (*_paragraphs(data), sha256(data))
    except Problem:
        raise
    except Exception as error:  # zipfile, lxml and python-docx have a dozen ways to fail
        said = f"not a readable Word file: open it in Word and save it anew as .docx ({error})"
        raise Problem(said[:200]) from error


def _paragraphs(data: bytes) -> tuple[list[str], str | None]:
    from docx import Document

    document = Document(io.BytesIO(data))
    body = document.element.body
    if body.getroottree().docinfo.internalDTD is not None:
        raise Problem(_ENTITIES)
    headings = {s.style_id for s in document.styles if s.name in ("Title", "Heading 1")}
    title = None
    paragraphs: list[str] = []
    for item in _blocks(body):
        texts = _rows(item) if item.tag == _W + "tbl" else [_words(item)]
        paragraphs += [text.strip() for text in texts if text.strip()]
        style = item.find(f"{_W}pPr/{_W}pStyle")
        if title is None and style is not None and style.get(_W + "val") in headings:
            title = " ".join(texts[0].split()) or None
    return paragraphs, title


def _blocks(parent: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of a part of a document, those in content controls too."""
    for child in parent:
        if child.tag in (_W + "p", _W + "tbl"):
            yield child
        elif child.tag in _AROUND:
            yield from _blocks(child)


def _words(parent: Any) -> str:
    """Return the words of a paragraph; what was deleted with changes tracked is not among them."""
    found = []
    for child in parent:
        if child.tag == _W + "t":
            found.append(child.text or "")
        elif child.tag in _SIGNS:
            page = child.get(_W + "type") in ("page", "column")
            found.append("" if page else _SIGNS[child.tag])
        elif child.tag in _AROUND or child.tag in _RUNS:
            found.append(_words(child))
    return "".join(found)


def _rows(table: Any) -> list[str]:
    """Return the rows of a table, a tab between cells; a cell like one before it is left out."""
    rows = []
    for row in (r for r in _inside(table) if r.tag == _W + "tr"):
        cells = (cell for cell in _inside(row) if cell.tag == _W + "tc")
        texts = ("\n".join(_words(p) for p in _blocks(c) if p.tag == _W + "p") for c in cells)
        rows.append("\t".join(dict.fromkeys(texts)))
    return rows


def _inside(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag in _AROUND:
            yield from _inside(child)
        else:
            yield child
