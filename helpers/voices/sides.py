"""On which side of its cue a content stands."""

from __future__ import annotations

from helpers.language.plain import Span, Token
from helpers.voices import cues, link
from helpers.voices.bounds import Group
from helpers.voices.hearers import HEARER
from helpers.voices.stance import DENY, stance

STANDS_IN = {"it", "this", "that", "so"}
"""Pronouns that stand for what has just been said."""


def one_side(places: link.Places, cue: Span, pieces: Group) -> Group:
    """Return what is said on one side of a cue: not what stands before it, nor bare pronouns.

    ``*To mend the roof*, the town has said that …``: only a quotation, or a clause that the cue
    interrupts, is said on both sides of it. ``The bridge is safe; Reed denies *it*.`` Nor is a
    quotation in a later paragraph what somebody denies.
    """
    head = places.heads[cue.start, cue.end]
    if any(not places.quoted(p) for p in pieces) and stance(cue, "") == DENY:
        pieces = [p for p in pieces if not _paragraph_of_its_own(places, cue, p)]
    if len(pieces) > 1:
        pieces = [p for p in pieces if not _stands_in(head, cue, p, pieces[0])] or pieces
    after = [p for p in pieces if p.start >= cue.end]
    inside = {t.i for p in pieces for t in p}
    if not after or len(after) == len(pieces) or head.head.i in inside - {head.i}:
        return pieces
    if head.lower_ == "according" or not any(places.quoted(p) or _clause(head, p) for p in after):
        return pieces
    said = {t.i for p in after for t in p} | {head.i}
    return [p for p in pieces if p in after or places.quoted(p) or p.root.head.i in said]


def _clause(head: Token, piece: Span) -> bool:
    complement = piece.root.dep_ in {"xcomp", "ccomp"} and piece.root.head.i == head.i
    return complement or any(t.tag_ in cues.FINITE for t in piece)


def _paragraph_of_its_own(places: link.Places, cue: Span, piece: Span) -> bool:
    return places.quoted(piece) and places.paragraph[piece.start] > places.paragraph[cue.start]


def _stands_in(head: Token, cue: Span, piece: Span, first: Span) -> bool:
    """Whether a piece is a pronoun for another: *which* before the cue, *it* after it."""
    if len(piece) == 1 and piece[0].tag_ in {"WDT", "WP"}:
        return True
    object_ = piece[0].dep_ in HEARER and piece[0].head.i == head.i
    return first.end <= cue.start < piece.start and object_ and piece[0].lower_ in STANDS_IN
