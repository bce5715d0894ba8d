"""Words for nations, peoples and faiths: they are no names of their own."""

from __future__ import annotations

from functools import cache

from helpers.resources import lexicon


@cache
def demonyms() -> frozenset[str]:
    """Return the words for nations, peoples and faiths, lower-cased, singular and plural."""
    frame = lexicon("demonyms")
    return frozenset(w.casefold() for w in [*frame.adjective, *frame.plural] if w) - {
        "us", "u.s.", "uk", "eu", "un", "u.n.", "roma", "gulf", "mediterranean", "caribbean",
    }  # fmt: skip


@cache
def nation_adjectives() -> frozenset[str]:
    """Return the adjectives of nations, lower-cased (``syrian``, ``u.s.``)."""
    return frozenset(w.casefold() for w in lexicon("demonyms").adjective)


@cache
def nationalities() -> dict[str, str]:
    """Return ``{adjective or plural: adjective}``, with capitals as they are written."""
    frame = lexicon("demonyms")
    pairs = zip(frame.adjective, frame.plural, strict=True)
    return {word: adjective for adjective, plural in pairs for word in (adjective, plural) if word}


@cache
def adjective_of() -> dict[str, str]:
    """Return ``{country: adjective}``, the first that the lexicon gives."""
    frame = lexicon("demonyms")
    found: dict[str, str] = {}
    for adjective, country in zip(frame.adjective, frame.country, strict=True):
        if country:
            found.setdefault(country, adjective)
    return found
