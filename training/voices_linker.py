"""Learn which cue a content hangs on and whose cue it is, from the training part of PolNeAR.

    python training/voices_linker.py GOLD/quotes/polnear/train [DOCS] [ARTICLES]

The annotators' own marks are tied by two logistic regressions (Newell et al. 2018 is the
corpus). Writes data/models/voices/linker.json: the weight of each feature, to be read by hand.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc, Span
from voices import docs_of, first_annotator

from helpers.evaluate.readers import Attribution, Spans, read_polnear
from helpers.resources import data_path
from helpers.voices import link

REACH = 3
Pairs = tuple[list[link.Features], list[bool]]


def spans_of(doc: Doc, places: Spans) -> list[Span]:
    """The words of each place, whole words only."""
    spans = [doc.char_span(a, b, alignment_mode="expand") for a, b in places]
    return [s for s in spans if s is not None and len(s)]


def tied(doc: Doc, gold: list[Attribution]) -> tuple[link.Places, dict, dict]:
    """The marks of an article, and the cue of each content and the source of each cue."""
    cues: dict[tuple[int, int], Span] = {}
    sources: dict[tuple[int, int], Span] = {}
    contents: dict[tuple[int, int], Span] = {}
    cue_of: dict[tuple[int, int], set[tuple[int, int]]] = {}
    source_of: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for one in gold:
        its = {role: spans_of(doc, getattr(one, role)) for role in ("cue", "source", "content")}
        keys = {role: {(s.start, s.end) for s in spans} for role, spans in its.items()}
        for role, kept in (("cue", cues), ("source", sources), ("content", contents)):
            kept.update({(s.start, s.end): s for s in its[role]})
        for key in keys["content"]:
            cue_of.setdefault(key, set()).update(keys["cue"])
        for key in keys["cue"]:
            source_of.setdefault(key, set()).update(keys["source"])
    places = link.Places(doc, *(sorted(d.values()) for d in (cues, sources, contents)))
    return places, cue_of, source_of


def pairs(places: link.Places, cue_of: dict, source_of: dict) -> tuple[Pairs, Pairs]:
    """Features and truth of each content with each cue near it, and each cue with each source."""
    content: Pairs = ([], [])
    source: Pairs = ([], [])
    for span in places.contents:
        for cue in link.candidates(places.cues, span, places, REACH):
            content[0].append(link.content_features(places, span, cue))
            content[1].append((cue.start, cue.end) in cue_of[span.start, span.end])
    for cue in places.cues:
        for who in link.candidates(places.sources, cue, places, REACH):
            source[0].append(link.source_features(places, cue, who))
            source[1].append((who.start, who.end) in source_of[cue.start, cue.end])
    return content, source


def fit(rows: Pairs) -> dict[str, float]:
    """The weights of a logistic regression, and its intercept as ``bias``."""
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform(rows[0])
    model = LogisticRegression(C=1.0, max_iter=500).fit(x, rows[1])
    weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    kept = {name: round(float(w), 3) for name, w in sorted(weights.items()) if abs(w) > 0.005}
    return {"bias": round(float(model.intercept_[0]), 3)} | kept


def main() -> None:
    """Learn and write the weights."""
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else None
    articles = list(read_polnear(Path(sys.argv[1])))
    docs = docs_of(articles, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    content: Pairs = ([], [])
    source: Pairs = ([], [])
    for doc, article in list(zip(docs, articles, strict=True))[:limit]:
        for total, part in zip(
            (content, source), pairs(*tied(doc, first_annotator(article))), strict=True
        ):
            total[0].extend(part[0])
            total[1].extend(part[1])
    path = data_path("models", "voices", "linker.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    weights = {"content": fit(content), "source": fit(source)}
    path.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(len(content[1]), len(source[1]), "pairs")


if __name__ == "__main__":
    main()
