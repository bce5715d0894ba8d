"""What counts as the same name: forms, keys, initials and sounds."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from helpers.resources import lexicon

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "ʼ": "'", "ʻ": "'", "“": '"', "”": '"'})
_DASHES = re.compile("[‐‑‒–—]")
_POSSESSIVE = re.compile(r"(?<=\w)'s?$", re.IGNORECASE)
_PARTICLE = re.compile(r"\b(?:[AaEe](?:[lnrtzsd]|sh)|[Uu]l)-(?=\w)")
_LOOSE_PARTICLE = re.compile(r"(?<=\s)(?:al|el|ul) (?=[A-Z])|^(?:al|el|ul) (?=[A-Z])")

KEPT = 8192
"""Names come again and again: the forms of so many are kept."""


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the words of one kind (``title``, ``company``, ``small`` …) of the lexicon name_words."""
    frame = lexicon("name_words")
    return frozenset(frame.word[frame.kind == kind])


@cache
def translations() -> dict[str, str]:
    """Return the English word for general words of foreign names (``jabhat`` -> ``front``)."""
    frame = lexicon("name_words")
    frame = frame[frame.kind == "translation"]
    return dict(zip(frame.word, frame.meaning, strict=True))


@lru_cache(KEPT)
def clean(text: str) -> str:
    """Return a name on one line, with plain quotes, no possessive and no final comma.

    Examples
    --------
    >>> clean("Lebanon’s")
    'Lebanon'
    """
    text = _DASHES.sub("-", unicodedata.normalize("NFC", text).translate(_QUOTES))
    text = re.sub(r"\s+", " ", text).strip(" ,;:\"'")
    return _POSSESSIVE.sub("", text).strip(" ,;:\"'")


def unaccented(text: str) -> str:
    """Return the text without accents (``Málaga`` -> ``Malaga``)."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))


@lru_cache(KEPT)
def key(text: str) -> str:
    """Return the normal form by which two strings are the same name.

    Case, accents, quotes, the dots of abbreviations, a leading article, the
    Arabic article, a possessive and a company's legal form make no difference.

    Examples
    --------
    >>> key("Karim al-Haddad") == key("Karim Haddad")
    True
    >>> key("the U.N."), key("Northwind Corp.")
    ('un', 'northwind')
    """
    text = unaccented(clean(text))
    text = _LOOSE_PARTICLE.sub("", _PARTICLE.sub("", text))
    text = re.sub(r"(?<=\w)\.(?=\w)|(?<=\b\w)\.|(?<=\w)'s?(?=\s)", "", text).replace("&", " and ")
    words = [w for w in re.split(r"[^\w']+", text.casefold()) if w]
    while len(words) > 1 and words[0] in {"the", "a", "an"}:
        words = words[1:]
    while len(words) > 1 and words[-1] in words_of("company"):
        words = words[:-1]
    return " ".join(words)


def is_acronym(text: str) -> bool:
    """Tell whether the text is an abbreviation in capitals (``SOHR``, ``U.N.``, ``IRGC-QF``).

    Examples
    --------
    >>> [is_acronym(t) for t in ("NATO", "U.N.", "Nato", "ALEPPO CITY")]
    [True, True, False, False]
    """
    bare = clean(text).replace(".", "").replace("-", "")
    return (
        bare.isalnum()
        and 2 <= len(bare) <= 7
        and sum(c.isupper() for c in bare) >= 2
        and (bare.isupper() or (len(bare) <= 5 and bare[0].isupper() and bare[-1].isupper()))
    )


def fits_initials(short: str, full: str) -> bool:
    """Tell whether an acronym is made of the first letters of a name's words.

    Small words (of, for, the) may give a letter or none.

    Examples
    --------
    >>> fits_initials("LCHR", "Lowland Centre for Human Rights")
    True
    >>> fits_initials("LCR", "Lowland Centre for Human Rights")
    False
    """
    letters = re.sub(r"\W", "", clean(short)).casefold()
    words = [w for w in re.split(r"[\s\-/]+", unaccented(clean(full)).casefold()) if w]
    return len(words) > 1 and _spell(letters, words)


def _spell(letters: str, words: list[str]) -> bool:
    if not words:
        return not letters
    small = words[0] in words_of("small")
    if small and _spell(letters, words[1:]):
        return True
    return bool(letters) and words[0][0] == letters[0] and _spell(letters[1:], words[1:])


def fits_letters(short: str, full: str) -> bool:
    """Tell whether the acronym's letters stand in the name in order (Schwartz & Hearst 2003).

    The first letter must begin the name's first or second word.

    Examples
    --------
    >>> fits_letters("Telco", "Telephone Company"), fits_letters("PKK", "Workers Party")
    (True, False)
    """
    letters = re.sub(r"\W", "", clean(short)).casefold()
    text = unaccented(clean(full)).casefold()
    starts = [m.start() for m in re.finditer(r"\b\w", text)][:2]
    return any(text[i] == letters[0] and _in_order(letters, text[i:]) for i in starts)


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


@lru_cache(KEPT)
def skeleton(word: str) -> str:
    """Return the consonants by which spellings of one foreign word sound alike.

    Vowels, doubled letters and weak h, w, y go; letters that transliterations
    confuse become one.

    Examples
    --------
    >>> skeleton("Fateh") == skeleton("Fatah") == skeleton("Fath")
    True
    >>> skeleton("Mohammed") == skeleton("Muhamad"), skeleton("Brown") == skeleton("Burton")
    (True, False)
    """
    text = re.sub(r"[^a-z]", "", unaccented(word).casefold())
    for old, new in [("ph", "f"), ("sch", "sh"), ("tch", "ch"), ("kh", "k"), ("gh", "g"),
                     ("dh", "d"), ("th", "t"), ("ck", "k"), ("q", "k"), ("dj", "j")]:  # fmt: skip
        text = text.replace(old, new)
    text = re.sub(r"c(?![eiyh])", "k", text)
    text = re.sub(r"(?<=[^aeiou])h|h$|h(?=[^aeiou])", lambda m: "", text.replace("sh", "$"))
    head, rest = text[:1], re.sub(r"[aeiouwy]", "", text[1:])
    return re.sub(r"(.)\1+", r"\1", head + rest)


def undoubled(word: str) -> str:
    """Return a longer word with each doubled letter once: spellings that are one given name.

    Examples
    --------
    >>> undoubled("phillip") == undoubled("philip"), undoubled("anna") == undoubled("ana")
    (True, False)
    """
    return re.sub(r"(.)\1", r"\1", word) if len(word) > 4 else word


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
