"""Names that the model passed by: told by the words beside them, or by being named elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from helpers.language.plain import Doc, Span, Token
from helpers.names.forms import words_of
from helpers.names.places import short_state
from helpers.names.titles import is_title
from helpers.names.trimming import also_small
from helpers.names.whole import is_capital
from helpers.resources import lexicon

_UNSURE_PLACE = {"state", "area", "republic", "camp"}
_CITY_OF = {"city", "town", "village", "district", "municipality", "port", "neighbourhood",
            "neighborhood", "suburb"}  # fmt: skip
_MOST = 4
_CAPITALS = 0.6


@cache
def _nouns(kind: str, role: str = "") -> frozenset[str]:
    """The nouns of ``actors.csv`` of one kind (person, group, institution) and, if given, role."""
    frame = lexicon("actors")
    chosen = (frame.kind == kind) & ((frame.role == role) | (role == "")) & (frame.role != "")
    return frozenset(word for word in frame.lemma[chosen] if " " not in word)


def passed_by(doc: Doc, sentence: Span, words: Sequence[str]) -> Iterator[Span]:
    """Yield runs of unmarked proper nouns that the words beside them tell to be names.

    Before and after the comma of *Alexandria, Va.* stands a LOC, after a title or a common noun for a person (*the writer Ada Brook*) stands a PERSON; before
    *district* or after *city of* a LOC; before *television* an ORG; and what ends in a capitalised
    *Office* or *Council* is an ORG.
    """
    i, limit = sentence.start, sentence.end
    shouting = _title_case(words[i:limit])
    while i < limit:
        capital = words[i][0].isupper() or words[i] in words_of("article")
        end = _run(doc, i, limit) if capital and _may_begin(doc, i) else i
        while end > i + 1 and is_title(doc[end - 1].text):
            end -= 1
        label = _told(doc, i, end, sentence, shouting) if end > i else ""
        if label:
            yield Span(doc, i, end, label=label)
        i = max(end, i + 1)


def _may_begin(doc: Doc, i: int) -> bool:
    """No run begins at a title, or at half a word."""
    token = doc[i]
    glued = i > 0 and not doc[i - 1].whitespace_ and doc[i - 1].text in {"-", "/", "."}
    return token.pos_ in {"PROPN", "ADJ"} and not glued and not is_title(token.text)


def _run(doc: Doc, first: int, limit: int) -> int:
    """Where the run of capitalised proper nouns that begins at ``first`` ends."""
    i = first
    while i < limit and i - first < 2 * _MOST:
        token = doc[i]
        arabic = token.lower_ in words_of("article") and i + 2 < limit and doc[i + 1].text == "-"
        if arabic and doc[i + 2].text[0].isupper() and not token.ent_type_:
            i += 3
        elif is_capital(token) or _adjective(token):
            i += 1
        else:
            break
        hyphen = i + 1 < limit and doc[i].text == "-" and not doc[i - 1].whitespace_
        if hyphen and not doc[i].whitespace_ and doc[i + 1].pos_ == "PROPN":
            i += 2
        elif not doc[i - 1].whitespace_:
            break
    return i


def _adjective(token: Token) -> bool:
    """*Foreign* in *Foreign Office*: an adjective with a capital within a sentence."""
    return (
        token.pos_ == "ADJ"
        and token.text[0].isupper()
        and token.is_alpha
        and not token.is_sent_start
        and not token.ent_type_
        and bool(token.whitespace_)
    )


def _told(doc: Doc, first: int, last: int, sentence: Span, shouting: bool) -> str:
    """The label that the words beside a run tell, or nothing."""
    words = [t for t in doc[first:last] if t.is_alpha]
    if not words or last - first > 2 * _MOST or is_title(doc[last - 1].text):
        return ""
    before = doc[first - 1] if first > sentence.start else None
    after = doc[last] if last < sentence.end else None
    if after is not None and after.text == "," and _names_a_state(doc, last + 1, sentence.end):
        return "LOC"
    if doc[last - 1].lower_ in words_of("body"):
        return "ORG" if len(words) > 1 and not shouting else ""
    if any(t.pos_ == "ADJ" for t in words):
        return ""
    opens = doc[first].is_sent_start and first + 1 == last
    if after is not None and after.text.islower() and len(words) < 3 and not opens:
        if after.lower_ in words_of("place") and after.lower_ not in _UNSURE_PLACE:
            return "LOC"
        if after.lower_ in _nouns("institution", "media"):
            return "ORG"
    return _by_what_comes_before(doc, first, words, before)


def _names_a_state(doc: Doc, i: int, limit: int) -> bool:
    """*Va.* after a comma; the post's *OR* or *ME* could be other words."""
    return i < limit and doc[i].text.endswith(".") and bool(short_state(doc[i].text))


def _by_what_comes_before(
    doc: Doc, first: int, words: Sequence[Token], before: Token | None
) -> str:
    if before is None:
        return ""
    if before.text == "," and _names_a_state(doc, first, first + 1):
        return "LOC"
    if before.lower_ == "of" and first > 1 and doc[first - 2].lower_ in _CITY_OF:
        return "LOC"
    if is_title(before.text) and before.text[0].isupper() and len(before) > 1:
        return "PERSON" if words[0].text[-1].islower() else ""
    person = before.pos_ == "NOUN" and before.lower_ in _nouns("person")
    return "PERSON" if person and 1 < len(words) <= _MOST and not is_title(words[0].text) else ""


def _title_case(words: Sequence[str]) -> bool:
    """Most words have a capital: a headline, in which capitals tell nothing."""
    spoken = [w for w in words if w.isalpha()]
    return sum(w[0].isupper() for w in spoken) > _CAPITALS * len(spoken)


def repeated(
    doc: Doc,
    words: Sequence[str],
    sentences: Sequence[tuple[int, Span]],
    forms: dict[tuple[str, ...], str],
    taken: set[int],
) -> Iterator[tuple[int, Span]]:
    """Find further places where a name (its words and label in ``forms``) stands as written."""
    longest: Counter[str] = Counter()
    for form in forms:
        longest[form[0]] = max(longest[form[0]], len(form))
    for number, sentence in sentences:
        last = sentence.start
        for i in range(sentence.start, sentence.end):
            size = longest.get(words[i], 0) if i >= last else 0
            for n in range(min(size, sentence.end - i), 0, -1):
                label = forms.get(tuple(words[i : i + n]))
                if label and taken.isdisjoint(range(i, i + n)) and _free(doc, i, i + n):
                    yield number, Span(doc, i, i + n, label=label)
                    last = i + n
                    break


def _free(doc: Doc, first: int, last: int) -> bool:
    """A repeated name counts when its words are used as one (no part of a longer name or word)."""
    word = doc[first]
    if last - first == 1 and word.pos_ not in {"PROPN", "NOUN", "X"}:
        return False
    if last - first == 1 and word.is_sent_start and (word.pos_ != "PROPN" or also_small(word)):
        return False
    neighbours = [doc[i] for i in (first - 1, last) if 0 <= i < len(doc)]
    larger = any(
        t.pos_ == "PROPN" and t.text[:1].isupper() and not is_title(t.text) for t in neighbours
    )
    return not larger and stands_alone(doc, first, last)


def stands_alone(doc: Doc, first: int, last: int) -> bool:
    """Tell whether no hyphen or slash ties the words to a longer one (but *Blue-Guard-linked*)."""
    after = doc[last] if last < len(doc) else None
    before = doc[first - 1] if first else None
    joined = after is not None and not doc[last - 1].whitespace_ and after.text in {"-", "/"}
    if joined and last + 1 < len(doc) and after is not None and after.text == "-":
        joined = doc[last + 1].tag_ not in {"VBN", "VBD"} and doc[last + 1].text not in words_of(
            "linked"
        )
    glued = before is not None and not before.whitespace_ and before.text in {"-", "/", "."}
    torn = before is not None and before.text.endswith("-") and before.i > 0
    torn = torn and (len(doc[first - 1]) > 1 or not doc[first - 2].whitespace_)
    return not (joined or glued or torn)
