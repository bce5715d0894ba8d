"""Where a piece of content begins and ends, once its cue and source are known."""

from __future__ import annotations

from helpers.language import grammar
from helpers.language.plain import Span, Token
from helpers.voices import content, link
from helpers.voices.cues import FINITE
from helpers.voices.hearers import HEARER

LEAST_BRANCH = 0.5
"""Mean probability of a clause or phrase that completes a content beyond its marks."""
SHORT_GAP, LEAST_GAP = 2, 0.35
"""Words that may part two pieces, and the mean probability that more of them must have."""
BRANCHES = {
    "advcl", "conj", "acl", "acl:relcl", "relcl", "parataxis", "appos", "obl", "advmod", "xcomp",
}  # fmt: skip
CIRCUMSTANCE = {"obl", "obl:unmarked", "advmod", "advcl", "npadvmod", "prep"}
VERBAL = {"VB", "VBG", "VBN", "VBD"}
Group = list[Span]


def beyond(cue: Span, who: Span | None, pieces: Group) -> Group:
    """Leave out pieces that only describe the source (``…, she said, *speaking from the coast*``)."""
    if who is None:
        return pieces
    described = {t.i for t in who.root.subtree}
    kept = [
        p for p in pieces
        if p.root.i not in described and not who.end <= p.start <= p.end <= cue.start
    ]  # fmt: skip
    return kept or pieces


def unbroken(places: link.Places, cue: Span, pieces: Group) -> Group:
    """Leave out pieces that words of nobody's cut off from the one beside the cue.

    A row runs from its first to its last character: what is hardly content may
    not come between, unless the cue itself stands there.
    """
    ordered = sorted(pieces, key=lambda p: p.start)
    nearest = min(ordered, key=lambda p: max(p.start - cue.end, cue.start - p.end))
    at = ordered.index(nearest)
    first = last = at
    while first and not _broken(places, cue, ordered[first - 1], ordered[first]):
        first -= 1
    while last + 1 < len(ordered) and not _broken(places, cue, ordered[last], ordered[last + 1]):
        last += 1
    return ordered[first : last + 1]


def _broken(places: link.Places, cue: Span, before: Span, after: Span) -> bool:
    """Whether more than a few words that are hardly content part two pieces."""
    if before.end <= cue.start and cue.end <= after.start:
        return False
    quotation = places.quotes.at(before[-1].idx)
    if quotation is not None and quotation == places.quotes.at(after[0].idx):
        return False
    inside = places.doc.user_data.get("voice_content")
    gap = [t.i for t in places.doc[before.end : after.start] if not t.is_punct and not t.is_space]
    if gap and places.paragraph[before.end - 1] != places.paragraph[after.start]:
        return True
    if inside is None or len(gap) <= SHORT_GAP:
        return False
    return sum(inside[i] for i in gap) < LEAST_GAP * len(gap)


def spoken(places: link.Places, cue: Span, pieces: Group) -> Group:
    """Beside a quotation, leave out what is not said (``…, she said, *pointing at it*``).

    A bare phrase that the cue or a colon parts from whole quoted speech is where, how
    or of what somebody spoke.
    """
    quoted = [p for p in pieces if places.quoted(p)]
    whole = [p for p in quoted if _whole_speech(places, p)]
    return [
        p
        for p in pieces
        if p in quoted
        or not quoted
        or not (_deed(p) or any(_parted(places, cue, p, q) for q in whole))
    ]


def _deed(piece: Span) -> bool:
    return piece.root.tag_ == "VBG" and piece.root.dep_ != "ccomp"


def _whole_speech(places: link.Places, piece: Span) -> bool:
    quotation = places.quotes.at(piece[0].idx)
    return quotation is not None and places.quotes.is_speech(quotation)


def _parted(places: link.Places, cue: Span, phrase: Span, quoted: Span) -> bool:
    """Whether a phrase without a verb of its own stands beyond the cue, or before a colon."""
    if any(t.tag_ in FINITE for t in phrase):
        return False
    if quoted.end <= cue.start and cue.end <= phrase.start:
        return True
    between = places.doc[phrase.end : quoted.start]
    return any(t.text == ":" for t in between)


def after_circumstances(places: link.Places, cue: Span, pieces: Group) -> Group:
    """Leave out when or where it was said, before the cue (``*In the evening*, she said …``)."""
    head = places.heads[cue.start, cue.end]
    kept = [
        p
        for p in pieces
        if p.start >= cue.start or p.root.head.i != head.i or p.root.dep_ not in CIRCUMSTANCE
    ]
    return kept if any(p.start >= cue.end for p in kept) else pieces


def completed(places: link.Places, cue: Span, who: Span | None, piece: Span) -> content.Chars:
    """Complete a piece to its whole clause or phrase, up to the next mark or quotation.

    Only a piece that hangs on its cue, or that its cue comments on, is completed:
    there the grammar says where the content ends.
    """
    head, root = places.heads[cue.start, cue.end], piece.root
    below, over = root.head.i == head.i, _comments(head, root)
    chars = piece.start_char, piece.end_char
    if not (below or over) or places.quoted(piece) or _spoken_within(places, *chars):
        return chars
    branch = {t.i for t in head.subtree} if over else set()
    members = {t.i for t in root.subtree} - branch
    first, last = piece.start, piece.end
    stop = {i for i in members if i in places.marked["cue"] or piece.doc[i].text in "()[]"}
    stop |= {t.i for t in who or ()}
    stop |= {t.i for t in map(piece.doc.__getitem__, members) if _spoken_at(places, t)}
    stop |= _unlikely(piece, members)
    members |= _predicated(head, root)
    while first - 1 in members - stop:
        first -= 1
    while last in members - stop:
        last += 1
    text, edge = places.quotes.text, piece.doc[last - 1]
    whole = content.trim(text, piece.doc[first].idx, edge.idx + len(edge)) or chars
    return content.drop_full_stop(text, *whole) if whole[1] > chars[1] else (whole[0], chars[1])


def _predicated(head: Token, root: Token) -> set[int]:
    """The words that say what an object is called or held to be (``called him *a liar*``)."""
    if root.dep_ not in HEARER or root.head.i != head.i:
        return set()
    said = [
        t for t in head.children
        if t.i > root.i and ((t.dep_ == "xcomp" and t.tag_ not in VERBAL) or _is_as(t))
    ]  # fmt: skip
    return {w.i for t in said[:1] for w in t.subtree}


def _is_as(token: Token) -> bool:
    return token.dep_ in CIRCUMSTANCE and grammar.preposition(token) == "as"


def _unlikely(piece: Span, members: set[int]) -> set[int]:
    """Branches beyond a piece that the encoder hardly takes for content (``…, as rain fell``)."""
    inside = piece.doc.user_data.get("voice_content")
    if inside is None:
        return set()
    out: set[int] = set()
    for i in members:
        token = piece.doc[i]
        if token.dep_ in BRANCHES and token.i >= piece.end:
            branch = [t.i for t in token.subtree if t.i >= piece.end]
            if sum(inside[j] for j in branch) < LEAST_BRANCH * len(branch):
                out.update(branch)
    return out


def _spoken_within(places: link.Places, start: int, end: int) -> bool:
    return any(places.quotes.is_speech(q) for q in places.quotes.within(start, end))


def _spoken_at(places: link.Places, token: Token) -> bool:
    """Whether a word stands in quoted speech, or is a mark without a partner."""
    quotation = places.quotes.at(token.idx)
    return token.is_quote if quotation is None else places.quotes.is_speech(quotation)


def _comments(head: Token, root: Token) -> bool:
    """Whether the cue hangs on the content's own root (``It is over, he *said*``, ``according to``)."""
    if head.head.i == root.i:
        return True
    return head.head.head.i == root.i and head.lower_ == "according"
