"""The name that a cluster bears in every article: its fullest form, or what aliases.csv says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from helpers.names.aliases import Form, Pair, Rule
from helpers.names.forms import clean, is_acronym, key, words_of
from helpers.names.known import known_labels
from helpers.names.mention import Mention
from helpers.names.places import candidates, is_settlement, short_state

_LONG = 7
"""Names in capitals with more letters are no abbreviation."""


def joined_by_hand(table: Mapping[str, str]) -> Rule:
    """Return the rule that joins forms which the alias table gives one canonical name.

    An acronym that the article itself spells out in brackets as something else
    keeps the article's meaning.
    """

    def rule(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
        yield from _same_entry(forms, table, "aliases.csv")

    return rule


def joined_by_the_outlet(table: Mapping[str, str]) -> Rule:
    """Return the rule that joins what a paper calls itself (key of a form: its full name)."""

    def rule(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
        yield from _same_entry(forms, table, "name of the outlet", only="ORG")

    return rule


def _same_entry(
    forms: Sequence[Form], table: Mapping[str, str], reason: str, only: str = ""
) -> Iterator[Pair]:
    groups: dict[str, list[int]] = defaultdict(list)
    for i, form in enumerate(forms):
        entry = looked_up(form, table) if not only or form.label == only else None
        if entry:
            groups[key(entry)].append(i)
    for members in groups.values():
        for other in members[1:]:
            yield Pair(members[0], other, reason, 1.0)


def looked_up(form: Form, table: Mapping[str, str]) -> str | None:
    """Return what the table says of a form; an abbreviation of two or three letters needs capitals.

    Examples
    --------
    >>> who = Form("Who", "who", "PERSON", (0,), 0)
    >>> looked_up(who, {"who": "World Health Organization"}) is None
    True
    """
    entry = table.get(form.key)
    if form.label == "PERSON" and known_labels().get(form.key) == "LOC":
        return None
    return entry if entry is None or key(entry) == form.key or spelled_as_known(form) else None


def spelled_as_known(form: Form) -> bool:
    """Tell whether a form of two or three letters stands in capitals: *Who* is not *WHO*."""
    return len(form.key) > 3 or is_acronym(form.text)


def display(text: str) -> str:
    """Return a name as it is written in ``name_id``: on one line, with one kind of Arabic article.

    Examples
    --------
    >>> display("Karim  al Haddad"), display("PORT ELLAN"), display("U.S. DNS")
    ('Karim al-Haddad', 'Port Ellan', 'U.S. DNS')
    """
    text = re.sub(r"^[Tt]he\s+", "", clean(text))
    words = text.split()
    form = re.sub(r"\W", "", words[-1]).casefold() if words else ""
    if len(words) > 1 and len(form) <= 4 and form in words_of("company"):
        words = words[:-1]
    text = " ".join(words).rstrip(",")
    text = re.sub(r"\b(al|el)[ -](?=[A-Z])", r"\1-", text)
    shouted = text.isupper() and len(text) > _LONG and not is_acronym(text)
    return " ".join(map(_spoken, text.split())) if shouted else text


def _spoken(word: str) -> str:
    """A word that can be spoken loses its capitals; *DNS* and *U.S.* keep them."""
    return word if "." in word or not re.search("[AEIOUY]", word) else word.title()


def canonical(form: Form, table: Mapping[str, str]) -> str:
    """Return the canonical name of a cluster's fullest form."""
    entry = looked_up(form, table)
    if entry or form.label != "LOC":
        return entry or display(form.text)
    if state := short_state(form.text):
        return state
    words = form.text.split()
    extra = len(words) > 1 and words[-1].casefold() in words_of("settlement")
    proper = " ".join(words[:-1])
    name = proper if extra and is_settlement(proper, form.text) else form.text
    return display(name.title() if name.isupper() and candidates(name) and len(name) > 3 else name)
