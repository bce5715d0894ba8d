"""Speech that layout gives to somebody: a signed quotation, a paragraph after *she said:*."""

from __future__ import annotations

import re

from helpers.language.plain import Span
from helpers.voices import cues, link
from helpers.voices.quotes import Quotation
from helpers.voices.rules import Attribution
from helpers.voices.sources import source_of, source_span

_DASH = re.compile(r"\s*(?:[—–―]|--?)\s*(?=[A-Z])")
_ENDS_PARAGRAPH = re.compile(r":[ \t]*\n\s*")
SURE = 0.9
"""Precision in the training part of a cue whose colon leads on to the next paragraph."""
LONGEST = 15
"""Words that a signature may have."""


def signed(places: link.Places) -> list[Attribution]:
    """Return quotations that a name signs (``“We stayed.” — Ada Brook, harbour pilot``).

    The quotation opens its paragraph, a dash follows it, and a person or body is named. The
    dash is the cue, as PolNeAR's annotators have it.
    """
    found = []
    for quotation in places.quotes.outer:
        who = _signature(places, quotation)
        if who is not None:
            cue = places.doc[who.start - 1 : who.start]
            found.append(Attribution(quotation.start, quotation.end, cue, who))
    return found


def _signature(places: link.Places, quotation: Quotation) -> Span | None:
    text = places.quotes.text
    dash = _DASH.match(text, quotation.end)
    if dash is None:
        return None
    line = text[text.rfind("\n", 0, quotation.start) + 1 : quotation.start]
    if line.strip(" \t"):
        return None
    end = text.find("\n", dash.end())
    who = places.quotes.span(dash.end(), len(text) if end < 0 else end)
    named = who[0].ent_type_ in {"PERSON", "ORG"}
    finite = any(t.tag_ in cues.FINITE for t in who)
    return who if named and not finite and len(who) <= LONGEST else None


def announced(places: link.Places, found: list[Attribution]) -> list[Attribution]:
    """Return paragraphs that a cue and a colon announce (``The minister said:``, then a new line)."""
    made = []
    for match in _ENDS_PARAGRAPH.finditer(places.quotes.text):
        colon = places.quotes.span(match.start(), match.start() + 1)[0]
        cue = places.doc[colon.i - 1] if colon.i else colon
        known = cues.entries().get((cues.lemma(cue), cues.VERB, "clause"))
        if cue.pos_ != "VERB" or known is None or known.precision < SURE:
            continue
        end = places.quotes.text.find("\n", match.end())
        end = len(places.quotes.text) if end < 0 else end
        held = any(a.start <= match.end() < a.end and a.cue is not None for a in found)
        read = any(s.start_char <= match.end() < s.end_char for s in places.read)
        if read and not held and match.end() < end and places.quotes.at(match.end()) is None:
            source = source_of(cue)
            who = source_span(source) if source is not None else None
            made.append(Attribution(match.end(), end, cues.cue_span(cue), who))
    return made
