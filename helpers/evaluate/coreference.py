"""Named mentions of GUM and who is the same, and scores for clusters of names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from helpers.names.nations import demonyms
from helpers.names.titles import is_title

ENTITY_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
_INSIDE = {"of", "for", "the", "in", "on", "&", "-", "–", "'s", "’s", ".", "al", "de", "von", "van"}


class NamedMention(NamedTuple):
    """A name in a gold text: characters ``start:end``, label, and the entity it stands for."""

    start: int
    end: int
    label: str
    entity: str


class GoldText(NamedTuple):
    """A gold document: its id, its text (a sentence a line), its named mentions in text order."""

    name: str
    text: str
    mentions: list[NamedMention]


class _Word(NamedTuple):
    form: str
    upos: str
    misc: str
    start: int
    end: int


def read_gum(path: Path) -> Iterator[GoldText]:
    """Read a CoNLL-U file of GUM: the mentions of ``Entity=`` whose head is a proper noun.

    A mention is cut down to the name in it, without titles; what is a title
    alone (``the President``) or a word for a people is no name. Persons, organisations and
    places are read; of names inside one another, the outer one.
    """
    for block in re.split(r"(?m)^(?=# newdoc id = )", path.read_text(encoding="utf-8")):
        head = re.match(r"# newdoc id = (\S+)", block)
        if head:
            yield _read_document(head.group(1), block)


def _read_document(name: str, block: str) -> GoldText:
    lines: list[str] = []
    words: list[_Word] = []
    offset = 0
    for sentence in re.split(r"\n\s*\n", block):
        said = re.search(r"(?m)^# text = (.*)$", sentence)
        if said is None:
            continue
        place = 0
        for row in (r.split("\t") for r in sentence.splitlines() if re.match(r"\d+\t", r)):
            at = said.group(1).find(row[1], place)
            at = place if at < 0 else at
            place = at + len(row[1])
            words.append(_Word(row[1], row[3], row[9], offset + at, offset + place))
        lines.append(said.group(1))
        offset += len(said.group(1)) + 1
    return GoldText(name, "\n".join(lines), _outermost(_named(words)))


def _named(words: Sequence[_Word]) -> Iterator[NamedMention]:
    open_at: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for i, word in enumerate(words):
        entity = re.search(r"Entity=([^|\s]+)", word.misc)
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", entity.group(1) if entity else ""):
            group = re.sub(r"\[.*?\]", "", piece.strip("()").split("-")[0])
            if piece.startswith("("):
                open_at[group].append((i, piece.strip("()")))
            if piece.endswith(")") and open_at[group]:
                first, note = open_at[group].pop()
                yield from _cut(words, first, i + 1, note, group)


def _cut(
    words: Sequence[_Word], first: int, last: int, note: str, group: str
) -> Iterator[NamedMention]:
    parts = note.split("-")
    label = ENTITY_LABELS.get(parts[1]) if len(parts) > 5 else None
    heads = [first + int(n) - 1 for n in re.findall(r"\d+", parts[5])] if label else []
    proper = [h for h in heads if h < last and words[h].upos == "PROPN"]
    if not label or not proper:
        return
    a = proper[0]
    b = a + 1
    while a > first and _belongs(words[a - 1], label):
        a -= 1
    while b < last and _goes_on(words, b, last):
        b += 1
    while a + 1 < b and label == "PERSON" and is_title(words[a].form):
        a += 1
    if (
        words[a].form[0].isupper()
        and not is_title(words[a].form)
        and (words[a].form.casefold() not in demonyms() or b - a > 1)
    ):
        yield NamedMention(words[a].start, words[b - 1].end, label, group)


def _belongs(word: _Word, label: str) -> bool:
    """A name begins further left: *White* in *White House* is an adjective, and part of it."""
    inside = word.upos in {"ADJ", "NOUN", "VERB"} and label != "PERSON" and word.form[0].isupper()
    return word.upos == "PROPN" or (inside and word.form.casefold() not in demonyms())


def _goes_on(words: Sequence[_Word], i: int, last: int) -> bool:
    """The name goes on at a proper noun, or at a small word that a proper noun follows."""
    if words[i].upos == "PROPN":
        return True
    rest = words[i : min(i + 3, last)]
    small = next((n for n, w in enumerate(rest) if w.form.lower() not in _INSIDE), None)
    return small is not None and small > 0 and rest[small].upos == "PROPN"


def _outermost(mentions: Iterator[NamedMention]) -> list[NamedMention]:
    kept: list[NamedMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


class ClusterCounts(NamedTuple):
    """Sums over mentions (B³) and over pairs of mentions, of one text."""

    mentions: int
    precision_sum: float
    recall_sum: float
    pairs_found: int
    pairs_gold: int
    pairs_right: int


def count_clusters(gold: Sequence[str], found: Sequence[str]) -> ClusterCounts:
    """Compare two clusterings of the same mentions (B³, Bagga & Baldwin 1998; and by pairs).

    Examples
    --------
    >>> count_clusters(["a", "a", "b"], ["x", "x", "x"])
    ClusterCounts(mentions=3, precision_sum=1.6666666666666665, recall_sum=3.0,
        pairs_found=3, pairs_gold=1, pairs_right=1)
    """
    own_gold, own_found = _members(gold), _members(found)
    precision = recall = 0.0
    for g, f in zip(gold, found, strict=True):
        both = len(own_gold[g] & own_found[f])
        precision += both / len(own_found[f])
        recall += both / len(own_gold[g])
    joint = _members([f"{g}\t{f}" for g, f in zip(gold, found, strict=True)])
    return ClusterCounts(
        len(gold), precision, recall, *(_pairs(c) for c in (own_found, own_gold, joint))
    )


def _members(labels: Sequence[str]) -> dict[str, set[int]]:
    members: dict[str, set[int]] = defaultdict(set)
    for i, label in enumerate(labels):
        members[label].add(i)
    return members


def _pairs(clusters: dict[str, set[int]]) -> int:
    return sum(len(c) * (len(c) - 1) // 2 for c in clusters.values())
