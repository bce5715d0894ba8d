"""What a verb implies of those who take part in it, as features of the linear model.

Who is the agent of an assault looks bad, who is the patient of help is favoured: verbs connote something
about their roles (Rashkin, Singh & Choi 2016). So that this is learned for kinds of verbs and not only
for single words, a verb also counts as its PLOVER type (``event agent: ASSAULT``), as a word of speech
(``speech agent: deny``), and by the sign of its valence (``verb agent bad``).
"""

from __future__ import annotations

from functools import cache

from helpers.language import grammar
from helpers.language.plain import Token
from helpers.resources import lexicon
from helpers.sentiment.grammar_paths import role, valence, way_up

_POS = {"VERB": "v", "NOUN": "n"}
_SHOWN = {"agent", "patient", "in", "of", "clause"}
_NO_EVENT = {"STATE", "OTHER"}


@cache
def event_types() -> dict[tuple[str, str], str]:
    """The commonest PLOVER type of a lemma and its part of speech: of the entry without a frame, or the first."""
    found: dict[tuple[str, str], str] = {}
    for (lemma, pos), rows in lexicon("events").groupby(["lemma", "pos"], sort=True):
        plain = rows[rows.frame == ""]
        found[lemma, pos] = str((plain if len(plain) else rows).type.iloc[0])
    return {key: kind for key, kind in found.items() if kind not in _NO_EVENT}


@cache
def _speech() -> dict[tuple[str, str], str]:
    return {(row.lemma, row.pos): row.stance for row in lexicon("cues").itertuples()}


def connotation_features(head: Token, inside: set[int]) -> dict[str, float]:
    """Features of the verbs and nouns that the target's head word takes part in.

    Parameters
    ----------
    head, inside
        The target's head word, and the positions of all its words.
    """
    ups = way_up(head)
    found: dict[str, float] = {}
    for token, path in ups[1:3]:
        if path and token.i not in inside:
            found.update(_kinds(token, path))
    if len(ups) > 1:
        found.update(_valences(*ups[1], inside))
    words = [t.lower_ for t in head.doc]
    found["hypothetical"] = float(not {"would", "could", "might", "if"}.isdisjoint(words))
    found["question"] = float("?" in words)
    return {name: value for name, value in found.items() if value}


def _kinds(token: Token, path: str) -> dict[str, float]:
    lemma, found = token.lemma_.lower(), {}
    kind = event_types().get((lemma, _POS.get(token.pos_, "")))
    if kind:
        found[f"event {path}: {'not ' if grammar.negated(token) else ''}{kind}"] = 2.0
    stance = _speech().get((lemma, token.pos_))
    if stance:
        found[f"speech {path}: {stance}"] = 2.0
    return found


def _valences(verb: Token, path: str, inside: set[int]) -> dict[str, float]:
    """Whether the verb sounds good or bad, and so whoever and whatever else takes part in it."""
    found: dict[str, float] = {}
    value = valence(verb)
    if value:
        found[f"verb {path} {_sign(value)}"] = min(abs(value), 3.0)
    for child in verb.children:
        value = 0.0 if child.i in inside else valence(child)
        if value and role(child) in _SHOWN:
            found[f"other {path}>{role(child)} {_sign(value)}"] = min(abs(value), 3.0)
    found[f"verb negated {path}"] = float(grammar.negated(verb))
    return found


def _sign(value: float) -> str:
    return "good" if value > 0 else "bad"
