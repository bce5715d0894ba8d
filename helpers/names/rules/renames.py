"""Names that the text itself says are one: the same letters, and *X, formerly Y*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from helpers.names.aliases import Form, Pair
from helpers.names.mention import Mention
from helpers.names.rules.acronyms import form_numbers
from helpers.resources import lexicon


def same_key(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join the same letters under two labels, where a person is not one of them."""
    seen: dict[tuple[str, bool, int], int] = {}
    for number, form in enumerate(forms):
        other = seen.setdefault((form.key, form.label == "PERSON", form.part), number)
        if other != number:
            yield Pair(other, number, "same name", 1.0)


@cache
def _rename_patterns() -> list[tuple[re.Pattern[str], float]]:
    frame = lexicon("renames")
    return [
        (re.compile(pattern, re.IGNORECASE), float(score))
        for pattern, score in zip(frame.pattern, frame.score, strict=True)
    ]


def renamed(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join what the text says was renamed (``X, formerly Y``, ``X, the former so-and-so Y``)."""
    form_of = form_numbers(forms)
    for i, a in enumerate(mentions):
        for j in range(i + 1, min(i + 4, len(mentions))):
            b = mentions[j]
            if b.sentence_id != a.sentence_id or i not in form_of or j not in form_of:
                continue
            between = text[a.end : b.start]
            score = max((s for p, s in _rename_patterns() if p.fullmatch(between)), default=0.0)
            if score and _ends_phrase(text, b.end):
                yield Pair(form_of[i], form_of[j], "renamed", score)


def _ends_phrase(text: str, end: int) -> bool:
    """After a former name no noun may follow: ``the former Sun subsidiary`` is no Sun."""
    follows = re.match(r"\s*(?:$|[,.;:!?)—–\"”]|-\s|(?:and|which|who|that|until|has|have|had|is|are|was"
                       r"|were|in|on|at|said|says|when|after|before|since|as|but|or|while|posted)\b)", text[end:])  # fmt: skip
    return follows is not None
