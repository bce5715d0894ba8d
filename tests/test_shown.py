"""How rows are shown to a reader, and articles to practise on."""

from __future__ import annotations

import pandas as pd
import pytest

import helpers as nw
from helpers.shown import is_pronoun, one_name


def test_one_story_is_the_month_of_most_articles_and_all_where_no_day_is_known():
    days = ["2019-05-02", "2019-03-04", "2019-03-29", "2019-05-30", None]
    rows = [{"article_id": f"a{i}", "published": day} for i, day in enumerate(days)]
    articles = nw.table("articles", rows)
    assert nw.one_story(articles).article_id.tolist() == ["a1", "a2"]
    bare = articles.assign(published=pd.NaT)
    assert len(nw.one_story(bare)) == 5


@pytest.mark.parametrize("words", ["They", "that", "Those", "one"])
def test_what_only_points_at_somebody_is_a_pronoun(words):
    assert is_pronoun(words)
    assert not is_pronoun(f"{words} miners")
    assert not is_pronoun(pd.NA)


def test_somebody_with_a_name_keeps_its_spelling():
    ids, texts = pd.Series(["Thatcher", None, None]), pd.Series(["she", "The Crew", "crew"])
    assert one_name(ids, texts).tolist() == ["Thatcher", "crew", "crew"]


def test_the_practice_archive_holds_the_story_and_not_the_page_around_it():
    text = (
        "Ferry to Skarn runs again\n\nShare on Facebook\n\nThe ferry to Skarn left at noon on Tuesday."
        " Forty islanders were on board.\n\nIt had been out of service since the storm in March."
    )
    articles = nw.table("articles", [{"article_id": "a", "text": text}])
    made = nw.practice_archive(articles, reports=5)
    assert made.text.nunique() == 5 and not made.text.str.contains("Share").any()
    assert made.text[1].endswith(
        "Forty islanders were on board. It had been out of service since the storm in March."
    )
    assert nw.practice_archive(articles.head(0)).empty
