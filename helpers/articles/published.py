"""When an article was published: its dates found, read, and given the year that they leave out.

Dates are read here before anything is parsed, from raw lines, metadata and web pages, to tell the
day of the article; ``helpers.events.dates`` reads the time phrases of parsed sentences (*last
Tuesday*, *in May*), and needs that day to do so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

_MONTH = (
    r"\b(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_WEEKDAY = (
    r"(?:\b(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\b\.?,?\s+(?:the\s+)?)?"
)
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b(?!\s?(?:GMT|UTC|BST|hours|hrs)))?"
_AFTER = r"(?:,?\s+(?P<after>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)?"
_FORMS = [
    re.compile(_WEEKDAY + _DAY + r"(?:\s+of)?\s+" + _MONTH + _YEAR + _AFTER, re.I),
    re.compile(_WEEKDAY + _MONTH + r"\s+" + _DAY + r"(?![:.,]\d)" + _YEAR + _AFTER, re.I),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)\b"),
    re.compile(r"(?<![\d/])(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>(?:19|20)\d\d)\b"),
]

# What may stand beside the date in a line that gives nothing but the date.
_LINE_WORDS = re.compile(
    r"\b(?:first|last|originally|published|posted|updated?|created|modified|edited|issued|released"
    r"|revised|date[d]?|filed|time|on|at|from|gmt|bst|utc|cet|cest|est|edt|et|pt|pst|pdt|ist|am|pm"
    r"|local|by)\b|\b[ap]\.m\.|\d{1,2}[:.h]\d\d(?::\d\d)?|[+-]\d\d:?\d\d\b|T\d\d:\d\d\S*",
    re.I,
)
_YEAR_MENTION = re.compile(
    r"(?P<before>\b[\w’'-]+\s+)?(?<![\d.,$£€/-])\b(?P<year>(?:19[5-9]|20[0-4])\d)\b"
    r"(?!\s?(?:GMT|UTC|BST|hours|hrs|people|men|troops|fighters|dead|%|km|m\b))(?![.,]\d)"
)
_FUTURE = frozenset(["by", "until", "till", "before", "to", "for"])
_GONE = frozenset(["since", "after"])
_DIGIT = re.compile(r"\d")
_LEAD = 1500


@dataclass(frozen=True)
class DateMention:
    """A day that a text names; ``year`` and ``weekday`` (0 = Monday) where it names them."""

    start: int
    end: int
    month: int
    day: int
    year: int | None
    weekday: int | None

    @property
    def date(self) -> dt.date | None:
        """The day, if the text gives its year."""
        return None if self.year is None else dt.date(self.year, self.month, self.day)


def _mention(match: re.Match[str]) -> DateMention | None:
    part = match.groupdict()
    if part.get("month") == "may" or part.get("month") == "mar":
        return None
    if part.get("one"):
        one, two = int(part["one"]), int(part["two"])
        month, day = (one, two) if one <= 12 else (two, one)
    else:
        day = int(part["day"])
        name = part.get("month")
        month = _MONTHS.index(name[:3].lower()) + 1 if name else int(part["number"])
    year = int(part["year"]) if part.get("year") else None
    try:
        dt.date(year or 2000, month, day)
    except ValueError:
        return None
    weekday = part.get("weekday") or part.get("after")
    number = _DAYS.index(weekday[:3].lower()) if weekday else None
    return DateMention(match.start(), match.end(), month, day, year, number)


def find_dates(text: str) -> list[DateMention]:
    """Find the days that a text names, in their order; of overlapping readings the longest.

    Slashed dates are read month first unless that is no date (``25/12/2016``).

    Examples
    --------
    >>> [str(m.date) for m in find_dates("It rained on 3 May 2019 and on May 5, 2019.")]
    ['2019-05-03', '2019-05-05']
    """
    found = [m for form in _FORMS for match in form.finditer(text) if (m := _mention(match))]
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= k.start or mention.start >= k.end for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def date_line(line: str) -> DateMention | None:
    """Return the date of a line that gives a date and little else, or None.

    A place or an outlet may stand beside it: ``Port Ellan, 5 June 2019 | Updated 07:10``.
    """
    if len(line) > 160 or not _DIGIT.search(line):
        return None
    mentions = find_dates(line)
    if not mentions:
        return None
    rest = line
    for mention in reversed(mentions):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    words = re.findall(r"[^\W\d_][\w’'-]*", _LINE_WORDS.sub(" ", rest))
    if len(words) > 3 or not all(word[0].isupper() for word in words):
        return None
    return next((m for m in mentions if m.year is not None), mentions[0])


def parse_date(value: Any) -> dt.date | None:
    """Read a date from a cell of metadata: a date, a timestamp, a spreadsheet's number, or text.

    Dates with dots (``07.08.16``) begin with the day.

    Text in another form than :func:`find_dates` knows goes to dateparser.
    """
    if value is None or value != value:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    if date := _from_digits(text):
        return date
    text = _CTIME.sub(r"\1 \2", text)
    dates = [m.date for m in find_dates(text[:200].replace("T", " ", 1)) if m.date]
    return dates[0] if dates else _dateparser(text[:60])


_CTIME = re.compile(
    r"^[A-Z][a-z]{2} ([A-Z][a-z]{2} +\d{1,2}) [\d:]{5,8}(?: [+-]\d{4}| [A-Z]{3,4})? (\d{4})$"
)
_SERIALS = range(25_569, 60_000)
"""Days since 1900 as spreadsheets count them, for 1970 to 2064."""


def _from_digits(text: str) -> dt.date | None:
    """Read what is written without signs: 20160807 (and T120000Z), seconds since 1970, a serial day."""
    if found := re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}(?:\.\d+)?Z?)?", text):
        with suppress(ValueError):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{9,10}|\d{13}|\d{16}|\d{19})(?:\.\d+)?", text):
        seconds = int(found[1]) // 10 ** max(0, len(found[1]) - 10)
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date()
    found = re.fullmatch(r"(\d{5})(?:\.\d+)?", text)
    if found and int(found[1]) in _SERIALS:
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(found[1]))
    return None


_FIXED = dt.datetime(2000, 1, 1)


def _dateparser(text: str) -> dt.date | None:
    if not _DIGIT.search(text):
        return None
    import dateparser  # slow to load, and seldom needed

    # No "2 hours ago": what a run finds must not depend on when and where it is made.
    settings = {
        "STRICT_PARSING": True,
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PARSERS": ["absolute-time"],
        "RELATIVE_BASE": _FIXED,
        "TIMEZONE": "UTC",
        "DATE_ORDER": "DMY" if re.match(r"\d{1,2}\.\d{1,2}\.\d", text) else "MDY",
    }
    try:
        read = dateparser.parse(text, settings=settings)
    except (ValueError, OverflowError, TypeError, RecursionError):
        return None
    return read.date() if read else None


def _years(text: str) -> Iterator[tuple[int, str]]:
    for match in _YEAR_MENTION.finditer(text):
        before = (match["before"] or "").strip().casefold()
        if before not in _FUTURE:
            yield int(match["year"]), before


def infer_year(mention: DateMention, text: str) -> int | None:
    """Return the year in which a day without a year fell, as far as the text tells.

    The years in which it was the weekday that is named recur every 5, 6 or 11 years. The
    other years that the text speaks of as past decide between them: the article is no older
    than the latest of them (and younger, if it says "since" that year), and of the years
    left the first is taken, for news looks back on recent years. Without a weekday or
    without another year in the text there is no answer.

    Examples
    --------
    >>> text = "The bridge, closed since 2012, reopened on Friday, May 3."
    >>> infer_year(find_dates(text)[0], text)
    2013
    """
    years = list(_years(text[:20_000]))
    if mention.weekday is None or not years:
        return None
    floor = max(year for year, _ in years)
    if all(before in _GONE for year, before in years if year == floor):
        floor += 1
    for year in range(floor, floor + 12):
        try:
            if dt.date(year, mention.month, mention.day).weekday() == mention.weekday:
                return year
        except ValueError:
            continue
    return None


def resolved(mention: DateMention, text: str) -> dt.date | None:
    """Return the day a mention means, its year inferred from ``text`` where it is not given."""
    if mention.date:
        return mention.date
    year = infer_year(mention, text)
    return dt.date(year, mention.month, mention.day) if year else None


def _of_picture(mention: DateMention, text: str) -> bool:
    """Whether a date is that of a picture: "In this May 3 photo"."""
    before, after = text[max(0, mention.start - 12) : mention.start], text[mention.end :][:40]
    return bool(re.search(r"\bthis\W+$", before) or re.search(r"\b(photo|file|picture)\b", after))


def published_from_text(
    text: str, date_lines: list[tuple[int, int]]
) -> tuple[dt.date | None, str | None]:
    """Tell when an article was published, from its text.

    Parameters
    ----------
    date_lines
        Start and end of the passages of kind ``dateline``.

    Returns
    -------
    The date and where it is from: ``dateline`` (a date line or dateline with its year),
    ``inferred`` (see :func:`infer_year`; or a full date with its weekday in the lead), or two
    times None.
    """
    partial = []
    for start, end in date_lines:
        for mention in find_dates(text[start:end]):
            if mention.date:
                return mention.date, "dateline"
            partial.append(mention)
    lead = [m for m in find_dates(text[:_LEAD]) if m.weekday is not None]
    for mention in partial + [m for m in lead if not _of_picture(m, text)]:
        date = resolved(mention, text)
        if date:
            return date, "inferred"
    return None, None
