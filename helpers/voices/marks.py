"""The encoder's marks tied together: pieces of content to their cue, the cue to its source.

The encoder marks words as cue, source or content. A cue makes one attribution:
every piece of content goes to the cue it hangs on, pieces of one cue are joined
(also around the cue that interrupts them and over the sentences of one
quotation), and the cue's source is the marked one that grammar and distance
favour (:mod:`helpers.voices.link`).
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from helpers.language import grammar
from helpers.voices import belief, content, cues, link, rules, sources
from helpers.voices.pieces import places_of
from helpers.voices.rules import Attribution

REACH = 3
"""Sentences within which a content looks for its cue, and a cue for its source."""
LEAST_CUE, LEAST_SOURCE = 0.15, 0.3
"""Probabilities below which a content has no cue, and a cue no marked source."""
POINTED = 2.0
"""What the encoder's own pointer to a cue or a source adds to the odds (log)."""
LEAST_PRECISION = 0.2
"""Precision of a cue that grammar finds for a marked content."""
LEAST_INSIDE = 0.4
"""Mean probability of a word to be content, for what the rules find to be taken."""
LEAST_BRANCH = 0.2
"""Mean probability of a clause or phrase that completes a content beyond its marks."""
BRANCHES = {
    "advcl", "conj", "acl", "acl:relcl", "relcl", "parataxis", "appos", "obl", "advmod", "xcomp",
}  # fmt: skip
HEARER = {"obj", "iobj", "dobj", "dative"}
Group = list[Span]


def marked(doc: Doc) -> bool:
    """Tell whether a pipeline that marks voices made the article."""
    return all(f"voice_{role}" in doc.spans for role in ("cue", "source", "content"))


def attributions(doc: Doc) -> list[Attribution]:
    """Return the attributions of an article that the encoder has marked, in text order."""
    places = places_of(doc)
    groups, left = _groups(places)
    found = []
    for cue in places.cues:
        pieces = groups.get((cue.start, cue.end), [])
        if pieces:
            found.append(_made(places, cue, pieces))
    found += _without_cue(places, left, found)
    found += _without_piece(places, groups, found)
    found += _unmarked(places, found)
    kept = [a for a in _apart(found) if not _set_apart(places, a) and belief.believed(places, a)]
    kept += _orphans(places, kept)
    return sorted(kept, key=lambda a: (a.start, a.end))


def _set_apart(places: link.Places, one: Attribution) -> bool:
    """Whether the content is words in quotation marks that nobody is said to have spoken."""
    quotation = places.quotes.at(one.start)
    if one.source is not None or quotation is None or quotation.end < one.end:
        return False
    return not places.quotes.is_speech(quotation)


def _pointer(doc: Doc, span: Span) -> tuple[int | None, int | None]:
    pointed: tuple[int | None, int | None]
    pointed = doc.user_data.get("voice_links", {}).get(span.start, (None, None))
    return pointed


def _cue_of(places: link.Places, piece: Span) -> Span | None:
    """The cue a piece of content hangs on, None if no cue is likely."""
    pointed = _pointer(places.doc, piece)[0]
    best: tuple[float, Span | None] = (LEAST_CUE, None)
    loose = not places.quoted(piece)
    for cue in link.candidates(places.cues, piece, places, REACH):
        if loose and _full_stop(places, piece, cue):
            continue
        bonus = POINTED if pointed is not None and cue.start <= pointed < cue.end else 0.0
        chance = link.probability("content", link.content_features(places, piece, cue), bonus)
        if chance > best[0]:
            best = chance, cue
    return best[1]


def _full_stop(places: link.Places, piece: Span, cue: Span) -> bool:
    """Whether a sentence ends between a retold content and a cue: then it is not the cue's."""
    low, high = min(piece.start, cue.start), max(piece.end, cue.end) - 1
    if places.sentence[low] == places.sentence[high]:
        return False
    return places.sentence[piece.start] != places.sentence[cue.start]


def _groups(places: link.Places) -> tuple[dict[tuple[int, int], Group], Group]:
    """The pieces of content by cue, and those left without."""
    groups: dict[tuple[int, int], Group] = {}
    left: Group = []
    owners: list[Span | None] = [_cue_of(places, piece) for piece in places.contents]
    for i, (piece, cue) in enumerate(zip(places.contents, owners, strict=True)):
        if cue is None:
            cue = _neighbour(places, i, owners)
        if cue is None:
            left.append(piece)
        else:
            groups.setdefault((cue.start, cue.end), []).append(piece)
    for key, pieces in groups.items():
        run = _one_run(places, key, pieces, groups)
        groups[key] = [p for p in run if not _closed_before(places, key, p, run)]
        left += [p for p in run if p not in groups[key]]
    return groups, left


def _closed_before(places: link.Places, key: tuple[int, int], piece: Span, run: Group) -> bool:
    """Whether a quotation ends before the sentence in which the cue has a content of its own."""
    here = places.sentence[key[0]]
    quotation = places.quotes.at(piece[0].idx)
    if quotation is None or places.sentence[piece.end - 1] >= here:
        return False
    text = places.doc.text[: quotation.end].rstrip("\"”'’»")
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


def _one_run(places: link.Places, key: tuple[int, int], pieces: Group, groups: dict) -> Group:
    """Leave out pieces that another cue's content cuts off from those beside the cue."""
    others = [p for k, group in groups.items() if k != key for p in group]
    nearest = min(pieces, key=lambda p: max(p.start - key[1], key[0] - p.end))
    return [
        p for p in pieces
        if not any(min(p.end, nearest.end) <= o.start and o.end <= max(p.start, nearest.start) for o in others)
    ]  # fmt: skip


def _made(places: link.Places, cue: Span, pieces: Group) -> Attribution:
    doc = places.doc
    who = _source_of(places, cue, pieces)
    pieces = _spoken(places, _beyond(cue, who, pieces))
    parts = [
        _completed(places, cue, who, p)
        for p in (_without_hearer(places, cue, piece) for piece in pieces)
    ]
    start, end = min(a for a, _ in parts), max(b for _, b in parts)
    keep = [(s.start_char, s.end_char) for s in (cue, who) if s is not None]
    start, end = content.to_quotation(places.quotes, start, end, keep)
    start, end = content.trim(doc, start, end) or (start, end)
    return Attribution(start, end, cue, who, tuple(parts))


def _beyond(cue: Span, who: Span | None, pieces: Group) -> Group:
    """Leave out pieces that only describe the source (``…, she said, *speaking from the coast*``)."""
    if who is None:
        return pieces
    described = {t.i for t in who.root.subtree}
    kept = [
        p for p in pieces
        if p.root.i not in described and not who.end <= p.start <= p.end <= cue.start
    ]  # fmt: skip
    return kept or pieces


def _without_hearer(places: link.Places, cue: Span, piece: Span) -> Span:
    """Begin a clause after the one who is told it (``told *us* there was no retreat``)."""
    head, first = places.heads[cue.start, cue.end], piece.start
    if first < cue.end or places.quoted(piece):
        return piece
    hearer = next((t for t in head.children if t.dep_ in HEARER and first <= t.i < piece.end), None)
    clause = next((t for t in head.children if t.dep_ == "ccomp" and first < t.i < piece.end), None)
    if hearer is None or clause is None:
        return piece
    end = max(t.i for t in hearer.subtree) + 1
    begins = min(t.i for t in hearer.subtree) == first and min(t.i for t in clause.subtree) == end
    told = hearer.pos_ == "PRON" or piece.doc[end].lower_ == "that"
    return piece.doc[end : piece.end] if begins and told else piece


def _spoken(places: link.Places, pieces: Group) -> Group:
    """Beside a quotation, leave out what the speaker was doing (``…, she said, *pointing at it*``)."""
    quoted = [p for p in pieces if places.quoted(p)]
    if not quoted:
        return pieces
    return [p for p in pieces if p in quoted or p.root.tag_ != "VBG" or p.root.dep_ == "ccomp"]


def _completed(places: link.Places, cue: Span, who: Span | None, piece: Span) -> content.Chars:
    """Complete a piece to its whole clause or phrase, up to the next mark or quotation.

    Only a piece that hangs on its cue, or that its cue comments on, is completed:
    there the grammar says where the content ends.
    """
    head, root = places.heads[cue.start, cue.end], piece.root
    below, over = root.head.i == head.i, _comments(head, root)
    chars = piece.start_char, piece.end_char
    if not (below or over) or places.quoted(piece) or places.quotes.within(*chars):
        return chars
    branch = {t.i for t in head.subtree} if over else set()
    members = {t.i for t in root.subtree} - branch
    stop = {t.i for s in (*places.cues, *places.sources, *places.contents) for t in s} - members
    stop |= {t.i for s in places.cues for t in s} | {t.i for t in who or ()}
    first, last = piece.start, piece.end
    stop |= {i for i in members if piece.doc[i].is_quote or piece.doc[i].text in "()[]"}
    stop |= _unlikely(piece, members)
    while first - 1 in members - stop:
        first -= 1
    while last in members - stop:
        last += 1
    whole = content.trim(piece.doc, piece.doc[first].idx, piece.doc[first:last].end_char) or chars
    return (
        content.drop_full_stop(piece.doc.text, *whole)
        if whole[1] > chars[1]
        else (whole[0], chars[1])
    )


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


def _comments(head: Token, root: Token) -> bool:
    """Whether the cue hangs on the content's own root (``It is over, he *said*``, ``according to``)."""
    if head.head.i == root.i:
        return True
    return head.head.head.i == root.i and head.lower_ == "according"


def _source_of(places: link.Places, cue: Span, pieces: Group) -> Span | None:
    """The source of a cue: the likeliest marked one, else the one that grammar names."""
    pointed = next((s for p in pieces if (s := _pointer(places.doc, p)[1]) is not None), None)
    best: tuple[float, Span | None] = (LEAST_SOURCE, None)
    for source in link.candidates(places.sources, cue, places, REACH):
        bonus = POINTED if pointed is not None and source.start <= pointed < source.end else 0.0
        chance = link.probability("source", link.source_features(places, cue, source), bonus)
        if chance > best[0]:
            best = chance, source
    if best[1] is not None:
        return _whole(places, best[1], cue, pieces)
    subject = places.subject[cue.start, cue.end]
    if subject is None or subject.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    return sources.source_span(subject)


def _whole(places: link.Places, source: Span, cue: Span, pieces: Group) -> Span:
    """Complete a marked source to its noun phrase, as far as no cue or content is touched."""
    root = source.root
    if root.dep_ in {"det", "nummod", "amod", "compound", "poss", "nmod:poss"}:
        root = root.head if root.tag_ != "PRP$" and 0 < root.head.i - root.i < 4 else root
    if root.pos_ not in {"NOUN", "PROPN"}:
        return source
    whole = grammar.phrase(root)
    start, end = min(source.start, whole.start), max(source.end, whole.end)
    for other in (cue, *pieces, *places.cues):
        if start < other.end and other.start < end:
            return source
    return places.doc[start:end]


def _without_piece(
    places: link.Places, groups: dict[tuple[int, int], Group], found: list[Attribution]
) -> list[Attribution]:
    """Cues whose content the encoder has not marked: grammar finds it, if it is nobody else's."""
    made = []
    for span in places.cues:
        if (span.start, span.end) in groups:
            continue
        one = rules.of_word(places.heads[span.start, span.end], places.quotes, cues.PRECISION)
        if one is None or any(a.start < one.end and one.start < a.end for a in found):
            continue
        made.append(one._replace(cue=span))
    return made


def _without_cue(places: link.Places, left: Group, found: list[Attribution]) -> list[Attribution]:
    """Contents whose cue the encoder has not marked: grammar names it, or a quotation stands alone."""
    made: list[Attribution] = []
    for piece in left:
        one = _by_grammar(places, piece)
        if one is not None and one.cue is not None and _taken(one.cue, found):
            quotation = places.quotes.at(piece[0].idx)
            one = one._replace(cue=None, source=None) if quotation is not None else None
        if one is not None and not any(
            a.start < one.end and one.start < a.end for a in [*found, *made]
        ):
            made.append(one)
    return made


def _taken(cue: Span, found: list[Attribution]) -> bool:
    """Whether an attribution has the cue already."""
    return any(a.cue is not None and a.cue.start < cue.end and cue.start < a.cue.end for a in found)


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
    return None


def _unmarked(places: link.Places, found: list[Attribution]) -> list[Attribution]:
    """What the rules find where the encoder marked no cue, if it holds the content possible."""
    inside = places.doc.user_data.get("voice_content")
    if inside is None:
        return []
    made = []
    for one in rules.attributions(places.doc, quotes=places.quotes):
        taken = any(a.start < one.end and one.start < a.end for a in found)
        if one.cue is None or taken:
            continue
        words = places.quotes.span(one.start, one.end)
        if sum(inside[words.start : words.end]) / len(words) >= LEAST_INSIDE:
            made.append(one)
    return made


def _orphans(places: link.Places, found: list[Attribution]) -> list[Attribution]:
    """Quotations that hold speech and that no content touches."""
    read = [(s.start_char, s.end_char) for s in rules.sentences(places.doc)]
    return [
        Attribution(q.start, q.end, None, None)
        for q in places.quotes.outer
        if any(a <= q.start < b for a, b in read)
        and not any(a.start < q.end and q.start < a.end for a in found)
        and places.quotes.is_speech(q)
    ]


def _apart(found: list[Attribution]) -> list[Attribution]:
    """Leave out an attribution whose content another has, character for character."""
    kept: dict[tuple[int, int], Attribution] = {}
    for one in found:
        kept.setdefault((one.start, one.end), one)
    return list(kept.values())
