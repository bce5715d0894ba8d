"""Common nouns that point back at a name: *the observatory* for the one observatory named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from spacy.tokens import Doc, Token

from helpers.language import grammar
from helpers.language.parse import all_sentences
from helpers.names.forms import is_acronym, words_of
from helpers.names.mentions import Mention
from helpers.names.rules import head_of

_DEFINITE = {"the", "this", "that"}


def heads(mentions: Sequence[Mention], name_ids: Sequence[str]) -> dict[str, set[str]]:
    """Return for each head noun the names of the article that have it."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention, name_id in zip(mentions, name_ids, strict=True):
        for name in {mention.text, name_id}:
            if mention.label != "PERSON" and len(name.split()) > 1 and not is_acronym(name):
                found[head_of(name)].add(name_id)
    return found


def candidate(noun: Token, by_head: Mapping[str, Collection[str]]) -> str | None:
    """Return the name that a definite noun phrase refers to, or None if it is not safe to say.

    Safe is a noun of the lexicon's ``head`` words, after *the* or *this*, with
    no other word to narrow it, that is the head of exactly one name in the article,
    where no *a ...* of the same noun brings in another.
    """
    if noun.lower_ not in words_of("head") or len(by_head.get(noun.lower_, ())) != 1:
        return None
    determiners = [c.lower_ for c in noun.children if c.dep_ == "det"]
    narrowed = [
        c
        for c in noun.children
        if c.dep_ in {"amod", "nummod", "acl", "acl:relcl", "relcl"} | grammar.COMPOUND
    ]
    narrowed += [n for _, n in grammar.prepositional(noun)] + grammar.possessors(noun)
    if not determiners or determiners[0] not in _DEFINITE or narrowed or _another(noun):
        return None
    return next(iter(by_head[noun.lower_]))


def _another(noun: Token) -> bool:
    """Some other one is brought in: ``a court``, ``two courts``, ``another court``."""
    for token in noun.doc:
        if (
            token.lower_ in {noun.lower_, noun.lower_ + "s"}
            and token.i != noun.i
            and token.is_lower
        ):
            words = {c.lower_ for c in token.children if c.dep_ in {"det", "nummod", "amod"}}
            if words & {"a", "an", "another", "two", "three", "several", "other", "some"}:
                return True
    return False


def find_references(
    doc: Doc, mentions: Sequence[Mention], name_ids: Sequence[str]
) -> list[tuple[Mention, str]]:
    """Return the common nouns that refer to a name, each with that name's id."""
    by_head = heads(mentions, name_ids)
    taken = {i for m in mentions for i in range(m.first, m.last)}
    labels = dict(zip(name_ids, (m.label for m in mentions), strict=True))
    found = []
    for number, passage, sentence in all_sentences(doc):
        for token in sentence if passage["kind"] in {"title", "body", "caption"} else ():
            if (
                token.lower_ not in by_head
                or token.i in taken
                or token.pos_ not in {"NOUN", "PROPN"}
            ):
                continue
            name_id = candidate(token, by_head)
            if name_id is not None:
                start, end = token.idx, token.idx + len(token)
                label = labels[name_id]
                found.append(
                    (
                        Mention(
                            start,
                            end,
                            token.text,
                            label,
                            number,
                            token.i,
                            token.i + 1,
                            reference=True,
                        ),
                        name_id,
                    )
                )
    return found
