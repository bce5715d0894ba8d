"""Parts of the name of a body or a place: the owner left out, the head noun, the proper word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from helpers.names.aliases import AMBIGUOUS, Form, Pair
from helpers.names.forms import head_of, is_acronym, words_of
from helpers.names.mention import Mention
from helpers.names.nations import demonyms
from helpers.names.places import certain_countries, countries, is_settlement, short_state


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


def short_place(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join *Ellan* and the one *Port Ellan*, *Hibhib* and *Hibhib Village*: a common word more."""
    places = [(i, f) for i, f in enumerate(forms) if f.label == "LOC"]
    for i, short in places:
        longer = [j for j, f in places if j != i and _same_place(short.words, f.words)]
        for j in longer:
            yield Pair(i, j, "shorter place name", 0.85 if len(longer) == 1 else AMBIGUOUS)


def _same_place(short: list[str], full: list[str]) -> bool:
    if len(full) != len(short) + 1:
        return False
    before = full[0] in words_of("place_first") and full[1:] == short
    after = full[-1] in words_of("settlement") and full[:-1] == short
    return before or (after and not is_settlement(" ".join(full), "") and not is_country(short))


def state_in_short(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join *Va.* and *Virginia*."""
    places = {f.key: i for i, f in enumerate(forms) if f.label == "LOC"}
    for i, form in enumerate(forms):
        full = short_state(form.text) if form.label == "LOC" else ""
        if full and full.casefold() in places:
            yield Pair(i, places[full.casefold()], "short for a state", 0.95)


def last_word(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join *the Comet* and the one organisation of the article whose name ends so."""
    groups = [(i, f) for i, f in enumerate(forms) if f.label == "ORG"]
    for i, short in groups:
        if len(short.words) > 1 or is_acronym(short.text):
            continue
        longer = [j for j, f in groups if len(f.words) > 1 and f.words[-1] == short.key]
        articled = all(
            text[: mentions[m].start].casefold().endswith("the ") for m in short.mentions
        )
        for j in longer:
            sure = articled and len(longer) == 1 and forms[j].first < short.first
            yield Pair(i, j, "last word", 0.85 if sure else AMBIGUOUS)


def is_country(words: list[str]) -> bool:
    """Tell whether the words are a country's name: *Kuwait City* is not *Kuwait*."""
    return " ".join(words) in countries()
