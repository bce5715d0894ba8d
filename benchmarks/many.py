"""Many articles: does memory stay flat, and the cost of an article?

    python -m benchmarks.many [--counts 1000 20000] [--sentences 2] [--replay]

Each corpus goes through ``newswalk tables`` in a fresh process, with the shipped models: every table of
every article is made. Its articles are short (a title and some sentences), cut from the teaching
corpus at other places each time, so that the largest corpus takes minutes and not hours. Peak memory
is what the system counted for the process; the cost is its CPU seconds, less those of starting
(what a corpus of one batch costs, to load the models, is taken off). The first corpus is made once
more at the end, and its cost is the mean of both times: a machine that meanwhile became slower for
every program shows as a difference between the two, and not as a growth with the corpus.

With ``--replay`` every batch has the same texts, under other ids, and the models read only the first: the
rest take its tables. What could grow with a corpus is measured then (reading, parts, merging, claims
across articles) without an hour of models, whose own cost the plain run measures.
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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.ratios import Ratio, told

COUNTS = (1_000, 20_000)
STARTING = 32


def sentences_of_corpus() -> list[list[str]]:
    """Return the sentences of each readable teaching article."""
    import helpers as nw

    articles = nw.read_articles()
    readable = articles[articles.problem.isna()]
    return [[text[a:b] for a, b in nw.split_sentences(text)] for text in readable.text]


def short_articles(
    count: int, sentences: int, seed: int = 1, *, replay: bool = False
) -> Iterator[dict[str, str]]:
    """Yield short articles: each some neighbouring sentences of a teaching article."""
    chance = random.Random(seed)
    corpus = sentences_of_corpus()
    for at in range(count):
        number = at % STARTING if replay else at
        if not number:
            chance = random.Random(seed)
        story = chance.choice(corpus)
        start = chance.randrange(max(1, len(story) - sentences))
        words = " ".join(" ".join(part.split()) for part in story[start : start + sentences])
        text = f"Report number {number}\n\n{words}\n"
        yield {
            "article_id": f"report-{number:06d}",
            "title": f"Report number {number}",
            "text": text,
        }


def write(path: Path, count: int, sentences: int, *, replay: bool = False) -> int:
    """Write a corpus as JSON lines; return its number of words."""
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for article in short_articles(count, sentences, replay=replay):
            words += len(article["text"].split())
            file.write(json.dumps(article) + "\n")
    return words


def replaying(analyse: Callable[..., Any]) -> Callable[..., Any]:
    """Return an ``analyse`` that takes the tables of the first batch for all with the same texts."""
    held: dict[str, Any] = {}

    def replayed(articles: Any) -> Any:
        texts = articles.text.tolist()
        if not held:
            made = analyse(articles)
            places = {name: at for at, name in enumerate(articles.article_id)}
            held.update(texts=texts, made=made)
            held["at"] = {n: f.article_id.map(places).to_numpy(int) for n, f in made.items()}
        if texts != held["texts"][: len(texts)]:
            return analyse(articles)
        ids = articles.article_id.to_numpy(object)
        made = {}
        for name, frame in held["made"].items():
            mine = held["at"][name] < len(ids)
            of = ids[held["at"][name][mine]]
            made[name] = typed(name, frame[mine].assign(article_id=of))
        return made | {"articles": typed("articles", articles)}

    from helpers.tables import typed

    return replayed


def child(corpus: str, out: str, replay: bool) -> None:
    """Make the tables and print what it took, as JSON."""
    from helpers import corpus as many
    from helpers.corpus import stream

    if replay:
        stream.analyse = replaying(stream.analyse)
    began = time.perf_counter()
    made = many.tables(corpus, out, progress=False)
    use = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "articles": made.articles, "rows": sum(made.rows.values()), "problems": made.problems,
        "peak_mb": use.ru_maxrss / 1024, "cpu": use.ru_utime + use.ru_stime,
        "wall": time.perf_counter() - began,
    }))  # fmt: skip


def measure(count: int, sentences: int, replay: bool) -> dict[str, float]:
    """Make the tables of a corpus of ``count`` articles in a fresh process, with an empty cache."""
    with tempfile.TemporaryDirectory(prefix="newswalk-bench-") as place:
        corpus = Path(place, "corpus.jsonl")
        words = write(corpus, count, sentences, replay=replay)
        command = [sys.executable, "-m", "benchmarks.many", "--child", str(corpus), f"{place}/out"]
        command += ["--replay"] if replay else []
        environment = os.environ | {"OMP_NUM_THREADS": "1", "NEWSWALK_CACHE": f"{place}/cache"}
        ran = subprocess.run(
            command, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return {**json.loads(ran.stdout.splitlines()[-1]), "words": words}


def measured(counts: list[int], sentences: int, replay: bool) -> list[dict[str, float]]:
    """Measure each corpus and the first again, with ``each``: milliseconds of CPU an article."""
    start = measure(STARTING, sentences, replay)
    rows = []
    for count in [*counts, counts[0]]:
        row = measure(count, sentences, replay)
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
    parser.add_argument("--replay", action="store_true")
    parser.add_argument("--child", nargs=2)
    given = parser.parse_args()
    if given.child:
        child(*given.child, given.replay)
        return
    rows = measured(list(given.counts), given.sentences, given.replay)
    *rest, again = rows
    first, last = rest[0], rest[-1]
    before_after = (first["each"] + again["each"]) / 2
    between = f"{last['articles']:,} articles against {first['articles']:,}"
    between += " (models replayed)" if given.replay else ""
    peaks = f"{first['peak_mb']:.0f} and {last['peak_mb']:.0f} MB"
    cost = f"{first['each']:.1f} ms before, {last['each']:.1f}, {again['each']:.1f} after"
    told(
        Ratio(f"peak memory, {between}", last["peak_mb"] / first["peak_mb"], most=1.3, note=peaks),
        Ratio(f"cost an article, {between}", last["each"] / before_after, most=1.1, note=cost),
    )


if __name__ == "__main__":
    main()
