"""Train the linear model of sentiment towards a target on NewsMTSC's training part.

    NEWSWALK_GOLD=... python training/sentiment_linear.py --train newsmtsc_train.jsonl \
        --out data/models/sentiment_linear/model.json

Uses the project's own parser. C and the number of features are chosen by cross-validation over
articles within the training part; so is the temperature. devtest_mt is never read here.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from helpers.language import pipeline
from helpers.sentiment.features import features

LEAST = 3
"""A feature must be seen with this many targets."""


def examples(path: Path) -> tuple[list[dict[str, float]], np.ndarray, list[str]]:
    """Features, labels 0, 1, 2 and article of each target of a NewsMTSC file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    made, labels, articles = [], [], []
    docs = pipeline().pipe([r["sentence_normalized"] for r in rows])
    for row, doc in zip(rows, docs, strict=True):
        for t in row["targets"]:
            made.append(features(doc, t["from"], t["to"]))
            labels.append(int(t["polarity"]) // 2 - 1)
            articles.append("_".join(row["primary_gid"].split("_")[:3]))
    return made, np.array(labels), articles


def temperature(probabilities: np.ndarray, gold: np.ndarray) -> float:
    """The temperature that makes cross-validated probabilities fit best."""
    logits = np.log(probabilities + 1e-12)

    def loss(log_t: float) -> float:
        z = logits / np.exp(log_t)
        z = z - np.log(np.exp(z).sum(1, keepdims=True))
        return float(-z[np.arange(len(gold)), gold].mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x))


def main() -> None:
    """Choose C, fit on all of the training part, write the coefficients."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--train", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    found, gold, articles = examples(args.train)
    seen = Counter(name for f in found for name in f)
    found = [{k: v for k, v in f.items() if seen[k] >= LEAST} for f in found]
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform(found)
    groups = np.unique(articles, return_inverse=True)[1]
    best = (-1.0, 0.0, np.empty(0))
    for c in (0.03, 0.05, 0.1):
        model = LogisticRegression(C=c, max_iter=400)
        p_cv = cross_val_predict(
            model, x, gold, groups=groups, cv=GroupKFold(5), method="predict_proba"
        )
        score = f1_score(gold, p_cv.argmax(1), average="macro")
        print("C", c, "macro-F1 over folds", round(score, 4), flush=True)
        best = max(best, (score, c, p_cv), key=lambda b: b[0])
    model = LogisticRegression(C=best[1], max_iter=400).fit(x, gold)
    names = vectorizer.get_feature_names_out()
    weights = {
        str(n): [round(float(v), 4) for v in model.coef_[:, i]]
        for i, n in enumerate(names)
        if np.abs(model.coef_[:, i]).max() >= 0.01
    }
    args.out.parent.mkdir(parents=True, exist_ok=True)
    stored = {
        "intercept": [round(float(v), 4) for v in model.intercept_],
        "temperature": round(temperature(best[2], gold), 4),
        "coefficients": dict(sorted(weights.items())),
    }
    args.out.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf8")
    print(len(weights), "features kept of", len(names))


if __name__ == "__main__":
    main()
