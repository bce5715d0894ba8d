"""The whole pipeline against NLTK's sentence splitter, tokenizer and tagger, on the same text.

    python benchmarks/pipeline_speed.py [TEXT…]

Prints words a second of both and their ratio, from alternating runs in one process on one core. The
pipeline does more: trees, lemmas, names and voices besides the tags.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NEWSWALK_THREADS"):
    os.environ[variable] = "1"

import nltk

import helpers as nw
from benchmarks.ratios import Ratio, told
from helpers.language import pipeline
from helpers.resources import use_nltk_data

ROUNDS = 5


def texts(paths: list[str]) -> list[str]:
    """The given files, or the teaching corpus."""
    if paths:
        return [Path(path).read_text(encoding="utf-8") for path in paths]
    return [text for text in nw.read_articles().text if isinstance(text, str)]


def with_nltk(chosen: list[str]) -> None:
    for text in chosen:
        for sentence in nltk.sent_tokenize(text):
            nltk.pos_tag(nltk.word_tokenize(sentence))


def with_pipeline(chosen: list[str]) -> None:
    for _ in pipeline().pipe(chosen):
        pass


def seconds(job: Callable[[list[str]], None], chosen: list[str]) -> float:
    start = time.process_time()
    job(chosen)
    return time.process_time() - start


def main() -> None:
    use_nltk_data()
    chosen = texts(sys.argv[1:])
    words = sum(len(text.split()) for text in chosen)
    with_nltk(chosen[:1])
    with_pipeline(chosen)
    pairs = [(seconds(with_nltk, chosen), seconds(with_pipeline, chosen)) for _ in range(ROUNDS)]
    nltk_best, ours_best = (min(times) for times in zip(*pairs, strict=True))
    print(f"{len(chosen)} articles, {words} words, best of {ROUNDS} rounds, one core")
    print(f"NLTK       {words / nltk_best:8.0f} words/s")
    print(f"pipeline   {words / ours_best:8.0f} words/s")
    told(
        Ratio(
            "the pipeline against NLTK's three steps, words a second",
            nltk_best / ours_best,
            least=0.7,
        )
    )


if __name__ == "__main__":
    main()
