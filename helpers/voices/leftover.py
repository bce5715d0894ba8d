"""What the marks leave over: cues without content, content without a cue, quotations alone."""

from __future__ import annotations

from helpers.language.plain import Span
from helpers.voices import cues, link, rules, sources
from helpers.voices.lookup import Stretches
from helpers.voices.rules import Attribution

LEAST_PRECISION = 0.2
"""Precision of a cue that grammar finds for a marked content."""
LEAST_INSIDE = 0.4
"""Mean probability of a word to be content, for what the rules find to be taken."""
SURE_CONTENT, SURE_WORDS = 0.7, 5
"""Mean probability and length of a content that is believed whatever word it hangs on."""
Group = list[Span]


def without_piece(
    places: link.Places, groups: dict[tuple[int, int], Group], found: list[Attribution]
) -> list[Attribution]:
    """Cues whose content the encoder has not marked: grammar finds it, if it is nobody else's."""
    made, taken = [], Stretches((a.start, a.end) for a in found)
    for span in places.cues:
        if (span.start, span.end) in groups:
            continue
        one = rules.of_word(places.heads[span.start, span.end], places.quotes, cues.PRECISION)
        if one is None or taken.touched(one.start, one.end):
            continue
        made.append(one._replace(cue=span))
    return made


def without_cue(places: link.Places, left: Group, found: list[Attribution]) -> list[Attribution]:
    """Contents whose cue the encoder has not marked: grammar names it, or a quotation stands alone."""
    made: list[Attribution] = []
    taken = Stretches((a.start, a.end) for a in found)
    cited = Stretches((a.cue.start, a.cue.end) for a in found if a.cue is not None)
    for piece in left:
        one = _by_grammar(places, piece)
        if one is not None and one.cue is not None and cited.touched(one.cue.start, one.cue.end):
            quotation = places.quotes.at(piece[0].idx)
            one = one._replace(cue=None, source=None) if quotation is not None else None
        if one is None or taken.touched(one.start, one.end):
            continue
        if not any(a.start < one.end and one.start < a.end for a in made):
            made.append(one)
    return made


def _by_grammar(places: link.Places, piece: Span) -> Attribution | None:
    quotation = places.quotes.at(piece[0].idx)
    if quotation is not None and places.quotes.is_speech(quotation):
        return rules.beside(places.quotes, quotation)
    root = piece.root
    for token in (root.head, *root.children, *(t for c in root.children for t in c.children)):
        if piece.start <= token.i < piece.end:
            continue
        one = rules.of_word(token, places.quotes, LEAST_PRECISION)
        if one is not None and one.start < piece.end_char and piece.start_char < one.end:
            return one._replace(start=piece.start_char, end=piece.end_char)
    return _governed(places, piece)


def _governed(places: link.Places, piece: Span) -> Attribution | None:
    """What the encoder is sure is content is said by the word it hangs on (``*wary* that …``)."""
    inside = places.doc.user_data.get("voice_content")
    head = piece.root.head
    if inside is None or piece.start <= head.i < piece.end or not cues.word_class(head):
        return None
    if sum(inside[piece.start : piece.end]) < SURE_CONTENT * len(piece) or len(piece) < SURE_WORDS:
        return None
    source = sources.source_of(head)
    who = sources.source_span(source) if source is not None else None
    if who is not None and who.start < piece.end and piece.start < who.end:
        who = None
    return Attribution(piece.start_char, piece.end_char, cues.cue_span(head), who)


def unmarked(places: link.Places, found: list[Attribution]) -> list[Attribution]:
    """What the rules find where the encoder marked no cue, if it holds the content possible."""
    inside = places.doc.user_data.get("voice_content")
    if inside is None:
        return []
    made, taken = [], Stretches((a.start, a.end) for a in found)
    for one in rules.attributions(places.doc, quotes=places.quotes, read=places.read):
        if one.cue is None or taken.touched(one.start, one.end):
            continue
        words = places.quotes.span(one.start, one.end)
        if sum(inside[words.start : words.end]) / len(words) >= LEAST_INSIDE:
            made.append(one)
    return made


def orphans(places: link.Places, found: list[Attribution]) -> list[Attribution]:
    """Quotations that hold speech and that no content touches."""
    read = Stretches((s.start_char, s.end_char) for s in places.read)
    taken = Stretches((a.start, a.end) for a in found)
    return [
        Attribution(q.start, q.end, None, None)
        for q in places.quotes.outer
        if read.touched(q.start, q.start + 1)
        and not taken.touched(q.start, q.end)
        and places.quotes.is_speech(q)
    ]
