"""Common nouns that point back at a name: *the observatory*, *the mediator*.

A noun can point at a name whose head it is (*Lowland Observatory of Rivers*), or with which the
article itself has introduced somebody (*the mediator, Ada Brook*; *Ada Brook, a judge*). It is resolved
only where that leaves one candidate and nothing else in the article could be meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from helpers.language import grammar
from helpers.language.parse import all_sentences
from helpers.language.plain import Doc, Token, once
from helpers.names.forms import head_of, is_acronym, words_of
from helpers.names.labels import apposition
from helpers.names.mention import Mention, words_in
from helpers.names.titles import is_title
from helpers.resources import lexicon

_DEFINITE = {"the", "this", "that"}
_ANOTHER = {"a", "an", "another", "two", "three", "several", "other", "some", "both", "many"}
_NARROWS = {"amod", "nummod", "acl", "acl:relcl", "relcl"} | grammar.COMPOUND
_READ = {"title", "body", "caption"}


class Pointers(NamedTuple):
    """For each noun the names it may point at, and the tokens that introduce a name with it."""

    names: dict[str, list[str]]
    introduced: list[int]


def pointers(doc: Doc, mentions: Sequence[Mention], name_ids: Sequence[str]) -> Pointers:
    """Return which common nouns may point at which names of an article."""
    found: dict[str, set[str]] = defaultdict(set)
    introduced = []
    for mention, name_id in zip(mentions, name_ids, strict=True):
        for name in {mention.text, name_id} if mention.label != "PERSON" else ():
            head = head_of(name) if " " in name and not is_acronym(name) else ""
            if head in words_of("head"):
                found[head].add(name_id)
        for noun in _introducing(doc, mention):
            found[noun.lower_].add(name_id)
            introduced.append(noun.i)
        if mention.title:
            found[mention.title.split()[-1].casefold().rstrip(".")].add(name_id)
    return Pointers({noun: sorted(ids) for noun, ids in found.items()}, introduced)


def _introducing(doc: Doc, mention: Mention) -> Iterator[Token]:
    """The nouns with which the text introduces a name: *the state mediator, Ada Brook,*."""
    if mention.label == "LOC":
        return
    before = doc[mention.first - 1] if mention.first else None
    if before is not None and before.text == ",":
        closed = mention.last < len(doc) and doc[mention.last].text in {",", "."}
        named = next((t for t in doc[mention.first : mention.last] if t.dep_ == "appos"), None)
        before = named.head if closed and named is not None else None
    for noun in (apposition(doc, mention.last), before):
        if (
            noun is not None
            and noun.lower_ in _actors()
            and (noun.pos_ == "NOUN" or is_title(noun.text))
        ):
            yield noun


@cache
def _actors() -> frozenset[str]:
    frame = lexicon("actors")
    return frozenset(frame.lemma[(frame.role != "") & (frame.kind != "group")])


def candidate(noun: Token, known: Pointers) -> str | None:
    """Return the name that a definite noun phrase refers to, or None if it is not safe to say.

    Safe is a noun after *the* or *this*, with no other word to narrow it, that points at exactly
    one name in the article, where no *a ...* and no narrowed phrase of the same noun brings in another.
    """
    names = known.names.get(noun.lower_, ())
    if len(names) != 1 or noun.i in known.introduced:
        return None
    determiners = [c.lower_ for c in noun.children if c.dep_ == "det"]
    if not determiners or determiners[0] not in _DEFINITE or _narrowed(noun):
        return None
    return None if _another(noun, known.introduced, noun.lower_ in words_of("head")) else names[0]


def _narrowed(noun: Token) -> bool:
    children = [c for c in noun.children if c.dep_ in _NARROWS]
    return bool(children or grammar.prepositional(noun) or grammar.possessors(noun))


def _another(noun: Token, introduced: Sequence[int], head: bool) -> bool:
    """Some other one is brought in: ``a court``, ``two courts``, ``the Lowland minister``."""
    forms = {noun.lower_, noun.lower_ + "s"}
    doc = noun.doc
    where = _where(doc)
    for i in (n for form in forms for n in where.get(form, ()) if n != noun.i):
        token = doc[i]
        if token.i not in introduced:
            words = {c.lower_ for c in token.children if c.dep_ in {"det", "nummod", "amod"}}
            if words & _ANOTHER or (not head and _narrowed(token)):
                return True
    return False


@once
def _where(doc: Doc) -> dict[str, list[int]]:
    """Where each word of an article stands."""
    found: dict[str, list[int]] = {}
    for i, word in enumerate(words_in(doc)):
        found.setdefault(word, []).append(i)
    return found


def find_references(
    doc: Doc, mentions: Sequence[Mention], name_ids: Sequence[str]
) -> list[tuple[Mention, str]]:
    """Return the common nouns that refer to a name, each with that name's id."""
    known = pointers(doc, mentions, name_ids)
    taken = {i for m in mentions for i in range(m.first, m.last)}
    labels = dict(zip(name_ids, (m.label for m in mentions), strict=True))
    words, found = words_in(doc), []
    for number, passage, sentence in all_sentences(doc):
        for i in range(sentence.start, sentence.end) if passage["kind"] in _READ else ():
            if i in taken or words[i].lower() not in known.names:
                continue
            token = doc[i]
            name_id = candidate(token, known) if token.pos_ in {"NOUN", "PROPN"} else None
            if name_id is not None:
                found.append((_reference(token, labels[name_id], number), name_id))
    return found


def _reference(token: Token, label: str, number: int) -> Mention:
    end = token.idx + len(token)
    return Mention(token.idx, end, token.text, label, number, token.i, token.i + 1, reference=True)
