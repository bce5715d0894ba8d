"""Train the linear model of sentiment towards a target on NewsMTSC's training part.

    NEWSWALK_GOLD=... python training/sentiment_linear.py --train newsmtsc_train.jsonl \
        --out data/models/sentiment_linear/model.json

Uses the project's own parser. C and the strength of the class ratios are chosen by cross-validation over
articles within the training part; so is the temperature. devtest_mt is never read here.

Before the regression each feature is multiplied by how much more often it stands with one label than
with the others (log-count ratios: Wang & Manning 2012), so that telling features are held back less. The
factor is then folded into the coefficients: what is written is still one weight a feature and label.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from helpers.language import pipeline
from helpers.language.plain import plain
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
            made.append(features(plain(doc), t["from"], t["to"]))
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


def telling(x: csr_matrix, gold: np.ndarray, floor: float) -> np.ndarray:
    """A factor for each feature: `floor` to 1.5, by its greatest log-count ratio of a label against the rest."""
    mass, ratios = abs(x), []
    for label in range(3):
        own = np.asarray(mass[gold == label].sum(0)).ravel() + 1
        rest = np.asarray(mass[gold != label].sum(0)).ravel() + 1
        ratios.append(np.log((own / own.sum()) / (rest / rest.sum())))
    return floor + (1 - floor) * np.minimum(np.abs(ratios).max(0), 1.5)


def held_out(x: csr_matrix, gold: np.ndarray, groups: np.ndarray, c: float, floor: float):
    """Probabilities of each target by a model that has not seen its article."""
    found = np.zeros((len(gold), 3))
    for learn, test in GroupKFold(5).split(x, gold, groups):
        factor = telling(x[learn], gold[learn], floor)
        model = LogisticRegression(C=c, max_iter=400)
        model.fit(x[learn].multiply(factor).tocsr(), gold[learn])
        found[test] = model.predict_proba(x[test].multiply(factor).tocsr())
    return found


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
    best = (-1.0, (0.1, 1.0), np.empty(0))
    for c, floor in ((0.05, 0.25), (0.1, 0.25), (0.1, 1.0)):
        p_cv = held_out(x, gold, groups, c, floor)
        score = f1_score(gold, p_cv.argmax(1), average="macro")
        print("C", c, "floor", floor, "macro-F1 over folds", round(score, 4), flush=True)
        best = max(best, (score, (c, floor), p_cv), key=lambda b: b[0])
    c, floor = best[1]
    factor = telling(x, gold, floor)
    model = LogisticRegression(C=c, max_iter=400).fit(x.multiply(factor).tocsr(), gold)
    coefficients = model.coef_ * factor
    names = vectorizer.get_feature_names_out()
    weights = {
        str(n): [round(float(v), 4) for v in coefficients[:, i]]
        for i, n in enumerate(names)
        if np.abs(coefficients[:, i]).max() >= 0.01
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
