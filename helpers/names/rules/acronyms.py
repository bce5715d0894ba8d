"""Acronyms: spelled out in brackets, or made of the initials of one name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from helpers.names.aliases import AMBIGUOUS, Form, Pair
from helpers.names.forms import fits_initials, fits_letters, is_acronym
from helpers.names.mention import Mention


def form_numbers(forms: Sequence[Form]) -> dict[int, int]:
    """Return for each mention the number of its form."""
    return {i: number for number, form in enumerate(forms) for i in form.mentions}


def brackets(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join a name and the acronym that follows it in brackets, or the other way round."""
    form_of = form_numbers(forms)
    for i, j in zip(range(len(mentions)), range(1, len(mentions)), strict=False):
        a, b = mentions[i], mentions[j]
        between, after = text[a.end : b.start], text[b.end : b.end + 1]
        inside = re.fullmatch(r"['’]?\s*\(\s*(?:the\s+|or\s+)?[\"“]?", between) and re.match(
            r"[)\"”]", after
        )
        named = re.fullmatch(r",?\s+or\s+(?:the\s+)?", between) and re.match(r"[,.;)]", after)
        if not (inside or named) or i not in form_of or j not in form_of:
            continue
        score = _bracket_score(a, b)
        if named and score < 0.95:
            continue
        yield Pair(form_of[i], form_of[j], "acronym in brackets" if inside else "acronym", score)


def _bracket_score(a: Mention, b: Mention) -> float:
    short, full = (a, b) if is_acronym(a.text) else (b, a)
    if not is_acronym(short.text) or is_acronym(full.text):
        return 0.0
    if fits_initials(short.text, full.text):
        return 0.99
    if fits_letters(short.text, full.text):
        return 0.95
    foreign = full.label == "ORG" and short.label == "ORG" and len(full.text.split()) > 1
    return 0.85 if foreign and len(short.text) > 2 else AMBIGUOUS


def initials(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join an acronym and the one name whose initials it is."""
    for number, form in enumerate(forms):
        if not is_acronym(form.text) or form.label == "PERSON":
            continue
        fits = [
            i
            for i, other in enumerate(forms)
            if other.label != "PERSON"
            and not is_acronym(other.text)
            and fits_initials(form.text, other.text)
        ]
        letters = len(re.sub(r"\W", "", form.text))
        for i in fits:
            sure = letters > 2 or form.label == forms[i].label == "LOC"
            score = (0.9 if sure else 0.7) if len(fits) == 1 else AMBIGUOUS
            yield Pair(number, i, "initials", score)
