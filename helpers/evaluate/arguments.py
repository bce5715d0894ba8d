"""How well agents and patients come out of predicted trees: those of gold trees beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from helpers.evaluate.treebank import GoldSentence, read_treebank
from helpers.events.arguments import arguments
from helpers.events.subjects import is_verb
from helpers.language import pipeline
from helpers.language.plain import Parsed, Token, plain

SENTENCES = 1500
"""How many sentences of the treebank are compared."""
Counts = list[tuple[int, int, int]]


def gold_tree(sentence: GoldSentence, *, labels: bool) -> Doc:
    """Return a treebank's sentence with its gold words and, with ``labels``, its gold tree."""
    vocab, rows = pipeline().vocab, sentence.rows
    if not labels:
        return Doc(vocab, words=sentence.words)
    heads = [int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows)]
    columns = {"lemmas": 2, "pos": 3, "tags": 4}
    words: dict[str, Any] = {name: [r[c] for r in rows] for name, c in columns.items()}
    deps = ["ROOT" if r[6] == "0" else r[7] for r in rows]
    return Doc(vocab, words=sentence.words, heads=heads, deps=deps, **words)


def argument_pairs(doc: Parsed) -> set[tuple[int, str, int]]:
    """Return who stands as agent and patient of each verb, shared subjects and by-phrases included."""

    def pairs(verb: Token) -> Iterator[tuple[int, str, int]]:
        found = arguments(verb)
        yield from ((verb.i, "agent", t.i) for t in found.agents)
        yield from ((verb.i, "patient", t.i) for t in found.objects)

    return {pair for verb in plain(doc) if is_verb(verb) for pair in pairs(verb)}


def _adjacent(doc: Parsed) -> set[tuple[int, str, int]]:
    """The baseline: the nearest noun to a verb's left is its agent, to its right its patient."""
    doc = plain(doc)
    nouns = [t.i for t in doc if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    found = set()
    for verb in (t for t in doc if is_verb(t)):
        left, right = [i for i in nouns if i < verb.i], [i for i in nouns if i > verb.i]
        found |= {(verb.i, "agent", left[-1])} if left else set()
        found |= {(verb.i, "patient", right[0])} if right else set()
    return found


def _annotated(doc: Doc) -> Doc:
    for name, component in pipeline().pipeline:
        if name not in {"newswalk_sentences", "newswalk_passages", "sentencizer"}:
            doc = component(doc)
    return doc


def tree_counts(path: Path) -> tuple[Counts, Counts]:
    """Return ``(both, predicted, gold)`` pairs by sentence: our own, and those of the nearest nouns.

    Parameters
    ----------
    path
        A treebank in CoNLL-U; some 1,500 sentences spread over it are read.
    """
    counts: Counts = []
    base: Counts = []
    sentences = [s for document in read_treebank(path) for s in document.sentences]
    step = max(1, len(sentences) // SENTENCES)
    for sentence in sentences[::step]:
        tree = gold_tree(sentence, labels=True)
        gold = argument_pairs(tree)
        found, near = argument_pairs(_annotated(gold_tree(sentence, labels=False))), _adjacent(tree)
        counts.append((len(gold & found), len(found), len(gold)))
        base.append((len(gold & near), len(near), len(gold)))
    return counts, base
