"""Tables of sentences and words, on small parsed texts of our own."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
import spacy
from spacy.tokens import Doc

import helpers as nw
from helpers.language.parse import _register
from helpers.tables import SCHEMAS, check
from helpers.tokens import (
    collocations,
    concordance,
    dispersion,
    sentences,
    tokens,
    word_frequencies,
)

TEXT = "Share\n\nThe long siege ended.\nBakers  cheered the end."
WORDS = [
    ("Share", "VERB", "VB", "ROOT", 0),
    ("\n\n", "SPACE", "_SP", "", 0),
    ("The", "DET", "DT", "det", 4),
    ("long", "ADJ", "JJ", "amod", 4),
    ("siege", "NOUN", "NN", "nsubj", 5),
    ("ended", "VERB", "VBD", "ROOT", 5),
    (".", "PUNCT", ".", "punct", 5),
    ("\n", "SPACE", "_SP", "", 6),
    ("Bakers", "NOUN", "NNS", "nsubj", 10),
    (" ", "SPACE", "_SP", "", 8),
    ("cheered", "VERB", "VBD", "ROOT", 10),
    ("the", "DET", "DT", "det", 12),
    ("end", "NOUN", "NN", "obj", 10),
    (".", "PUNCT", ".", "punct", 10),
]


def make_doc(article_id: str = "bread") -> Doc:
    _register()
    texts, pos, tags, deps, heads = (list(column) for column in zip(*WORDS, strict=True))
    doc = Doc(
        spacy.blank("en").vocab,
        words=texts,
        spaces=[w in {"The", "long", "siege", "Bakers", "cheered", "the"} for w in texts],
        pos=pos,
        tags=tags,
        deps=deps,
        heads=heads,
        lemmas=[w.lower().rstrip("s") if p == "NOUN" else w.lower() for w, p, *_ in WORDS],
        sent_starts=[i in {0, 2, 8} for i in range(len(texts))],
    )
    doc._.article_id, doc._.published = article_id, dt.date(2016, 8, 7)
    kinds = [("boilerplate", 0, 5), ("title", 7, 28), ("body", 29, len(TEXT))]
    doc._.passages = [
        {"passage_id": i, "start": a, "end": b, "kind": kind, "reason": ""}
        for i, (kind, a, b) in enumerate(kinds)
    ]
    return doc


@pytest.fixture(name="doc")
def _doc() -> Doc:
    return make_doc()


@pytest.fixture(name="words")
def _words(doc: Doc) -> pd.DataFrame:
    return tokens([doc])


def test_the_doc_has_the_text(doc: Doc) -> None:
    assert doc.text == TEXT


def test_sentences_leave_boilerplate_out(doc: Doc) -> None:
    table = sentences([doc])
    assert [TEXT[a:b] for a, b in zip(table.start, table.end, strict=True)] == [
        "The long siege ended.",
        "Bakers  cheered the end.",
    ]
    assert table.sentence_id.tolist() == [0, 1]
    assert table.passage_id.tolist() == [1, 2]
    check("sentences", table, {"bread": TEXT})


def test_tokens_are_words_with_offsets_and_heads(words: pd.DataFrame) -> None:
    check("tokens", words, {"bread": TEXT})
    assert words.token_id.tolist() == list(range(10))
    assert not words.text.str.isspace().any()
    heads = dict(zip(words.text, words["head"], strict=True))
    assert heads["siege"] == 3
    assert heads["Bakers"] == 6
    assert pd.isna(heads["ended"])
    assert set(words.dep[words["head"].isna()]) == {"root"}


def test_no_articles_give_empty_tables() -> None:
    assert list(sentences([]).columns) == list(SCHEMAS["sentences"])
    empty = tokens([])
    assert concordance(empty, "siege").empty
    assert collocations(empty).empty
    assert dispersion(empty, ["siege"]).empty
    assert word_frequencies(empty).empty


def test_word_frequencies(words: pd.DataFrame) -> None:
    table = word_frequencies(words)
    assert set(table.word) == {"long", "siege", "ended", "baker", "cheered", "end"}
    assert word_frequencies(words, by="text", without=[]).iloc[0].tolist() == ["the", 2, 250.0]


def test_concordance_keeps_the_text_around(words: pd.DataFrame) -> None:
    row = concordance(words, "CHEERED", width=12).iloc[0]
    assert (row.left, row.word, row.right) == ("nded. Bakers", "cheered", "the end.")
    assert TEXT[row.start : row.end] == "cheered"
    assert len(concordance(words, "the")) == 2
    assert concordance(words, "long siege").word.tolist() == ["long siege"]
    assert concordance(words, "flour").empty
    with pytest.raises(ValueError, match="Give a word"):
        concordance(words, " ")


@pytest.mark.parametrize("measure", ["pmi", "g2", "t", "count"])
def test_collocations_stay_within_sentences(words: pd.DataFrame, measure: str) -> None:
    pairs = collocations(words, measure=measure, at_least=1)
    assert ("long", "siege") in set(zip(pairs["first"], pairs["second"], strict=True))
    assert "ended" not in set(pairs["first"])
    assert pairs.score.is_monotonic_decreasing


def test_collocations_of_unknown_measure(words: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="measure is one of"):
        collocations(words, measure="luck")
    with pytest.raises(ValueError, match="window is 2"):
        collocations(words, window=1)


def test_collocations_in_a_window(words: pd.DataFrame) -> None:
    pairs = collocations(words, window=4, at_least=1)
    assert ("long", "ended") in set(zip(pairs["first"], pairs["second"], strict=True))
    assert ("ended", "baker") not in set(zip(pairs["first"], pairs["second"], strict=True))


def test_dispersion_runs_from_0_to_1(words: pd.DataFrame) -> None:
    table = dispersion(words, ["The", "cheered"], by="text")
    assert table.word.tolist() == ["the", "cheered", "the"]
    assert table.place.iloc[0] == 0.0
    assert table.place.between(0, 1).all()


def test_public_names() -> None:
    assert nw.concordance is concordance
    assert nw.tokenize("It's here.") == ["It", "'s", "here", "."]
    assert nw.split_sentences("One.Two.") == [(0, 4), (4, 8)]
