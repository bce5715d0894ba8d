"""Time expressions: found by their shape, read against the day the article appeared.

A date is a pair of days, from and to, since most expressions name more than one day (*last month*,
*since 2011*). What cannot be known stays ``None``. Common shapes are read by rules of our own, after
TIMEX3 practice (Strötgen & Gertz 2010); any other stays undated.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from helpers.events.lexicon import word_list

Range = tuple[date | None, date | None]


@dataclass(frozen=True)
class TimeSpan:
    """A time expression: where it stands in the text and what it says."""

    start: int
    end: int
    text: str


@cache
def _words(kind: str) -> dict[str, str]:
    entries = word_list("time_words").items()
    return {w: v.partition(":")[2] for w, v in entries if v.startswith(kind + ":")}


def _one_of(kind: str) -> str:
    return "|".join(sorted(_words(kind), key=lambda w: (-len(w), w)))


@cache
def _pattern() -> re.Pattern[str]:
    month = rf"(?:{_one_of('month')})\.?"
    weekday = rf"(?:{_one_of('weekday')})"
    unit = r"(?:minute|hour|day|week|month|year|decade|centur(?:y|ie)|fortnight|weekend)s?"
    part = rf"(?:{_one_of('part')}|{_one_of('season')}|hours)"
    number = (
        r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few|some"
        r"|a few|a couple of|dozens of)"
    )
    year = r"(?:1[6-9]|20)\d\d"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    relative = r"(?:last|next|this|past|previous|coming|early|late|earlier this|later this|mid-?)"
    whole = rf"(?:{day} (?:of )?{month}(?:,? {year})?|{month} {day}(?!\d)(?:,? {year})?|{month},? {year})"
    shapes = [
        r"\d{4}-\d\d-\d\d",
        rf"(?:{relative} )?{weekday}(?: {part})?,? (?:the )?{whole}",
        rf"(?:between|from) {whole} (?:and|to|until) {whole}",
        rf"{whole} (?:to|-|–|until) {whole}",
        r"the (?:week|month|year|day|night|hours|days|weeks) of (?:[a-z]+ing|the [a-z]+)\b",
        rf"(?:since |until |by |before |after )?{whole}",
        rf"(?:since|until|before|after|by) (?:{relative} )?(?:{weekday}|{month}|{year})(?: {part})?",
        rf"(?:{relative} )?(?:last |this |next )?{weekday}(?: {part})?\b",
        rf"(?:the )?(?:last|past|next|coming|previous) {number} {unit}",
        rf"(?:more than |over |about |almost |nearly |some )?{number} {unit} (?:ago|earlier|later)",
        rf"(?:earlier |later )?(?:last|next|this|the past|the following|the same|that|every|each) (?:{unit}|{part}|{month})",
        rf"(?:early|late|mid|mid-) ?(?:in )?(?:{month}|{year})(?:,? {year})?",
        rf"(?:between|from) {year} (?:and|to|until) {year}",
        rf"(?:the )?(?:early |late |mid-?)?{year}s",
        rf"(?:in|since|until|by|before|after|during|of) {year}",
        rf"(?:this|yesterday|tomorrow|monday|on the) (?:{part}|weekend)",
        r"(?:today|tomorrow|yesterday|tonight|overnight)(?: (?:morning|afternoon|evening|night))?",
        r"(?:at |around |about |by |until )*\d{1,2}(?::|\.)\d\d ?(?:a\.?m\.?|p\.?m\.?|gmt|bst|utc|et|est|edt|hrs)?",
        r"(?:at |around |about |by |until )*\d{1,2} ?(?:a\.?m\.?|p\.?m\.?)(?![a-z])",
        r"(?:at |around )*\d{4} ?(?:gmt|bst|utc|hrs|hours)",
        rf"(?:in|since|until|during|by|of) (?:the )?(?:{relative} )?{month}(?!,? {year})",
        rf"(?:for|in|within|after|over) (?:the )?(?:last |past |more than |about |nearly |at least )*{number} {unit}",
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(shapes)})(?!\w)", re.IGNORECASE)


_LEAD = re.compile(
    r"^(?:in|on|of|during|at|around|about|the|for|within|over) (?=\S)", re.IGNORECASE
)


def find_times(text: str, offset: int = 0) -> list[TimeSpan]:
    """Return the time expressions of a text; ``offset`` is added to their offsets.

    Examples
    --------
    >>> [t.text for t in find_times("It began last month and ended on Sunday, August 7.")]
    ['last month', 'Sunday, August 7']
    """
    found = []
    for match in _pattern().finditer(text):
        words = match.group()
        if words.lower() in {"mar", "sat", "sun", "march", "may"} and words.islower():
            continue
        lead = _LEAD.match(words)
        cut = (
            lead.end()
            if lead and not re.match(r"(?i)(for|within|over|at|around|about)\b", words)
            else 0
        )
        tail = words.rstrip(" ,.") if not words.lower().endswith((".m.",)) else words
        start, end = match.start() + cut, match.start() + len(tail)
        found.append(TimeSpan(offset + start, offset + end, text[start:end]))
    return found


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _shift_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _unit(unit: str, step: int, today: date) -> Range:
    """The calendar unit ``step`` units away from today (−1 is the last one)."""
    if unit == "day":
        return (today + timedelta(step),) * 2
    if unit in {"week", "weekend", "fortnight"}:
        monday = today - timedelta(today.weekday()) + timedelta(weeks=step)
        if unit == "weekend":
            return monday + timedelta(5), monday + timedelta(6)
        return monday, monday + timedelta(6)
    if unit == "month":
        first = _shift_months(today.replace(day=1), step)
        return _month(first.year, first.month)
    if unit == "year":
        return date(today.year + step, 1, 1), date(today.year + step, 12, 31)
    if unit == "decade":
        start = today.year // 10 * 10 + 10 * step
        return date(start, 1, 1), date(start + 9, 12, 31)
    return None, None


_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_NUMBERS = {
    w: i for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"a": 1, "an": 1}  # fmt: skip


def _weekday(name: str, today: date, future: bool, relative: str) -> Range:
    wanted = int(_words("weekday")[name])
    if future or relative == "next":
        ahead = (wanted - today.weekday()) % 7 or (7 if relative == "next" else 0)
        return (today + timedelta(ahead),) * 2
    back = (today.weekday() - wanted) % 7
    if relative in {"last", "previous"} and back == 0:
        back = 7
    return (today - timedelta(back),) * 2


def _absolute(text: str, today: date | None, future: bool) -> Range | None:
    """A day, a month or a year that names itself; without a year, the one nearest to today."""
    if iso := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        day = _safe(*map(int, iso.groups()))
        return day, day
    years = re.findall(r"\b((?:1[6-9]|20)\d\d)\b", text)
    month = next(
        (int(_words("month")[w]) for w in re.findall(r"[a-z]+", text) if w in _words("month")), 0
    )
    day_number = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?![:.]\d)", text)
    if month and day_number:
        year = int(years[0]) if years else _year_of(month, today, future)
        day = _safe(year, month, int(day_number.group(1))) if year else None
        return day, day
    if month:
        year = int(years[0]) if years else _year_of(month, today, future)
        return _month(year, month) if year else (None, None)
    if years and not re.search(r"\d{4}s", text):
        return date(int(years[0]), 1, 1), date(int(years[-1]), 12, 31)
    return None


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_of(month: int, today: date | None, future: bool) -> int:
    if today is None:
        return 0
    if future:
        return today.year + (month < today.month)
    return today.year - (month > today.month)


def _decade(text: str) -> Range | None:
    found = re.search(r"(early |late |mid-?)?\b(\d{3})0s\b", text)
    if not found:
        return None
    start = int(found.group(2)) * 10
    low, high = {"early ": (0, 3), "late ": (7, 9)}.get(found.group(1) or "", (0, 9))
    return date(start + low, 1, 1), date(start + high, 12, 31)


def _ago(text: str, today: date) -> Range | None:
    found = re.search(r"(\w+) (minute|hour|day|week|month|year|decade)s? ago", text)
    if not found:
        return None
    number = _NUMBERS.get(found.group(1), int(found.group(1)) if found.group(1).isdigit() else None)
    unit = found.group(2)
    if number is None:
        return None, None
    if unit in {"minute", "hour"}:
        return (today,) * 2 if unit == "minute" or number < 12 else (None, None)
    if unit == "day":
        return (today - timedelta(number),) * 2
    if unit == "week":
        return _unit("week", -number, today)
    if unit == "month":
        return _unit("month", -number, today)
    return _unit(unit, -number, today)


def _past_stretch(text: str, today: date) -> Range | None:
    """The last, or next, so many units, which end, or begin, today."""
    found = re.search(r"(last|past|previous|next|coming) (\w+) (day|week|month|year|hour)s", text)
    number = (
        _NUMBERS.get(found.group(2), int(found.group(2)) if found.group(2).isdigit() else 0)
        if found
        else 0
    )
    if not found or not number:
        return None
    sign = 1 if found.group(1) in {"next", "coming"} else -1
    unit = found.group(3)
    if unit == "hour":
        other = today + sign * timedelta(hours=number)
    elif unit in {"day", "week"}:
        other = today + sign * timedelta(**{unit + "s": number})
    else:
        other = _shift_months(today, sign * number * (12 if unit == "year" else 1))
    return (today, other) if sign > 0 else (other, today)


def _deictic(text: str, today: date, future: bool) -> Range | None:
    for word, step in {"yesterday": -1, "last night": -1, "tomorrow": 1, "today": 0, "tonight": 0,
                       "this morning": 0, "this afternoon": 0, "this evening": 0, "overnight": None}.items():  # fmt: skip
        if word in text:
            return (None, None) if step is None else (today + timedelta(step),) * 2
    if weekday := re.search(rf"\b({_one_of('weekday')})\b", text):
        relative = re.search(r"\b(last|next|this|previous)\b", text)
        return _weekday(weekday.group(1), today, future, relative.group(1) if relative else "")
    for reader in (_ago, _past_stretch):
        if (found := reader(text, today)) is not None:
            return found
    if unit := re.search(
        r"\b(last|this|next|the past|previous) (day|week|weekend|month|year|decade)\b", text
    ):
        step = {"last": -1, "previous": -1, "next": 1}.get(unit.group(1), 0)
        if unit.group(1) == "the past":
            return _past_stretch(f"past 1 {unit.group(2)}s", today)
        first, last = _unit(unit.group(2), step, today)
        return first, min(last, today) if last and step == 0 and not future else last
    if season := re.search(rf"\b(last|this|next) ({'|'.join(_SEASONS)})\b", text):
        return _season(season.group(2), {"last": -1, "next": 1}.get(season.group(1), 0), today)
    return None


def _season(name: str, step: int, today: date) -> Range:
    first, last = _SEASONS[name]
    year = today.year + step
    return date(year - (name == "winter"), first, 1), _month(year, last)[1]


def _bounded(text: str, found: Range, today: date | None) -> Range:
    """Open what *since*, *until*, *before* and *after* leave open."""
    first, last = found
    if re.match(r"since\b", text):
        return first, today
    if re.match(r"after\b", text):
        return last, None
    if re.match(r"(until|before|by)\b", text):
        return None, last
    return found


def normalise(text: str, published: date | None, *, future: bool = False) -> Range:
    """Read a time expression as the days it may mean, ``(from, to)``.

    Parameters
    ----------
    published
        The day the article appeared; without it, only expressions that name their year are read.
    future
        Whether the event lies ahead, which decides what *on Monday* means.

    Examples
    --------
    >>> normalise("Sunday, August 7", date(2016, 8, 8))
    (datetime.date(2016, 8, 7), datetime.date(2016, 8, 7))
    >>> normalise("last month", date(2016, 8, 8))
    (datetime.date(2016, 7, 1), datetime.date(2016, 7, 31))
    >>> normalise("Monday", date(2016, 8, 5), future=True)
    (datetime.date(2016, 8, 8), datetime.date(2016, 8, 8))
    """
    words = re.sub(r"\s+", " ", text.lower()).strip(" ,.")
    readers: list[Callable[[], Range | None]] = [
        lambda: _between(words, published, future),
        lambda: _absolute(words, published, future),
        lambda: _decade(words),
    ]
    if published is not None:
        readers.append(lambda: _deictic(words, published, future))
    for read in readers:
        found = read()
        if found is not None:
            return _bounded(words, found, published)
    return None, None


def _between(words: str, published: date | None, future: bool) -> Range | None:
    found = re.match(r"(?:between |from )?(.+) (?:and|to|until|-|–) (.+)", words)
    if not found:
        return None
    first, last = (_absolute(part, published, future) for part in found.groups())
    if first is None or last is None:
        return None
    return first[0], last[1]
