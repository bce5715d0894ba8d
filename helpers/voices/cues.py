"""Cues: the words that bring a voice in (*said*, *according to*, *the claim that*).

``data/lexicons/cues.csv`` lists them by lemma, part of speech and pattern: the
grammar by which the content hangs on the cue. Counts and precision were learned
from the training part of PolNeAR (Newell et al. 2018) by ``training/voices.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from helpers.language import grammar
from helpers.language.plain import Span, Token
from helpers.resources import lexicon
from helpers.voices.asked import is_asked

PRECISION = 0.5
"""A cue is taken by the rules when at least this share of its uses in the training part was one."""

POINTS_BACK = frozenset(["it", "this", "that"])
"""Objects by which a clause of its own takes up what came before (``…; Reed denies *it*``)."""

VERB, NOUN, ADJECTIVE = "VERB", "NOUN", "ADJ"
FINITE = {"VBD", "VBP", "VBZ", "MD"}
STANCES = ("assert", "deny", "hedge", "ask")


class Cue(NamedTuple):
    """A cue word, the words it stands in, and the way its content hangs on it."""

    head: Token
    span: Span
    pattern: str
    content: Token | None


class Entry(NamedTuple):
    """What the lexicon knows of a cue."""

    stance: str
    uses: int
    precision: float


@cache
def entries() -> dict[tuple[str, str, str], Entry]:
    """Return the lexicon: (lemma, pos, pattern) -> stance, count, precision."""
    return {
        (row["lemma"], row["pos"], row["pattern"]): Entry(
            row["stance"], int(row["count"]), float(row["precision"])
        )
        for row in lexicon("cues").to_dict("records")
    }


@cache
def stances() -> dict[tuple[str, str], str]:
    """Return the stance of each (lemma, pos), from its most frequent pattern."""
    ranked = sorted(entries().items(), key=lambda item: item[1].uses)
    return {(lemma, pos): entry.stance for (lemma, pos, _), entry in ranked}


def precision(lemma: str, kind: str) -> float:
    """Return the highest precision the lexicon gives a word of a class, 0 for a word it has not."""
    return _highest().get((lemma, kind), 0.0)


@cache
def _highest() -> dict[tuple[str, str], float]:
    ranked = sorted(entries().items(), key=lambda item: item[1].precision)
    return {(lemma, pos): entry.precision for (lemma, pos, _), entry in ranked}


def lemma(token: Token) -> str:
    """Return the lemma of a word, with its particle where the lexicon knows the two together.

    *Called off* is another word than *called*, and no cue.
    """
    bare = token.lemma_.lower()
    if token.pos_ != "VERB" or bare not in _with_particles():
        return bare
    joined = f"{bare} {grammar.particle(token)}"
    return joined if joined in _phrasal() else bare


@cache
def _phrasal() -> frozenset[str]:
    return frozenset(word for word, _, _ in entries() if " " in word)


@cache
def _with_particles() -> frozenset[str]:
    return frozenset(word.split()[0] for word in _phrasal())


def word_class(token: Token) -> str:
    """Return VERB, NOUN, ADJ or '' for a token that may head a cue."""
    if token.pos_ in {"VERB", "AUX"}:
        return VERB
    if token.pos_ in {"NOUN", "PROPN"}:
        return NOUN
    return ADJECTIVE if token.pos_ == "ADJ" else ""


def patterns(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield the ways in which content may hang on a word, each with the content's head.

    ``clause`` a complement clause, or the sentence that the word comments on
    (``It is over, he said``); ``infinitive``; ``object``; a preposition's own name.
    """
    kind = word_class(token)
    if kind == VERB:
        yield from _of_verb(token)
    elif kind in {NOUN, ADJECTIVE}:
        for child in token.children:
            if child.dep_ in {"acl", "ccomp", "acl:relcl", "relcl"} and _has_mark(child, "that"):
                yield "clause", child
            elif child.dep_ in {"acl", "xcomp", "ccomp"} and _has_mark(child, "to"):
                yield "infinitive", child
        yield from grammar.prepositional(token)


def _of_verb(token: Token) -> Iterator[tuple[str, Token]]:
    own = any(t.lower_ in POINTS_BACK for t in grammar.children(token, grammar.OBJECT))
    if token.dep_ == "parataxis" and token.head.i != token.i and not own:
        yield "clause", token.head
    for child in grammar.complements(token):
        yield ("infinitive" if _is_infinitive(child) else "clause"), child
    for child in grammar.children(token, grammar.OBJECT):
        yield "object", child
    if grammar.is_passive(token) and not is_asked(token):
        for subject in grammar.children(token, grammar.PASSIVE_SUBJECT):
            yield "subject", subject
    yield from grammar.prepositional(token)
    for child in grammar.children(token, grammar.ADVERB_CLAUSE):
        if _has_mark(child, "as"):
            yield "as", child


def _is_infinitive(token: Token) -> bool:
    return token.dep_ == "xcomp" or _has_mark(token, "to")


def _has_mark(token: Token, word: str) -> bool:
    return any(
        c.lower_ == word and c.dep_ in {"mark", "aux", "nsubj", "obj"} for c in token.children
    )


def according_to(token: Token) -> Cue | None:
    """Return the cue ``according to`` that begins at the token; its content is the clause it is in."""
    doc = token.doc
    if token.lower_ != "according" or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    source = token.head if token.dep_ in {"case", "fixed"} else None
    clause = source.head if source is not None else token.head
    return Cue(token, doc[token.i : token.i + 2], "according to", clause)


def cue_span(head: Token) -> Span:
    """Return the cue's words: its auxiliaries, negation, particle, and the verb it is governed by."""
    first, last = head.i, head.i
    for child in head.children:
        if child.dep_ in grammar.AUXILIARY | grammar.PARTICLE | {"neg"} or _adverb(child):
            if child.i < head.i and all(_small(t) for t in head.doc[child.i : head.i]):
                first = min(first, child.i)
            elif child.i == last + 1 and child.dep_ in grammar.PARTICLE:
                last = child.i
    return head.doc[first : last + 1]


def _adverb(token: Token) -> bool:
    return (
        token.dep_ in {"advmod", "mark"}
        and token.pos_ in {"ADV", "PART"}
        and token.i < token.head.i
    )


def _small(token: Token) -> bool:
    return token.pos_ in {"AUX", "ADV", "PART"} or token.dep_ == "neg"
