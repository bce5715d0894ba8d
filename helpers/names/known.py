"""Names that ``data/lexicons/aliases.csv`` knows, and what they are, whoever writes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from helpers.names.forms import clean, is_acronym, key
from helpers.resources import lexicon


def alias_keys(aliases: pd.DataFrame) -> dict[str, str]:
    """Return ``{key of a name: canonical name}`` from a frame with ``name`` and ``canonical``."""
    table = {key(canonical): canonical for canonical in aliases.canonical}
    return table | {
        key(name): canonical
        for name, canonical in zip(aliases.name, aliases.canonical, strict=True)
    }


@cache
def known_aliases() -> Mapping[str, str]:
    """Return the alias keys of ``data/lexicons/aliases.csv``."""
    return alias_keys(lexicon("aliases"))


@cache
def known_labels() -> Mapping[str, str]:
    """Return ``{key: label}`` for the names whose label aliases.csv gives."""
    frame = lexicon("aliases")
    frame = frame[frame.label != ""]
    canonical = dict(zip(map(key, frame.canonical), frame.label, strict=True))
    return canonical | dict(zip(map(key, frame.name), frame.label, strict=True))


@cache
def known_spellings() -> Mapping[str, str]:
    """Return ``{name: label}`` for organisations that can be told by their spelling alone.

    These are the names of organisations of three letters or more; what is one
    short word with a capital only at its beginning could be anything.
    """
    frame = lexicon("aliases")
    found = {}
    for name in [*frame.name[frame.label == "ORG"], *frame.canonical[frame.label == "ORG"]]:
        letters = clean(name).replace(".", "")
        long = " " in name or "-" in name or len(letters) >= 6
        if (is_acronym(name) and len(letters) > 2 and letters not in _AMBIGUOUS) or long:
            found[clean(name)] = "ORG"
    return found


_AMBIGUOUS = {"WHO", "ICC", "IRA", "AFP", "FCO", "SAA", "IOM", "HTS", "NSA", "ECB"}
