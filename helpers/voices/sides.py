"""On which side of its cue a content stands."""

from __future__ import annotations

from spacy.tokens import Span, Token

from helpers.voices import cues, link
from helpers.voices.bounds import HEARER, Group

STANDS_IN = {"it", "this", "that", "so"}
"""Pronouns that stand for what has just been said."""


def one_side(places: link.Places, cue: Span, pieces: Group) -> Group:
    """Return what is said on one side of a cue: not what stands before it, nor bare pronouns.

    ``*To mend the roof*, the town has said that …``: only a quotation, or a clause that the cue
    interrupts, is said on both sides of it. ``The bridge is safe; Reed denies *it*.``
    """
    head = places.heads[cue.start, cue.end]
    if len(pieces) > 1:
        pieces = [p for p in pieces if not _stands_in(head, cue, p, pieces[0])] or pieces
    after = [p for p in pieces if p.start >= cue.end]
    inside = {t.i for p in pieces for t in p}
    if not after or len(after) == len(pieces) or head.head.i in inside - {head.i}:
        return pieces
    if head.lower_ == "according" or not cues.word_class(head):
        return pieces
    said = {t.i for p in after for t in p} | {head.i}
    return [p for p in pieces if p in after or places.quoted(p) or p.root.head.i in said]


def _stands_in(head: Token, cue: Span, piece: Span, first: Span) -> bool:
    """Whether a piece is a pronoun for another: *which* before the cue, *it* after it."""
    if len(piece) == 1 and piece[0].tag_ in {"WDT", "WP"}:
        return True
    object_ = piece[0].dep_ in HEARER and piece[0].head.i == head.i
    return first.end <= cue.start < piece.start and object_ and piece[0].lower_ in STANDS_IN
