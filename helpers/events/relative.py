"""Days told from today: *last Monday*, *two weeks ago*, *next month*."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from helpers.events.times import one_of, time_words

Range = tuple[date | None, date | None]


def month_of(year: int, month: int) -> tuple[date, date]:
    """Return a month's first and last day."""
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
        return month_of(first.year, first.month)
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
    wanted = int(time_words("weekday")[name])
    if future or relative == "next":
        ahead = (wanted - today.weekday()) % 7 or (7 if relative == "next" else 0)
        return (today + timedelta(ahead),) * 2
    back = (today.weekday() - wanted) % 7
    if relative in {"last", "previous"} and back == 0:
        back = 7
    return (today - timedelta(back),) * 2


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


def from_today(text: str, today: date, future: bool) -> Range | None:
    """Read what is told from today (*yesterday*, *last week*), ``None`` if it is not so told."""
    for word, step in {"yesterday": -1, "last night": -1, "tomorrow": 1, "today": 0, "tonight": 0,
                       "this morning": 0, "this afternoon": 0, "this evening": 0, "overnight": None}.items():  # fmt: skip
        if word in text:
            return (None, None) if step is None else (today + timedelta(step),) * 2
    if weekday := re.search(rf"\b({one_of('weekday')})\b", text):
        relative = re.search(r"\b(last|next|this|previous)\b", text)
        return _weekday(weekday.group(1), today, future, relative.group(1) if relative else "")
    for reader in (_ago, _past_stretch):
        if (found := reader(text, today)) is not None:
            return found
    if unit := re.search(
        r"\b(last|this|next|the past|the last|previous) (day|week|weekend|month|year|decade)\b",
        text,
    ):
        step = {"last": -1, "previous": -1, "next": 1}.get(unit.group(1), 0)
        if unit.group(1) in {"the past", "the last"}:
            return _past_stretch(f"past 1 {unit.group(2)}s", today)
        first, last = _unit(unit.group(2), step, today)
        if step == 0 and not future and first is not None and first > today:
            first, last = _unit(unit.group(2), -1, today)
        return first, min(last, today) if last and step == 0 and not future else last
    if season := re.search(rf"\b(last|this|next) ({'|'.join(_SEASONS)})\b", text):
        return _season(season.group(2), {"last": -1, "next": 1}.get(season.group(1), 0), today)
    return None


def _season(name: str, step: int, today: date) -> Range:
    first, last = _SEASONS[name]
    year = today.year + step
    return date(year - (name == "winter"), first, 1), month_of(year, last)[1]
