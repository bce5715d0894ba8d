"""The clusters of one article's names: which mentions are the same, and what each is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.language.plain import Doc
from helpers.names import aliases
from helpers.names.canonical import (
    canonical,
    joined_by_hand,
    joined_by_the_outlet,
    spelled_as_known,
)
from helpers.names.known import known_aliases, known_labels
from helpers.names.mention import Mention
from helpers.names.mentions import find_mentions
from helpers.names.outlet import outlet_aliases
from helpers.names.references import find_references
from helpers.names.rules import NEAR, RULES


@dataclass(frozen=True)
class Article:
    """The names of one article: mentions, the name_id of each, its forms and their pairs."""

    mentions: list[Mention]
    name_ids: list[str]
    forms: list[aliases.Form]
    pairs: list[aliases.Pair]


def name_clusters(
    mentions: Sequence[Mention],
    text: str,
    *,
    threshold: float = aliases.THRESHOLD,
    table: Mapping[str, str] | None = None,
    outlets: Mapping[str, str] | None = None,
    near: bool = False,
) -> Article:
    """Cluster the mentions of one article; a pure function of mentions and text.

    Parameters
    ----------
    mentions
        In text order.
    text
        The article's text.
    threshold
        Pairs that score below stay apart (0…1).
    table
        Canonical names by key (:func:`helpers.names.known.alias_keys`).
    outlets
        What the paper calls itself, by key (:func:`helpers.names.outlet.outlet_aliases`).
    near
        Look for near misses too.

    Examples
    --------
    >>> text = "The Lowland Centre for Human Rights (LCHR) spoke. LCHR gave no figure."
    >>> found = [Mention(4, 35, text[4:35], "ORG"), Mention(37, 41, "LCHR", "ORG"),
    ...          Mention(50, 54, "LCHR", "ORG")]
    >>> set(name_clusters(found, text).name_ids)
    {'Lowland Centre for Human Rights'}
    """
    known = known_aliases() if table is None else table
    outlets = outlets or {}
    forms = aliases.split_by_rivals(aliases.forms_of(mentions), mentions)
    rules = [*RULES, joined_by_hand(known), joined_by_the_outlet(outlets), *(NEAR if near else [])]
    pairs = aliases.find_pairs(forms, mentions, text, rules)
    roots = aliases.join(len(forms), pairs, threshold)
    name_ids = [""] * len(mentions)
    labelled = list(mentions)
    for root in set(roots):
        members = [form for form, r in zip(forms, roots, strict=True) if r == root]
        label = _label(members, mentions)
        name = _name(members, known, outlets if label == "ORG" else {})
        for i in (i for form in members for i in form.mentions):
            name_ids[i] = name
            labelled[i] = replace(mentions[i], label=label)
    return Article(labelled, name_ids, forms, pairs)


def _name(
    members: Sequence[aliases.Form], known: Mapping[str, str], outlets: Mapping[str, str]
) -> str:
    full = aliases.fullest(members)
    own = next((outlets[form.key] for form in members if form.key in outlets), None)
    return own or canonical(full, known)


def _label(members: Sequence[aliases.Form], mentions: Sequence[Mention]) -> str:
    """One label for a cluster: a known one, or what most of its mentions carry.

    The fullest form says most about what it is, so its mentions count twice.
    """
    full = aliases.fullest(members)
    if full.key in known_labels() and spelled_as_known(full):
        return known_labels()[full.key]
    votes = Counter(mentions[i].label for form in members for i in form.mentions)
    votes[full.label] += len(full.mentions)
    return max(votes, key=lambda label: (votes[label], label == full.label))


def read_names(
    doc: Doc, threshold: float, table: Mapping[str, str] | None, *, near: bool = False
) -> Article:
    """Find and cluster the names of a doc, and the words that point back at them."""
    article = name_clusters(
        find_mentions(doc), doc.text, threshold=threshold, table=table,
        outlets=outlet_aliases(doc), near=near,
    )  # fmt: skip
    extra = find_references(doc, article.mentions, article.name_ids)
    both = sorted(
        [*zip(article.mentions, article.name_ids, strict=True), *extra], key=lambda m: m[0].start
    )
    return Article([m for m, _ in both], [n for _, n in both], article.forms, article.pairs)
