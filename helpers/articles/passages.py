"""Title, byline, dateline, caption, body, boilerplate: what each line of an article is, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from helpers import tables
from helpers.articles.blocks import Block, blocks
from helpers.articles.furniture import Verdict, edge_spans, layout_verdict, line_verdict
from helpers.articles.glued import glued_spans
from helpers.articles.headline import given_headline, likely_headline
from helpers.articles.published import date_line

Passage = tuple[int, int, str, str]
"""start, end, kind, reason"""

_LINK = "link to another story"
_AGENCY = r"\([A-Z][\w.’' /&-]{1,40}\)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_PLACE = r"[A-Z][\w.'’-]+(?:[ /][A-Z][\w.'’-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+){0,2})?"
_CAPS = r"[A-Z][A-Z.'’-]{2,}(?:[ /][A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+){0,2})?"
_DASH = r"\s*(?:--?|–|—|―|_)\s+"
_DATELINE = re.compile(
    rf"(?:{_CAPS}(?:, {_DAY})?(?: ?{_AGENCY})?{_DASH}"
    rf"|{_PLACE}(?:, {_DAY})? ?{_AGENCY}(?:{_DASH}|:\s+)"
    rf"|{_PLACE}(?:, {_DAY})?(?:, [A-Z]{{2,6}})?, {_DAY}{_DASH}|{_PLACE}, [A-Z]{{2,6}}{_DASH}"
    rf"|{_AGENCY}{_DASH})(?=[A-Z“\"‘'\d$£€])"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE_FIRST = re.compile(rf"{_WEEKDAY},? {_DAY}(?<=\d{{4}})\s+(?=[A-Z“\"‘])")
_NAME = re.compile(r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]+|de|van|von|al|bin|el)){1,3}")
_LEADING = 4
_CAPTION = 60
_REPEATS = 0.1


def _first_verdict(block: Block) -> Verdict | None:
    verdict = line_verdict(block)
    if verdict is None and date_line(block.text):
        verdict = Verdict("dateline", "date line")
    if verdict is not None and verdict.kind == "caption" and len(block.words) > _CAPTION:
        verdict = None
    if verdict is None and not block.prose:
        verdict = layout_verdict(block)
    return verdict


def _find_title(
    found: list[Block], verdicts: list[Verdict | None], title: str | None
) -> int | None:
    at = given_headline(found, title) if title else None
    if at is not None:
        verdicts[at] = Verdict("title", "the title that is given")
        return at
    at = likely_headline(found, verdicts)
    if at is not None:
        verdicts[at] = Verdict("title", "headline above the text")
    return at


def _mark_abstract(found: list[Block], verdicts: list[Verdict | None]) -> None:
    """Name the summary that an archive prints above the text, between two labels of its own."""
    norms = [block.norm for block in found]
    if "abstract" not in norms or "full text" not in norms:
        return
    for i in range(norms.index("abstract"), norms.index("full text")):
        verdicts[i] = verdicts[i] or Verdict("boilerplate", "abstract of the archive")


def _mark_repeats(found: list[Block], verdicts: list[Verdict | None]) -> None:
    """Name paragraphs printed twice; where much comes again the text is built that way."""
    seen = {b.norm for b, v in zip(found, verdicts, strict=True) if v and v.kind == "title"}
    again = []
    for i, block in enumerate(found):
        if verdicts[i] is None and len(block.words) >= 5 and block.norm in seen:
            again.append(i)
        elif verdicts[i] is None:
            seen.add(block.norm)
    if len(again) <= max(2, _REPEATS * len(found)):
        for i in again:
            verdicts[i] = Verdict("boilerplate", "repeated paragraph")


def _mark_top(
    found: list[Block], verdicts: list[Verdict | None], title: int | None, outlet: str | None
) -> None:
    """Name what stands around the headline, above the first running text."""
    signed = [b.text.lstrip("•*–—- ") for b, v in zip(found, verdicts, strict=True) if _byline(v)]
    for i, block in enumerate(found):
        if verdicts[i] is None and block.prose:
            return
        if verdicts[i] is not None:
            continue
        is_name = bool(_NAME.fullmatch(block.text))
        if outlet and outlet.casefold().strip() in (block.norm, block.text.casefold().strip()):
            verdicts[i] = Verdict("boilerplate", "name of the outlet")
        elif is_name and any(line.startswith(block.text) for line in signed):
            verdicts[i] = Verdict("byline", "name of the author")
        elif top := line_verdict(block, "top"):
            verdicts[i] = top
        elif title is not None and i < title and len(block.words) <= 5:
            verdicts[i] = Verdict("boilerplate", "masthead")
        elif title is not None and i > title and is_name:
            verdicts[i] = Verdict("byline", "name alone below the headline")
        elif title is not None and i > title and len(block.words) >= 5:
            verdicts[i] = Verdict("body", "standfirst")


def _byline(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.kind == "byline"


def _closes_sentences(found: list[Block], verdicts: list[Verdict | None]) -> bool:
    """Whether the text ends its paragraphs with full stops, so that one without stands out."""
    body = [b for b, v in zip(found, verdicts, strict=True) if v is None and len(b.words) >= 5]
    return len(body) >= 4 and sum(b.closed for b in body) >= 0.75 * len(body)


def _mark_tail(found: list[Block], verdicts: list[Verdict | None]) -> None:
    """Name what stands below the last running text: other stories' headlines, the author."""
    last = max((i for i, b in enumerate(found) if verdicts[i] is None and b.prose), default=-1)
    tidy = _closes_sentences(found, verdicts)
    after_link = False
    for i in range(len(found)):
        block, verdict = found[i], verdicts[i]
        if verdict is not None:
            is_header = verdict.reason == _LINK and len(block.words) <= 6
            after_link = is_header or (after_link and verdict.kind == "boilerplate")
            continue
        other = block.headline_like and block.sentence_words <= 2 and len(block.words) >= 3
        if after_link and (other or (i > last and not block.text.endswith("."))):
            verdicts[i] = Verdict("boilerplate", _LINK)
            continue
        after_link = False
        if i >= last and (tail := line_verdict(block, "tail")):
            verdicts[i] = tail
        elif i > last >= 0 and tidy and other and i >= len(found) - 12:
            verdicts[i] = Verdict("boilerplate", "headline of another story")


def _body_reason(block: Block) -> str:
    if block.prose:
        return "running text"
    if block.text[0] == "|":
        return "table row"
    if block.text[0] in "-*•–—" or re.match(r"\d{1,2}[.)]\s", block.text):
        return "list item"
    return "short line" if block.punctuated else "subheading"


def _body(text: str, block: Block, leading: bool) -> list[Passage]:
    """Split the dateline and glued furniture off a block of body text."""
    edges = edge_spans(text, block.start, block.end)
    start = max([block.start, *(e for s, e, _ in edges if s < block.end and e < block.end)])
    end = min([block.end, *(s for s, e, _ in edges if e == block.end and s > start)])
    passages = [(s, e, v.kind, v.reason) for s, e, v in edges]
    body = text[start:end]
    start += len(body) - len(body.lstrip())
    if leading:
        match = _DATE_FIRST.match(text, start, end) or _DATELINE.match(text, start, end)
        if match:
            passages.append((start, match.end(), "dateline", "place and date before the text"))
            start = match.end()
    return [*passages, *_pieces(text, start, end, _body_reason(block))]


def _pieces(text: str, start: int, end: int, reason: str) -> Iterator[Passage]:
    """Body text and what is glued into it, piece by piece."""
    for first, last, verdict in glued_spans(text, start, end):
        yield start, first, "body", reason
        yield first, last, *verdict
        start = last
    yield start, end, "body", reason


def _trimmed(text: str, passages: list[Passage]) -> list[Passage]:
    result = []
    for start, end, kind, reason in sorted(passages):
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        if end > start:
            result.append((start, end, kind, reason))
    return result


def _glued_title(text: str, block: Block, title: str | None) -> int:
    """Return where a title that the text runs on from ends, or the block's start."""
    if title and len(title) > 15 and block.text[: len(title)].casefold() == title.casefold():
        rest = block.text[len(title) :].lstrip()
        if len(rest) > 40 and (rest[0].isupper() or rest[0] in '“"‘'):
            return block.start + len(title)
    return block.start


def split(text: str, title: str | None = None, outlet: str | None = None) -> list[Passage]:
    """Split one text into passages.

    Parameters
    ----------
    title, outlet
        The article's, if known: the line that says the title is the title.

    Returns
    -------
    ``(start, end, kind, reason)`` in the order of the text; together they hold each
    character of it that is no white space, once.

    Examples
    --------
    >>> text = "Share\\n\\nRiver bursts its banks\\n\\nThe river rose on Monday, residents said."
    >>> [(kind, text[start:end]) for start, end, kind, _ in split(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('boilerplate', 'Share'), ('title', 'River bursts its banks'),
     ('body', 'The river rose on Monday, residents said.')]
    """
    found = blocks(text)
    verdicts = [_first_verdict(block) for block in found]
    at = _find_title(found, verdicts, title)
    _mark_abstract(found, verdicts)
    _mark_repeats(found, verdicts)
    _mark_tail(found, verdicts)
    _mark_top(found, verdicts, at, outlet)
    passages: list[Passage] = []
    leading = 0
    for block, verdict in zip(found, verdicts, strict=True):
        if verdict is not None:
            passages.append((block.start, block.end, *verdict))
            continue
        start = _glued_title(text, block, title) if at is None and not passages else block.start
        if start > block.start:
            passages.append((block.start, start, "title", "the title that is given"))
            block = Block(start, block.end, text[start : block.end])
        leading += block.prose
        passages += _body(text, block, leading <= _LEADING)
    return _trimmed(text, passages)


def passages(articles: pd.DataFrame) -> pd.DataFrame:
    """Split each article of the ``articles`` table into passages, with the reason for each.

    The rules are those of ``data/lexicons/boilerplate.csv`` and features of the layout:
    length, full stops, separators, repetition, place on the page, likeness to the title.
    What no rule speaks against is body.

    Parameters
    ----------
    articles
        An ``articles`` table (see :func:`read_articles`); rows without text give nothing.

    Returns
    -------
    The ``passages`` table: article_id, passage_id, start, end, kind (``title`` ``body``
    ``byline`` ``dateline`` ``caption`` ``boilerplate``), reason.

    Raises
    ------
    ValueError
        If ``articles`` is no such table.
    """
    tables.require_articles(articles, "article_id text")
    rows = []
    for article in articles.to_dict("records"):
        text = article["text"]
        if not isinstance(text, str):
            continue
        known = [article.get(name) for name in ("title", "outlet")]
        title, outlet = (value if isinstance(value, str) else None for value in known)
        for number, (start, end, kind, reason) in enumerate(split(text, title, outlet)):
            rows.append(
                {
                    "article_id": article["article_id"],
                    "passage_id": number,
                    "start": start,
                    "end": end,
                    "kind": kind,
                    "reason": reason,
                }
            )
    return tables.table("passages", rows)
