"""The reasons for which two names of an article may be the same, each a rule that scores pairs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import jellyfish

from helpers.names.aliases import Form, Pair, Rule
from helpers.names.forms import (
    fits_initials,
    fits_letters,
    is_acronym,
    key,
    skeleton,
    translations,
    words_of,
)
from helpers.names.mentions import Mention, demonyms
from helpers.names.places import certain_countries
from helpers.resources import lexicon

AMBIGUOUS = 0.5


def _form_of(forms: Sequence[Form]) -> dict[int, int]:
    return {i: number for number, form in enumerate(forms) for i in form.mentions}


def same_key(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join the same letters under two labels, where a person is not one of them."""
    seen: dict[tuple[str, bool, int], int] = {}
    for number, form in enumerate(forms):
        other = seen.setdefault((form.key, form.label == "PERSON", form.part), number)
        if other != number:
            yield Pair(other, number, "same name", 1.0)


def brackets(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join a name and the acronym that follows it in brackets, or the other way round."""
    form_of = _form_of(forms)
    for i, j in zip(range(len(mentions)), range(1, len(mentions)), strict=False):
        a, b = mentions[i], mentions[j]
        between, after = text[a.end : b.start], text[b.end : b.end + 1]
        inside = re.fullmatch(r"['’]?\s*\(\s*(?:the\s+|or\s+)?[\"“]?", between) and re.match(
            r"[)\"”]", after
        )
        named = re.fullmatch(r",?\s+or\s+(?:the\s+)?", between) and re.match(r"[,.;)]", after)
        if not (inside or named) or i not in form_of or j not in form_of:
            continue
        score = _bracket_score(a, b)
        if named and score < 0.95:
            continue
        yield Pair(form_of[i], form_of[j], "acronym in brackets" if inside else "acronym", score)


def _bracket_score(a: Mention, b: Mention) -> float:
    short, full = (a, b) if is_acronym(a.text) else (b, a)
    if not is_acronym(short.text) or is_acronym(full.text):
        return 0.0
    if fits_initials(short.text, full.text):
        return 0.99
    if fits_letters(short.text, full.text):
        return 0.95
    foreign = full.label == "ORG" and short.label == "ORG" and len(full.text.split()) > 1
    return 0.85 if foreign and len(short.text) > 2 else AMBIGUOUS


@cache
def _rename_patterns() -> list[tuple[re.Pattern[str], float]]:
    frame = lexicon("renames")
    return [
        (re.compile(pattern, re.IGNORECASE), float(score))
        for pattern, score in zip(frame.pattern, frame.score, strict=True)
    ]


def renamed(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join what the text says was renamed (``X, formerly Y``, ``X, the former so-and-so Y``)."""
    form_of = _form_of(forms)
    for i, a in enumerate(mentions):
        for j in range(i + 1, min(i + 4, len(mentions))):
            b = mentions[j]
            if b.sentence_id != a.sentence_id or i not in form_of or j not in form_of:
                continue
            between = text[a.end : b.start]
            score = max((s for p, s in _rename_patterns() if p.fullmatch(between)), default=0.0)
            if score and _ends_phrase(text, b.end):
                yield Pair(form_of[i], form_of[j], "renamed", score)


def _ends_phrase(text: str, end: int) -> bool:
    """After a former name no noun may follow: ``the former Sun subsidiary`` is no Sun."""
    follows = re.match(r"\s*(?:$|[,.;:!?)—–\"”]|-\s|(?:and|which|who|that|until|has|have|had|is|are|was"
                       r"|were|in|on|at|said|says|when|after|before|since|as|but|or|while|posted)\b)", text[end:])  # fmt: skip
    return follows is not None


def initials(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join an acronym and the one name whose initials it is."""
    for number, form in enumerate(forms):
        if not is_acronym(form.text) or form.label == "PERSON":
            continue
        fits = [
            i
            for i, other in enumerate(forms)
            if other.label != "PERSON"
            and not is_acronym(other.text)
            and fits_initials(form.text, other.text)
        ]
        letters = len(re.sub(r"\W", "", form.text))
        for i in fits:
            sure = letters > 2 or form.label == forms[i].label == "LOC"
            score = (0.9 if sure else 0.7) if len(fits) == 1 else AMBIGUOUS
            yield Pair(number, i, "initials", score)


def _is_suffix(word: str) -> bool:
    return word in words_of("suffix")


def _person_words(form: Form) -> list[str]:
    words = [w for w in form.words if not _is_suffix(w)]
    return words or form.words


def part_of_person(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join a last name, first name or shorter name and the one person who bears it in full."""
    people = [(i, _person_words(f)) for i, f in enumerate(forms) if f.label == "PERSON"]
    full = [(i, words) for i, words in people if len(words) > 1]
    for i, words in people:
        if len(words) == 1:
            yield from _by_one_word(i, forms, full)
        else:
            yield from (
                Pair(i, j, "shorter name", 0.9)
                for j, other in full
                if j != i and len(other) >= len(words) and _shortens(words, other)
            )


def _by_one_word(
    i: int, forms: Sequence[Form], full: list[tuple[int, list[str]]]
) -> Iterator[Pair]:
    word = forms[i].key
    last = [(j, words) for j, words in full if words[-1] == word]
    first = [(j, words) for j, words in full if words[0] == word and words[-1] != word]
    earliest = min(last, key=lambda c: forms[c[0]].first, default=None)
    one = _one_person([words for _, words in last])
    for j, words in last:
        only_then = forms[i].part and earliest and words[0] == earliest[1][0]
        score = 0.95 if one else 0.9 if only_then else AMBIGUOUS
        yield Pair(i, j, "last name", score)
    for j, _ in first:
        alone = not last and _one_person([words for _, words in first])
        sure = alone and forms[j].first < forms[i].first
        yield Pair(i, j, "first name", 0.85 if sure else AMBIGUOUS)


def _one_person(names: list[list[str]]) -> bool:
    longest = max(names, key=lambda words: (len(words), len(" ".join(words))), default=[])
    return all(words == longest or _shortens(words, longest) for words in names)


def _shortens(words: list[str], full: list[str]) -> bool:
    """``George Bush`` and ``G. Bush`` shorten ``George Walker Bush``; ``Laura Bush`` does not."""
    if words == full or words[-1] != full[-1] or len(words) < 2:
        return False
    if not _same_given(words[0], full[0]):
        return False
    rest = iter(full[1:])
    return all(any(_same_given(word, other) for other in rest) for word in words[1:])


def _same_given(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def sounds(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join spellings of one foreign name: all words agree by letter, sound or translation.

    Words sound alike when their consonants agree and they are close by
    Jaro-Winkler (Winkler 1990). One word must agree to the letter. Of two people the
    word that differs must be one that is known to be transliterated (*Mohammed*): *Hansen* and
    *Hanson* are two.
    """
    many = [(i, form) for i, form in enumerate(forms) if len(form.words) > 1]
    for n, (i, a) in enumerate(many):
        for j, b in many[n + 1 :]:
            if (a.label == "PERSON") == (b.label == "PERSON") or _looks_arabic(a, b):
                score = _sound_score(a.words, b.words)
                if a.label == b.label == "PERSON" and not _looks_arabic(a, b):
                    score = score if _transliterated(a.words, b.words) else min(score, AMBIGUOUS)
                if score:
                    yield Pair(i, j, "sound", score)


def _looks_arabic(a: Form, b: Form) -> bool:
    return all(re.search(r"\b[Aa]l[- ]", form.text) for form in (a, b))


@cache
def _transliterated_skeletons() -> frozenset[str]:
    return frozenset(map(skeleton, words_of("transliterated")))


def _transliterated(a: list[str], b: list[str]) -> bool:
    """Each word that differs is one that is known to be spelled in several ways."""
    differing = set(a) ^ set(b)
    return all(skeleton(word) in _transliterated_skeletons() for word in differing)


def _sound_score(a: list[str], b: list[str]) -> float:
    if len(a) != len(b):
        return 0.0
    table = translations()
    left, right = ([table.get(w, w) for w in words] for words in (a, b))
    rest = list(right)
    exact = 0
    closest = []
    for word in left:
        if word in rest:
            rest.remove(word)
            exact += 1
            continue
        alike = [(jellyfish.jaro_winkler_similarity(word, o), o) for o in rest if _alike(word, o)]
        if not alike:
            return 0.0
        similarity, other = max(alike)
        rest.remove(other)
        closest.append(similarity)
    own = sum(w not in table.values() for w in left)
    if not exact or own < 2:
        return 0.0
    if not closest:
        return 0.95 if left != right else 0.98
    return 0.9 if min(closest) >= 0.85 and len(closest) < len(left) else 0.6


def _alike(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= 4 and len(skeleton(a)) > 1 and skeleton(a) == skeleton(b)


def owner_left_out(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join a name and the same with its country or owner before it (``UN Security Council``)."""
    groups = [(i, f) for i, f in enumerate(forms) if f.label == "ORG"]
    known = {f.key for f in forms} | demonyms() | {"us", "un", "uk", "eu", "national", "federal"}
    for i, short in groups:
        longer = [
            (j, f.words[: -len(short.words)])
            for j, f in groups
            if len(f.words) > len(short.words) and f.words[-len(short.words) :] == short.words
        ]
        for j, before in longer:
            owned = " ".join(before) in known and (
                len(short.words) > 1 or short.key in words_of("head")
            )
            yield Pair(i, j, "owner left out", 0.85 if owned and len(longer) == 1 else AMBIGUOUS)


def head_noun(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join a lone capitalised noun (``the Observatory``) and the one name that it is the head of."""
    heads: dict[str, list[int]] = defaultdict(list)
    for i, form in enumerate(forms):
        if form.label != "PERSON" and len(form.words) > 1 and not is_acronym(form.text):
            heads[head_of(form.text)].append(i)
    for i, form in enumerate(forms):
        if len(form.words) == 1 and form.key in words_of("head"):
            named = heads.get(form.key, [])
            earlier = [j for j in named if forms[j].first < form.first]
            for j in named:
                sure = len(named) == 1 and earlier
                yield Pair(i, j, "head noun", 0.85 if sure else AMBIGUOUS)


def head_of(name: str) -> str:
    """Return the head noun of an organisation's name, lower-cased.

    Examples
    --------
    >>> head_of("Lowland Centre for Human Rights"), head_of("Northwind Bank")
    ('centre', 'bank')
    """
    before = re.split(r"\s+(?:of|for|on|in|against|at|to)\s+", name)[0]
    words = key(before).split()
    return words[-1] if words else ""


def half_of_country(
    forms: Sequence[Form], mentions: Sequence[Mention], text: str
) -> Iterator[Pair]:
    """Join *the North* and the one country of the article that is called so (North Korea)."""
    for i, form in enumerate(forms):
        if form.label == "LOC" and form.key in words_of("compass"):
            named = [
                j
                for j, other in enumerate(forms)
                if other.words[0] == form.key and other.key in certain_countries()
            ]
            for j in named:
                yield Pair(i, j, "half of a country", 0.85 if len(named) == 1 else AMBIGUOUS)


RULES: list[Rule] = [
    same_key, brackets, renamed, initials, part_of_person, sounds, owner_left_out, head_noun,
    half_of_country,
]  # fmt: skip
"""All rules, from the surest."""
