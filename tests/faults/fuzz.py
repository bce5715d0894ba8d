"""Thousands of mutated articles through the walk: ``python -m tests.faults.fuzz --articles 20000``.

Held of each: nothing is raised, each file has a row at least, a row has a text or a problem, and each
table's offsets point at the words they should. All are read and cut into passages and sentences;
every Nth goes through the whole walk. What fails is kept in a folder, to be looked at.
"""

from __future__ import annotations

import argparse
import faulthandler
import logging
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

import helpers as nw
from helpers.corpus.walking import analyse
from tests.faults.mutate import mutated

SLOW = 20.0


def read(path: Path) -> pd.DataFrame:
    """Read a file and its passages and sentences, and hold what must be true of them."""
    articles = nw.read_articles(path)
    nw.check("articles", articles)
    assert len(articles), "a file without a row"
    assert (articles.text.notna() | articles.problem.notna()).all(), "neither text nor problem"
    texts = dict(zip(articles.article_id, articles.text, strict=True))
    readable = articles[articles.text.notna() & articles.problem.isna()]
    passages = nw.passages(readable)
    nw.check("passages", passages, texts)
    for text in readable.text:
        _hold_sentences(text, list(nw.split_sentences(text)))
    return articles


def _hold_sentences(text: str, spans: Sequence[tuple[int, int]]) -> None:
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text), f"sentence {start}:{end} after {at}"
        assert not text[at:start].strip() or not any(c.isalnum() for c in text[at:start])
        at = end


def walk(articles: pd.DataFrame) -> None:
    """Put articles through every stage and hold every table against their texts."""
    made = analyse(articles)
    texts = dict(zip(articles.article_id, articles.text, strict=True))
    for name, frame in made.items():
        nw.check(name, frame, texts)
    failed = made["articles"].problem.fillna("").str.startswith("not analysed")
    assert not failed.any(), made["articles"].problem[failed].iloc[0]


def fuzz(count: int, *, every: int, seed: int, keep: Path, longest: int) -> Counter[str]:
    """Try ``count`` files; return how many were read, walked, had a problem, failed, were slow."""
    texts = nw.read_articles().text.dropna().tolist()
    told: Counter[str] = Counter()
    folder = Path(tempfile.mkdtemp(prefix="newswalk-fuzz-"))
    for number in range(seed, seed + count):
        name, content = mutated(texts, number, longest=longest)
        path = folder / name
        path.write_bytes(content)
        began = time.process_time()
        try:
            articles = read(path)
            told["articles"] += len(articles)
            told["with a problem"] += int(articles.problem.notna().sum())
            if every and number % every == 0:
                small = articles[articles.text.fillna("").str.len() < 20_000]
                walk(small)
                told["walked"] += len(small)
        except Exception:
            told["failed"] += 1
            keep.mkdir(parents=True, exist_ok=True)
            (keep / name).write_bytes(content)
            print(f"{name}:\n{traceback.format_exc(limit=-6)}", file=sys.stderr, flush=True)
        if (took := time.process_time() - began) > SLOW:
            told["slow"] += 1
            print(f"{name}: {took:.0f} CPU s", file=sys.stderr, flush=True)
        path.unlink()
        told["files"] += 1
        if number % 1000 == 999:
            print(dict(told), file=sys.stderr, flush=True)
    folder.rmdir()
    return told


def main() -> None:
    faulthandler.enable()
    logging.getLogger("newswalk").setLevel(logging.CRITICAL)
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--every", type=int, default=40, help="whole walk of each Nth; 0: of none")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--longest", type=int, default=3_000)
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    given = parser.parse_args()
    told = fuzz(
        given.articles, every=given.every, seed=given.seed, keep=given.keep, longest=given.longest
    )
    print(dict(told))
    raise SystemExit(bool(told["failed"] or told["slow"]))


if __name__ == "__main__":
    main()
