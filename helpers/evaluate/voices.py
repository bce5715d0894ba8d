"""How well ``voices`` finds who says what: scored against PolNeAR (Newell et al. 2018).

An attribution is found when its content shares a character with a gold content,
one to one: of all pairings the one with the largest overlap is taken. Cue and
source are judged on what is found. The same scorer measures how far the human
annotators agree, and how far a published rule set comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
from spacy.tokens import Doc

from helpers.evaluate.attributions import Counts, contents, intervals, measures, score, total
from helpers.evaluate.readers import Attribution, QuotedArticle, read_polnear
from helpers.evaluate.scores import COLUMNS
from helpers.language import parse
from helpers.tables import table
from helpers.voices import voices
from helpers.voices.quotes import quotations

STAGES = ("voices",)
REPORTED = (
    "found F1", "found precision", "found recall", "half of content F1", "content characters F1",
    "source right where found", "cue right where found", "kind right where found",
    "found recall (direct)", "found F1 (direct)", "found F1 (mixed)", "found F1 (indirect)",
    "source right where found (direct)", "source right where found (indirect)",
)  # fmt: skip
PUBLISHED = {
    "source right where found": "Citron on PARC3 0.85 (Newell et al. 2018)",
    "cue right where found": "Citron on PARC3 0.77 (Newell et al. 2018)",
    "content characters F1": "Citron on PARC3, overlap F1 0.83 (Newell et al. 2018)",
    "found F1 (direct)": "GenderGapTracker, its own corpus, quotes F1 0.84 (Asr et al. 2021)",
}
RIVALS = {
    "found F1": "textacy's direct quotations on other PolNeAR articles 0.28",
    "source right where found": "textacy's direct quotations 0.69",
    "cue right where found": "textacy's direct quotations 0.77",
}


def from_table(
    voices: pd.DataFrame, texts: dict[str, str] | None = None
) -> dict[str, list[Attribution]]:
    """Read the ``voices`` table as attributions by article."""
    made: dict[str, list[Attribution]] = {}
    marks = {
        name: [(q.start, q.end) for q in quotations(text) if q.depth == 0]
        for name, text in (texts or {}).items()
    }
    for row in voices.to_dict("records"):
        cue, source = (
            [] if pd.isna(row[f"{role}_start"]) else [(row[f"{role}_start"], row[f"{role}_end"])]
            for role in ("cue", "source")
        )
        content = contents(row, marks.get(row["article_id"], []), [*cue, *source])
        made.setdefault(row["article_id"], []).append(
            Attribution(source, cue, content, row["kind"])
        )
    return made


def article_table(articles: Iterable[QuotedArticle]) -> pd.DataFrame:
    """Lay out PolNeAR's articles as an ``articles`` table."""
    return table(
        "articles",
        ({"article_id": a.article_id, "text": a.text, "language": "en"} for a in articles),
    )


def parsed(articles: Sequence[QuotedArticle]) -> list[Doc]:
    """Parse PolNeAR's articles as the walk would, but read every line of them."""
    rows = [
        {"article_id": a.article_id, "passage_id": i, "start": m.start(), "end": m.end(),
         "kind": "body"}
        for a in articles for i, m in enumerate(re.finditer(r"\S[^\n]*", a.text))
    ]  # fmt: skip
    return parse(article_table(articles), passages=table("passages", rows))


Scores = list[dict[str, Counts]]


def score_method(docs: Sequence[Doc], gold: Sequence[QuotedArticle], method: str) -> Scores:
    """Score a method of ``voices`` on each article, against its first annotator."""
    texts = {a.article_id: a.text for a in gold}
    found = from_table(voices(docs, method=method), texts)
    return [score(next(iter(a.annotations.values())), found.get(a.article_id, [])) for a in gold]


def agreement(gold: Iterable[QuotedArticle]) -> Scores:
    """Score each two annotators of an article against each other."""
    return [
        score(a, b) for article in gold for a, b in combinations(article.annotations.values(), 2)
    ]


def _annotated_twice(folder: Path) -> list[QuotedArticle]:
    """The articles that several people annotated: of both parts, since no program is scored here."""
    parts = [folder / part for part in ("dev", "train") if (folder / part).is_dir()]
    return [a for part in parts for a in read_polnear(part) if len(a.annotations) > 1]


def _rows(name: str, scores: Scores, data: str, baseline: dict[str, float]) -> list[dict[str, Any]]:
    values, spread = measures(total(scores)), intervals(scores)
    return [
        {"stage": "voices", "measure": f"{name}{measure}", "data": data, "value": values[measure],
         "low": spread[measure][0], "high": spread[measure][1], "n": len(scores),
         "baseline": baseline.get(measure), "published": "" if name else PUBLISHED.get(measure, ""),
         "rival": "" if name else RIVALS.get(measure, "")}
        for measure in REPORTED
    ]  # fmt: skip


def evaluate(gold: Path) -> pd.DataFrame:
    """Score ``voices`` on PolNeAR's development part.

    ``n`` counts articles, ``baseline`` is the direct-quotation rule set (a speech
    verb beside the quotation and its subject, as textacy has it) in the same run.
    Rows that begin with *rules alone* show grammar, quotation marks and the cue
    lexicon without the encoder's marks; those with *annotators* how far people agree.

    Parameters
    ----------
    gold
        The gold folder; without ``quotes/polnear/dev`` in it the table is empty.
    """
    part = gold / "quotes" / "polnear" / "dev"
    if not part.is_dir():
        return pd.DataFrame(columns=COLUMNS)
    articles = list(read_polnear(part))
    docs = parsed(articles)
    direct = measures(total(score_method(docs, articles, "quotations")))
    rows = _rows("", score_method(docs, articles, "best"), "PolNeAR dev", direct)
    rows += _rows("rules alone: ", score_method(docs, articles, "rules"), "PolNeAR dev", direct)
    several = _annotated_twice(gold / "quotes" / "polnear")
    if several:
        data = "PolNeAR dev and train, annotated twice"
        rows += _rows("annotators: ", agreement(several), data, {})
    return pd.DataFrame(rows, columns=COLUMNS)
