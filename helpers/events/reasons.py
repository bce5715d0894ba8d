"""Why and how: the clause or phrase near the main event that gives a reason or a manner.

Both are read off connectives, as in Giveme5W1H (Hamborg et al. 2019), in the title and the first
sentences: a conjunction, a preposition, an infinitive of purpose, a participle. Where no manner is
said, what else was done is the best answer to *how* (*killed three* - *rammed a gate*).
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.events.subjects import is_time, is_verb
from helpers.language import grammar as g
from helpers.language.plain import Span, Token

Answer = tuple[float, int, int]
_FIRST = 4
_LONGEST = 9
_WHY_CLAUSE = {"because": 3.0, "after": 1.6, "since": 0.8, "as": 1.0, "so": 1.0}
_WHY_PHRASE = {
    "because of": 3.0, "due to": 3.0, "over": 1.7, "amid": 1.2, "following": 1.3, "after": 1.2,
    "thanks to": 2.0, "owing to": 3.0, "in response to": 3.0, "in retaliation for": 3.0,
    "in revenge for": 3.0, "in protest at": 3.0, "in protest against": 3.0, "on suspicion of": 2.0,
    "on charges of": 2.0, "as part of": 0.8, "in bid": 1.0,
}  # fmt: skip
_HOW_PHRASE = {"with": 1.2, "by": 1.3, "through": 1.2, "using": 1.5, "via": 1.4, "from": 0.4}
_BLAMED = {"blame": "on", "accuse": "of", "charge": "with", "arrest": "for", "jail": "for",
           "praise": "for", "criticise": "for", "criticize": "for", "sentence": "for"}  # fmt: skip
_CAUSED = {"cause", "prompt", "spark", "trigger", "provoke", "fuel"}
_PAYBACK = {"revenge", "retaliation", "reprisal"}


def reasons(sentences: list[Span]) -> Iterator[Answer]:
    """Yield ``(score, start, end)`` for what may say why, from a story's sentences in order."""
    for weight, token in _tokens(sentences):
        if is_verb(token):
            yield from _why_of_clause(weight, token)
        if g.is_passive(token) and token.lemma_.lower() in _CAUSED:
            for cause in g.agents(token):
                yield 2.5 * weight, *_phrase(cause)
        if token.lower_ in _PAYBACK and token.pos_ == "NOUN":
            yield 2.0 * weight, *_phrase(token)
        for prep, noun in g.prepositional(token):
            worth = _WHY_PHRASE.get(prep, 0.0)
            if is_verb(token) and _BLAMED.get(token.lemma_.lower()) == prep:
                worth = 1.8
            if worth and not is_time(noun):
                yield worth * weight, *_phrase(noun)


def manners(sentences: list[Span]) -> Iterator[Answer]:
    """Yield ``(score, start, end)`` for what may say how."""
    for weight, token in _tokens(sentences):
        if not is_verb(token):
            continue
        for prep, noun in g.prepositional(token):
            human = noun.ent_type_ or noun.pos_ in {"PROPN", "PRON"} or is_time(noun)
            if prep in _HOW_PHRASE and not human:
                yield _HOW_PHRASE[prep] * weight, *_phrase(noun)
        yield from _how_of_clause(weight, token)


def _tokens(sentences: list[Span]) -> Iterator[tuple[float, Token]]:
    for number, sentence in enumerate(sentences[: _FIRST + 1]):
        for token in sentence:
            yield 1.0 / (1 + 0.35 * number), token


def _marks(clause: Token) -> list[str]:
    return [c.lower_ for c in clause.children if c.dep_ in {"mark", "case", "aux", "advmod"}]


def _why_of_clause(weight: float, clause: Token) -> Iterator[Answer]:
    if clause.dep_ not in g.ADVERB_CLAUSE:
        return
    marks = _marks(clause)
    for mark in marks:
        if mark in _WHY_CLAUSE:
            yield _WHY_CLAUSE[mark] * weight, *_clause(clause)
    if "to" in marks and clause.tag_ == "VB":
        yield 1.3 * weight, *_predicate(clause)
    if "for" in marks and clause.tag_ == "VBG":
        yield 1.6 * weight, *_predicate(clause)


def _how_of_clause(weight: float, clause: Token) -> Iterator[Answer]:
    marks = _marks(clause)
    if clause.dep_ in g.ADVERB_CLAUSE and clause.tag_ == "VBG":
        yield (2.0 if "by" in marks else 1.1) * weight, *_predicate(clause)
    elif clause.dep_ in g.ADVERB_CLAUSE and {"after", "as", "when"} & set(marks):
        yield 1.4 * weight, *_predicate(clause)
    elif clause.dep_ == "conj" and is_verb(clause.head):
        yield 0.7 * weight, *_predicate(clause)
    elif clause.dep_.lower() == "root":
        yield 0.8 * weight, *_predicate(clause)


def _phrase(noun: Token) -> tuple[int, int]:
    span = g.phrase(noun)
    return span.start_char, span.end_char


def _clause(verb: Token) -> tuple[int, int]:
    """A clause without its conjunction, cut where it grows long."""
    words = [t for t in verb.subtree if not t.is_space]
    while words and (words[0].is_punct or words[0].dep_ in {"mark", "case"}):
        words.pop(0)
    start, end = (words[0].i, words[0].i) if words else (verb.i, verb.i)
    limit = max(_predicate_end(verb), verb.i)
    end = max(end, limit)
    return verb.doc[start].idx, verb.doc[end].idx + len(verb.doc[end])


def _predicate(verb: Token) -> tuple[int, int]:
    end = verb.doc[_predicate_end(verb)]
    return verb.idx, end.idx + len(end)


def _whole(word: Token) -> int:
    """The end of the noun that a cut would leave without its head (*of the old* | *town*)."""
    while word.i < word.head.i <= word.i + 3 and word.dep_ != "cc":
        word = word.head
    return word.i


def _predicate_end(verb: Token) -> int:
    """The last word of a verb's own object and short complements."""
    last, inner = verb.i, g.ADVERB_CLAUSE | g.RELATIVE | {"conj", "cc", "parataxis", "punct"}
    for child in verb.rights:
        if child.dep_ in inner or child.is_punct:
            break
        for word in child.subtree:
            if word.i - verb.i > _LONGEST:
                return _whole(verb.doc[last])
            if word.text in {",", ";", "–", "—", ":"}:
                return last
            last = max(last, word.i) if not word.is_space and not word.is_punct else last
    return last
