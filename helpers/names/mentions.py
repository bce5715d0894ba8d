"""The mentions of names in one article: what the model marks, trimmed and made consistent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Span

from helpers.language.parse import all_sentences
from helpers.names.forms import is_acronym, key
from helpers.names.known import known_labels, known_spellings
from helpers.names.places import certain_countries
from helpers.names.trimming import demonyms, extend, is_title, parts, title_before, trim

__all__ = ["Mention", "demonyms", "find_mentions", "is_title"]

LABELS = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG",
    "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
}  # fmt: skip
"""Labels of other pipelines, and ours."""

_PLACE_BEFORE = {"in", "at", "from", "near", "to", "into", "outside", "around", "across", "via"}
_SURELY_PLACE = {"in", "near", "outside", "across", "around"}


@dataclass(frozen=True)
class Mention:
    """One name where it stands: characters ``start:end`` of the article, and its tokens."""

    start: int
    end: int
    text: str
    label: str
    sentence_id: int = 0
    first: int = 0
    last: int = 0
    title: str = ""
    reference: bool = False


def _make(span: Span, label: str, sentence_id: int, title: str = "") -> Mention:
    title = title or title_before(span.doc, span.start)
    return Mention(
        span.start_char, span.end_char, span.text, label, sentence_id, span.start, span.end, title
    )


def _marked(doc: Doc, sentences: Sequence[tuple[int, Span]]) -> list[Mention]:
    found: list[Mention] = []
    for number, sentence in sentences:
        for ent in sentence.ents:
            label = LABELS.get(ent.label_)
            whole = extend(Span(doc, ent.start, ent.end, label=label)) if label else None
            for part in parts(whole) if whole is not None else ():
                span, title = trim(part)
                if span is None or "\n" in span.text or (found and span.start < found[-1].last):
                    continue
                found.append(_make(span, "PERSON" if title else part.label_, number, title))
    return found


def _spelled(doc: Doc, sentences: Sequence[tuple[int, Span]]) -> list[Mention]:
    """Names of organisations that aliases.csv knows by their spelling, the longest first."""
    known, first = known_spellings(), _first_letters()
    found = []
    for number, sentence in sentences:
        i = sentence.start
        words = [t.text for t in sentence]
        while i < sentence.end:
            begins = words[i - sentence.start][:3] in first
            sizes = range(min(8, sentence.end - i) if begins else 0, 0, -1)
            size = next((n for n in sizes if _words(doc, i, i + n) in known), 0)
            if size and _stands_alone(doc, i, i + size):
                found.append(_make(doc[i : i + size], known[_words(doc, i, i + size)], number))
            i += max(size, 1)
    return found


@cache
def _first_letters() -> frozenset[str]:
    """How a known name may begin: the first three letters, or as many as its first token has."""
    names = known_spellings()
    return frozenset(name[:n] for name in names for n in (1, 2, 3))


def _words(doc: Doc, first: int, last: int) -> str:
    return doc[first:last].text.replace("’", "'")


def _with_spelled(marked: list[Mention], spelled: list[Mention]) -> list[Mention]:
    """A known spelling replaces the shorter names it covers, and gives way to longer ones."""
    kept = [
        s for s in spelled
        if not any(m.first < s.last and s.first < m.last and (m.first < s.first or m.last > s.last) for m in marked)
    ]  # fmt: skip
    covered = [m for m in marked if any(s.first <= m.first and m.last <= s.last for s in kept)]
    return sorted([*(m for m in marked if m not in covered), *kept], key=lambda m: m.start)


def _majority(doc: Doc, mentions: Iterable[Mention]) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    spellings: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        spellings[key(mention.text)].add(mention.text)
        sure = mention.title or _is_place_here(doc, mention)
        votes[key(mention.text)][mention.label] += 2 if sure else 1
    chosen = {}
    for form, counts in votes.items():
        if any(is_acronym(w) and len(w) > 2 for w in spellings[form]):
            counts = _no_person(counts)
        chosen[form] = counts.most_common(1)[0][0]
    return chosen


def _no_person(counts: Counter[str]) -> Counter[str]:
    """An abbreviation in capitals is hardly ever a person."""
    others = Counter({label: n for label, n in counts.items() if label != "PERSON"})
    return others or Counter(ORG=1)


def _is_place_here(doc: Doc, mention: Mention) -> bool:
    before = doc[mention.first - 1].lower_ if mention.first else ""
    return mention.label == "LOC" and before in _PLACE_BEFORE


def _relabel(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Give each mention the label that most mentions of the same form carry, or a certain one."""
    known = _certain()
    majority = _majority(doc, mentions)
    surnames = {
        key(m.text).split()[-1]
        for m in mentions
        if len(m.text.split()) > 1 and majority.get(key(m.text), m.label) == "PERSON"
    }
    fixed = []
    for mention in mentions:
        form = key(mention.text)
        label = known.get(form) or majority.get(form, mention.label)
        before = doc[mention.first - 1].lower_ if mention.first else ""
        named = form in surnames and known.get(form) != "ORG" and before not in _SURELY_PLACE
        if mention.title or named:
            label = "PERSON"
        fixed.append(replace(mention, label=label))
    return fixed


def _certain() -> Mapping[str, str]:
    return {**certain_countries(), **known_labels()}


def _repeated(
    doc: Doc, sentences: Sequence[tuple[int, Span]], known: list[Mention]
) -> list[Mention]:
    """Find further places where a name stands as written, but the model passed it by."""
    taken = {i for m in known for i in range(m.first, m.last)}
    forms = {tuple(t.text for t in doc[m.first : m.last]): m.label for m in known}
    longest: Counter[str] = Counter()
    for form in forms:
        longest[form[0]] = max(longest[form[0]], len(form))
    found = []
    for number, sentence in sentences:
        i, words = sentence.start, [t.text for t in sentence]
        while i < sentence.end:
            step, at = 1, i - sentence.start
            for size in range(min(longest[words[at]], sentence.end - i), 0, -1):
                label = forms.get(tuple(words[at : at + size]))
                if label and not taken & set(range(i, i + size)) and _free(doc, i, i + size):
                    found.append(_make(doc[i : i + size], label, number))
                    step = size
                    break
            i += step
    return found


def _free(doc: Doc, first: int, last: int) -> bool:
    """A repeated name counts when its words are used as one (no part of a longer name or word)."""
    if last - first == 1 and (
        doc[first].pos_ not in {"PROPN", "NOUN", "X"} or doc[first].is_sent_start
    ):
        return False
    neighbours = [doc[i] for i in (first - 1, last) if 0 <= i < len(doc)]
    larger = any(
        t.pos_ == "PROPN" and t.text[:1].isupper() and not is_title(t.text) for t in neighbours
    )
    return not larger and _stands_alone(doc, first, last)


def _stands_alone(doc: Doc, first: int, last: int) -> bool:
    """No hyphen or slash ties the words to a longer one."""
    after = doc[last] if last < len(doc) else None
    before = doc[first - 1] if first else None
    joined = after is not None and not doc[last - 1].whitespace_ and after.text in {"-", "/"}
    glued = before is not None and not before.whitespace_ and before.text in {"-", "/", "."}
    return not (joined or glued)


def find_mentions(doc: Doc) -> list[Mention]:
    """Return the mentions of names in an article, in text order, none overlapping another.

    What the model marks is trimmed (no title, no article, no possessive; words
    for peoples alone are no names), a form that it labels mostly one way is
    labelled so throughout, and a known name that it passed by is added.
    """
    sentences = [(number, sentence) for number, _, sentence in all_sentences(doc)]
    marked = _with_spelled(_marked(doc, sentences), _spelled(doc, sentences))
    marked = _relabel(doc, marked)
    found = marked + _repeated(doc, sentences, marked)
    return sorted(found, key=lambda m: m.start)
