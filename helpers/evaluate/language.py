"""How good tags, grammar and names are: GUM (Zeldes 2017), UNER EWT (Mayhew et al. 2024) and re3d.

`NEWSWALK_PEER` may name another spaCy pipeline (by path), to be scored in the same run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from helpers.evaluate.scores import COLUMNS, f1_interval
from helpers.evaluate.treebank import GoldDocument, gold_doc, read_re3d, read_treebank
from helpers.language.pipeline import fill_upos, map_names, pipeline
from helpers.resources import use_nltk_data

STAGES = ("tags", "grammar", "names")
PAIRS = {"nsubj", "obj", "nsubj:pass", "obl:agent"}
UNER_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
Counts = list[tuple[int, int, int]]
RIVALS = {
    "Penn tags": "spaCy's small CNN, trained on EWT and GUM for 5,000 steps: 0.959 (GUM dev)",
    "labelled attachment": "spaCy's small CNN, trained so: 0.82 (GUM dev)",
    "subject and object pairs F1": "chunk rules over perceptron tags 0.57, spaCy's small CNN 0.88 (GUM test)",
    "names F1": "spaCy's small CNN, trained so: 0.52 (UNER EWT dev)",
}


@cache
def _peer() -> Language | None:
    path = os.environ.get("NEWSWALK_PEER")
    return spacy.load(path) if path else None


def _annotated(nlp: Language, document: GoldDocument) -> tuple[Doc, list[int]]:
    """The gold words and sentences, labelled by all of a pipeline that comes after those."""
    doc, places = gold_doc(document, nlp.vocab)
    for name, component in nlp.pipeline:
        if name not in {"newswalk_sentences", "newswalk_passages", "sentencizer"}:
            doc = component(doc)
    own = "newswalk_encoder" in nlp.pipe_names
    return (doc if own else fill_upos(doc)), places


def tag_counts(document: GoldDocument, doc: Doc, places: list[int]) -> tuple[int, int, int]:
    """Return right, all, all: Penn tags of the gold words."""
    gold = [row[4] for sentence in document.sentences for row in sentence.rows]
    right = sum(doc[i].tag_ == tag for i, tag in zip(places, gold, strict=True))
    return right, len(gold), len(gold)


def word_counts(
    document: GoldDocument, doc: Doc, places: list[int], *, column: int, field: str
) -> tuple[int, int, int]:
    """Return right, all, all: a column of CoNLL-U against a token's field, case ignored."""
    gold = [row[column].lower() for sentence in document.sentences for row in sentence.rows]
    right = sum(getattr(doc[i], field).lower() == g for i, g in zip(places, gold, strict=True))
    return right, len(gold), len(gold)


def _arcs(document: GoldDocument) -> list[tuple[int, str, bool]]:
    """Of each gold word: its head's number (its own for a root), label, and if the head is a verb."""
    arcs, offset = [], 0
    for sentence in document.sentences:
        for i, row in enumerate(sentence.rows):
            head = int(row[6]) - 1
            verb = head >= 0 and sentence.rows[head][3] == "VERB"
            arcs.append((offset + (head if head >= 0 else i), row[7], verb))
        offset += len(sentence.rows)
    return arcs


def _found_arcs(doc: Doc, places: list[int]) -> list[tuple[int, str, bool]]:
    number = {place: i for i, place in enumerate(places)}
    arcs = []
    for i, place in enumerate(places):
        token = doc[place]
        is_root = token.head.i == token.i
        label = "root" if is_root else token.dep_
        head = i if is_root else number.get(token.head.i, -1)
        arcs.append((head, label, not is_root and token.head.pos_ == "VERB"))
    return arcs


def attachment_counts(
    document: GoldDocument, doc: Doc, places: list[int], *, label: Callable[[str], str]
) -> tuple[int, int, int]:
    """Return right, all, all: heads, with as much of their label as `label` keeps."""
    gold, found = _arcs(document), _found_arcs(doc, places)
    right = sum(
        g[0] == f[0] and label(g[1]) == label(f[1]) for g, f in zip(gold, found, strict=True)
    )
    return right, len(gold), len(gold)


def pair_counts(document: GoldDocument, doc: Doc, places: list[int]) -> tuple[int, int, int]:
    """Return right, found, gold: verbs with their subjects, objects and agents."""
    gold = {(i, *arc[:2]) for i, arc in enumerate(_arcs(document)) if arc[2] and arc[1] in PAIRS}
    found = {
        (i, *arc[:2])
        for i, arc in enumerate(_found_arcs(doc, places))
        if arc[2] and arc[1] in PAIRS
    }
    return len(gold & found), len(found), len(gold)


def _row(
    stage: str, measure: str, data: str, counts: Counts, baseline: float | None, **more: Any
) -> dict[str, Any]:
    value, low, high = f1_interval(counts)
    return {
        "stage": stage, "measure": measure, "data": data, "value": value, "low": low,
        "high": high, "n": sum(gold for _, _, gold in counts), "baseline": baseline,
        "published": "", "rival": RIVALS.get(measure, ""), **more,
    }  # fmt: skip


def _perceptron(documents: Iterable[GoldDocument]) -> float | None:
    """The share of tags that NLTK's perceptron, as the project ships it, gets right."""
    use_nltk_data()
    import nltk

    right = total = 0
    try:
        for document in documents:
            for sentence in document.sentences:
                found = nltk.pos_tag(sentence.words)
                gold = [row[4] for row in sentence.rows]
                right += sum(tag == g for (_, tag), g in zip(found, gold, strict=True))
                total += len(gold)
    except LookupError:
        return None
    return round(right / total, 4)


MEASURES: dict[str, Callable[..., tuple[int, int, int]]] = {
    "Penn tags": tag_counts,
    "UPOS": lambda *a: word_counts(*a, column=3, field="pos_"),
    "lemmas": lambda *a: word_counts(*a, column=2, field="lemma_"),
    "unlabelled attachment": lambda *a: attachment_counts(*a, label=lambda label: ""),
    "labelled attachment": lambda *a: attachment_counts(*a, label=lambda label: label),
    "labelled attachment, subtypes ignored": lambda *a: attachment_counts(
        *a, label=lambda label: label.partition(":")[0]
    ),
    "subject and object pairs F1": pair_counts,
}


def _grammar_rows(documents: list[GoldDocument]) -> list[dict[str, Any]]:
    peer, rows = _peer(), []
    ours = [_annotated(pipeline(), document) for document in documents]
    theirs = [_annotated(peer, document) for document in documents] if peer else []
    for measure, count in MEASURES.items():
        counts = [count(d, *found) for d, found in zip(documents, ours, strict=True)]
        other = [count(d, *found) for d, found in zip(documents, theirs, strict=False)]
        baseline = f1_interval(other)[0] if other else None
        if measure == "Penn tags":
            baseline = _perceptron(documents)
        stage = "tags" if measure in {"Penn tags", "UPOS", "lemmas"} else "grammar"
        rows.append(_row(stage, measure, "GUM dev, gold words", counts, baseline))
    return rows


def _bio_spans(labels: list[str]) -> set[tuple[int, int, str]]:
    spans: set[tuple[int, int, str]] = set()
    start = 0
    for i, label in enumerate([*labels, "O"]):
        if i and labels[i - 1] != "O" and not (label[:1] == "I" and label[2:] == labels[i - 1][2:]):
            spans.add((start, i, labels[i - 1][2:]))
        if label[:1] == "B" or (label[:1] == "I" and (not i or labels[i - 1][2:] != label[2:])):
            start = i
    return spans


def name_counts(document: GoldDocument, doc: Doc, places: list[int]) -> tuple[int, int, int]:
    """Return right, found, gold: names with their exact words and label (UNER's IOB2)."""
    marks = [row[2] for sentence in document.sentences for row in sentence.rows]
    gold = {(a, b, UNER_LABELS.get(c, c)) for a, b, c in _bio_spans(marks)}
    number = {place: i for i, place in enumerate(places)}
    found = {(number[e.start], number[e.end - 1] + 1, e.label_) for e in map_names(doc).ents}
    return len(gold & found), len(found), len(gold)


def _re3d_counts(nlp: Language, folder: Path) -> Counts:
    counts = []
    for text in read_re3d(folder, "UK_Government"):
        doc = map_names(nlp(text.text))
        ents = [e for e in doc.ents if e.text[:1].isupper()]
        found = {(e.start_char, e.end_char, e.label_) for e in ents}
        counts.append((len(found & text.names), len(found), len(text.names)))
    return counts


def _name_rows(gold: Path) -> list[dict[str, Any]]:
    rows, peer = [], _peer()
    path = gold / "ner" / "uner_ewt_dev.iob2"
    if path.exists():
        documents = list(read_treebank(path))
        counts = [name_counts(d, *_annotated(pipeline(), d)) for d in documents]
        other = [name_counts(d, *_annotated(peer, d)) for d in documents] if peer else []
        baseline = f1_interval(other)[0] if other else None
        rows.append(_row("names", "names F1", "UNER EWT dev, gold words", counts, baseline))
    folder = next((f for f in (gold / "re3d", gold / "ner" / "re3d") if f.is_dir()), None)
    if folder:
        baseline = f1_interval(_re3d_counts(peer, folder))[0] if peer else None
        counts = _re3d_counts(pipeline(), folder)
        data = "re3d UK_Government, raw text, capitalised"
        rows.append(_row("names", "names F1", data, counts, baseline, rival=""))
    return rows


def evaluate(gold: Path) -> pd.DataFrame:
    """Return the scores of tags, grammar and names on what the gold folder holds.

    Parameters
    ----------
    gold
        A folder with ``ud/gum_dev.conllu``, ``ner/uner_ewt_dev.iob2`` and ``re3d/``; what is not
        there is left out.
    """
    rows: list[dict[str, Any]] = []
    path = gold / "ud" / "gum_dev.conllu"
    if path.exists():
        rows += _grammar_rows(list(read_treebank(path)))
    rows += _name_rows(gold)
    return pd.DataFrame(rows, columns=COLUMNS)
