"""How good target sentiment is: NewsMTSC (Hamborg & Donnay 2021), beside VADER and TF-IDF.

The models learned from NewsMTSC's training part alone; only the other parts are scored here.
``python -m helpers.evaluate.sentiment GOLD`` stores single answers beside the model, so that the
notebook can draw its charts where the corpus is not at hand; the figures stand in ``data/scores.json``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, f1_score
from sklearn.pipeline import make_pipeline

from helpers.resources import data_path
from helpers.sentiment.lexicon import lexicon_score, mask
from helpers.sentiment.linear import LABELS
from helpers.sentiment.targets import encoded, target_sentiment

Array = NDArray[np.float64]
Gold = NDArray[np.int64]
DRAWS = 1000
PUBLISHED = "NewsMTSC devtest_mt, macro-F1: BERT 0.737, RoBERTa 0.794, GRU-TSC 0.825 (Hamborg & Donnay 2021)"


def read_newsmtsc(path: Path) -> pd.DataFrame:
    """Read a NewsMTSC file: ``sentence, start, end, gold`` (0 negative to 2 positive), ``item``."""
    rows = []
    for item, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        for t in row["targets"]:
            label = int(t["polarity"]) // 2 - 1
            rows.append((row["sentence_normalized"], t["from"], t["to"], label, item))
    return pd.DataFrame(rows, columns=["sentence", "start", "end", "gold", "item"])


def macro_f1(gold: Gold, guess: Gold) -> float:
    """Mean F1 of negative, neutral and positive."""
    return float(f1_score(gold, guess, average="macro", labels=[0, 1, 2], zero_division=0))


def accuracy(gold: Gold, guess: Gold) -> float:
    """Share of labels that are right."""
    return float((gold == guess).mean())


def top_label_error(right: Array, confidence: Array, bins: int = 10) -> float:
    """Expected calibration error of the label given (Guo et al. 2017), in bins of equal width.

    Examples
    --------
    >>> round(top_label_error(np.array([1, 1, 1, 0]), np.array([0.7, 0.7, 0.7, 0.7])), 3)
    0.05
    """
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(right[place == b].mean() - confidence[place == b].mean()) * (place == b).mean()
        for b in np.unique(place)
    ]
    return float(sum(gaps))


def vader(data: pd.DataFrame) -> Gold:
    """VADER's label of each target's sentence, the target masked; thresholds as published."""
    scores = [lexicon_score(mask(r.sentence, [(r.start, r.end)])) for r in data.itertuples()]
    return np.array([0 if s <= -0.05 else 2 if s >= 0.05 else 1 for s in scores])


def _windows(data: pd.DataFrame) -> list[str]:
    made = []
    for r in data.itertuples():
        before = r.sentence[: r.start].lower().split()[-8:]
        after = r.sentence[r.end :].lower().split()[:8]
        made.append(" ".join([*(f"{w} l_{w}" for w in before), *(f"{w} r_{w}" for w in after)]))
    return made


def tfidf(train: pd.DataFrame, data: pd.DataFrame) -> Gold:
    """TF-IDF of eight words on each side of the target, and logistic regression."""
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"\S+"),
        LogisticRegression(C=3, max_iter=300, class_weight="balanced"),
    )
    model.fit(_windows(train), train.gold)
    return np.asarray(model.predict(_windows(data)))


def _intervals(data: pd.DataFrame, measure: Any, *values: Array | Gold) -> tuple[float, float]:
    """95 % interval of a measure over resampled sentences."""
    places = [np.flatnonzero(data.item.to_numpy() == i) for i in data.item.unique()]
    random = np.random.default_rng(0)
    drawn = []
    for _ in range(DRAWS):
        rows = np.concatenate([places[i] for i in random.integers(0, len(places), len(places))])
        drawn.append(measure(*(v[rows] for v in values)))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def _rows(name: str, part: str, data: pd.DataFrame, guess: Gold, base: float | None) -> list[dict]:
    gold = data.gold.to_numpy()
    rows = []
    for measure, function in (("macro-F1", macro_f1), ("accuracy", accuracy)):
        low, high = _intervals(data, function, gold, guess)
        rows.append({
            "stage": "sentiment", "measure": f"{measure}, {name}", "data": part,
            "value": function(gold, guess), "low": low, "high": high, "n": len(gold),
            "baseline": base if measure == "macro-F1" else None,
            "published": PUBLISHED if measure == "macro-F1" and name == "encoder" else "",
        })  # fmt: skip
    return rows


def _calibration(name: str, part: str, data: pd.DataFrame, chances: Array) -> dict:
    right = (chances.argmax(1) == data.gold.to_numpy()).astype(float)
    confidence = chances.max(1)
    low, high = _intervals(data, top_label_error, right, confidence)
    return {
        "stage": "sentiment", "measure": f"calibration error, {name} (less is better)",
        "data": part, "value": top_label_error(right, confidence), "low": low, "high": high,
        "n": len(data), "baseline": None, "published": "",
    }  # fmt: skip


def _whole(part: str, data: pd.DataFrame) -> list[dict]:
    """The sentence as a whole, on sentences whose targets agree; baseline: VADER."""
    agree = data.groupby("item").gold.transform("nunique") == 1
    one = data[agree].drop_duplicates("item").reset_index(drop=True)
    guess = encoded(list(one.sentence), [None] * len(one)).argmax(1)
    scores = [lexicon_score(s) for s in one.sentence]
    plain = np.array([0 if s <= -0.05 else 2 if s >= 0.05 else 1 for s in scores])
    base = macro_f1(one.gold.to_numpy(), plain)
    return _rows("sentence as a whole", f"{part}, sentences of one mind", one, guess, base)[:1]


def _chances(data: pd.DataFrame, model: str) -> Array:
    spans = list(zip(data.start, data.end, strict=True))
    return target_sentiment(list(data.sentence), spans, model=model)[LABELS].to_numpy()


def _score(part: str, data: pd.DataFrame, train: pd.DataFrame | None) -> tuple[list[dict], dict]:
    gold = data.gold.to_numpy()
    words = tfidf(train, data) if train is not None else None
    base = macro_f1(gold, vader(data) if words is None else words)
    rows = _rows("VADER", part, data, vader(data), None)
    rows += _rows("TF-IDF window", part, data, words, None) if words is not None else []
    details = {}
    for name in ("linear", "encoder"):
        chances = _chances(data, name)
        rows += _rows(name, part, data, chances.argmax(1), base)
        rows.append(_calibration(name, part, data, chances))
        details[name] = {
            "confidence": [round(float(c), 3) for c in chances.max(1)],
            "right": [int(r) for r in chances.argmax(1) == gold],
            "confusion": confusion_matrix(gold, chances.argmax(1)).tolist(),
        }
    return rows + _whole(part, data), details


def _parts(gold: Path) -> tuple[dict[str, pd.DataFrame], pd.DataFrame | None]:
    folder = gold / "sentiment" if (gold / "sentiment").is_dir() else gold
    files = {p.stem.removeprefix("newsmtsc_"): p for p in sorted(folder.glob("*.jsonl"))}
    train = files.pop("train", None)
    parts = {name: read_newsmtsc(path) for name, path in files.items()}
    return parts, None if train is None else read_newsmtsc(train)


def evaluate(gold: Path) -> pd.DataFrame:
    """Score target sentiment on each NewsMTSC file under ``GOLD/sentiment`` but the training part.

    Returns
    -------
    DataFrame
        Macro-F1, accuracy and calibration error of the encoder and the linear model, with
        intervals over sentences; VADER and TF-IDF in the same run. The baseline of both models
        is TF-IDF (VADER where ``newsmtsc_train.jsonl`` is missing). Empty without the corpus.
    """
    parts, train = _parts(gold)
    rows = [
        row for name, data in parts.items() for row in _score(f"NewsMTSC {name}", data, train)[0]
    ]
    return pd.DataFrame(rows)


def store(gold: Path) -> Path:
    """Write what lies behind the charts of devtest_mt to ``data/models/sentiment/details.json``."""
    parts, _ = _parts(gold)
    _, details = _score("NewsMTSC devtest_mt", parts["devtest_mt"], None)
    stored = {
        "command": "newswalk evaluate sentiment --gold GOLD",
        "data": "NewsMTSC devtest_mt (Hamborg & Donnay 2021); models trained on its train part only",
        "details": details,
    }
    path = data_path("models", "sentiment", "details.json")
    path.write_text(json.dumps(stored, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    print(store(Path(sys.argv[1])))
