"""Learn which cue a content hangs on and whose cue it is, from the training part of PolNeAR.

    python training/voices_linker.py GOLD/quotes/polnear/train [DOCS…]

The encoder's own marks are the candidates, the annotators' (Newell et al. 2018) say which of them
is right: a conditional logit (McFadden 1974) over the candidates of a choice and *nobody*. DOCS:
DocBins of the parsed articles (else they are parsed, with the pipeline of the project). Writes
data/models/voices/linker.json: the weight of each feature, to be read by hand.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from voices import docs_of, first_annotator

from helpers.evaluate.attributions import overlap, touch
from helpers.evaluate.readers import Attribution, Spans, read_polnear
from helpers.language.plain import Doc, Span
from helpers.resources import data_path
from helpers.voices import features, link, pieces, tying

PENALTY = 1.0
"""Weight of the squared weights beside the log-likelihood."""
POINTER_KEPT = 0.6
"""Share of the choices that show the encoder's pointer: it has seen these articles and is too sure."""
LEAST = 0.02
Choice = tuple[list[link.Features], list[bool]]


def place(span: Span) -> Spans:
    """The characters of a span."""
    return [(span.start_char, span.end_char)]


def attribution_of(places: Spans, gold: list[Attribution]) -> Attribution | None:
    """The annotated attribution whose content shares the most characters with some places."""
    best = max(gold, key=lambda a: overlap(a.content, places), default=None)
    return best if best is not None and overlap(best.content, places) else None


def content_choices(places: link.Places, gold: list[Attribution]) -> list[Choice]:
    """For each marked content: the cues it may hang on, nobody first, and which is right."""
    made = []
    for piece in places.contents:
        one = attribution_of(place(piece), gold)
        near = link.candidates(places.cues, piece, places, tying.REACH) if one else []
        if one is None or not near:
            continue
        right = [touch(one.cue, place(cue)) for cue in near]
        options = [features.content_features(places, piece, cue) for cue in near]
        made.append(([features.no_cue(places, piece), *options], [not any(right), *right]))
    return made


def source_choices(places: link.Places, gold: list[Attribution]) -> list[Choice]:
    """For each marked cue that is one: its possible sources, nobody first, and which is right."""
    made = []
    for cue in places.cues:
        one = next((a for a in gold if touch(a.cue, place(cue))), None)
        near = tying.possible_sources(places, cue) if one else []
        if one is None or not near:
            continue
        right = [touch(one.source, place(source)) for source, _ in near]
        if one.source and not any(right):
            continue
        options = [features.source_features(places, cue, s, marked) for s, marked in near]
        made.append(([features.no_source(places, cue), *options], [not any(right), *right]))
    return made


def hide_pointers(choices: list[Choice]) -> None:
    """Take the encoder's pointer out of a share of the choices."""
    random = np.random.default_rng(0)
    for options, _ in choices:
        if random.random() > POINTER_KEPT:
            for option in options:
                option.pop("pointed at", None)


def fit(choices: list[Choice]) -> link.Features:
    """The weights under which the right candidates are the most likely."""
    vectorizer = DictVectorizer()
    x = csr_matrix(vectorizer.fit_transform([f for options, _ in choices for f in options]))
    right = np.array([r for _, rights in choices for r in rights])
    sizes = np.array([len(rights) for _, rights in choices])
    starts, group = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ w
        score -= np.maximum.reduceat(score, starts)[group]
        e = np.exp(score)
        total = np.add.reduceat(e, starts)
        good = np.maximum(np.add.reduceat(e * right, starts), 1e-300)
        gradient = x.T @ (e / total[group] - e * right / good[group])
        value = (np.log(total) - np.log(good)).sum()
        return value + PENALTY / 2 * (w @ w), gradient + PENALTY * w

    w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    names = vectorizer.get_feature_names_out()
    return {
        str(n): round(float(v), 3) for n, v in sorted(zip(names, w, strict=True)) if abs(v) > LEAST
    }


def learn(docs: list[Doc], gold: dict[str, list[Attribution]], models: Sequence[str]) -> None:
    """Learn some of the models, beside those that are written already."""
    choices: dict[str, list[Choice]] = {model: [] for model in models}
    for doc in docs:
        places = pieces.places_of(doc)
        for model in models:
            choices[model] += CHOICES[model](places, gold[doc._.article_id])
    hide_pointers(choices.get("content", []))
    path = data_path("models", "voices", "linker.json")
    weights = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    weights |= {model: fit(choices[model]) for model in models}
    path.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    link.weights.cache_clear()
    print({model: len(choices[model]) for model in models})


CHOICES = {"content": content_choices, "source": source_choices}


def main() -> None:
    """Learn and write the weights."""
    articles = list(read_polnear(Path(sys.argv[1])))
    gold = {a.article_id: first_annotator(a) for a in articles}
    docs = docs_of(articles, [Path(p) for p in sys.argv[2:]])
    learn(docs, gold, ["content", "source"])


if __name__ == "__main__":
    main()
