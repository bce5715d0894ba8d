"""How good names are: spans and labels on UNER EWT and re3d, alias clusters on GUM's coreference.

Clusters are scored on gold mentions, so that they are judged apart from the finding.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from spacy.tokens import Doc

from helpers.evaluate.coreference import read_gum
from helpers.evaluate.language import RIVALS, UNER_LABELS
from helpers.evaluate.name_clusters import cluster_rows, name_row
from helpers.evaluate.scores import COLUMNS, f1_interval
from helpers.evaluate.treebank import GoldDocument, NamedText, gold_doc, read_re3d, read_treebank
from helpers.language.pipeline import pipeline
from helpers.names import names
from helpers.names.titles import is_title, title_words

Spans = set[tuple[int, int, str]]
Counts = list[tuple[int, int, int]]


def _ready(doc: Doc, name: str) -> Doc:
    for extension in ("article_id", "published", "passages"):
        if not Doc.has_extension(extension):
            Doc.set_extension(extension, default=None)
    passage = {"passage_id": 0, "start": 0, "end": len(doc.text), "kind": "body", "reason": ""}
    doc._.article_id, doc._.passages = name, [passage]
    return doc


def _stage_spans(doc: Doc) -> Spans:
    table = names([doc])
    return set(zip(table.start, table.end, table.label, strict=True))


def _model_spans(doc: Doc) -> Spans:
    return {(e.start_char, e.end_char, e.label_) for e in doc.ents}


def _uner_gold(document: GoldDocument, doc: Doc, places: list[int]) -> Spans:
    """Read B- and I- tags of the gold words as character spans."""
    spans: list[list[Any]] = []
    rows = [row for sentence in document.sentences for row in sentence.rows]
    for row, place in zip(rows, places, strict=True):
        mark, _, label = row[2].partition("-")
        token = doc[place]
        if mark == "B":
            spans.append([token.idx, token.idx + len(token), UNER_LABELS.get(label, "")])
        elif mark == "I" and spans:
            spans[-1][1] = token.idx + len(token)
    return {(a, b, label) for a, b, label in spans if label}


def _counts(gold: Spans, found: Spans) -> tuple[int, int, int]:
    return len(gold & found), len(found), len(gold)


def _uner(path: Path) -> tuple[Counts, Counts]:
    ours, model = [], []
    nlp = pipeline()
    for document in read_treebank(path):
        doc, places = gold_doc(document, nlp.vocab)
        for name, component in nlp.pipeline:
            if name not in {"newswalk_sentences", "newswalk_passages", "sentencizer"}:
                doc = component(doc)
        doc = _ready(doc, document.name)
        gold = _uner_gold(document, doc, places)
        ours.append(_counts(gold, _stage_spans(doc)))
        model.append(_counts(gold, _model_spans(doc)))
    return ours, model


def _names_only(named: NamedText) -> Spans:
    """Cut re3d's mentions down to names as they are meant here: no article, no title, not nested."""
    found: Spans = set()
    for start, end, label in named.names:
        words = named.text[start:end].split(" ")
        drop = int(words[0] in {"The", "the"})
        drop += title_words(words[drop:]) if label == "PERSON" else 0
        start += sum(len(w) + 1 for w in words[:drop])
        rest = named.text[start:end].removesuffix("’s").removesuffix("'s")
        if rest[:1].isupper() and rest.split()[-1][0].isupper() and not is_title(rest.split()[0]):
            found.add((start, start + len(rest), label))
    return {
        m
        for m in found
        if not any(
            o != m and o[0] <= m[0] and m[1] <= o[1] and o[1] - o[0] > m[1] - m[0] for o in found
        )
    }


def _re3d(folder: Path) -> tuple[Counts, Counts]:
    ours, model = [], []
    for named in read_re3d(folder, "UK_Government"):
        doc = _ready(pipeline()(named.text), named.name)
        gold = _names_only(named)
        ours.append(_counts(gold, _stage_spans(doc)))
        model.append(_counts(gold, _model_spans(doc)))
    return ours, model


def _span_row(data: str, ours: Counts, model: Counts, rival: str = "") -> dict[str, Any]:
    value, low, high = f1_interval(ours)
    n = sum(gold for _, _, gold in ours)
    measure, baseline = "names after the stage, F1", f1_interval(model)[0]
    return name_row(measure, data, value, low, high, n, baseline, rival)


def evaluate(gold: Path) -> pd.DataFrame:
    """Score the names stage.

    ``baseline`` is, for spans, the model's raw names; for clusters, equal
    strings (without case). Corpora that are not in the folder are skipped.
    """
    rows: list[dict[str, Any]] = []
    uner, re3d = gold / "ner" / "uner_ewt_dev.iob2", gold / "re3d"
    if uner.is_file():
        rows.append(_span_row("UNER EWT dev", *_uner(uner), RIVALS["names F1"]))
    if (re3d / "UK_Government_documents.jsonl").is_file():
        rows.append(_span_row("re3d UK Government, names only", *_re3d(re3d)))
    dev, train = gold / "ud" / "gum_dev.conllu", gold / "ud" / "gum_train.conllu"
    if dev.is_file():
        rows += cluster_rows(list(read_gum(dev)), "GUM dev, gold mentions")
    if train.is_file():
        news = [text for text in read_gum(train) if "_news_" in text.name]
        rows += cluster_rows(news, "GUM train news (read while writing the rules), gold mentions")
    return pd.DataFrame(rows, columns=COLUMNS)
