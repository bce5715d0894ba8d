"""Factiva exports: web pages with many articles each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.articles.published import date_line
from helpers.articles.source import Loaded, sha256

_PARAGRAPHS = ".//p | .//pre"
_TIME = re.compile(r"\d{1,2}[:.]\d{2}\b")


def is_factiva(html: str) -> bool:
    """Whether a web page is a Factiva export: its articles are ``div`` of class ``article``."""
    return "articleParagraph" in html or bool(
        re.search(r"<b>\s*(?:HD|SN|LP)\s*</b>", html) and re.search(r"<b>\s*TD\s*</b>", html)
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
        found = [p for p in fields.pop("paragraphs") if p]
        paragraphs = [p for p in [fields["title"], *(found or [_words(article)])] if p]
        text = "\n\n".join(paragraphs)
        yield Loaded(text, sha256(text.encode("utf-8", "replace")), **fields)


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _coded(article: Any) -> dict[str, Any] | None:
    cells: dict[str, Any] = {}
    for row in article.xpath(".//tr[td]"):
        columns = row.xpath("./td")
        if len(columns) >= 2:
            cells.setdefault(_words(columns[0]), columns[1])  # a table in the text comes later
    if "HD" not in cells:
        return None
    blocks = [cells[code] for code in ("LP", "TD") if code in cells]
    paragraphs = [_words(p) for block in blocks for p in (block.xpath(_PARAGRAPHS) or [block])]
    read = {code: _words(cells[code]) for code in ("HD", "SN", "PD") if code in cells}
    return _fields(read.get("HD"), read.get("SN"), read.get("PD"), paragraphs)


def _plain(article: Any) -> dict[str, Any]:
    headline = article.xpath(".//*[contains(@class, 'Headline')] | .//*[@id='hd']")
    lines = [_words(div) for div in article.xpath("./div[not(*)]")]
    dated = next((i for i, line in enumerate(lines) if date_line(line)), None)
    after = lines[dated + 1 : dated + 3] if dated is not None else []
    outlet = next((line for line in after if not _TIME.match(line)), None)
    paragraphs = [_words(p) for p in article.xpath(_PARAGRAPHS)]
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
