"""Why and how: the clause or phrase near the main event that gives a reason or a manner.

Both are read off connectives, as in Giveme5W1H (Hamborg et al. 2019), in the title and the first
sentences: a conjunction, a preposition, an infinitive of purpose, a participle. Where the text says
neither, there is no answer: what else was done is told by *what*.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.events.lexicon import default_senses
from helpers.events.people import mentions_actor
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
_HOW_PHRASE = {"with": 1.2, "by": 1.3, "using": 1.5, "via": 1.4}
_BESIDES = {
    "while",
    "before",
    "since",
    "despite",
    "until",
    "without",
    "not",
    "never",
    "when",
    "as",
    "than",
}
"""What opens a participle that tells the time of a deed, or what was not done, and no manner."""
_BLAMED = {"blame": "on", "accuse": "of", "charge": "with", "arrest": "for", "jail": "for",
           "praise": "for", "criticise": "for", "criticize": "for", "sentence": "for"}  # fmt: skip
_CAUSED = {"cause", "prompt", "spark", "trigger", "provoke", "fuel"}
_DISPUTES = {"ACCUSE", "PROTEST", "REJECT", "SANCTION", "COERCE", "THREATEN", "CONCEDE"}
_LEAST = 0.55
"""Below this, a phrase far down the lead tells of something else than the main event."""
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
            worth = _worth_of_phrase(token, prep, noun)
            if worth * weight > _LEAST:
                yield worth * weight, *_phrase(noun)


def _worth_of_phrase(head: Token, prep: str, noun: Token) -> float:
    """How well a prepositional phrase may give a reason, 0 where it gives a time, a place or a person."""
    if is_time(noun) or is_time(head):
        return 0.0
    if is_verb(head) and _BLAMED.get(head.lemma_.lower()) == prep:
        return 0.0 if noun.ent_type_ == "PERSON" else 1.8
    if prep == "over" and not _is_dispute(head):
        return 0.0
    return _WHY_PHRASE.get(prep, 0.0)


def _is_dispute(head: Token) -> bool:
    """*Sacked over a letter*, *protest over a bridge*; *flew over the bridge* gives no reason."""
    if g.is_passive(head):
        return True
    senses = default_senses().get((head.lemma_.lower(), "v" if is_verb(head) else "n"), [])
    return any(sense.type in _DISPUTES for sense in senses)


def manners(sentences: list[Span]) -> Iterator[Answer]:
    """Yield ``(score, start, end)`` for what may say how: an instrument, a manner, what led to it."""
    return (answer for answer in _manners(sentences) if answer[0] > _LEAST)


def _manners(sentences: list[Span]) -> Iterator[Answer]:
    for weight, token in _tokens(sentences):
        if not is_verb(token) or g.negated(token):
            continue
        for prep, noun in g.prepositional(token):
            if prep in _HOW_PHRASE and _is_means(noun, by=noun in g.agents(token)):
                yield _HOW_PHRASE[prep] * weight, *_phrase(noun)
        yield from _how_of_clause(weight, token)


def _is_means(noun: Token, *, by: bool) -> bool:
    """*With ropes*, *hit by gunfire*; not *by a lorry*, *by Friday*, nor *by 40 per cent*, which tells how far."""
    if is_time(noun) or (by and (noun.lemma_.lower(), "n") not in default_senses()):
        return False
    phrase = g.phrase(noun)
    return not any(t.like_num or t.text == "%" for t in phrase) and not mentions_actor(phrase)


def _tokens(sentences: list[Span]) -> Iterator[tuple[float, Token]]:
    for number, sentence in enumerate(sentences[: _FIRST + 1]):
        for token in sentence:
            yield 1.0 / (1 + 0.35 * number), token


def _marks(clause: Token) -> list[str]:
    return [c.lower_ for c in clause.children if c.dep_ in {"mark", "case", "aux", "advmod"}]


def _conjunctions(clause: Token) -> set[str]:
    return {c.lower_ for c in clause.children if c.dep_ in {"mark", "case"}}


def _why_of_clause(weight: float, clause: Token) -> Iterator[Answer]:
    head = clause.head
    if clause.dep_ not in g.ADVERB_CLAUSE or head.pos_ == "ADV":
        return
    marks = set(_marks(clause))
    for mark in _WHY_CLAUSE.keys() & _conjunctions(clause):
        worth = _WHY_CLAUSE[mark] * weight
        if worth > _LEAST and not (mark == "since" and _dates(clause)):
            yield worth, *_clause(clause)
    if "to" in marks and clause.tag_ == "VB" and head.dep_.lower() == "root":
        purpose = _predicate(clause)
        if purpose[1] > clause.idx + len(clause):
            yield 1.3 * weight, *purpose
    if "for" in marks and clause.tag_ == "VBG" and head.lemma_.lower() != "thank":
        start = min([clause.idx, *(c.idx for c in clause.lefts if c.lower_ in {"not", "never"})])
        yield 1.6 * weight, start, _predicate(clause)[1]


def _dates(clause: Token) -> bool:
    """Whether *since* tells from when on: *since leaving office*, *since the bridge fell in May*."""
    return clause.tag_ == "VBG" or any(is_time(t) for t in clause.subtree)


def _how_of_clause(weight: float, clause: Token) -> Iterator[Answer]:
    marks = set(_marks(clause))
    if clause.dep_ not in g.ADVERB_CLAUSE or clause.head.pos_ == "ADV":
        return
    if clause.tag_ == "VBG" and not marks & _BESIDES and not _is_outcome(clause):
        start, end = _predicate(clause)
        if marks or end > clause.idx + len(clause):
            yield (2.0 if "by" in marks else 1.1) * weight, start, end
    elif clause.tag_ != "VBG" and marks & {"after", "when", *(["as"] if weight == 1 else [])}:
        yield 1.4 * weight, *_clause(clause)


def _is_outcome(clause: Token) -> bool:
    """Whether a participle behind a comma tells what came of it: *the wall fell, blocking the lane*."""
    words = clause.doc[clause.head.i + 1 : clause.i]
    return any(t.text == "," for t in words)


def _phrase(noun: Token) -> tuple[int, int]:
    span = g.phrase(noun)
    return span.start_char, span.end_char


def _clause(verb: Token) -> tuple[int, int]:
    """A clause without its conjunction, cut where it grows long."""
    words = [t for t in verb.subtree if not t.is_space]
    while words and (
        words[0].is_punct or words[0].dep_ in {"mark", "case"} or words[0].lower_ == "when"
    ):
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
