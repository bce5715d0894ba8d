"""The sentence splitter: texts whose sentences are parted by ``|``; our own sentences throughout."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.language.lines import paragraph_starts
from helpers.language.sentences import mark_sentences, split_sentences

CASES = {
    "plain": "Shells fell.| Nobody slept!| Who fired?",
    "glued": "They hold the depot.|We wait.|The road is shut.",
    "glued after a quote": "“We hold the depot.”|He left.",
    "glued before a quote": "He left.|“We hold it.",
    "titles": "Gen. Malik met Mrs. Rose of St. Anne.| Lt. Col. Adel spoke.",
    "initials": "Farid K. Nasser and J. P. Ode won.| They left.",
    "acronyms inside": "The U.S. Army and the U.N. Council met.",
    "acronym at the end": "He lives in the U.S. | She stays in the U.K. | They write.",
    "clock at the end": "It began at 5 a.m. | Rescuers came at 9 p.m. | Mr. Nour thanked them.",
    "clock that opens": "At 5 a.m. Colonel Aziz called.",
    "companies": "Bread Co. shares fell.| Ask Flour Inc. | They know.",
    "months": "On Aug. 7 the siege broke.| It began in Jan. | The army denied it.",
    "numbers": "Some 3.5 million fled.| In 2016. | No. 4 fell.",
    "year before a sentence": "It began in 2011.|The war goes on.",
    "ellipsis inside": "We ... we waited … and waited.",
    "ellipsis at the end": "We waited... | Then it came.",
    "addresses": "Write to a.b@post.org or see www.post.org/a.html.| Thanks.",
    "quote closes": "“We won.” | The crowd sang.",
    "curly comma style": "“We won”, he said.| “They lost.”",
    "quote attribution": "“Where are they?” Ms. Hadi asked.| No one knew.",
    "quote goes on": "“Leave now!” he shouted.",
    "inside a quote": "“We stay.| They go.| It ends”, Omar said.",
    "straight quotes": 'He said, "It is over." | "Not yet," she said.',
    "apostrophes doubled": "He left. | ''I stay,'' he said on ''The Hour.'' | ''Nobody goes.'' | Ann left.",
    "apostrophes doubled inside": "It was ''a gift'' and the U.S. ''cap'' on grain.",
    "brackets": "The town (pop. 900. No more.) fell.| It burned.",
    "bracketed sentence": "It fell.| (The army denies it.) | It burned.",
    "notes": "It fell.[1] | It burned.[2]",
    "dateline": "ALEPPO, Syria (Wire) — Troops left.| Rain fell.",
    "dateline with a month": "DAMASCUS, Aug. 7 (Wire) - Troops left.",
    "names that begin low": "They left.| al-Hadi stayed.",
    "headline": "Siege of the city broken|\n\nRebels opened a road.",
    "headline, one break": "Siege of the city broken|\nRebels opened a road.",
    "numbered list": "1. Bread|\n2. Water|\n3. Fuel",
    "list in one line": "1) Bread 2. of all| 2) Water| 3) Fuel",
    "bullets": "We need:|\n• bread|\n• water",
    "caption": "A bakery reopens in the old town| Image: City Press.",
    "windows line ends": "Bread is short|\r\n\r\nWater too",
    "footnote star": "Prices rose 5%.| Wages did not.",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES)
def test_sentences(marked: str) -> None:
    text = marked.replace("|", "")
    found = [text[start:end] for start, end in split_sentences(text)]
    assert found == [part.strip() for part in marked.split("|")]


WRAPPED = """\
The committee met on Tuesday in the old school beside the river and
talked until dusk about the price of flour, which has doubled since
the road was cut. Its chair, a baker, said that no one would go
hungry this winter.
It was the third such meeting.

What the bakers want

Cheaper fuel and an open road, they say, would be enough to keep all
nine ovens of the quarter alight until spring.
"""


def test_wrapped_lines_are_not_cut() -> None:
    found = [" ".join(WRAPPED[a:b].split())[:12] for a, b in split_sentences(WRAPPED)]
    assert found == ["The committe", "Its chair, a", "It was the t", "What the bak", "Cheaper fuel"]


def test_one_paragraph_a_line() -> None:
    text = "A long first paragraph that says one thing\nAnother that says more\nand a third"
    assert paragraph_starts(text) == {0, 43}


def test_boundaries_always_part() -> None:
    text = "one two three four"
    assert split_sentences(text, boundaries=[8]) == [(0, 7), (8, 18)]


def test_doc_keeps_whitespace_with_the_sentence_before() -> None:
    config = {"nlp": {"tokenizer": {"@tokenizers": "newswalk.Tokenizer.v1"}}}
    doc = mark_sentences(spacy.blank("en", config=config)("Rain fell.  \n\nIt stopped."))
    assert [sentence.text for sentence in doc.sents] == ["Rain fell.  \n\n", "It stopped."]


def test_component_respects_passages() -> None:
    config = {"nlp": {"tokenizer": {"@tokenizers": "newswalk.Tokenizer.v1"}}}
    nlp = spacy.blank("en", config=config)
    nlp.add_pipe("newswalk_sentences")
    doc = nlp.make_doc("Share Rain fell")
    doc.user_data["passages"] = [{"start": 0}, {"start": 6}]
    assert [sentence.text for sentence in nlp(doc).sents] == ["Share", "Rain fell"]


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="aB1.!?…,'\"“”’()[]- \n\t•", max_size=50))
def test_sentences_cover_every_word_once(text: str) -> None:
    found = split_sentences(text)
    assert "".join(text[a:b] for a, b in found).split() == text.split() or "".join(
        "".join(text[a:b].split()) for a, b in found
    ) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(found))
