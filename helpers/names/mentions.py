"""The mentions of names in one article: what the model marks, made whole, trimmed and consistent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from helpers.language.parse import all_sentences
from helpers.language.plain import Doc, Span
from helpers.names.forms import key, words_of
from helpers.names.inverted import turned
from helpers.names.labels import relabel
from helpers.names.mention import Mention, words_in
from helpers.names.nations import demonyms
from helpers.names.outlet import outlet_names
from helpers.names.passed_by import passed_by, repeated
from helpers.names.spelled import spelled, with_spelled
from helpers.names.titles import is_title, title_before
from helpers.names.trimming import parts, trim
from helpers.names.whole import complete

__all__ = ["Mention", "demonyms", "find_mentions", "is_title"]

LABELS = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG",
    "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
}  # fmt: skip
"""Labels of other pipelines, and ours."""

Sentences = Sequence[tuple[int, dict[str, object], Span]]


def find_mentions(doc: Doc) -> list[Mention]:
    """Return the mentions of names in an article, in text order, none overlapping another.

    What the model marks is made whole and trimmed (no title, no article, no possessive; words
    for peoples alone are no names), a name that it passed by is added, and each form has one
    label throughout.
    """
    sentences = list(all_sentences(doc))
    plain = [(number, sentence) for number, _, sentence in sentences]
    words = words_in(doc)
    marked = [
        m for number, passage, s in sentences for m in _marked(doc, words, number, passage, s)
    ]
    marked = with_spelled(marked, spelled(doc, plain, words))
    marked = list(_widened(doc, words, marked))
    outlets = outlet_names(doc)
    marked = relabel(doc, marked, {key(short) for short in outlets})
    marked = list(turned(marked, doc.text))
    found = [*marked, *_again(doc, words, plain, marked, outlets)]
    return sorted(found, key=lambda m: m.start)


def _marked(
    doc: Doc, words: Sequence[str], number: int, passage: Mapping[str, object], sentence: Span
) -> Iterator[Mention]:
    floor = sentence.start
    spans: list[Span] = []
    for ent in sentence.ents:
        label = LABELS.get(ent.label_)
        if label and ent.start >= floor:
            whole = complete(Span(doc, ent.start, ent.end, label=label), floor, sentence.end)
            spans += parts(whole)
            floor = whole.end
    spans += [s for s in passed_by(doc, sentence, words) if not _overlaps(s, spans)]
    for span in sorted(spans, key=lambda s: s.start):
        name, title = trim(span)
        if name is not None and "\n" not in name.text:
            label = "PERSON" if title else span.label_
            yield _make(name, label, number, title, _line(doc, passage, name))


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _line(doc: Doc, passage: Mapping[str, object], name: Span) -> str:
    """What the line of authors, or of place and date, makes of a name that stands in it.

    Its first word is a place, the agency in brackets an ORG; who wrote *by* is a PERSON.
    """
    before = doc[name.start - 1].lower_ if name.start else ""
    if passage["kind"] == "byline":
        return "PERSON" if before in {"by", "with"} and len(name) > 1 else ""
    if passage["kind"] != "dateline":
        return ""
    if name.start_char == passage["start"]:
        return "LOC"
    after = doc[name.end : name.end + 1].text
    return "ORG" if before == "(" or after in {"–", "—", "-"} else ""


def _make(span: Span, label: str, sentence_id: int, title: str = "", line: str = "") -> Mention:
    title = title or title_before(span.doc, span.start)
    return Mention(
        span.start_char, span.end_char, span.text, label, sentence_id, span.start, span.end, title,
        line=line,
    )  # fmt: skip


def _again(
    doc: Doc,
    words: Sequence[str],
    sentences: Sequence[tuple[int, Span]],
    known: Sequence[Mention],
    outlets: Mapping[str, str],
) -> Iterator[Mention]:
    """Find further places where a name stands as written, but the model passed it by.

    So does the last name of somebody whose full name is known. The last word of an organisation's
    name and the short form of the outlet's need an article.
    """
    taken = {i for m in known for i in range(m.first, m.last)}
    forms = {tuple(words[m.first : m.last]): m.label for m in known}
    short = {form[-1:]: label for form, label in forms.items() if label == "ORG" and len(form) > 1}
    short |= {tuple(form.split())[1:]: "ORG" for form in outlets if form.startswith("the ")}
    plain = {tuple(form.split()): "ORG" for form in outlets if not form.startswith("the ")}
    surnames = set(_surnames(forms)) - {*short, *plain, *forms}
    every = {**dict.fromkeys(surnames, "PERSON"), **short, **plain, **forms}
    for number, span in repeated(doc, words, sentences, every, taken):
        form = tuple(words[span.start : span.end])
        named = form in forms or form in plain or (form in surnames and span[0].pos_ == "PROPN")
        if named or (span.start and words[span.start - 1] in {"the", "The"}):
            yield _make(span, span.label_, number)


def _surnames(forms: Mapping[tuple[str, ...], str]) -> Iterator[tuple[str, ...]]:
    """The last words of people's full names that are hardly ever anything else."""
    for form, label in forms.items():
        word = form[-1]
        plain = len(word) > 2 and word.isalpha() and word.istitle()
        common = word.lower() in words_of("never") | words_of("suffix") | words_of("compass")
        if label == "PERSON" and len(form) > 1 and plain and not common and not is_title(word):
            yield form[-1:]


def _widened(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Take a last name with the first name before it where the article has both as one name."""
    full = {tuple(words[m.first : m.last]) for m in mentions if m.label == "PERSON"}
    last = 0
    for m in mentions:
        wider = next((n for n in (2, 1) if tuple(words[m.first - n : m.last]) in full), 0)
        if wider and m.last - m.first == 1 and m.first - wider >= last:
            span = Span(doc, m.first - wider, m.last, label="PERSON")
            m = _make(span, "PERSON", m.sentence_id)
        last = m.last
        yield m
