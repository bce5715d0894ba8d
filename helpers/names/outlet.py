"""What a paper calls itself: the name above the story, and the short forms the story uses for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpers.language.plain import Doc
from helpers.names.forms import head_of, key, words_of

_REASONS = {"name of the outlet", "masthead"}
_LONGEST = 6


def outlet_names(doc: Doc) -> Mapping[str, str]:
    """Return ``{short form: full name}`` of the outlet that stands above or beside the story.

    *Meridian News Agency* may be called *Meridian* or *MNA*, *The Ellan Mirror* *the Mirror*.
    Empty where no line of the page gives the outlet's name.
    """
    found: dict[str, str] = {}
    text = doc.text
    for passage in (p for p in doc._.passages or () if p["kind"] == "boilerplate"):
        line = text[passage["start"] : passage["end"]].strip()
        if passage.get("reason") == "navigation" and line.startswith("The "):
            line = line.split("|")[0].strip()
        elif passage.get("reason") not in _REASONS or not _names_an_outlet(passage, line):
            continue
        if 0 < len(line.split()) <= _LONGEST and line[-1].isalpha():
            full = _written(line)
            found.update(dict.fromkeys(_short_forms(full), full))
    return found


def _names_an_outlet(passage: Mapping[str, str], line: str) -> bool:
    """A masthead may also be a headline in capitals, unless its last word is that of a body."""
    last = line.split()[-1].lower()
    return passage["reason"] != "masthead" or last in words_of("body") or last in words_of("outlet")


def _written(line: str) -> str:
    words = line.title().split() if line.isupper() else line.split()
    small = words_of("small")
    words = [w.lower() if n and w.lower() in small else w for n, w in enumerate(words)]
    return " ".join(words[1:] if words[0].lower() == "the" and len(words) > 1 else words)


def _short_forms(full: str) -> Iterator[str]:
    """The whole name, its proper word without the common ones, its last word, its initials."""
    words = full.split()
    yield full
    common = words_of("body") | words_of("outlet") | words_of("small")
    own = [w for w in words if w.lower() not in common]
    if len(own) == 1 and words[0] == own[0]:
        yield own[0]
    head = head_of(full)
    if len(words) > 1 and head.isalpha() and head not in words_of("outlet"):
        yield f"the {head.title()}"
    letters = "".join(w[0] for w in words if w.lower() not in words_of("small"))
    if len(letters) > 2:
        yield letters


def outlet_aliases(doc: Doc) -> Mapping[str, str]:
    """Return ``{key of a short form: full name}``."""
    return {key(short): full for short, full in outlet_names(doc).items()}
