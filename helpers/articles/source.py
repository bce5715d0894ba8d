"""What a reader hands on: a draft of an article, or the reason why there is none."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MEGABYTE = 1_000_000
MAX_TEXT = MEGABYTE
"""Characters that one article may have: spaCy reads no more at once."""
MAX_PAGE = 20 * MEGABYTE
"""Bytes of a web page, a Word file or a line of a table; a Word file may unpack to five times it."""
MAX_TABLE_COLUMNS = 2_000


class Problem(Exception):
    """A reason why an input gives no article, in words for the person who gave it."""


@dataclass
class Loaded:
    """The text of an article and what its own file says about it."""

    text: str
    sha256: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: Any = None
    published_from: str | None = None


@dataclass
class Draft:
    """An article that is known to be there, and how to load it.

    ``fields`` holds what metadata say (article_id, title, outlet, published, …); ``load``
    reads the text and raises :class:`Problem` or ``OSError`` if it cannot. ``named``: the stem is an
    id that was given, and not the name of a file or the number of a row.
    """

    path: str
    stem: str
    load: Callable[[], Loaded]
    fields: Mapping[str, Any] = field(default_factory=dict)
    named: bool = False


def failing(reason: str) -> Callable[[], Loaded]:
    """Return a loader that fails with this reason."""

    def load() -> Loaded:
        raise Problem(reason)

    return load


def sha256(data: bytes) -> str:
    """Return the SHA-256 checksum of some bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def slug(name: str) -> str:
    """Make a readable identifier of ``a-z 0-9 -``, at most 60 characters, from a name.

    It is safe as part of a file name: no dots, no slashes. What has no Latin letters or
    digits, or is longer, gets a checksum instead or at its end.

    Examples
    --------
    >>> slug("../Élan, 3rd edition")
    'elan-3rd-edition'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    mark = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    if not plain:
        return f"article-{mark}"
    return plain if len(plain) <= 60 else f"{plain[:51].rstrip('-')}-{mark}"


class Names:
    """Gives out article ids, each once: a name that comes again gets ``-2``, ``-3`` …

    It keeps 8 bytes of checksum for each name, not the name, so that a million cost little.
    """

    def __init__(self) -> None:
        self._used: dict[int, int] = {}

    @staticmethod
    def _key(name: str) -> int:
        return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")

    def take(self, name: str) -> str:
        """Return ``slug(name)``, or the first free variant of it."""
        base = slug(name)
        number = self._used.get(self._key(base), 0) + 1
        self._used[self._key(base)] = number
        if number == 1:
            return base
        while True:
            unique = f"{base}-{number}"
            if self._key(unique) not in self._used:
                self._used[self._key(unique)] = 1
                self._used[self._key(base)] = number
                return unique
            number += 1


def size(n_bytes: int) -> str:
    """Write a number of bytes for people: ``6.1 MB``."""
    return f"{n_bytes / MEGABYTE:.1f} MB"


def check_size(path: Path, most: int, advice: str) -> None:
    """Raise :class:`Problem` if a file is larger than ``most`` bytes."""
    n_bytes = path.stat().st_size
    if n_bytes > most:
        raise Problem(f"too large: {size(n_bytes)}, at most {size(most)} are read; {advice}")
