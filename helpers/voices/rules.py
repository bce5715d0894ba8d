"""The rule baseline: attributions from grammar, quotation marks and the cue lexicon alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from helpers.language import grammar, reading_sentences
from helpers.language.plain import Doc, Span, Token
from helpers.voices import content, cues, sources
from helpers.voices.cues import Cue
from helpers.voices.lookup import Stretches
from helpers.voices.quotes import Quotation, Quotes


class Attribution(NamedTuple):
    """Who says what: the content's characters, and the words of cue and source."""

    start: int
    end: int
    cue: Span | None
    source: Span | None
    pieces: tuple[tuple[int, int], ...] = ()
    """The content without what interrupts it, where that is known."""


def attributions(
    doc: Doc,
    *,
    precision: float = cues.PRECISION,
    quotes: Quotes | None = None,
    read: Sequence[Span] | None = None,
) -> list[Attribution]:
    """Return what the rules find in a parsed article, in the order of the text.

    Parameters
    ----------
    precision
        Take cues (in their pattern) that were cues in at least this share of
        their uses in the training part.
    quotes
        The article's quotations, if they have been read already.
    read
        Its sentences that are read, if they are known already.
    """
    quotes = quotes or Quotes(doc)
    read = list(sentences(doc)) if read is None else read
    found = [a for s in read for a in _in_sentence(s, quotes, precision)]
    found = without_repeats(found)
    found += _unclaimed(read, quotes, found)
    return sorted(found, key=lambda a: (a.start, a.end))


def sentences(doc: Doc) -> Iterator[Span]:
    """Yield the sentences that are read."""
    for _, _, sentence in reading_sentences(doc):
        yield sentence


def _in_sentence(sentence: Span, quotes: Quotes, precision: float) -> Iterator[Attribution]:
    for token in sentence:
        cue = _cue(token, precision)
        if cue is None:
            continue
        quotation = quotes.at(token.idx)
        if quotation is None or not quotes.is_speech(quotation):
            one = _by(cue, quotes)
            if one is not None:
                yield one


def of_word(token: Token, quotes: Quotes, precision: float) -> Attribution | None:
    """Return the attribution that a cue word makes by its grammar, None if it makes none."""
    cue = _cue(token, precision)
    return None if cue is None else _by(cue, quotes)


def _cue(token: Token, precision: float) -> Cue | None:
    return cues.according_to(token) or _best(token, precision)


def _by(cue: Cue, quotes: Quotes) -> Attribution | None:
    head = cue.head
    source = head.head if cue.pattern == "according to" else sources.source_of(head)
    chars = content.of_cue(cue, source, quotes.text)
    span = sources.source_span(source) if source is not None else None
    return _made(cue, chars, span, quotes) if chars is not None else None


def _best(token: Token, precision: float) -> Cue | None:
    """Return the word as a cue in the most precise of its patterns that is precise enough."""
    if not cues.word_class(token) or token.dep_ in grammar.AUXILIARY | {"cop"}:
        return None
    lemma, kind = cues.lemma(token), cues.word_class(token)
    if cues.precision(lemma, kind) < precision:
        return None
    known = [
        (entry.precision, pattern, head)
        for pattern, head in cues.patterns(token)
        if (entry := cues.entries().get((lemma, kind, pattern))) and entry.precision >= precision
    ]
    if not known:
        return None
    _, pattern, head = max(known, key=lambda k: (k[1] == "clause", k[0]))
    return Cue(token, cues.cue_span(token), pattern, head)


def _made(cue: Cue, chars: content.Chars, source: Span | None, quotes: Quotes) -> Attribution:
    keep = [(s.start_char, s.end_char) for s in (cue.span, source) if s is not None]
    start, end = content.to_quotation(quotes, *chars, keep)
    start, end = content.drop_full_stop(
        quotes.text, *(content.trim(quotes.text, start, end) or (start, end))
    )
    return Attribution(start, end, cue.span, source)


def without_repeats(found: list[Attribution]) -> list[Attribution]:
    """Keep one attribution a content: of two that begin alike, the one nearest to its cue."""
    kept: dict[int, Attribution] = {}
    for one in sorted(found, key=lambda a: (a.start, -a.end)):
        if one.start not in kept:
            kept[one.start] = one
    return list(kept.values())


def _unclaimed(
    sents: Sequence[Span], quotes: Quotes, found: list[Attribution]
) -> list[Attribution]:
    """Quotations that grammar left over: those beside a cue, and those with no speaker at all."""
    made = []
    covered = Stretches((a.start, a.end) for a in found)
    read = Stretches((s.start_char, s.end_char) for s in sents)
    for quotation in quotes.outer:
        inside = read.touched(quotation.start, quotation.start + 1)
        if not inside or not quotes.is_speech(quotation):
            continue
        if covered.touched(quotation.start + 1, quotation.end - 1):
            continue
        made.append(beside(quotes, quotation))
    return made


def beside(quotes: Quotes, quotation: Quotation) -> Attribution:
    """Tie a quotation to the cue that stands beside it, in the same paragraph."""
    doc, span = quotes.doc, quotes.span(*quotation[:2])
    for near in (doc[span.end : span.end + 12], doc[max(0, span.start - 12) : span.start]):
        for token in near:
            if "\n" in quotes.text[min(token.idx, span.end_char) : max(token.idx, span.start_char)]:
                continue
            cited = quotes.at(token.idx)
            if cited is not None and quotes.is_speech(cited):
                continue
            entry = cues.entries().get((cues.lemma(token), cues.word_class(token), "clause"))
            if entry and entry.precision >= cues.PRECISION and token.pos_ == "VERB":
                source = sources.source_of(token)
                who = sources.source_span(source) if source is not None else None
                return Attribution(*quotation[:2], cues.cue_span(token), who)
    return Attribution(*quotation[:2], None, None)


def direct_quotations(doc: Doc) -> list[Attribution]:
    """Return direct quotations with the speech verb beside them: the rule most tools stop at.

    Examples: textacy's ``direct_quotations``; Pouliquen, Steinberger & Best (2007).
    """
    quotes = Quotes(doc)
    found = (beside(quotes, q) for q in quotes.outer if quotes.is_speech(q))
    return [one for one in found if one.cue is not None]
