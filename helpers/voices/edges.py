"""The last hand on attributions: one row a cue, and edges where a reader would set them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from helpers.language import grammar
from helpers.language.plain import Span, Token
from helpers.voices import link
from helpers.voices.rules import Attribution
from helpers.voices.sources import source_of, source_span
from helpers.voices.stance import head_of
from helpers.voices.word_lists import names_time, words_of_role

EDGES = frozenset(",;:–—-")
"""What no source begins or ends with."""
_LEADS = {"ADV", "AUX", "PART", "DET"}
"""What cues nothing by itself and leads on to a verb or noun."""
_DESCRIBES = {"ADJ", "DET", "NUM"}
_LOOSE = {"CCONJ"}


def apart(found: list[Attribution]) -> list[Attribution]:
    """Leave out an attribution whose content another has, character for character."""
    kept: dict[tuple[int, int], Attribution] = {}
    for one in found:
        kept.setdefault((one.start, one.end), one)
    return list(kept.values())


def joined(places: link.Places, found: Sequence[Attribution]) -> list[Attribution]:
    """Make one of two attributions that share a cue and are parted by it, its source or nothing."""
    kept: list[Attribution] = []
    for one in sorted(found, key=lambda a: (a.start, a.end)):
        if kept and _one(places, kept[-1], one):
            last = kept.pop()
            one = last._replace(
                end=max(last.end, one.end),
                source=last.source or one.source,
                pieces=(last.pieces or ((last.start, last.end),))
                + (one.pieces or ((one.start, one.end),)),
            )
        kept.append(one)
    return kept


def _one(places: link.Places, a: Attribution, b: Attribution) -> bool:
    if a.cue is None or b.cue is None or (a.cue.start, a.cue.end) != (b.cue.start, b.cue.end):
        return False
    held = {t.i for s in (a.cue, a.source, b.source) if s is not None for t in s}
    if a.end >= b.start:
        return True
    between = [t for t in places.quotes.span(a.end, b.start) if a.end <= t.idx < b.start]
    return all(t.i in held or t.is_punct or t.is_space for t in between)


def around_nested(found: Sequence[Attribution]) -> list[Attribution]:
    """Let a content hold to its end what it says that somebody said (``only what he called a lull``)."""
    cited = sorted(
        (other.source.start_char, number)
        for number, other in enumerate(found)
        if other.cue is not None and other.source is not None
    )
    made = []
    for one in found:
        first, last = bisect_left(cited, (one.start + 1,)), bisect_left(cited, (one.end + 2,))
        made.append(
            _over(one, [found[number] for _, number in sorted(cited[first:last], key=_nth)])
        )
    return made


def _nth(cited: tuple[int, int]) -> int:
    return cited[1]


def _over(one: Attribution, found: Sequence[Attribution]) -> Attribution:
    for other in found:
        if other.cue is None or other.source is None or other is one or one.end >= other.end:
            continue
        begins = one.start < other.source.start_char < one.end + 2 <= other.end
        if begins and _below(other.cue.root, one):
            pieces = (*one.pieces, (one.end, other.end)) if one.pieces else ()
            return one._replace(end=other.end, pieces=pieces)
    return one


def _below(token: Token, one: Attribution) -> bool:
    return any(one.start <= t.idx < one.end for t in token.ancestors)


def finished(places: link.Places, one: Attribution) -> Attribution:
    """Go on from words that cue nothing by themselves to what they hang on (``*later* called``)."""
    if one.cue is None:
        return one
    return one._replace(cue=_finished(places, one.cue, one))


def tidy(places: link.Places, one: Attribution) -> Attribution:
    """End a source where its cue begins; leave out commas, prepositions and times at the edges."""
    cue = _cue(places, one.cue) if one.cue is not None else None
    one = one._replace(cue=cue)
    if one.source is not None:
        one = one._replace(source=_source(one.source, cue))
    return _content(places, one)


def _source(who: Span, cue: Span | None) -> Span | None:
    """End a source before its cue, a bracket left open, a time, or its own relative pronoun.

    No comma, adverb or preposition ends it, and no *even* or *only* begins it; an adverb
    alone is nobody, and grammar names who it is.
    """
    first, last = who.start, who.end
    if cue is not None and first < cue.start < last:
        last = cue.start
    last = _whole(who.doc[last - 1], last, cue)
    words = [t.text for t in who.doc[first:last]]
    if "(" in words and ")" not in words and words.index("("):
        last = first + words.index("(")
    while last - 1 > first and (who.doc[last - 1].text in EDGES or _cut(who.doc[last - 1], who)):
        last -= 1
    while first < last - 1 and (who.doc[first].text in EDGES or _focuses(who.doc[first])):
        first += 1
    if cue is not None and last - first == 1 and _focuses(who.doc[first]):
        named = source_of(head_of(cue))
        return who.doc[first:last] if named is None else _source(source_span(named), None)
    return who.doc[first:last]


def _whole(token: Token, last: int, cue: Span | None) -> int:
    """Where a source ends that broke off behind an article: with the article's noun, if no cue is there."""
    noun = token.head
    if token.tag_ not in {"DT", "PRP$"} or noun.i < last or noun.pos_ not in {"NOUN", "PROPN"}:
        return last
    return noun.i + 1 if cue is None or noun.i < cue.start or cue.end < last else last


def _cut(token: Token, who: Span) -> bool:
    before = token.doc[token.i - 1]
    if token.tag_ in {"WP", "WDT"}:
        return before.pos_ != "ADP"
    if names_time(token, "weekday") and before.lower_ == "on":
        return who.root.pos_ == "PROPN"
    return token.pos_ == "ADV" or token.tag_ in {"POS", "IN"}


def _focuses(token: Token) -> bool:
    """Whether an adverb only sets off the phrase that it begins (*even*, *only*)."""
    return token.pos_ == "ADV" and token.lower_ in words_of_role("focus")


def _cue(places: link.Places, cue: Span) -> Span:
    """Leave a time or a hearer that belongs to no content out of a cue (``warned *last* night``)."""
    first, last = cue.start, cue.end
    while last - 1 > first and _dangles(places, cue.doc[last - 1], last):
        last -= 1
    while first < last - 1 and cue.doc[first].pos_ == "NOUN" and names_time(cue.doc[first], "day"):
        first += 1
    return cue.doc[first:last]


def _finished(places: link.Places, cue: Span, one: Attribution) -> Span:
    """Add the verb or noun behind a cue of adverbs, auxiliaries and articles that hang on it."""
    word = cue.doc[cue.end] if cue.end < len(cue.doc) else cue.root
    said = any(a <= word.idx < b for a, b in one.pieces or ((one.start, one.end),))
    alone = all(t.pos_ in _LEADS and t.head.i == word.i for t in cue)
    full = word.pos_ in {"VERB", "NOUN"} and word.dep_ not in grammar.AUXILIARY
    free = not said and word.i not in places.marked["cue"]
    return cue.doc[cue.start : word.i + 1] if alone and full and free else cue


def _dangles(places: link.Places, token: Token, end: int) -> bool:
    """Whether a word at a cue's end describes a word beyond it that is no content."""
    if token.pos_ == "NOUN" and names_time(token, "unit") and not grammar.objects(token.head):
        return token.head.i >= end
    if token.head.i < end or token.head.i in places.marked["content"]:
        return False
    return token.pos_ in _DESCRIBES or (token.pos_ == "ADP" and token.head.i - token.i <= 2)


def _content(places: link.Places, one: Attribution) -> Attribution:
    """End a content before an *and* that leads on to somebody else's words."""
    words = places.quotes.span(one.start, one.end)
    last = len(words)
    while last > 1 and words[last - 1].pos_ in _LOOSE and not words[last - 1].is_quote:
        last -= 1
    if last == len(words):
        return one
    end = words[last - 1].idx + len(words[last - 1])
    return one._replace(end=max(end, one.start + 1), pieces=_clipped(one.pieces, end))


def _clipped(pieces: tuple[tuple[int, int], ...], end: int) -> tuple[tuple[int, int], ...]:
    return tuple((a, min(b, end)) for a, b in pieces if a < end)
