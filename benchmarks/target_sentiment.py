"""What target sentiment costs beside parsing: CPU seconds in one run on one core, best of several.

python -m benchmarks.target_sentiment
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NEWSWALK_THREADS"):
    os.environ[variable] = "1"

ROUNDS = 4


def timed(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def questions(docs: list[Any], sentiment: Any) -> tuple[list[str], list[tuple[int, int]]]:
    """Each target's sentence, and its characters there."""
    texts = {doc._.article_id: doc.text for doc in docs}
    whole = sentiment[sentiment.target.isna()].set_index(["article_id", "sentence_id"])
    sentences, spans = [], []
    for row in sentiment[sentiment.target.notna()].itertuples():
        place = whole.loc[(row.article_id, row.sentence_id)]
        sentences.append(texts[row.article_id][place.start : place.end])
        spans.append((row.start - place.start, row.end - place.start))
    return sentences, spans


def main() -> None:
    import helpers as nw

    articles = nw.read_articles()
    docs = nw.parse(articles)
    names, voices = nw.names(docs), nw.voices(docs)
    sentiment = nw.sentiment(docs, names=names, voices=voices)
    sentences, spans = questions(docs, sentiment)

    def parse() -> None:
        os.environ["NEWSWALK_CACHE"] = tempfile.mkdtemp(prefix="newswalk-bench-")
        nw.parse(articles)

    parse()
    work = {
        "parse": parse,
        "target sentiment": lambda: nw.target_sentiment(sentences, spans),
        "the whole stage": lambda: nw.sentiment(docs, names=names, voices=voices),
    }
    rounds = [{name: timed(job) for name, job in work.items()} for _ in range(ROUNDS)]
    best = {name: min(r[name] for r in rounds) for name in work}
    print(f"{len(articles)} articles, {len(spans)} targets in {len(set(sentences))} sentences")
    for name, seconds in best.items():
        print(f"{name:20} {seconds:6.2f} s CPU   {seconds / best['parse']:5.2f} of the parse")


if __name__ == "__main__":
    main()
