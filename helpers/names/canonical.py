"""The name that a cluster bears in every article: its fullest form, or what aliases.csv says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from helpers.names.aliases import Form, Pair, Rule
from helpers.names.forms import clean, key, words_of
from helpers.names.mentions import Mention


def joined_by_hand(table: Mapping[str, str]) -> Rule:
    """Return the rule that joins forms which the alias table gives one canonical name.

    An acronym that the article itself spells out in brackets as something else
    keeps the article's meaning.
    """

    def rule(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
        groups: dict[str, list[int]] = defaultdict(list)
        for i, form in enumerate(forms):
            if form.key in table:
                groups[key(table[form.key])].append(i)
        for members in groups.values():
            for other in members[1:]:
                yield Pair(members[0], other, "aliases.csv", 1.0)

    return rule


def display(text: str) -> str:
    """Return a name as it is written in ``name_id``: on one line, with one kind of Arabic article.

    Examples
    --------
    >>> display("Karim  al Haddad")
    'Karim al-Haddad'
    """
    text = re.sub(r"^[Tt]he\s+", "", clean(text))
    words = text.split()
    form = re.sub(r"\W", "", words[-1]).casefold() if words else ""
    if len(words) > 1 and len(form) <= 4 and form in words_of("company"):
        words = words[:-1]
    text = " ".join(words).rstrip(",")
    text = re.sub(r"\b(al|el)[ -](?=[A-Z])", r"\1-", text)
    return text.title() if text.isupper() and len(text) > 7 else text


def canonical(form: Form, table: Mapping[str, str]) -> str:
    """Return the canonical name of a cluster's fullest form."""
    return table.get(form.key) or display(form.text)
