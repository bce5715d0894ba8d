"""What the words around an actor's noun tell: nation, side, number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from helpers.language import grammar
from helpers.language.plain import Token
from helpers.names.actors.roles import singulars
from helpers.names.nations import adjective_of, nationalities
from helpers.names.places import countries, place_key
from helpers.resources import lexicon

_LINKED = re.compile(r"(.+?)[-–](?:backed|led|held|linked|affiliated|aligned|allied|supported|based|"
                     r"controlled|trained|funded|sponsored|run|occupied)$")  # fmt: skip
_MASS = {
    "police",
    "people",
    "staff",
    "crew",
    "media",
    "public",
    "folk",
    "clergy",
    "personnel",
    "press",
}


@cache
def sides() -> dict[str, str]:
    """Return the side that each word of ``sides.csv`` tells."""
    frame = lexicon("sides")
    return dict(zip(frame.word, frame.side, strict=True))


@cache
def _small_nations() -> dict[str, str]:
    return {word.casefold(): nation for word, nation in nationalities().items() if len(word) > 2}


def _describing(head: Token) -> list[Token]:
    """The words before the head that describe it, or describe what describes it, but no owner.

    Words tied by a hyphen (*pan-democratic*) are left to :func:`_hyphened`.
    """
    owners = {t.i for owner in grammar.possessors(head) for t in owner.subtree}
    first = grammar.phrase(head).start
    before = [t for t in head.doc[first : head.i] if t.i not in owners and t.dep_ != "det"]
    return [t for t in before if not _is_tied(t)]


def _is_tied(token: Token) -> bool:
    doc, i = token.doc, token.i
    after = "-" in token.nbor().text
    hyphen = i > 1 and doc[i - 1].text == "-" and doc[i - 2].is_alpha
    return "-" in token.text or after or (hyphen and not doc[i - 1].whitespace_)


def side(head: Token, names: Mapping[int, int]) -> tuple[str | None, bool]:
    """Return the side that a modifier or the head itself tells, and whether it was the head.

    ``names`` are the characters of proper names, with the length of the longest name over each:
    *Foreign* in *Foreign Office* tells no side.
    """
    plain = (t.text for t in _describing(head) if names.get(t.idx, 0) <= len(t))
    for word in [*plain, *_hyphened(head)]:
        found = _side_of_word(word)
        if found:
            return found, False
    tied = head.i > 0 and head.doc[head.i - 1].text == "-"
    own = None if tied else _side_of_word(head.text)
    return own, own is not None


def _side_of_word(word: str) -> str | None:
    """A party's word needs its capital: *Democratic* senators, not *democratic* ones."""
    for form in singulars(word):
        found = sides().get(form)
        if found and (word[0].isupper() or not found.endswith(" party")):
            return found
    return None


def side_of(lemma: str) -> str:
    """Return the side that a lemma itself has (*rebel group*), or an empty string."""
    return next((sides()[word] for word in lemma.split() if word in sides()), "")


def _hyphened(head: Token) -> list[str]:
    """Words such as *US-backed* before the head, also where they are cut at the hyphen."""
    before = grammar.phrase(head)
    text = head.doc[before.start : max(before.start, head.i)].text
    return [w for w in text.split() if "-" in w or "–" in w]


def nationality(head: Token) -> str | None:
    """Return the nation's adjective: *Syrian* of *the Syrian army*, *Syria's army*, *the army of Syria*."""
    exact, low = nationalities(), _small_nations()
    for token in [head, *reversed(_describing(head))]:
        adjective = exact.get(token.text) or (
            low.get(token.lower_) if token.text[0].isupper() else None
        )
        if adjective:
            return adjective
    return next((adjective for owner in _owners(head) if (adjective := _of_country(owner))), None)


def _owners(head: Token) -> Iterator[Token]:
    yield from grammar.possessors(head)
    yield from (noun for word, noun in grammar.prepositional(head) if word == "of")


def _of_country(owner: Token) -> str | None:
    if owner.pos_ != "PROPN":
        return None
    words = [t.text for t in owner.subtree if t.pos_ == "PROPN"]
    place = countries().get(place_key(" ".join(words)))
    return adjective_of().get(place.country) if place else None


def backers(head: Token) -> list[str]:
    """Return words such as *US-backed* that stand before the head."""
    found = []
    for word in _hyphened(head):
        match = _LINKED.match(word)
        if match:
            found.append(word.casefold() if match.group(1).islower() else word)
    return found


def number(head: Token) -> str:
    """Return ``singular``, ``plural`` or ``mass``."""
    if head.lower_ in _MASS:
        return "mass"
    return "plural" if head.tag_ in {"NNS", "NNPS"} else "singular"


def actor_id(lemma: str, head: Token, nation: str | None, side_: str) -> str:
    """Return what the actor is called wherever it stands: nation and side, then the noun in its number."""
    noun = lemma if number(head) != "plural" else " ".join([*lemma.split()[:-1], head.lower_])
    words = [nation or "", side_ if side_ not in noun else "", noun]
    return " ".join(word for word in words if word)
