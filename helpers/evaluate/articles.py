"""How well raw text is read: the body of web pages, body text kept, years inferred."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.articles.documents import decode_html, page
from helpers.articles.passages import split
from helpers.articles.published import find_dates, infer_year
from helpers.articles.source import Problem
from helpers.evaluate.scores import COLUMNS, DRAWS, SEED, f1_interval

_WORD = re.compile(r"\w+")
_PUBLISHED = "trafilatura 0.958 on all 181 pages (Barbaresi 2021; article-extraction-benchmark)"


def shingle_overlap(found: str, gold: str, size: int = 4) -> tuple[float, float]:
    """Return precision and recall of the runs of four words of a text against the gold body.

    The measure of the article extraction benchmark (Zyte 2020).
    """
    counts = []
    for text in (found, gold):
        words = _WORD.findall(text)
        last = max(1, len(words) - size + 1)
        counts.append(Counter(tuple(words[i : i + size]) for i in range(last if words else 0)))
    shared = sum((counts[0] & counts[1]).values())
    return tuple(shared / max(1, sum(count.values())) for count in counts)  # type: ignore[return-value]


def mean_f1(pages: np.ndarray[Any, Any]) -> float:
    """Return F1 of the mean precision and the mean recall of some pages."""
    precision, recall = pages.mean(0)
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0


def _interval(pages: np.ndarray[Any, Any]) -> tuple[float, float, float]:
    draws = np.random.default_rng(SEED).integers(0, len(pages), (DRAWS, len(pages)))
    low, high = np.quantile([mean_f1(pages[draw]) for draw in draws], [0.025, 0.975])
    return round(mean_f1(pages), 4), round(float(low), 4), round(float(high), 4)


def _our_body(html: str) -> str:
    try:
        loaded = page(html)
    except Problem:
        return ""
    passages = split(loaded.text, loaded.title, loaded.outlet)
    return "\n".join(loaded.text[s:e] for s, e, kind, _ in passages if kind in ("body", "caption"))


def _trafilatura(html: str) -> str:
    from trafilatura import extract

    return extract(html, include_comments=False) or ""


def _all_text(html: str) -> str:
    from lxml import html as parser

    tree = parser.fromstring(html.encode())
    for element in tree.xpath("//script | //style | //noscript"):
        element.drop_tree()
    return str(tree.text_content())


def _web_pages(folder: Path) -> Iterable[dict[str, Any]]:
    truth = json.loads((folder / "ground_truth_dev.json").read_text(encoding="utf-8"))
    methods: dict[str, Callable[[str], str]] = {
        "body of web pages": _our_body,
        "body of web pages, trafilatura alone": _trafilatura,
        "body of web pages, all visible text": _all_text,
    }
    sources = {
        name: decode_html(gzip.decompress((folder / "pages" / f"{name}.html.gz").read_bytes()))
        for name in sorted(truth)
    }
    scores = {
        method: np.array(
            [
                shingle_overlap(body(html), truth[name]["articleBody"])
                for name, html in sources.items()
            ]
        )
        for method, body in methods.items()
    }
    for method, pages in scores.items():
        value, low, high = _interval(pages)
        yield {
            "measure": f"{method}: F1 of four-word runs",
            "data": "web pages (dev)",
            "value": value,
            "low": low,
            "high": high,
            "n": len(pages),
            "baseline": round(mean_f1(scores["body of web pages, trafilatura alone"]), 4),
            "published": _PUBLISHED,
        }


def _polnear(folder: Path) -> dict[str, str]:
    files = sorted((folder / "text").glob("*.txt"))
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def _kept(texts: dict[str, str]) -> dict[str, Any]:
    """Measure how much of edited texts, which hold hardly any furniture, is read on."""
    counts = []
    for text in texts.values():
        pieces = [len(text[s:e].split()) for s, e, kind, _ in split(text) if kind in _READ]
        total = len(text.split())
        counts.append((sum(pieces), total, total))
    value, low, high = f1_interval(counts)
    return {
        "measure": "words of edited articles kept as title, body or caption",
        "value": value,
        "low": low,
        "high": high,
        "n": sum(total for *_, total in counts),
    }


_READ = ("title", "body", "caption")


def _years(texts: dict[str, str]) -> dict[str, Any]:
    """Take the year from dates that name it with the weekday, and infer it again."""
    right = answered = asked = 0
    for name, text in texts.items():
        published = re.search(r"_(\d{4})-\d\d-\d\d_", name)
        for mention in find_dates(text):
            if mention.weekday is None or published is None:
                continue
            year = mention.year or _nearest(mention, int(published[1]))
            piece = re.sub(r",?\s+(19|20)\d\d\b", "", text[mention.start : mention.end])
            without = text[: mention.start] + piece + text[mention.end :]
            again = next((m for m in find_dates(without) if m.start >= mention.start), None)
            guess = infer_year(again, without) if again else None
            asked, answered, right = asked + 1, answered + bool(guess), right + (guess == year)
    return {
        "measure": "years inferred from weekday and other years: right of those answered",
        "value": round(right / answered, 4) if answered else None,
        "n": answered,
    }


def _nearest(mention: Any, year: int) -> int | None:
    """Return the year nearest to that of publication in which the day had its weekday."""
    for near in sorted(range(year - 3, year + 4), key=lambda y: abs(y - year)):
        try:
            if date(near, mention.month, mention.day).weekday() == mention.weekday:
                return near
        except ValueError:
            continue
    return None


def evaluate(gold: Path) -> pd.DataFrame:
    """Score the reading of raw text, on the corpora that are in the folder ``gold``.

    Uses ``html/`` (pages with their body) and ``quotes/polnear/`` (edited articles).
    The rules were mended after a look at these web pages and at PolNeAR's training part; its
    ``dev`` part was not looked at.
    """
    rows: list[dict[str, Any]] = []
    if (gold / "html" / "ground_truth_dev.json").is_file():
        rows += _web_pages(gold / "html")
    polnear = gold / "quotes" / "polnear"
    if (polnear / "dev" / "text").is_dir():
        dev = _polnear(polnear / "dev")
        rows.append({"data": "PolNeAR dev", **_kept(dev)})
        train = _polnear(polnear / "train") if (polnear / "train").is_dir() else {}
        rows.append({"data": "PolNeAR train and dev", **_years({**train, **dev})})
    return pd.DataFrame([{"stage": "articles", **row} for row in rows], columns=COLUMNS)
