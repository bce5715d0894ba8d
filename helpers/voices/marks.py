"""The encoder's marks tied together: pieces of content to their cue, the cue to its source.

The encoder marks words as cue, source or content. A cue makes one attribution:
every piece of content goes to the cue it hangs on, pieces of one cue are joined
(also around the cue that interrupts them and over the sentences of one
quotation), and the cue's source is the marked one that grammar and distance
favour (:mod:`helpers.voices.link`).
"""

from __future__ import annotations

from helpers.language.plain import Doc, Span
from helpers.voices import (
    belief,
    bounds,
    content,
    edges,
    hearers,
    leftover,
    link,
    sides,
    signed,
    turns,
    tying,
)
from helpers.voices.pieces import places_of
from helpers.voices.rules import Attribution
from helpers.voices.unsaid import unsaid


def marked(doc: Doc) -> bool:
    """Tell whether a pipeline that marks voices made the article."""
    return all(f"voice_{role}" in doc.spans for role in ("cue", "source", "content"))


def attributions(doc: Doc) -> list[Attribution]:
    """Return the attributions of an article that the encoder has marked, in text order."""
    places = places_of(doc)
    named = [*signed.signed(places), *turns.turns(places)]
    groups, left = tying.groups(places.without([(a.start, a.end) for a in named]))
    tied, theirs, loose = _tied(places, groups)
    found = named + tied
    found += leftover.without_cue(places, left + loose, found + theirs)
    found += leftover.without_piece(places, groups, found + theirs)
    found += leftover.unmarked(places, found + theirs)
    asked = [b for a in found if (b := hearers.asked_about(places, a)) is not None]
    kept = [edges.finished(places, a) for a in edges.apart(asked) if not _set_apart(places, a)]
    kept = [a for a in kept if a in named or belief.believed(places, a)]
    kept = [a for a in edges.joined(places, kept) if a in named or not unsaid(places, a)]
    kept = edges.around_nested(kept) + theirs
    kept += signed.announced(places, kept)
    kept += leftover.orphans(places, kept)
    kept = [edges.tidy(places, a) for a in kept]
    return sorted(kept, key=lambda a: (a.start, a.end))


def _tied(
    places: link.Places, groups: dict[tuple[int, int], list[Span]]
) -> tuple[list[Attribution], list[Attribution], list[Span]]:
    """Make an attribution of each cue; beside them what a crowd says anew, and what is not the cue's."""
    made, theirs, loose = list[Attribution](), list[Attribution](), list[Span]()
    for cue in places.cues:
        pieces = groups.get((cue.start, cue.end), [])
        if not pieces:
            continue
        aside = sides.one_side(places, cue, pieces)
        loose += [p for p in pieces if p not in aside]
        nearer = tying.nearer_cue(places, cue, aside)
        who = tying.source_of(places, cue, aside)
        if nearer != cue:
            cue, who = nearer, tying.shown(nearer)
        aside, alone = tying.in_chorus(places, cue, who, aside)
        loose += [p for p in alone if tying.of_one(p)]
        made.append(_made(places, cue, who, aside))
        theirs += [_made(places, cue, who, [p]) for p in alone if not tying.of_one(p)]
    return made, theirs, loose


def _set_apart(places: link.Places, one: Attribution) -> bool:
    """Whether the content is words in quotation marks that nobody is said to have spoken."""
    quotation = places.quotes.at(one.start)
    if one.source is not None or quotation is None or quotation.end < one.end:
        return False
    return not places.quotes.is_speech(quotation)


def _made(places: link.Places, cue: Span, who: Span | None, pieces: list[Span]) -> Attribution:
    pieces = bounds.beyond(cue, who, bounds.unbroken(places, cue, pieces))
    pieces = bounds.after_circumstances(places, cue, bounds.spoken(places, cue, pieces))
    parts = [
        bounds.completed(places, cue, who, p)
        for p in (hearers.without_hearer(places, cue, piece) for piece in pieces)
    ]
    start, end = min(a for a, _ in parts), max(b for _, b in parts)
    keep = [(s.start_char, s.end_char) for s in (cue, who) if s is not None]
    start, end = content.to_quotation(places.quotes, start, end, keep)
    start, end = content.trim(places.quotes.text, start, end) or (start, end)
    return Attribution(start, end, cue, who, tuple(parts))
