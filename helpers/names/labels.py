"""One label for one name throughout an article, by a vote in which surer witnesses count more.

The model labels each mention by its sentence alone. What the article as a whole says
is better evidence: a title, the line of place and date, an apposition (*Ada Brook, a teacher*),
the gazetteer, a full name of which the form is a part (one sense per discourse:
Gale, Church & Yarowsky 1992).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache

from helpers.language.plain import Doc, Token
from helpers.names.forms import is_acronym, key, words_of
from helpers.names.known import known_labels
from helpers.names.mention import Mention
from helpers.names.places import candidates, certain_countries, is_state, votes
from helpers.resources import lexicon

_PLACE_BEFORE = {"in", "at", "from", "near", "to", "into", "outside", "around", "across", "via"}
_SURELY_PLACE = {"in", "near", "outside", "across", "around"}
_KINDS = {"person": "PERSON", "group": "ORG", "institution": "ORG"}
_FAR = 7
"""An apposition's noun stands no further than this from its comma."""


def relabel(doc: Doc, mentions: Sequence[Mention], outlets: Set[str]) -> list[Mention]:
    """Give each mention the label that speaks most for its form, or a certain one.

    ``outlets`` are the keys of what the paper calls itself.
    """
    known = _certain()
    chosen = _elected(doc, mentions, outlets)
    surnames = {
        key(m.text).split()[-1]
        for m in mentions
        if len(m.text.split()) > 1 and chosen.get(key(m.text), m.label) == "PERSON"
    }
    fixed = []
    for mention in mentions:
        form = key(mention.text)
        label = known.get(form) or chosen.get(form, mention.label)
        named = form in surnames and known.get(form) != "ORG" and not _surely_place(doc, mention)
        if mention.title or named:
            label = "PERSON"
        elif form in words_of("compass") or (label == "ORG" and is_state(mention.text)):
            label = "LOC"
        fixed.append(replace(mention, label=label))
    return _by_the_gazetteer(doc, fixed, surnames)


@cache
def _certain() -> Mapping[str, str]:
    return {**certain_countries(), **known_labels()}


def _elected(doc: Doc, mentions: Iterable[Mention], outlets: Set[str]) -> dict[str, str]:
    ballots: dict[str, Counter[str]] = defaultdict(Counter)
    spellings: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        form = key(mention.text)
        spellings[form].add(mention.text)
        ballots[form][mention.label] += 1
        for label, weight in _evidence(doc, mention):
            ballots[form][label] += weight
        if form in outlets and not _is_place_here(doc, mention):
            ballots[form]["ORG"] += 3
    return {form: _winner(counts, spellings[form]) for form, counts in ballots.items()}


def _winner(counts: Counter[str], spellings: Set[str]) -> str:
    """An abbreviation in capitals is hardly ever a person."""
    if any(is_acronym(w) and len(w) > 2 for w in spellings):
        counts = Counter({k: n for k, n in counts.items() if k != "PERSON"}) or Counter(ORG=1)
    return counts.most_common(1)[0][0]


def _evidence(doc: Doc, mention: Mention) -> Iterable[tuple[str, int]]:
    """What the words beside one mention say of its label, and how much that counts."""
    if mention.title:
        yield "PERSON", 4
    elif _is_place_here(doc, mention):
        yield "LOC", 1
    if mention.line:
        yield mention.line, 4
    elif not _surely_place(doc, mention):
        apposed = apposition(doc, mention.last)
        kind = _kind_of(apposed) if apposed is not None else ""
        if kind:
            yield kind, 3


def apposition(doc: Doc, last: int) -> Token | None:
    """Return the noun of ``, a teacher who …`` or ``, the mayor,`` that follows a name.

    None where no such phrase follows, or what follows is a clause of its own (*In Aleppo, a
    doctor said*).
    """
    if (
        last + 2 >= len(doc)
        or doc[last].text != ","
        or doc[last + 1].lower_ not in {"a", "an", "the"}
    ):
        return None
    for i in range(last + 2, min(last + _FAR, len(doc) - 1)):
        token, then = doc[i], doc[i + 1]
        if token.pos_ == "NOUN" and then.pos_ not in {"NOUN", "PROPN"} and then.text != "-":
            closed = then.text in {",", ".", "–", "—", ";", ")"} or then.tag_ in {"WDT", "WP", "IN"}
            return token if closed or then.is_space else None
        if token.pos_ in {"VERB", "AUX", "PUNCT"} and token.text != "-":
            return None
    return None


def _kind_of(noun: Token) -> str:
    if noun.lower_ in words_of("place"):
        return "LOC"
    return _kinds().get(noun.lower_, "")


@cache
def _kinds() -> dict[str, str]:
    frame = lexicon("actors")
    return {
        lemma: _KINDS[kind]
        for lemma, role, kind in zip(frame.lemma, frame.role, frame.kind, strict=True)
        if role
    }


def _is_place_here(doc: Doc, mention: Mention) -> bool:
    before = doc[mention.first - 1].lower_ if mention.first else ""
    return mention.label == "LOC" and before in _PLACE_BEFORE


def _surely_place(doc: Doc, mention: Mention) -> bool:
    return bool(mention.first) and doc[mention.first - 1].lower_ in _SURELY_PLACE


def _by_the_gazetteer(doc: Doc, mentions: list[Mention], surnames: Set[str]) -> list[Mention]:
    """A *person* of one word, without title or full name, who is a city of a country of the story."""
    doubtful = {
        m.text
        for m in mentions
        if m.label == "PERSON" and " " not in m.text and not m.title and key(m.text) not in surnames
    }
    doubtful -= {m.text for m in mentions if m.title}
    doubtful -= {m.text.split()[0] for m in mentions if m.label == "PERSON" and " " in m.text}
    cities = {t: candidates(t) for t in doubtful if not apposed_person(doc, mentions, t)}
    cities = {t: found for t, found in cities.items() if found and not found[0].alternate}
    if not cities:
        return mentions
    support = votes((m.text for m in mentions if m.label == "LOC"), doc.text)
    moved = {t for t, found in cities.items() if support[found[0].country] > 1}
    return [replace(m, label="LOC") if m.text in moved else m for m in mentions]


def apposed_person(doc: Doc, mentions: Iterable[Mention], text: str) -> bool:
    """Tell whether some mention of a form is followed by what makes it a person (an age, a noun)."""
    for mention in mentions:
        if mention.text == text:
            after = doc[mention.last : mention.last + 2]
            noun = apposition(doc, mention.last)
            aged = len(after) == 2 and after[0].text == "," and after[1].is_digit
            if aged or (noun is not None and _kind_of(noun) == "PERSON"):
                return True
    return False
