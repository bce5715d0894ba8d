"""Archive exports with many articles in a file: Nexis (Word or text) and Factiva (HTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.articles.dates import date_line
from helpers.articles.source import Loaded, sha256

_END = re.compile(r"^[ \t]*End of Document[ \t]*\r?$", re.M | re.I)
_BODY = re.compile(r"^[ \t]*(?:Body|BODY:?|Full Text)[ \t]*\r?$", re.M)
_LABEL = re.compile(r"(?:length|section|byline|copyright|dateline|highlight)\b", re.I)


def is_nexis(text: str) -> bool:
    """Whether a text is a Nexis export: ``Body`` and ``End of Document`` on their own lines."""
    return bool(_END.search(text) and _BODY.search(text))


def nexis(text: str) -> Iterator[Loaded]:
    """Cut a Nexis export into its articles, with title, outlet and date from their heads.

    An article's head is title, outlet and date, each on its line, then lines such as
    ``Length: 512 words``, up to ``Body``. The cover page before the first title is left out.
    """
    start = 0
    for end in _END.finditer(text):
        chunk = text[start : end.start()]
        start = end.end()
        body = _BODY.search(chunk)
        if body is None:
            continue
        head, fields = _head(chunk[: body.start()])
        article = chunk[head:].rstrip()
        yield Loaded(article, sha256(article.encode("utf-8", "replace")), **fields)


def _head(head: str) -> tuple[int, dict[str, Any]]:
    """Return where the title begins, and what the head says."""
    lines = [(m.start(), m.group().strip()) for m in re.finditer(r"[^\r\n]+", head)]
    lines = [(at, line) for at, line in lines if line]
    for i in range(len(lines) - 1, -1, -1):
        date = date_line(lines[i][1])
        if date and date.date and i >= 2 and not _LABEL.match(lines[i][1]):
            fields = {"published": date.date, "published_from": "metadata"}
            return lines[i - 2][0], {
                "title": lines[i - 2][1],
                "outlet": lines[i - 1][1],
                **fields,
            }
    return (lines[0][0] if lines else 0), {"title": lines[0][1] if lines else None}


def is_factiva(html: str) -> bool:
    """Whether a web page is a Factiva export: its articles are ``div`` of class ``article``."""
    head = html[:100_000]
    return "articleParagraph" in head or bool(
        re.search(r"<b>\s*(?:HD|SN|LP)\s*</b>", head) and re.search(r"<b>\s*TD\s*</b>", html)
    )


def factiva(html: str) -> Iterator[Loaded]:
    """Cut a Factiva HTML export into its articles, in either of its two layouts.

    One layout names each field by its two letters in a table (HD, SN, PD, LP, TD); the other
    has the headline, lines with outlet and date, and paragraphs of class ``articleParagraph``.
    """
    from lxml import html as parser

    tree = parser.fromstring(html)
    for article in tree.xpath("//div[contains(concat(' ', @class, ' '), ' article ')]"):
        fields = _coded(article) or _plain(article)
        paragraphs = [p for p in [fields["title"], *fields.pop("paragraphs")] if p]
        text = "\n\n".join(paragraphs)
        yield Loaded(text, sha256(text.encode("utf-8", "replace")), **fields)


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _coded(article: Any) -> dict[str, Any] | None:
    cells = {}
    for row in article.xpath(".//tr[td]"):
        columns = row.xpath("./td")
        if len(columns) >= 2:
            cells[_words(columns[0])] = columns[1]
    if "HD" not in cells:
        return None
    blocks = [cells[code] for code in ("LP", "TD") if code in cells]
    paragraphs = [_words(p) for block in blocks for p in (block.xpath(".//p") or [block])]
    read = {code: _words(cells[code]) for code in ("HD", "SN", "PD") if code in cells}
    return _fields(read.get("HD"), read.get("SN"), read.get("PD"), paragraphs)


def _plain(article: Any) -> dict[str, Any]:
    headline = article.xpath(".//*[contains(@class, 'Headline')] | .//*[@id='hd']")
    lines = [_words(div) for div in article.xpath("./div[not(*)]")]
    dated = next((i for i, line in enumerate(lines) if date_line(line)), None)
    outlet = lines[dated + 1] if dated is not None and dated + 1 < len(lines) else None
    paragraphs = [_words(p) for p in article.xpath(".//p")]
    date = lines[dated] if dated is not None else None
    return _fields(_words(headline[0]) if headline else None, outlet, date, paragraphs)


def _fields(
    title: str | None, outlet: str | None, published: str | None, paragraphs: list[str]
) -> dict[str, Any]:
    return {
        "title": title,
        "outlet": outlet,
        "published": published,
        "published_from": "metadata",
        "paragraphs": paragraphs,
    }
