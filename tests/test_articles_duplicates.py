"""Stories that were printed twice are found, all of them and no others."""

import random
from itertools import combinations

import pandas as pd
import pytest

import helpers as nw
from helpers.articles.duplicates import shingles


def test_near_duplicates(tmp_path):
    story = " ".join(f"The ferry number {n} did not sail on day {n * n}." for n in range(30))
    (tmp_path / "a.txt").write_text(story, encoding="utf-8")
    (tmp_path / "b.txt").write_text(story.replace("day 16", "the day"), encoding="utf-8")
    (tmp_path / "c.txt").write_text("Nothing of the kind was ever heard here.", encoding="utf-8")
    pairs = nw.near_duplicates(nw.read_articles(tmp_path))
    assert pairs[["article_id", "other_id"]].values.tolist() == [["a", "b"]]
    assert 0.9 < pairs.similarity[0] < 1


def _copies(count: int, story: str) -> pd.DataFrame:
    rows = [{"article_id": f"copy-{n:02}", "text": f"{story}\n\nEdition {n}"} for n in range(count)]
    return nw.table("articles", rows)


def test_a_story_that_many_papers_print_is_found_in_all_of_them():
    story = " ".join(f"The mill on the {n}th lock ground no corn for {n} days." for n in range(30))
    pairs = nw.near_duplicates(_copies(60, story))
    assert len(pairs) == 60 * 59 / 2
    assert set(pairs.article_id) | set(pairs.other_id) == {f"copy-{n:02}" for n in range(60)}


@pytest.mark.parametrize("threshold", [0.1, 0.3, 0.5, 0.8, 1.0])
def test_near_duplicates_are_all_pairs_that_reach_the_threshold(threshold: float):
    draw = random.Random(7)
    drafts = [[f"w{draw.randrange(20)}" for _ in range(30)] for _ in range(8)]
    texts = {}
    for n in range(60):
        words = list(draw.choice(drafts))
        for _ in range(draw.randrange(6)):
            words[draw.randrange(len(words))] = f"w{draw.randrange(20)}"
        texts[f"a{n:02}"] = " ".join(words)
    sets = {name: shingles(text, 2) for name, text in texts.items()}
    alike = {
        (one, other): len(sets[one] & sets[other]) / len(sets[one] | sets[other])
        for one, other in combinations(sorted(sets), 2)
    }
    wanted = {pair: value for pair, value in alike.items() if value >= threshold}
    rows = [{"article_id": name, "text": text} for name, text in texts.items()]
    pairs = nw.near_duplicates(nw.table("articles", rows), threshold=threshold, size=2)
    found = dict(
        zip(zip(pairs.article_id, pairs.other_id, strict=True), pairs.similarity, strict=True)
    )
    assert found == wanted
    assert pairs.similarity.is_monotonic_decreasing


def test_with_passages_near_duplicates_do_not_see_the_page_around_the_story():
    page = "Share this page. We use cookies to make this page better for each of its readers."
    rows = [
        {"article_id": name, "text": f"{page}\n\n{story}"}
        for name, story in (("a", "Hail broke the glass."), ("b", "Two boats were sold."))
    ]
    articles = nw.table("articles", rows)
    kinds = [("boilerplate", 0, len(page)), ("body", len(page) + 2, len(rows[0]["text"]))]
    passages = nw.table(
        "passages",
        [
            {"article_id": name, "passage_id": n, "start": start, "end": end, "kind": kind}
            for name in "ab"
            for n, (kind, start, end) in enumerate(kinds)
        ],
    )
    assert len(nw.near_duplicates(articles)) == 1
    assert nw.near_duplicates(articles, passages=passages).empty
