"""What belongs together: the pieces of content by the cue they hang on, and the cue's source."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.language import grammar
from helpers.language.plain import Span
from helpers.voices import cues, features, hearers, link, sources
from helpers.voices.asked import is_asked

SHOWS = 0.3
"""Precision in the training part of a participle that brings a content in."""
REACH = 3
"""Sentences within which a content looks for its cue, and a cue for its source."""
FAR = 7
"""Words from a source's owner to the noun it belongs to (``the *city*'s own water office``)."""
_BEFORE_HEAD = frozenset(["det", "nummod", "amod", "compound", "poss", "nmod:poss", "nmod:desc"])
Group = list[Span]
Key = tuple[int, int]
"""First word of a cue, and the word behind it."""


def cue_of(places: link.Places, piece: Span) -> Span | None:
    """Return the cue a piece of content hangs on, None if none is likely."""
    loose = not places.quoted(piece)
    near = [
        cue
        for cue in link.candidates(places.cues, piece, places, REACH)
        if not (loose and _full_stop(places, piece, cue)) and not _elsewhere(places, piece, cue)
    ]
    options = [features.content_features(places, piece, cue) for cue in near]
    best = link.choice("content", options, features.no_cue(places, piece))
    return None if best is None else near[best]


def _elsewhere(places: link.Places, piece: Span, cue: Span) -> bool:
    """Whether a cue is spoken in a quotation that the piece is no part of."""
    quotation = places.quotes.at(cue[0].idx)
    if quotation is None or not places.quotes.is_speech(quotation):
        return False
    return places.quotes.at(piece[0].idx) != quotation


def _full_stop(places: link.Places, piece: Span, cue: Span) -> bool:
    """Whether a sentence ends between a retold content and a cue: then it is not the cue's."""
    low, high = min(piece.start, cue.start), max(piece.end, cue.end) - 1
    if places.sentence[low] == places.sentence[high]:
        return False
    return places.sentence[piece.start] != places.sentence[cue.start]


def groups(places: link.Places) -> tuple[dict[tuple[int, int], Group], Group]:
    """Return the pieces of content by cue, and those left without."""
    tied: dict[tuple[int, int], Group] = {}
    left: Group = []
    owners: list[Span | None] = [cue_of(places, piece) for piece in places.contents]
    for i, (piece, cue) in enumerate(zip(places.contents, owners, strict=True)):
        if cue is None:
            cue = _neighbour(places, i, owners)
        if cue is None:
            left.append(piece)
        else:
            tied.setdefault((cue.start, cue.end), []).append(piece)
    owner = {piece.start: key for key, pieces in tied.items() for piece in pieces}
    for key, pieces in tied.items():
        run = _one_run(places, key, pieces, owner)
        tied[key] = [p for p in run if not _closed_before(places, key, p, run)]
        left += [p for p in run if p not in tied[key]]
        for piece in pieces:
            if piece not in tied[key]:
                del owner[piece.start]
    return tied, left


def _closed_before(places: link.Places, key: tuple[int, int], piece: Span, run: Group) -> bool:
    """Whether a quotation ends before the sentence in which the cue has a content of its own."""
    here = places.sentence[key[0]]
    quotation = places.quotes.at(piece[0].idx)
    if quotation is None or places.sentence[piece.end - 1] >= here:
        return False
    text = places.quotes.text[: quotation.end].rstrip("\"”'’»")
    own = any(places.sentence[p.start] == here and not places.quoted(p) for p in run)
    return own and text.endswith((".", "!", "?"))


def _neighbour(places: link.Places, i: int, owners: Sequence[Span | None]) -> Span | None:
    """The cue of the piece before or after in the same quotation."""
    mine = places.quotes.at(places.contents[i][0].idx)
    for j in (i - 1, i + 1):
        if mine is None or not 0 <= j < len(owners) or owners[j] is None:
            continue
        if places.quotes.at(places.contents[j][0].idx) == mine:
            return owners[j]
    return None


def _one_run(places: link.Places, key: Key, pieces: Group, owner: dict[int, Key]) -> Group:
    """Leave out pieces that another cue's content cuts off from those beside the cue."""
    nearest = min(pieces, key=lambda p: max(p.start - key[1], key[0] - p.end))
    return [
        p for p in pieces
        if not any(owner.get(o.start, key) != key for o in link.between(
            places.contents, min(p.end, nearest.end), max(p.start, nearest.start)))
    ]  # fmt: skip


def possible_sources(places: link.Places, cue: Span) -> list[tuple[Span, bool]]:
    """Return the sources a cue may have, and whether the encoder marked them: grammar's is added."""
    near = [(s, True) for s in link.candidates(places.sources, cue, places, REACH)]
    subject = places.subject[cue.start, cue.end]
    if subject is None or subject.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return near
    if any(s.start <= subject.i < s.end for s, _ in near):
        return near
    return [*near, (sources.source_span(subject), False)]


def source_of(places: link.Places, cue: Span, pieces: Group) -> Span | None:
    """Return the likeliest source of a cue, None if it is likely nobody's."""
    head = places.heads[cue.start, cue.end]
    if is_asked(head):
        who = hearers.asker_of(places, head)
        return None if who is None else _whole(places, who, cue, pieces)
    others = sources.roused(head)
    if others is not None:
        return sources.source_span(others[0]) if others else None
    near = possible_sources(places, cue)
    options = [features.source_features(places, cue, s, marked) for s, marked in near]
    best = link.choice("source", options, features.no_source(places, cue))
    if best is None:
        return None
    source, marked = near[best]
    return _whole(places, source, cue, pieces) if marked else source


def _whole(places: link.Places, source: Span, cue: Span, pieces: Group) -> Span:
    """Complete a marked source to its noun phrase, as far as no cue or content is touched."""
    root = source.root
    while root.dep_ in _BEFORE_HEAD and root.tag_ != "PRP$" and 0 < root.head.i - root.i < FAR:
        root = root.head
    if root.pos_ not in {"NOUN", "PROPN"}:
        return source
    whole = grammar.phrase(root)
    start, end = min(source.start, whole.start), max(source.end, whole.end)
    touched = any(start < other.end and other.start < end for other in (cue, *pieces))
    if touched or not places.marked["cue"].isdisjoint(range(start, end)):
        return source
    return places.doc[start:end]


def nearer_cue(places: link.Places, cue: Span, pieces: Group) -> Span:
    """Return the participle between a cue and its content that brings it in, else the cue.

    ``released a film *showing* the bridge``: what is released shows it.
    """
    if len(pieces) != 1 or places.quoted(pieces[0]):
        return cue
    head, known = pieces[0].root.head, places.heads[cue.start, cue.end]
    between = cue.end <= head.i < pieces[0].start and head.tag_ == "VBG" and head.dep_ == "acl"
    if not between or head.i in places.marked["cue"] or head.head.head.i != known.i:
        return cue
    if cues.precision(cues.lemma(head), cues.VERB) < SHOWS:
        return cue
    nearer = cue.doc[head.i : head.i + 1]
    places.heads[nearer.start, nearer.end] = head
    return nearer


def shown(participle: Span) -> Span:
    """Return what shows or tells something: the noun that a participle describes."""
    return grammar.phrase(participle.root.head, full=False)


def in_chorus(
    places: link.Places, cue: Span, who: Span | None, pieces: Group
) -> tuple[Group, Group]:
    """Part from what several are said to have said a quotation that stands after it, alone.

    ``Fishermen say the pier is gone. “They took the planks.”``: two ways of saying, two rows.
    """
    here = places.sentence[cue.start]
    several = who is not None and who.root.tag_ == "NNS" and not who.root.ent_type_
    retold = any(places.sentence[p.start] == here and not places.quoted(p) for p in pieces)
    if not (several and retold):
        return pieces, []
    alone = [p for p in pieces if places.quoted(p) and places.sentence[p.start] > here]
    return [p for p in pieces if p not in alone], alone


def of_one(piece: Span) -> bool:
    """Tell whether a quotation is in the first person singular: no crowd speaks it."""
    return any(t.lower_ in {"i", "me", "my", "mine", "myself"} for t in piece)
