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

from helpers.language import grammar, reading_sentences
from helpers.voices import content, cues, link, rules, sources
from helpers.voices.rules import Attribution

REACH = 3
"""Sentences within which a content looks for its cue, and a cue for its source."""
LEAST_CUE, LEAST_SOURCE = 0.15, 0.3
"""Probabilities below which a content has no cue, and a cue no marked source."""
POINTED = 2.0
"""What the encoder's own pointer to a cue or a source adds to the odds (log)."""
SURE_CUE, SURE_USES = 0.9, 20
"""Precision and uses in the training part from which a verb is a cue without a mark."""
LEAST_PRECISION = 0.2
"""Precision of a cue that grammar finds for a marked content."""
LEAST_INSIDE = 0.4
"""Mean probability of a word to be content, for what the rules find to be taken."""
LEAST_WORD = 0.4
"""Probability from which a word is content although the best label says otherwise."""

EMPTY = {"ADP", "PART", "SCONJ", "DET", "CCONJ", "PUNCT", "SPACE", "AUX", "SYM"}
"""A content of nothing but these is no content."""
OPEN_END = {
    "case",
    "det",
    "amod",
    "compound",
    "nummod",
    "nmod:poss",
    "mark",
    "aux",
    "aux:pass",
    "poss",
    "cop",
}
LONGEST_END = 5

Group = list[Span]


def marked(doc: Doc) -> bool:
    """Tell whether a pipeline that marks voices made the article."""
    return all(f"voice_{role}" in doc.spans for role in ("cue", "source", "content"))


def attributions(doc: Doc) -> list[Attribution]:
    """Return the attributions of an article that the encoder has marked, in text order."""
    places = _places(doc)
    groups, left = _groups(places)
    found = []
    for cue in places.cues:
        pieces = groups.get((cue.start, cue.end), [])
        if pieces:
            found.append(_made(places, cue, pieces))
    found += _without_cue(places, left, found)
    found += _without_piece(places, groups, found)
    found += _unmarked(places, found)
    found += _orphans(places, found)
    return sorted(_apart(found), key=lambda a: (a.start, a.end))


def _places(doc: Doc) -> link.Places:
    """The marks in what is read; overlaps between cues and contents are settled for the cue."""
    read = [(s.start, s.end) for _, _, s in reading_sentences(doc)]
    kept = {
        role: [s for s in doc.spans[f"voice_{role}"] if any(a <= s.start < b for a, b in read)]
        for role in ("cue", "source", "content")
    }
    pieces = (_finished(s) for s in _pieces(doc, read))
    contents = [s for s in pieces if any(t.pos_ not in EMPTY for t in s)]
    cue_spans = sorted([*kept["cue"], *_plain_cues(doc, kept, contents)])
    return link.Places(doc, cue_spans, kept["source"], contents)


def _plain_cues(doc: Doc, kept: dict[str, list[Span]], contents: list[Span]) -> list[Span]:
    """Verbs that are cues nearly always (*said*, *adding*) and were not marked as anything."""
    taken = {t.i for role in ("cue", "source") for s in kept[role] for t in s}
    taken |= {t.i for s in contents for t in s}
    made = []
    for sentence in rules.sentences(doc):
        for token in sentence:
            if token.i in taken or token.pos_ != "VERB":
                continue
            entry = cues.entries().get((token.lemma_.lower(), cues.VERB, "clause"))
            sure = entry and entry.precision >= SURE_CUE and entry.uses >= SURE_USES
            if sure and _has_clause(token, bool(contents)):
                made.append(doc[token.i : token.i + 1])
    return made


def _has_clause(token: Token, any_content: bool) -> bool:
    """Whether a clause or a quotation completes a verb of saying (not *reporting from the town*)."""
    doc = token.doc
    near = [t for t in doc[max(0, token.i - 5) : token.i + 3] if t.is_quote]
    if token.tag_ == "VBG":
        return any(
            pattern == "clause" for pattern, _ in cues.patterns(token) if token.dep_ != "parataxis"
        )
    return any_content and (
        bool(near) or any(pattern == "clause" for pattern, _ in cues.patterns(token))
    )


def _pieces(doc: Doc, read: list[tuple[int, int]]) -> list[Span]:
    """The marked contents, with the words beside and between them that are nearly as likely."""
    inside = doc.user_data.get("voice_content", [0.0] * len(doc))
    spans = doc.spans["voice_content"]
    begins = {s.start for s in spans}
    sure = {i for s in spans for i in range(s.start, s.end)}
    made: list[list[int]] = []
    for low, high in read:
        for i in range(low, high):
            if i not in sure and inside[i] < LEAST_WORD:
                continue
            if made and i not in begins and _adjoins(doc, made[-1][1], i, i in sure):
                made[-1][1] = i + 1
            else:
                made.append([i, i + 1])
    return [doc[a:b] for a, b in made]


def _finished(piece: Span) -> Span:
    """Go on to the noun that the last word of a piece belongs to (``a siege on the *city*``)."""
    doc, last = piece.doc, piece.end
    while last > piece.start and doc[last - 1].dep_ in OPEN_END and doc[last - 1].head.i >= last:
        reached = doc[last - 1].head.i + 1
        if reached - last > LONGEST_END or any(
            t.is_sent_start or t.is_punct for t in doc[last:reached]
        ):
            break
        last = reached
    return doc[piece.start : last]


def _adjoins(doc: Doc, end: int, i: int, sure: bool) -> bool:
    return end == i or (sure and all(t.is_space for t in doc[end:i]))


def _pointer(doc: Doc, span: Span) -> tuple[int | None, int | None]:
    pointed: tuple[int | None, int | None]
    pointed = doc.user_data.get("voice_links", {}).get(span.start, (None, None))
    return pointed


def _cue_of(places: link.Places, piece: Span) -> Span | None:
    """The cue a piece of content hangs on, None if no cue is likely."""
    pointed = _pointer(places.doc, piece)[0]
    best: tuple[float, Span | None] = (LEAST_CUE, None)
    for cue in link.candidates(places.cues, piece, places, REACH):
        bonus = POINTED if pointed is not None and cue.start <= pointed < cue.end else 0.0
        chance = link.probability("content", link.content_features(places, piece, cue), bonus)
        if chance > best[0]:
            best = chance, cue
    return best[1]


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
        groups[key] = _one_run(places, key, pieces, groups)
    return groups, left


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
    pieces = _beyond(who, pieces)
    parts = [_completed(places, cue, who, p) for p in pieces]
    start, end = min(a for a, _ in parts), max(b for _, b in parts)
    keep = [(s.start_char, s.end_char) for s in (cue, who) if s is not None]
    start, end = content.to_quotation(places.quotes, start, end, keep)
    start, end = content.trim(doc, start, end) or (start, end)
    return Attribution(start, end, cue, who, tuple(parts))


def _beyond(who: Span | None, pieces: Group) -> Group:
    """Leave out pieces that only describe the source (``…, she said, *speaking from the coast*``)."""
    if who is None:
        return pieces
    described = {t.i for t in who.root.subtree}
    kept = [p for p in pieces if p.root.i not in described]
    return kept or pieces


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
        if one is not None and not any(
            a.start < one.end and one.start < a.end for a in [*found, *made]
        ):
            made.append(one)
    return made


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
