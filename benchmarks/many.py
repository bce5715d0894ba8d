"""Many articles: does memory stay flat, and the cost of an article?

    python -m benchmarks.many [--counts 100 1000 20000] [--sentences 2]

Each corpus goes through ``newswalk tables`` in a fresh process, with the shipped models: every table of
every article is made. Its articles are short (a title and some sentences), cut from the teaching
corpus at other places each time, so that the largest corpus takes minutes and not hours. Peak memory
is what the system counted for the process; the cost is its CPU seconds, less those of starting
(what a corpus of one batch costs, to load the models, is taken off).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

COUNTS = (100, 1_000, 20_000)
STARTING = 32


def sentences_of_corpus() -> list[list[str]]:
    """Return the sentences of each readable teaching article."""
    import helpers as nw

    articles = nw.read_articles()
    readable = articles[articles.problem.isna()]
    return [[text[a:b] for a, b in nw.split_sentences(text)] for text in readable.text]


def short_articles(count: int, sentences: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Yield short articles: each some neighbouring sentences of a teaching article."""
    chance = random.Random(seed)
    corpus = sentences_of_corpus()
    for number in range(count):
        story = chance.choice(corpus)
        start = chance.randrange(max(1, len(story) - sentences))
        words = " ".join(" ".join(part.split()) for part in story[start : start + sentences])
        text = f"Report number {number}\n\n{words}\n"
        yield {"article_id": f"report-{number:06d}", "title": f"Report number {number}", "text": text}


def write(path: Path, count: int, sentences: int) -> int:
    """Write a corpus as JSON lines; return its number of words."""
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for article in short_articles(count, sentences):
            words += len(article["text"].split())
            file.write(json.dumps(article) + "\n")
    return words


def child(corpus: str, out: str) -> None:
    """Make the tables and print what it took, as JSON."""
    from helpers import corpus as many

    began = time.perf_counter()
    made = many.tables(corpus, out, progress=False)
    use = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "articles": made.articles, "rows": sum(made.rows.values()), "problems": made.problems,
        "peak_mb": use.ru_maxrss / 1024, "cpu": use.ru_utime + use.ru_stime,
        "wall": time.perf_counter() - began,
    }))  # fmt: skip


def measure(count: int, sentences: int) -> dict[str, float]:
    """Make the tables of a corpus of ``count`` articles in a fresh process, with an empty cache."""
    with tempfile.TemporaryDirectory(prefix="newswalk-bench-") as place:
        corpus = Path(place, "corpus.jsonl")
        words = write(corpus, count, sentences)
        command = [sys.executable, "-m", "benchmarks.many", "--child", str(corpus), f"{place}/out"]
        environment = os.environ | {"OMP_NUM_THREADS": "1", "NEWSWALK_CACHE": f"{place}/cache"}
        ran = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        return {**json.loads(ran.stdout.splitlines()[-1]), "words": words}


def measured(counts: list[int], sentences: int) -> list[dict[str, float]]:
    """Measure each corpus, with ``each``: milliseconds of CPU an article, starting apart."""
    start = measure(STARTING, sentences)
    rows = []
    for count in counts:
        row = measure(count, sentences)
        row["each"] = 1000 * (row["cpu"] - start["cpu"]) / (count - STARTING)
        rows.append(row)
        print(
            f"{count:7,} articles  peak {row['peak_mb']:6.0f} MB  {row['each']:6.1f} ms an article"
            f"  {row['cpu']:7.1f} CPU s  {row['rows']:,} rows  {row['problems']} problems",
            flush=True,
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    parser.add_argument("--sentences", type=int, default=2)
    parser.add_argument("--child", nargs=2)
    given = parser.parse_args()
    if given.child:
        child(*given.child)
        return
    rows = measured(list(given.counts), given.sentences)
    print(f"peak, largest against the one before  {rows[-1]['peak_mb'] / rows[-2]['peak_mb']:.2f}")
    print(f"cost an article, largest against smallest  {rows[-1]['each'] / rows[0]['each']:.2f}")


if __name__ == "__main__":
    main()
