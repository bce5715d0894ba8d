"""What a very long article costs a word, beside articles of the usual length.

python -m benchmarks.long_article

A day's wire or a transcript of a debate may come as one text of some hundred thousand characters; no
stage may compare each of its sentences with all others.
"""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.ratios import Ratio, one_core, told
from benchmarks.stages import MODELS, stages

one_core()
CHARACTERS = 400_000
ROUNDS = 3


def long_text(texts: list[str], characters: int) -> str:
    """Return a text of paragraphs, each of three sentences drawn from some articles."""
    from helpers.language import split_sentences

    sentences = [t[a:b].strip() for t in texts for a, b in split_sentences(t)]
    sentences = [s for s in sentences if len(s) > 40 and s.endswith((".", "”", "?"))]
    drawn, made, length = random.Random(20), [], 0
    while length < characters:
        made.append(" ".join(drawn.sample(sentences, 3)))
        length += len(made[-1]) + 2
    return "\n\n".join(made)[:characters]


def cost(articles: Any) -> dict[str, float]:
    """Return the microseconds of CPU time a word of each stage that is no model."""
    took = stages(articles)
    words = int(articles.n_words.sum())
    return {name: 1e6 * s / words for name, s in took.items() if name not in MODELS}


def main() -> None:
    os.environ["NEWSWALK_CACHE"] = tempfile.mkdtemp(prefix="newswalk-bench-")
    import helpers as nw

    articles = nw.read_articles()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "long.txt").write_text(
            long_text(articles.text.tolist(), CHARACTERS), encoding="utf-8"
        )
        long = nw.read_articles(folder)
    stages(articles.head(2))  # loads every model
    usual = [cost(articles) for _ in range(ROUNDS)]
    lengthy = cost(long)
    print(f"{'microseconds a word':30} {'usual':>8} {'long':>8}")
    for name in lengthy:
        print(f"{name:30} {min(r[name] for r in usual):8.1f} {lengthy[name]:8.1f}")
    short = min(sum(r.values()) for r in usual)
    told(
        Ratio(
            f"cost a word, one article of {CHARACTERS:,} characters against the usual ones",
            sum(lengthy.values()) / short,
            most=1.5,
            note="without the models",
        )
    )


if __name__ == "__main__":
    main()
