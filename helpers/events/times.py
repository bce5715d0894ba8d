"""Time expressions: found by their shape, after TIMEX3 practice (Strötgen & Gertz 2010).

What days they mean is read in :mod:`helpers.events.dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from helpers.events.lexicon import word_list

_HOUR = "(?:noon|midnight|midday|dawn|dusk|sunrise|sunset|daybreak|nightfall)"
_UNIT = r"(?:minute|hour|day|week|month|year|decade|centur(?:y|ie)|fortnight|weekend)s?"
_TODAY = "(?:today|tomorrow|yesterday|tonight|overnight)"
_SENTENCES = 2**12
"""How many sentences are held with their times: the events and the answers ask for the same."""


@dataclass(frozen=True)
class TimeSpan:
    """A time expression: where it stands in the text and what it says."""

    start: int
    end: int
    text: str


@cache
def time_words(kind: str) -> dict[str, str]:
    """Return the time words of one kind (``month``, ``weekday``, …) with their values."""
    entries = word_list("time_words").items()
    return {w: v.partition(":")[2] for w, v in entries if v.startswith(kind + ":")}


def one_of(kind: str) -> str:
    """Return a pattern that matches any time word of a kind, the longest first."""
    return "|".join(sorted(time_words(kind), key=lambda w: (-len(w), w)))


def shapes() -> str:
    """Return the pattern of any time expression, wherever in a word it may stand."""
    month = rf"(?:{one_of('month')})\.?"
    weekday = rf"(?:{one_of('weekday')})"
    part = rf"(?:{one_of('part')}|{one_of('season')}|hours)"
    number = (
        r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few|some"
        r"|a few|a couple of|dozens of)"
    )
    year = r"(?:1[6-9]|20)\d\d"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    relative = r"(?:last|next|this|past|previous|coming|early|late|earlier this|later this|mid-?)"
    whole = rf"(?:{day} (?:of )?{month}(?:,? {year})?|{month} {day}(?!\d)(?:,? {year})?|{month},? {year})"
    found = [
        r"\d{4}-\d\d-\d\d",
        rf"(?:{relative} )?{weekday}(?: {part})?,? (?:the )?{whole}",
        rf"(?:between|from) {whole} (?:and|to|until) {whole}",
        rf"{whole} (?:to|-|–|until) {whole}",
        r"the (?:week|month|year|day|night|hours|days|weeks) of (?:[a-z]+ing|the [a-z]+)\b",
        rf"(?:since |until |by |before |after )?{whole}",
        rf"(?:since|until|before|after|by) (?:{relative} )?(?:{weekday}|{month}|{year})(?: {part})?",
        rf"(?:{relative} )?(?:last |this |next )?{weekday}(?: {part})?\b",
        rf"(?:the )?(?:last|past|next|coming|previous) {number} {_UNIT}",
        rf"(?:more than |over |about |almost |nearly |some )?{number} {_UNIT} (?:ago|earlier|later)",
        rf"(?:earlier |later )?(?:last|next|this|the past|the following|the same|that|every|each) (?:{_UNIT}|{part}|{month})",
        rf"(?:early|late|mid|mid-) ?(?:in )?(?:{month}|{year})(?:,? {year})?",
        rf"(?:between|from) {year} (?:and|to|until) {year}",
        rf"(?:the )?(?:early |late |mid-?)?{year}s",
        rf"(?:in|since|until|by|before|after|during|of) {year}",
        rf"(?:this|yesterday|tomorrow|monday|on the) (?:{part}|weekend)",
        rf"{_TODAY}(?: (?:morning|afternoon|evening|night))?",
        r"(?:at |around |about |by |until )*\d{1,2}(?::|\.)\d\d ?(?:a\.?m\.?|p\.?m\.?|gmt|bst|utc|et|est|edt|hrs)?",
        rf"(?:shortly |just |soon )?(?:at|before|after|around|by|until) {_HOUR}",
        r"(?:at|over|during) the (?:weekend|week|night)",
        r"(?:in|during|on|over) the (?:first|second|third|last) (?:night|day|week|month|hours|days|weeks)",
        r"the (?:night|day|week|month|year) (?:before|after)(?! [a-z]+ing)",
        r"(?:at|by|before|until|since) the (?:end|start|beginning) of (?:the )?(?:week|month|year|\d{4})",
        r"(?:at |around |about |by |until )*\d{1,2} ?(?:a\.?m\.?|p\.?m\.?)(?![a-z])",
        r"(?:at |around )*\d{4} ?(?:gmt|bst|utc|hrs|hours)",
        rf"(?:in|since|until|during|by|of) (?:the )?(?:{relative} )?{month}(?!,? {year}| ?\d{{1,2}}\b)",
        rf"(?:for|in|within|after|over) (?:the )?(?:last |past |more than |about |nearly |at least )*{number} {_UNIT}",
    ]
    return "|".join(found)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?={_begins()})(?:{shapes()})(?!\w)", re.IGNORECASE)


_LEAD = re.compile(
    r"^(?:in|on|of|during|at|around|about|the(?! (?:following|last|past|same)\b)|for|within|over) (?=\S)",
    re.IGNORECASE,
)


def _begins() -> str:
    """The words that a time expression can begin with: elsewhere no shape is tried."""
    words = (
        "a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few|some|dozens"
        "|last|next|this|past|previous|coming|earlier|later|that|every|each|the|between"
        "|from|since|until|by|before|after|more|over|about|almost|nearly|in|during|of|on|at|around"
        "|shortly|just|soon|for|within"
    )
    return rf"\d|early|late|mid|(?:{words}|{_time_word()})(?![^\W\d_])"


@cache
def _core() -> re.Pattern[str]:
    """What every time expression has in it: a digit, or a word for a time."""
    glued = "(?:early|late|mid)?"
    return re.compile(rf"\d|(?<![^\W_]){glued}(?:{_time_word()})(?![^\W\d_])", re.IGNORECASE)


def _time_word() -> str:
    kinds = ("month", "weekday", "part", "season")
    return "|".join([*map(one_of, kinds), _HOUR, _UNIT, _TODAY])


def _is_title(text: str, start: int, end: int) -> bool:
    """Whether it is a title and no time: in quotation marks, or in capitals behind a word without.

    *Host of "This Week"*, *told This Week that …*
    """
    words = text[start:end].split()
    if not (words[-1].istitle() and re.fullmatch(rf"(?i){_UNIT}|night|morning|evening", words[-1])):
        return False
    before = text[max(0, start - 12) : start]
    quoted = re.search(r"(?i)[\"“‘'](?:the )?$", before)
    return bool(quoted) or (words[0].istitle() and bool(re.search(r"[a-z] $", before)))


def find_times(text: str, offset: int = 0) -> list[TimeSpan]:
    """Return the time expressions of a text; ``offset`` is added to their offsets.

    Examples
    --------
    >>> [t.text for t in find_times("It began last month and ended on Sunday, August 7.")]
    ['last month', 'Sunday, August 7']
    """
    return [TimeSpan(offset + start, offset + end, text[start:end]) for start, end in _spans(text)]


@lru_cache(_SENTENCES)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for match in _pattern().finditer(text) if _core().search(text) else ():
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
        if not _is_title(text, start, end):
            found.append((start, end))
    return tuple(found)
