"""What the linear model looks at: words near the target, and grammar paths from it to loaded words.

A feature is a name a person can read (``patient:accuse``, ``loaded agent>object negative``) and a
number. The grammar comes from the pipeline's parse; its labels are read as roles, so that UD and
ClearNLP parses give the same features. Loaded words are those of VADER's lexicon (Hutto & Gilbert
2014), turned round by a negation that hangs on them.
"""

from __future__ import annotations

from collections import defaultdict
from math import sqrt

from helpers.language.grammar import negated
from helpers.language.plain import Doc, Token
from helpers.sentiment.connotation import connotation_features
from helpers.sentiment.grammar_paths import role, valence, way_up

NEAR = 5
FARTHEST_PATH = 4


def head_of(doc: Doc, start: int, end: int) -> tuple[Token, set[int]] | None:
    """The head word of the characters ``start:end`` and the positions of all their words."""
    words = [t for t in doc if t.idx < end and t.idx + len(t) > start and not t.is_space]
    if not words:
        return None
    inside = {t.i for t in words}
    heads = [t for t in words if t.head.i not in inside or t.head.i == t.i]
    return (heads or words)[-1], inside


def _word_features(words: list[Token], inside: set[int]) -> dict[str, float]:
    shown: list[str] = []
    for t in words:
        if t.i in inside:
            if not shown or shown[-1] != "TARGET":
                shown.append("TARGET")
        elif not t.is_punct:
            shown.append(t.lower_)
    bag: dict[str, float] = {}
    middle = shown.index("TARGET") if "TARGET" in shown else 0
    for i, word in enumerate(shown):
        bag[f"word {word}"] = 1
        if i + 1 < len(shown):
            bag[f"words {word} {shown[i + 1]}"] = 1
        if 0 < abs(i - middle) <= NEAR:
            bag[f"{'before' if i < middle else 'after'} {word}"] = 1
    size = sqrt(len(bag) or 1)
    return dict.fromkeys(bag, 4 / size)


def _grammar_features(head: Token, inside: set[int]) -> dict[str, float]:
    found: dict[str, float] = {}
    for token, path in way_up(head)[1:4]:
        if path and token.i not in inside:
            no = "not " if negated(token) else ""
            found[f"{path}: {no}{token.lemma_.lower()}"] = 2.0
            found[f"is {path}"] = 1.0
    for child in head.children:
        if child.i not in inside and role(child) in {"describes", "apposition", "relative", "part"}:
            found[f"{role(child)}: {child.lemma_.lower()}"] = 2.0
    return found


def _clause_features(head: Token, inside: set[int]) -> dict[str, float]:
    clause = head
    while clause.head.i != clause.i and clause.pos_ not in {"VERB", "AUX"}:
        clause = clause.head
    own = [t for t in clause.subtree if t.i not in inside and not t.is_punct and not t.is_space]
    size = sqrt(len(own) or 1)
    return {f"clause {t.lemma_.lower()}": 3 / size for t in own if t.pos_ != "PROPN"}


def _loaded_features(words: list[Token], head: Token, inside: set[int]) -> dict[str, float]:
    ups = {t.i: path for t, path in reversed(way_up(head))}
    sums: defaultdict[str, float] = defaultdict(float)
    for t in words:
        value = 0.0 if t.i in inside or t.pos_ == "PROPN" else valence(t)
        if not value:
            continue
        sign, size = ("positive" if value > 0 else "negative"), abs(value)
        common, down = next(((c, d) for c, d in way_up(t) if c.i in ups), (t, "far"))
        path = f"{ups.get(common.i, '?')}|{'<'.join(reversed(down.split('>')))}"
        if path.count(">") + path.count("<") <= FARTHEST_PATH:
            sums[f"loaded {path} {sign}"] += size
        sums[f"loaded anywhere {sign}"] += size / 2
        if abs(t.i - head.i) <= NEAR:
            sums[f"loaded {'before' if t.i < head.i else 'after'} {sign}"] += size
        top = ups.get(common.i, "?").split(">")[0] or "own"
        sums[f"loaded by {top} {sign}"] += size
    return {name: min(value, 6.0) for name, value in sums.items()}


def features(doc: Doc, start: int, end: int) -> dict[str, float]:
    """Name and value of every feature of the target at characters ``start:end`` of a parsed sentence."""
    found = head_of(doc, start, end)
    if found is None:
        return {}
    head, inside = found
    words = [t for t in doc if not t.is_space]
    made = _word_features(words, inside)
    made.update(_grammar_features(head, inside))
    made.update(_clause_features(head, inside))
    made.update(_loaded_features(words, head, inside))
    made.update(connotation_features(head, inside))
    quoted = sum(t.text in {'"', "“"} for t in words if t.i < head.i) % 2 == 1
    made["target is quoted"] = float(quoted)
    made["target is a pronoun"] = float(head.pos_ == "PRON")
    return made
