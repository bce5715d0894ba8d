"""Times and numbers, read without a parser."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from helpers.articles import read_articles
from helpers.events.counts import read_number
from helpers.events.dates import normalise
from helpers.events.times import find_times, shapes
from helpers.language import split_sentences

MONDAY = date(2016, 8, 8)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Sunday, August 7", "2016-08-07", "2016-08-07"),
        ("Sunday", "2016-08-07", "2016-08-07"),
        ("Monday", "2016-08-08", "2016-08-08"),
        ("last Monday", "2016-08-01", "2016-08-01"),
        ("yesterday", "2016-08-07", "2016-08-07"),
        ("last night", "2016-08-07", "2016-08-07"),
        ("last month", "2016-07-01", "2016-07-31"),
        ("last year", "2015-01-01", "2015-12-31"),
        ("the last year", "2015-08-08", "2016-08-08"),
        ("since 2011", "2011-01-01", "2016-08-08"),
        ("July", "2016-07-01", "2016-07-31"),
        ("December", "2015-12-01", "2015-12-31"),
        ("two weeks ago", "2016-07-25", "2016-07-31"),
        ("the last three days", "2016-08-05", "2016-08-08"),
        ("between 2011 and 2013", "2011-01-01", "2013-12-31"),
        ("29 July to 4 August", "2016-07-29", "2016-08-04"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("2016-08-05", "2016-08-05", "2016-08-05"),
    ],
)
def test_a_time_is_read_against_the_day_of_the_article(text, first, last):
    assert normalise(text, MONDAY) == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_weekday_lies_ahead_when_the_event_does():
    saturday = date(2016, 8, 6)
    assert normalise("Monday", saturday, future=True)[0] == date(2016, 8, 8)
    assert normalise("Monday", saturday)[0] == date(2016, 8, 1)


@pytest.mark.parametrize(
    "text", ["at 1400 GMT", "for three weeks", "the week of", "three days later"]
)
def test_what_cannot_be_known_stays_null(text):
    assert normalise(text, MONDAY) == (None, None)


def test_without_a_day_only_what_names_its_year_is_read():
    assert normalise("Monday", None) == (None, None)
    assert normalise("in March 2001", None) == (date(2001, 3, 1), date(2001, 3, 31))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They may march into the sun.", []),
        ("It began in July, and ended on Sunday, August 7.", ["July", "Sunday, August 7"]),
        ("The war has raged since 2011.", ["since 2011"]),
        ("It began in midJune, or lateMay 2010.", ["midJune", "lateMay 2010"]),
        ("The noon bell rang at dawn.", ["at dawn"]),
        ("The heroes of the June 12 fire met.", ["June 12"]),
        ("The heroes of the June fire met.", ["the June"]),
        ("The following year it closed.", ["The following year"]),
        ('The host of "This Week" left this week.', ["this week"]),
        ('"This week it will close," she said.', ["This week"]),
    ],
)
def test_time_expressions_are_found_by_their_shape(text, found):
    assert [t.text for t in find_times(text)] == found


def test_no_time_is_lost_by_looking_only_where_one_may_begin():
    everywhere = re.compile(rf"(?<![\w-])(?:{shapes()})(?!\w)", re.IGNORECASE)
    own = pd.read_csv(Path(__file__).with_name("event_sentences.csv"), comment="#", dtype=str)
    sentences = own.text.tolist()
    for text in read_articles().text:
        sentences += [text[a:b] for a, b in split_sentences(text)]
    told = 0
    for sentence in sentences:
        there = [m.group() for m in everywhere.finditer(sentence)]
        there = [t for t in there if t not in {"mar", "sat", "sun", "march", "may"}]
        told += len(there)
        found = [t.text for t in find_times(sentence)]
        assert len(found) == len(there), sentence
        assert all(t in whole for t, whole in zip(found, there, strict=True)), sentence
    assert told > 300


@pytest.mark.parametrize(
    ("text", "number"),
    [("700", 700), ("1,200", 1200), ("a dozen", 12), ("two hundred", 200), ("hundreds", None)],
)
def test_numbers_in_figures_and_words(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("She told This Week that the pier was safe.", []),
        ("This Week was first with the story.", ["This Week"]),
        ("The council meets this week.", ["this week"]),
    ],
)
def test_a_title_in_capitals_is_no_time(text, times):
    assert [t.text for t in find_times(text)] == times
