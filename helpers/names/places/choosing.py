"""Which place a name means: decided by the article's other places (after Leidner 2007).

Inhabitants count, and so does every mention of the country or of its people. What the gazetteer
does not know, and what nothing in the article supports, stays without a place.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from helpers.names.forms import words_of
from helpers.names.places.gazetteer import Place, candidates, capital_keys, place_key, regions
from helpers.resources import lexicon

SURE_CITY = 1_000_000
KNOWN_CITY = 100_000
_OUTWEIGHED = 4
"""A small town is not that of a country for which so many times less speaks than for another."""


@cache
def _nations() -> dict[str, str]:
    frame = lexicon("demonyms")
    frame = frame[frame.country != ""]
    return {
        word: country
        for adjective, plural, country in zip(
            frame.adjective, frame.plural, frame.country, strict=True
        )
        for word in (adjective, plural)
        if word
    }


@cache
def _nation_pattern() -> re.Pattern[str]:
    words = sorted(map(re.escape, _nations()), key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(words)})(?![\w])")


def _followed_by(name: str, text: str) -> str:
    """Return what stands after ``name,`` in the text (``Paris, Texas``)."""
    match = re.search(rf"{re.escape(name)},\s+((?:[A-Z][\w.]+\s?){{1,3}})", text)
    return place_key(match.group(1)) if match else ""


def votes(names: Iterable[str], text: str) -> Counter[str]:
    """Count what speaks for each country: its own name thrice, its people twice, its cities once."""
    counts: Counter[str] = Counter()
    for name in set(names):
        places = candidates(name)
        if len({p.kind for p in places} & {"country", "state"}) == 2:
            continue
        if places and places[0].kind == "country":
            counts[places[0].country] += 3
        elif places and places[0].kind == "state":
            counts["United States"] += 3
        else:
            country = _plain_country(places)
            if country:
                counts[country] += 1
    for word in set(_nation_pattern().findall(text)):
        counts[_nations()[word]] += 2
    return counts


def _plain_country(places: Sequence[Place]) -> str | None:
    """The country of a city that dwarfs every city of its name elsewhere tenfold."""
    large: Counter[str] = Counter()
    for place in places:
        if place.population >= KNOWN_CITY and not place.alternate:
            large[place.country] = max(large[place.country], place.population)
    (country, most), *rest = large.most_common(2) or [("", 0)]
    return country if country and (not rest or most >= 10 * rest[0][1]) else None


def locate(names: Iterable[str], text: str) -> dict[str, Place | None]:
    """Decide for each place name of one article which place it is, or None.

    Parameters
    ----------
    names
        The names as written (label LOC); those of one article together, since
        they speak for each other.
    text
        The article; its words for nations (*Lebanese*) are votes as well.

    Examples
    --------
    >>> where = locate(["Tripoli", "Lebanon"], "Lebanese police said a shop in Tripoli was closed.")
    >>> where["Tripoli"].country
    'Lebanon'
    >>> locate(["Tripoli"], "A ferry left Tripoli.")["Tripoli"].country
    'Libya'
    """
    names = sorted(set(names))
    support = votes(names, text)
    return {
        name: None if _is_quarter(name, text) else _choose(name, candidates(name), support, text)
        for name in names
    }


def _is_quarter(name: str, text: str) -> bool:
    """*The Hamdaniya neighbourhood* is no town: the gazetteer has another place of that name."""
    nouns = "|".join(sorted(words_of("quarter")))
    return bool(re.search(rf"{re.escape(name)} (?:{nouns})\b", text))


def _choose(
    name: str, places: Sequence[Place], support: Mapping[str, int], text: str
) -> Place | None:
    after = _followed_by(name, text)
    within = [p for p in places if after and after in regions(p)]
    if within:
        return max(within, key=lambda p: (p.kind == "city", p.population))
    plain = _plain_country(places)
    scored = [(_score(p, support, plain), p) for p in _cities_before_states(places, text)]
    best = max(scored, key=lambda s: (s[0], s[1].population), default=None)
    return best[1] if best and best[0] > 0 else None


def _cities_before_states(places: Sequence[Place], text: str) -> list[Place]:
    """A name that a state shares with its own large city (New York) or a capital means the city.

    And a town does not bear the name of a great city unless the text adds where it is.
    """
    large = {p.state for p in places if p.kind == "city" and p.population >= SURE_CITY}
    if any(_is_the_capital(p) for p in places) and not _as_state(places, text):
        large |= {p.state for p in places if p.kind == "state"}
    kept = [p for p in places if not (p.kind == "state" and p.state in large)]
    famous = any(p.population >= SURE_CITY and not p.alternate for p in kept if p.kind == "city")
    return [p for p in kept if not famous or p.kind != "city" or p.population >= KNOWN_CITY]


def _is_the_capital(place: Place) -> bool:
    own = capital_keys().get(place.country) == place_key(place.name)
    return own and place.kind == "city" and not place.alternate


def _as_state(places: Sequence[Place], text: str) -> bool:
    """The text adds that the state is meant: *Norland state*, *Springfield, Norland*."""
    names = "|".join(re.escape(p.name) for p in places if p.kind == "state")
    return bool(
        names and re.search(rf"\b(?:{names}) [Ss]tate\b|[a-z], (?:{names})\b(?!,? D)", text)
    )


def _score(place: Place, support: Mapping[str, int], plain: str | None) -> float:
    """Inhabitants (powers of ten) and support; 0 where a small or uncertain place has none."""
    own = support.get(place.country, 0)
    if place.kind == "country":
        return 20.0 + own
    for_itself = int(
        place.kind == "city" and place.population >= KNOWN_CITY and not place.alternate
    )
    backed = own - for_itself > 0
    known = SURE_CITY if place.alternate else KNOWN_CITY
    small = place.kind == "city" and place.population < known
    if small and own * _OUTWEIGHED < max(support.values(), default=0):
        return 0.0
    if place.kind == "state":
        return 20.5 + own if backed else 0.0
    needed = SURE_CITY if any(c != place.country for c in support) else KNOWN_CITY
    if not backed and (place.alternate or place.population < needed):
        return 0.0
    return (
        math.log10(place.population + 1)
        + (1.5 * math.log2(1 + own) if backed else 0)
        - place.alternate
    )
