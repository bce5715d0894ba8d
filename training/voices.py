"""Learn the cue lexicon from the training part of PolNeAR (Newell et al. 2018).

    python training/voices.py GOLD/quotes/polnear/train [DOCS…]

For each word in each pattern of grammar (``helpers.voices.cues.patterns``), how often it
is an annotator's cue, of all the times it occurs so. DOCS: DocBins of the parsed articles
(else they are parsed, with the pipeline of the project). Writes data/lexicons/cues.csv.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pandas as pd
from spacy.tokens import DocBin

from helpers.evaluate.attributions import touch
from helpers.evaluate.readers import QuotedArticle, Spans, read_polnear
from helpers.evaluate.voices import parsed
from helpers.language import grammar, pipeline
from helpers.language.parse import _register
from helpers.language.plain import Doc, Token, plain
from helpers.resources import data_path, lexicon
from helpers.voices import cues, quotes

Key = tuple[str, str, str]
LEAST_COUNT, LEAST_PRECISION = 3, 0.2
LEAST_USES = 3
"""Uses from which a verb with a particle is listed though it is no cue (*called off*)."""


def docs_of(articles: list[QuotedArticle], paths: list[Path]) -> list[Doc]:
    """Read the parsed articles from DocBins, or parse them."""
    _register()
    if not paths:
        return [plain(doc) for doc in parsed(articles)]
    made = [d for p in paths for d in DocBin().from_disk(p).get_docs(pipeline().vocab)]
    for doc in made:
        doc._.passages, doc._.article_id = doc.user_data["passages"], doc.user_data["article_id"]
    return [plain(doc) for doc in made]


def first_annotator(article: QuotedArticle):
    """The attributions of the first of an article's annotators."""
    return next(iter(article.annotations.values()))


def count(docs: list[Doc], articles: list[QuotedArticle]) -> tuple[Counter, Counter]:
    """Count each (lemma, pos, pattern): its uses as a cue, and all its uses outside speech."""
    hits: Counter = Counter()
    uses: Counter = Counter()
    for doc, article in zip(docs, articles, strict=True):
        marked = quotes.Quotes(doc)
        cue_spans: Spans = [s for a in first_annotator(article) for s in a.cue]
        contents: Spans = [s for a in first_annotator(article) for s in a.content]
        for token in doc:
            if not cues.word_class(token) or marked.at(token.idx) is not None:
                continue
            place = [(token.idx, token.idx + len(token))]
            is_cue = touch(cue_spans, place)
            if not is_cue and touch(contents, place):
                continue
            word = with_particle(token)
            for key in {(word, cues.word_class(token), p) for p, _ in cues.patterns(token)}:
                uses[key] += 1
                hits[key] += is_cue
    return hits, uses


def with_particle(token: Token) -> str:
    """The lemma of a word, joined to its particle if it is a verb that has one."""
    bare = token.lemma_.lower()
    return f"{bare} {grammar.particle(token)}".strip() if token.pos_ == "VERB" else bare


def listed(key: Key, hits: Counter, uses: Counter, bare: set[tuple[str, str]]) -> bool:
    """Whether a word in a pattern goes into the lexicon: cues, and what is none only by its particle."""
    lemma, kind, _ = key
    if not lemma.replace(" ", "").isalpha():
        return False
    if " " in lemma and (lemma.split()[0], kind) in bare:
        return sum(n for k, n in uses.items() if k[:2] == key[:2]) >= LEAST_USES
    return hits[key] >= LEAST_COUNT and hits[key] / uses[key] >= LEAST_PRECISION


def stance_words() -> dict[str, str]:
    """Lemma -> stance, from the list kept by hand; what is not in it asserts."""
    frame = lexicon("stance_words")
    return {
        w: r for w, r in zip(frame.word, frame.role, strict=True) if r in cues.STANCES
    } | dict.fromkeys(frame.word[frame.role == "refuse"], "deny")


def main() -> None:
    """Learn and write the lexicon."""
    articles = list(read_polnear(Path(sys.argv[1])))
    docs = docs_of(articles, [Path(p) for p in sys.argv[2:]])
    hits, uses = count(docs, articles)
    stance = stance_words()
    bare = {key[:2] for key in hits if " " not in key[0] and listed(key, hits, uses, set())}
    rows = [
        {"lemma": key[0], "pos": key[1], "pattern": key[2],
         "stance": stance.get(key[0], stance.get(key[0].split()[0], "assert")),
         "count": hits[key], "precision": f"{hits[key] / uses[key]:.2f}"}
        for key in uses
        if listed(key, hits, uses, bare)
    ]  # fmt: skip
    frame = pd.DataFrame(rows).sort_values(["pos", "lemma", "pattern"])
    frame.to_csv(data_path("lexicons", "cues.csv"), index=False)
    print(f"{len(frame)} cues from {len(docs)} articles")


if __name__ == "__main__":
    main()
