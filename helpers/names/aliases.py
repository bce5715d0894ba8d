"""Which names of one article mean the same: scored pairs, and the clusters they make.

Two names are joined only where a reason says so: the text itself (a bracket, a
"formerly"), the form (initials, a last name, the same sounds), or a line in
``data/lexicons/aliases.csv``. Each reason has a score; what stays below the
threshold stays apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from helpers.names.forms import is_acronym, key, undoubled
from helpers.names.inverted import upright
from helpers.names.mention import Mention

THRESHOLD = 0.8
"""Pairs that score below are not joined."""

AMBIGUOUS = 0.5
"""The score of a pair that speaks for itself, but is not the only one."""


@dataclass(frozen=True)
class Form:
    """A name as one article writes it: its text, key, label and where it stands.

    ``part`` is above 0 where the same words mean somebody else in another part
    of the article.
    """

    text: str
    key: str
    label: str
    mentions: tuple[int, ...]
    first: int
    part: int = 0

    @property
    def words(self) -> list[str]:
        """The words of its key."""
        return self.key.split()


@dataclass(frozen=True)
class Pair:
    """Two forms, by their numbers, why they may be the same, and how sure that is (0…1)."""

    a: int
    b: int
    reason: str
    score: float


def forms_of(mentions: Sequence[Mention]) -> list[Form]:
    """Bring mentions with the same key together (persons and the rest apart), in text order."""
    groups: dict[tuple[str, bool, bool], list[int]] = defaultdict(list)
    written = [upright(m.text) if m.label == "PERSON" else m.text for m in mentions]
    for i, mention in enumerate(mentions):
        if not mention.reference:
            acronym = is_acronym(mention.text)
            groups[key(written[i]), mention.label == "PERSON", acronym].append(i)
    made = []
    for (form, _, _), members in groups.items():
        texts = Counter(written[i] for i in members)
        labels = Counter(mentions[i].label for i in members)
        text = max(texts, key=lambda t: (not t.isupper(), texts[t], len(t)))
        made.append(
            Form(
                text, form, labels.most_common(1)[0][0], tuple(members), mentions[members[0]].start
            )
        )
    return made


def split_by_rivals(forms: Sequence[Form], mentions: Sequence[Mention]) -> list[Form]:
    """Split a last name that two people bear, at the place where the second one comes in.

    Before that place it can only mean the first; after it, nobody can be sure.
    """
    made = []
    for form in forms:
        at = _second_bearer(form, forms)
        before = tuple(i for i in form.mentions if at and at[0] <= mentions[i].start < at[1])
        after = tuple(i for i in form.mentions if i not in before)
        if not before or not after:
            made.append(form if not before else replace(form, part=1))
            continue
        made.append(replace(form, mentions=before, first=mentions[before[0]].start, part=1))
        made.append(replace(form, mentions=after, first=mentions[after[0]].start))
    return made


def _second_bearer(form: Form, forms: Sequence[Form]) -> tuple[int, int] | None:
    """Where the first and the second person of a last name come in, None if there is one only."""
    if form.label != "PERSON" or len(form.words) != 1:
        return None
    full = [f for f in forms if f.label == "PERSON" and len(f.words) > 1]
    bearers = sorted((f for f in full if f.words[-1] == form.key), key=lambda f: f.first)
    others = [f for f in bearers if undoubled(f.words[0]) != undoubled(bearers[0].words[0])]
    return (bearers[0].first, others[0].first) if others else None


Rule = Callable[[Sequence[Form], Sequence[Mention], str], Iterable[Pair]]


def find_pairs(
    forms: Sequence[Form], mentions: Sequence[Mention], text: str, rules: Sequence[Rule]
) -> list[Pair]:
    """Return the best-scored pair for each two forms that any rule connects."""
    best: dict[tuple[int, int], Pair] = {}
    for rule in rules:
        for pair in rule(forms, mentions, text):
            ends = (min(pair.a, pair.b), max(pair.a, pair.b))
            if ends[0] != ends[1] and (ends not in best or pair.score > best[ends].score):
                best[ends] = Pair(*ends, pair.reason, pair.score)
    return sorted(best.values(), key=lambda p: (-p.score, p.a, p.b))


def join(count: int, pairs: Iterable[Pair], threshold: float = THRESHOLD) -> list[int]:
    """Return for each of ``count`` forms the number of its cluster (its smallest member).

    Examples
    --------
    >>> join(4, [Pair(0, 2, "acronym", 0.95), Pair(1, 3, "sound", 0.5)])
    [0, 1, 0, 3]
    """
    root = list(range(count))

    def find(i: int) -> int:
        while root[i] != i:
            i = root[i]
        return i

    for pair in pairs:
        if pair.score >= threshold:
            a, b = sorted((find(pair.a), find(pair.b)))
            root[b] = a
    return [find(i) for i in range(count)]


def fullest(forms: Sequence[Form], counts: Sequence[int] | None = None) -> Form:
    """Return the fullest of some forms: no acronym, most words, then most used, then first.

    Examples
    --------
    >>> a = Form("LCHR", "lchr", "ORG", (0, 2, 3), 10)
    >>> b = Form("Lowland Centre for Human Rights", "lowland centre for human rights", "ORG", (1,), 30)
    >>> fullest([a, b]).text
    'Lowland Centre for Human Rights'
    """
    return max(
        forms,
        key=lambda f: (
            not is_acronym(f.text),
            len(f.words),
            len(re.sub(r"\W", "", f.text)) if len(f.words) == 1 else 0,
            len(f.mentions),
            -f.first,
        ),
    )
