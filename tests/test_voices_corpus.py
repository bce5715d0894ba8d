"""Voices on the Aleppo story of the teaching corpus, against the settled gold."""

from __future__ import annotations

import pandas as pd
import pytest

import helpers as nw


@pytest.fixture(scope="module")
def story():
    articles = nw.read_articles()
    articles = articles[articles.article_id.str.startswith("aleppo-")]
    return articles.set_index("article_id").text, nw.voices(nw.parse(articles))


@pytest.fixture(scope="module")
def gold() -> pd.DataFrame:
    marked = nw.gold("voices")
    return marked[marked.article_id.str.startswith("aleppo-")]


@pytest.fixture(scope="module")
def judged(story, gold) -> pd.DataFrame:
    return judge(*story, gold)


def judge(texts: pd.Series, table: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Each attribution of the gold, with what is right in the row that fits it best."""
    rows = []
    for want in gold.itertuples():
        mine = table[
            (table.article_id == want.article_id)
            & (table.start < want.end)
            & (table.end > want.start)
        ]
        shared = mine.end.clip(upper=want.end) - mine.start.clip(lower=want.start)
        longest = (mine.end - mine.start).clip(lower=want.end - want.start)
        best = mine.loc[(shared / longest).astype(float).idxmax()] if len(mine) else None
        rows.append(_right(want, best, texts[want.article_id]))
    return gold.reset_index(drop=True).join(pd.DataFrame(rows))


def _right(want, best, text: str) -> dict[str, bool | None]:
    if best is None:
        return {"found": False} | dict.fromkeys(["source_right", "cue_right", "whole"])
    said, meant = _bare(text[best.start : best.end]), _bare(text[want.start : want.end])
    return {
        "found": True,
        "source_right": _touch(want, best, "source"),
        "cue_right": _touch(want, best, "cue"),
        "stance_right": best.stance == want.stance,
        "kind_right": best.kind == want.kind,
        "whole": said[:12] == meant[:12] and said[-12:] == meant[-12:],
    }


def _touch(want, best, role: str) -> bool:
    """Whether two rows name the same words, or both name none."""
    a, b = getattr(want, f"{role}_start"), best[f"{role}_start"]
    if pd.isna(a) or pd.isna(b):
        return bool(pd.isna(a) and pd.isna(b))
    return bool(a < best[f"{role}_end"] and b < getattr(want, f"{role}_end"))


def _bare(text: str) -> str:
    """A content without the marks around it and the word that only introduces it."""
    return text.strip(" \"“”‘’'.,;:!?…").removeprefix("that ")


FLOORS = {
    "found": 0.9,
    "source_right": 0.86,
    "cue_right": 0.86,
    "stance_right": 0.92,
    "kind_right": 0.94,
    "whole": 0.76,
}


@pytest.mark.parametrize("measure", FLOORS)
def test_what_a_reader_finds(judged, measure):
    asked = judged[judged[measure].notna()]
    wrong = asked[~asked[measure].astype(bool)]
    report = wrong[["article_id", "start", "source", "cue"]].to_string()
    assert asked[measure].astype(bool).mean() >= FLOORS[measure], report


@pytest.mark.parametrize("role", ["source", "cue"])
def test_the_judge_sees_what_is_wrong(story, gold, role):
    texts, table = story
    moved = table.assign(**{role: None, f"{role}_start": pd.NA, f"{role}_end": pd.NA})
    right = judge(texts, moved, gold)[f"{role}_right"].dropna().astype(bool)
    assert right.mean() < FLOORS[f"{role}_right"] / 2


def test_direct_speech_is_all_found(judged):
    assert judged[judged.kind == "direct"].found.all()


def test_orphans_have_no_source(judged):
    orphans = judged[judged.source.isna() & (judged.kind == "direct")]
    assert set(orphans.article_id) == {"aleppo-comet"}
    report = orphans[["article_id", "start", "source_right"]].to_string()
    assert orphans.source_right.eq(True).all(), report


def test_a_quotation_after_what_many_say_is_a_row_of_its_own(story):
    texts, table = story
    text = texts["aleppo-globe24"]
    start = text.index("They left their tea")
    (row,) = table[
        (table.article_id == "aleppo-globe24") & (table.start <= start) & (table.end > start)
    ].itertuples()
    assert row.kind == "direct" and text[row.start : row.start + 5] == '"They'
    assert row.source == "Rebels"


def test_words_set_apart_are_no_rows(story):
    texts, table = story
    for article, words in [("aleppo-comet", "“do or die”"), ("aleppo-chronicle", "“liberated”")]:
        start = texts[article].index(words)
        alone = (
            (table.article_id == article)
            & (table.start == start)
            & (table.end == start + len(words))
        )
        assert not alone.any()
