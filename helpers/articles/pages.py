"""Single files: plain text, web pages and Word documents, each to the text of one article."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from helpers.articles.decode import decode
from helpers.articles.headline import similarity
from helpers.articles.source import MAX_PAGE, MAX_TEXT, Loaded, Problem, check_size, sha256

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.I)
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}
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
                        raise Problem("declares XML entities, as no Word file does: not opened")


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
    from docx.table import Table

    document = Document(io.BytesIO(data))
    title = None
    paragraphs: list[str] = []
    for item in document.iter_inner_content():
        texts = list(_cells(item)) if isinstance(item, Table) else [item.text]
        paragraphs += [text.strip() for text in texts if text.strip()]
        style = "" if isinstance(item, Table) or item.style is None else str(item.style.name)
        if title is None and style in ("Title", "Heading 1") and texts[0].strip():
            title = " ".join(texts[0].split())
    return paragraphs, title


def _cells(table: object) -> Iterator[str]:
    for row in table.rows:  # type: ignore[attr-defined]
        seen: list[str] = []
        for cell in row.cells:  # a merged cell comes once for each column it covers
            if cell.text not in seen:
                seen.append(cell.text)
        yield "\t".join(seen)
