"""How good names are: spans and labels on UNER EWT and re3d, alias clusters on GUM's coreference.

Clusters are scored on gold mentions, so that they are judged apart from the finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from spacy.tokens import Doc

from helpers.evaluate.coreference import ClusterCounts, GoldText, count_clusters, read_gum
from helpers.evaluate.language import COLUMNS, UNER_LABELS
from helpers.evaluate.scores import DRAWS, SEED, f1_interval
from helpers.evaluate.treebank import GoldDocument, NamedText, gold_doc, read_re3d, read_treebank
from helpers.language.pipeline import pipeline
from helpers.names import name_clusters, names
from helpers.names.mentions import Mention
from helpers.names.trimming import is_title, title_words

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


def _title_of(text: str, start: int) -> str:
    before = text[max(0, start - 20) : start].split()
    return before[-1] if before and is_title(before[-1]) else ""


def gold_mentions(gold: GoldText) -> list[Mention]:
    """Return the gold mentions of a text as the names stage has them."""
    return [
        Mention(
            m.start, m.end, gold.text[m.start : m.end], m.label,
            gold.text.count("\n", 0, m.start), title=_title_of(gold.text, m.start),
        )
        for m in gold.mentions
    ]  # fmt: skip


def _clusters(texts: Iterable[GoldText]) -> dict[str, list[ClusterCounts]]:
    """Cluster counts of ours, of equal strings, and of ours within pairs that differ as strings."""
    found: dict[str, list[ClusterCounts]] = {"ours": [], "same string": [], "joined": []}
    for gold in texts:
        mentions = gold_mentions(gold)
        entities = [m.entity for m in gold.mentions]
        strings = [m.text.casefold() for m in mentions]
        ids = name_clusters(mentions, gold.text).name_ids
        ours, plain = count_clusters(entities, ids), count_clusters(entities, strings)
        found["ours"].append(ours)
        found["same string"].append(plain)
        found["joined"].append(_joined(ours, count_clusters(entities, _both(ids, strings))))
    return found


def _both(ids: Sequence[str], strings: Sequence[str]) -> list[str]:
    return [f"{a}\t{b}" for a, b in zip(ids, strings, strict=True)]


def _joined(ours: ClusterCounts, equal: ClusterCounts) -> ClusterCounts:
    """What is left of our pairs without those whose strings are equal."""
    return ours._replace(
        pairs_found=ours.pairs_found - equal.pairs_found,
        pairs_right=ours.pairs_right - equal.pairs_right,
    )


def _b_cubed(sums: Sequence[float]) -> float:
    mentions, precision, recall = sums[0], sums[1], sums[2]
    p, r = precision / max(mentions, 1), recall / max(mentions, 1)
    return 2 * p * r / (p + r) if p + r else 0.0


MEASURES: dict[str, Callable[[Sequence[float]], float]] = {
    "alias clusters, B³ F1": _b_cubed,
    "alias clusters, B³ precision": lambda s: s[1] / max(s[0], 1),
    "alias clusters, B³ recall": lambda s: s[2] / max(s[0], 1),
    "alias pairs, precision": lambda s: s[5] / max(s[3], 1),
    "alias pairs, recall": lambda s: s[5] / max(s[4], 1),
}


def _interval(
    counts: Sequence[ClusterCounts], value: Callable[[Sequence[float]], float]
) -> tuple[float, float, float]:
    table = np.array(counts, dtype=float)
    draws = np.random.default_rng(SEED).integers(0, len(table), (DRAWS, len(table)))
    values = [value(list(row)) for row in table[draws].sum(1)]
    low, high = np.quantile(values, [0.025, 0.975])
    return round(value(list(table.sum(0))), 4), round(float(low), 4), round(float(high), 4)


def _cluster_rows(texts: list[GoldText], data: str) -> list[dict[str, Any]]:
    found = _clusters(texts)
    rows = []
    for measure, value in MEASURES.items():
        score, low, high = _interval(found["ours"], value)
        baseline, _, _ = _interval(found["same string"], value)
        n = sum(c.mentions for c in found["ours"])
        rows.append(_row(measure, data, score, low, high, n, baseline))
    score, low, high = _interval(found["joined"], MEASURES["alias pairs, precision"])
    n = int(sum(c.pairs_found for c in found["joined"]))
    measure = "alias pairs whose strings differ, precision"
    return [*rows, _row(measure, data, score, low, high, n, None)]


def _row(
    measure: str, data: str, value: float, low: float, high: float, n: int, baseline: float | None
) -> dict[str, Any]:
    return {
        "stage": "names", "measure": measure, "data": data, "value": value, "low": low,
        "high": high, "n": n, "baseline": baseline, "published": "",
    }  # fmt: skip


def _span_row(data: str, ours: Counts, model: Counts) -> dict[str, Any]:
    value, low, high = f1_interval(ours)
    n = sum(gold for _, _, gold in ours)
    return _row("names after the stage, F1", data, value, low, high, n, f1_interval(model)[0])


def evaluate(gold: Path) -> pd.DataFrame:
    """Score the names stage.

    ``baseline`` is, for spans, the model's raw names; for clusters, equal
    strings (without case). Corpora that are not in the folder are skipped.
    """
    rows: list[dict[str, Any]] = []
    uner, re3d = gold / "ner" / "uner_ewt_dev.iob2", gold / "re3d"
    if uner.is_file():
        rows.append(_span_row("UNER EWT dev", *_uner(uner)))
    if (re3d / "UK_Government_documents.jsonl").is_file():
        rows.append(_span_row("re3d UK Government, names only", *_re3d(re3d)))
    dev, train = gold / "ud" / "gum_dev.conllu", gold / "ud" / "gum_train.conllu"
    if dev.is_file():
        rows += _cluster_rows(list(read_gum(dev)), "GUM dev, gold mentions")
    if train.is_file():
        news = [text for text in read_gum(train) if "_news_" in text.name]
        rows += _cluster_rows(news, "GUM train news (read while writing the rules), gold mentions")
    return pd.DataFrame(rows, columns=COLUMNS)
