"""How well ``answers`` tells a story's main event: Giveme5W1H's annotated articles.

Each annotated answer is compared with the answer of rank 1 by token F1; the best match counts
(Hamborg et al. 2019 had judges rate answers, so that no published figure is of this measure).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers import tables
from helpers.evaluate.scores import DRAWS, SEED
from helpers.events import answers
from helpers.events.fivew import QUESTIONS
from helpers.language import parse

_JUDGED = "Giveme5W1H, judged by people: precision 0.73 over six questions (Hamborg et al. 2019)"


def token_f1(one: str, other: str) -> float:
    """Return the F1 of two texts' words, case and punctuation aside.

    Examples
    --------
    >>> token_f1("in the old harbour", "the harbour")
    0.6666666666666666
    """
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (one, other))
    shared = sum((a & b).values())
    return 2 * shared / (sum(a.values()) + sum(b.values())) if shared else 0.0


def read_stories(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield ``title, text, published`` and ``gold``, the annotated answers by question."""
    for path in sorted(folder.glob("*.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        gold = {
            question: [a["text"].strip() for a in marks["annotated"] if a.get("text", "").strip()]
            for question, marks in story["fiveWoneH"].items()
        }
        yield {
            "title": story["title"].strip(),
            "text": story["text"].strip(),
            "published": story["date_publish"][:10],
            "gold": gold,
        }


def _answers(stories: list[dict[str, Any]]) -> pd.DataFrame:
    articles, passages = [], []
    for i, story in enumerate(stories):
        key = f"{i:05d}"
        text = f"{story['title']}\n\n{story['text']}"
        articles.append({"article_id": key, "text": text, "published": story["published"]})
        start = 0
        for number, (kind, part) in enumerate(
            [("title", story["title"])]
            + [("body", p) for p in story["text"].split("\n") if p.strip()]
        ):
            start = text.index(part, start)
            span = {"start": start, "end": start + len(part), "kind": kind}
            passages.append({"article_id": key, "passage_id": number, **span})
            start += len(part)
    docs = parse(tables.table("articles", articles), passages=tables.table("passages", passages))
    return answers(docs)


def _best(answer: str | None, gold: list[str]) -> float:
    return max((token_f1(answer, g) for g in gold), default=0.0) if answer else 0.0


def evaluate(gold: Path) -> pd.DataFrame:
    """Score the first answer to each question on Giveme5W1H's articles in ``gold``.

    Returns
    -------
    pandas.DataFrame
        ``stage measure data value low high n baseline published``; the baseline answers every
        question with the title.
    """
    columns = ["stage", "measure", "data", "value", "low", "high", "n", "baseline", "published"]
    folder = gold / "events" / "giveme5w1h_dev"
    stories = list(read_stories(folder)) if folder.is_dir() else []
    if not stories:
        return pd.DataFrame(columns=columns)
    first = _answers(stories)
    first = first[first["rank"] == 1].set_index(["article_id", "question"]).answer.to_dict()
    rows = []
    for question in QUESTIONS:
        asked = [(i, s) for i, s in enumerate(stories) if s["gold"].get(question)]
        scores = [_best(first.get((f"{i:05d}", question)), s["gold"][question]) for i, s in asked]
        title = [_best(s["title"], s["gold"][question]) for _, s in asked]
        rows.append(_row(question, scores, title))
    return pd.DataFrame(rows, columns=columns)


def _row(question: str, scores: list[float], title: list[float]) -> dict[str, Any]:
    values = np.array(scores)
    draws = np.random.default_rng(SEED).choice(values, (DRAWS, len(values))).mean(1)
    low, high = np.quantile(draws, [0.025, 0.975])
    return {
        "stage": "answers", "measure": f"{question}: token F1", "data": "Giveme5W1H",
        "value": round(float(values.mean()), 4), "low": round(float(low), 4),
        "high": round(float(high), 4), "n": len(values),
        "baseline": round(float(np.mean(title)), 4), "published": _JUDGED,
    }  # fmt: skip
