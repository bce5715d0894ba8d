"""Many articles: does memory stay flat, and the cost of an article?

    python -m benchmarks.many [--counts 1000 20000] [--sentences 2] [--replay]

Each corpus goes through ``newswalk tables`` in a fresh process, with the shipped models: every table of
every article is made. Its articles are short (a title and some sentences), cut from the teaching
corpus at other places each time, so that the largest corpus takes minutes and not hours. Peak memory
is what the system counted for the process; the cost is its CPU seconds once the models are loaded.

A large corpus takes so long that the machine may become slower meanwhile, for every program. So it
takes turns of some seconds with the first corpus, which is made again and again beside it, each time in
a fresh process: one of the two stands still while the other works, and what slows one slows both.

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
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.ratios import Ratio, told

COUNTS = (1_000, 20_000)
STARTING = 32
"""Articles of the first batch, which loads the models."""
TURN = 10
"""Seconds that one process works before the other does."""


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
    """Make the tables, those of a first batch before (it loads the models); print what it took, as JSON."""
    from helpers import corpus as many
    from helpers.corpus import stream

    if replay:
        stream.analyse = replaying(stream.analyse)
    first = Path(corpus).with_name(f"first-{os.getpid()}.jsonl")
    with Path(corpus).open(encoding="utf-8") as lines:
        first.write_text("".join(islice(lines, STARTING)), encoding="utf-8")
    many.tables(first, f"{out}-first", progress=False)
    before = resource.getrusage(resource.RUSAGE_SELF)
    made = many.tables(corpus, out, progress=False)
    use = resource.getrusage(resource.RUSAGE_SELF)
    cpu = use.ru_utime + use.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({
        "articles": made.articles, "rows": sum(made.rows.values()), "problems": made.problems,
        "peak_mb": use.ru_maxrss / 1024, "cpu": cpu, "each": 1000 * cpu / made.articles,
    }))  # fmt: skip


class Maker:
    """A process that makes the tables of one corpus, and can be made to stand still."""

    def __init__(self, corpus: Path, replay: bool) -> None:
        self.place = tempfile.TemporaryDirectory(prefix="newswalk-bench-")
        command = [sys.executable, "-m", "benchmarks.many", "--child", str(corpus)]
        command += [f"{self.place.name}/out", *(["--replay"] if replay else [])]
        cache = {"OMP_NUM_THREADS": "1", "NEWSWALK_CACHE": f"{self.place.name}/cache"}
        self.process = subprocess.Popen(
            command, env=os.environ | cache, stdout=subprocess.PIPE, text=True
        )

    def works(self, seconds: float | None = None) -> bool:
        """Let it work for some seconds, or to its end; tell whether it goes on after that."""
        self.process.send_signal(signal.SIGCONT)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGSTOP)
            return True
        return False

    def told(self) -> dict[str, float]:
        """Return what it printed, once it has ended; raise ``CalledProcessError`` if it failed."""
        out, _ = self.process.communicate()
        self.place.cleanup()
        if self.process.returncode:
            raise subprocess.CalledProcessError(self.process.returncode, self.process.args)
        found: dict[str, float] = json.loads(out.splitlines()[-1])
        return found

    def drop(self) -> None:
        """End it before it is done."""
        self.process.kill()
        self.process.communicate()
        self.place.cleanup()


def in_turns(small: Path, large: Path, replay: bool) -> tuple[list[dict[str, float]], dict]:
    """Make a large corpus, in turns with a small one that is made again and again beside it."""
    again, made = Maker(small, replay), []
    long = Maker(large, replay)
    while long.works(TURN):
        if not again.works(TURN):
            made.append(again.told())
            again = Maker(small, replay)
    if made:
        again.drop()
    else:
        again.works()
        made.append(again.told())
    return made, long.told()


def show(row: dict[str, float], times: int = 1) -> None:
    print(
        f"{row['articles']:7,.0f} articles  peak {row['peak_mb']:6.0f} MB  {row['each']:6.1f} ms an"
        f" article  {row['rows']:,.0f} rows  {row['problems']:.0f} problems"
        + (f"  (mean of {times})" if times > 1 else ""),
        flush=True,
    )


def compare(counts: list[int], sentences: int, replay: bool) -> None:
    """Measure the first corpus against each of the larger ones."""
    with tempfile.TemporaryDirectory(prefix="newswalk-bench-") as place:
        corpora = [Path(place, f"corpus-{count}.jsonl") for count in counts]
        for path, count in zip(corpora, counts, strict=True):
            write(path, count, sentences, replay=replay)
        for large in corpora[1:]:
            runs, last = in_turns(corpora[0], large, replay)
            first = {name: mean(run[name] for run in runs) for name in runs[0]}
            show(first, len(runs))
            show(last)
            between = f"{last['articles']:,} articles against {first['articles']:,.0f}"
            between += " (models replayed)" if replay else ""
            peaks = f"{first['peak_mb']:.0f} and {last['peak_mb']:.0f} MB"
            low, high = min(run["each"] for run in runs), max(run["each"] for run in runs)
            cost = f"{first['each']:.1f} ms ({low:.1f} to {high:.1f} in {len(runs)} runs)"
            cost += f" and {last['each']:.1f} ms, in turns"
            told(
                Ratio(
                    f"peak memory, {between}",
                    last["peak_mb"] / first["peak_mb"],
                    most=1.3,
                    note=peaks,
                ),
                Ratio(
                    f"cost an article, {between}", last["each"] / first["each"], most=1.1, note=cost
                ),
            )


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
    if len(given.counts) < 2:
        parser.error("give two numbers of articles or more, such as --counts 1000 20000")
    compare(list(given.counts), given.sentences, given.replay)


if __name__ == "__main__":
    main()
