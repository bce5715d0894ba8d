"""The pages of a run: contents, one a notebook, one an article; nothing comes from outside."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from string import Template
from typing import Any

import nbformat
import pandas as pd

from helpers.pages import notebook as nb
from helpers.pages.article import article_page
from helpers.pages.fragment import asset, told
from helpers.shown import day
from helpers.wording import counted, legible, short

MOST_ARTICLES = 200
"""How many articles get a page of their own."""
_KEPT = ("title", "description")
Entry = tuple[str, str, str]
"""A page in the contents: file name, title, what it says first."""


def write_site(out: str | os.PathLike[str], tables: Mapping[str, pd.DataFrame]) -> Path:
    """Write ``OUT/index.html``, a page for each executed notebook, and one for each article.

    Parameters
    ----------
    out
        The folder of a run; ``OUT/notebooks`` holds the executed notebooks.
    tables
        What ``walk`` returned for the articles of the run.

    Returns
    -------
    Path
        ``OUT/index.html``.
    """
    folder = Path(out)
    paths = sorted((folder / "notebooks").glob("*.ipynb"))
    read = {path.stem: nbformat.read(path, as_version=4) for path in paths}
    entries = [(f"{stem}.html", nb.title(book), nb.opening(book)) for stem, book in read.items()]
    for place, (stem, book) in enumerate(read.items()):
        page = document(entries[place][1], nb.body(book), entries, place)
        (folder / f"{stem}.html").write_text(page, encoding="utf-8")
    shown = _article_pages(folder, tables, entries)
    index = folder / "index.html"
    content = _index(entries, tables, shown, folder)
    index.write_text(document("newswalk", content, entries, None), encoding="utf-8")
    return index


def document(
    title: str, body: str, entries: Sequence[Entry], place: int | None, *, root: str = "",
    steps: tuple[Sequence[Entry], int] | None = None,
) -> str:  # fmt: skip
    """Return a whole page: navigation, content, style and script, all inline.

    ``steps`` are the pages among which it has a previous and a next one, and its place there;
    without it the contents are.

    Its content security policy lets only our own script run, and loads nothing.
    """
    script = asset("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    along, at = steps or (entries, place)
    page = Template(asset("page.html")).substitute(
        title=told(title),
        style=nb.code_colours() + asset("page.css"),
        script=script,
        digest=digest,
        contents=_contents(entries, place, root),
        above=_steps(along, at, root, "Previous and next"),
        below=_steps(along, at, root, "Previous and next, at the end"),
        body=body,
        root=root,
    )
    return legible(page)


def _contents(entries: Sequence[Entry], place: int | None, root: str) -> str:
    items = []
    for number, (href, title, _) in enumerate(entries):
        here = ' aria-current="page"' if number == place else ""
        items.append(f'<li><a href="{root}{href}"{here}>{_titled(href, title)}</a></li>')
    return f"<ol>{''.join(items)}</ol>"


def _titled(href: str, title: str) -> str:
    number = re.match(r"\d\d(?=_)", href)
    shown = f"{number[0]} · {told(title)}" if number else told(title)
    return f"<bdi>{shown}</bdi>"  # a title's direction ends with it


def _steps(entries: Sequence[Entry], place: int | None, root: str, name: str) -> str:
    links = []
    if place is not None and place > 0:
        href, title, _ = entries[place - 1]
        links.append(f'<a rel="prev" href="{root}{href}">← {_titled(href, short(title, 44))}</a>')
    following = 0 if place is None else place + 1
    if following < len(entries) and place is not None:
        href, title, _ = entries[following]
        links.append(f'<a rel="next" href="{root}{href}">{_titled(href, short(title, 44))} →</a>')
    return f'<nav class="nw-steps" aria-label="{name}">{"".join(links)}</nav>' if links else ""


def _safe(article_id: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", article_id.lower())[:80] or "article"


def _files(ids: Iterable[object]) -> list[str]:
    """Name a page for each article: two ids that would give one name get a number.

    Examples
    --------
    >>> _files(["A 1", "a-1", "b"])
    ['a-1', 'a-1-2', 'b']
    """
    made: dict[str, None] = {}
    for article_id in ids:
        name = file = _safe(str(article_id))
        number = 2
        while file in made:
            file, number = f"{name}-{number}", number + 1
        made[file] = None
    return list(made)


def _article_pages(
    folder: Path, tables: Mapping[str, pd.DataFrame], entries: Sequence[Entry]
) -> dict[str, str]:
    articles = tables["articles"]
    readable = articles[articles.text.notna() & articles.problem.isna()].head(MOST_ARTICLES)
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    titles = readable.title.fillna(readable.article_id).astype(str)
    files = _files(readable.article_id)
    pages = [
        (f"articles/{file}.html", title, "") for file, title in zip(files, titles, strict=True)
    ]
    for place, (_, article) in enumerate(readable.iterrows()):
        href, title, _ = pages[place]
        content = f"<h1 class='nw-quiet'>{told(title)}</h1>{article_page(article, tables)}"
        page = document(title, content, entries, None, root="../", steps=(pages, place))
        (folder / href).write_text(page, encoding="utf-8")
    return dict(zip(readable.article_id.astype(str), [href for href, *_ in pages], strict=True))


def _index(
    entries: Sequence[Entry], tables: Mapping[str, pd.DataFrame], shown: Mapping[str, str],
    folder: Path,
) -> str:  # fmt: skip
    counts = "".join(
        f"<li><b>{number:,}</b> {one if number == 1 else several}</li>"
        for number, one, several in _numbers(tables)
    )
    steps = "".join(
        f'<li value="{int(href[:2])}"><a href="{href}">{told(title)}</a><p>{told(first)}</p></li>'
        for href, title, first in entries
    )
    return (
        '<div class="nw-index"><h1>From the news to who says what, who did what to whom</h1>'
        f'<ul class="nw-counts">{counts}</ul>'
        f'<h2>The walk</h2><ol class="nw-walk">{steps}</ol>'
        f"<h2>The articles</h2>{_article_list(tables['articles'], shown)}"
        f"{_figures(folder)}<h2>The tables</h2>{_table_list(tables, folder)}</div>"
    )


def _numbers(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[int, str, str]]:
    """Count what was found, with a word for one of it and for several."""
    yield len(tables["articles"]), "article", "articles"
    yield len(tables["sentences"]), "sentence", "sentences"
    yield len(tables["names"]), "name in the text", "names in the text"
    yield len(tables["voices"]), "passage of speech", "passages of speech"
    yield len(tables["events"]), "event", "events"
    yield int(tables["claims"].claim_id.nunique()), "clashing claim", "clashing claims"
    if troubled := int(tables["articles"].problem.notna().sum()):
        yield troubled, "article with a problem", "articles with a problem"


def _article_list(articles: pd.DataFrame, shown: Mapping[str, str]) -> str:
    rows = []
    for row in articles.head(1000).to_dict("records"):
        name = told(row["title"]) or told(row["article_id"])
        href = shown.get(str(row["article_id"]))
        link = f'<a href="{href}">{name}</a>' if href else name
        cells = (link, told(row["outlet"]), day(row["published"]), told(row["n_words"]))
        problem = told(row["problem"])
        rows.append(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + f"<td>{problem}</td></tr>"
        )
    heads = "".join(f"<th>{h}</th>" for h in ("title", "outlet", "published", "words", "problem"))
    return (
        '<div class="nw-scroll" tabindex="0" role="region" aria-label="Articles"><table><thead>'
        f"<tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _figures(folder: Path) -> str:
    paths = sorted((folder / "figures").glob("*.png"))
    items = "".join(
        f'<li><a href="figures/{told(path.name)}"><img src="figures/{told(path.name)}"'
        f' alt="{told(alt or path.stem)}"><span>{_titled(path.name, title or path.stem)}</span></a>'
        "</li>"
        for path, (title, alt) in zip(paths, map(_described, paths), strict=True)
    )
    return f'<h2>The figures</h2><ul class="nw-gallery">{items}</ul>' if items else ""


def _described(path: Path) -> tuple[str, str]:
    """Return the title and the alternative text that a chart keeps in its SVG."""
    drawn = path.with_suffix(".svg")
    source = drawn.read_text(encoding="utf-8") if drawn.is_file() else ""
    found = (re.search(f"<dc:{part}>(.*?)</dc:{part}>", source, re.S) for part in _KEPT)
    title, alt = (" ".join(unescape(match[1]).split()) if match else "" for match in found)
    return title, alt


def _table_list(tables: Mapping[str, Any], folder: Path) -> str:
    items = "".join(
        f"<li><code>tables/{name}.parquet</code> {counted(len(frame), 'row')}</li>"
        for name, frame in tables.items()
    )
    return f'<ul class="nw-files">{items}</ul>'
