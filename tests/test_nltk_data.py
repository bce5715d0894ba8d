"""NLTK as every textbook writes it: our models are found, in either order of import, without a network."""

from __future__ import annotations

import subprocess
import sys

import nltk
import pytest

import helpers
from helpers.resources import data_path, lexicon

TEXTBOOK = """
text = "Mr. Hadi's bakery, at 5 a.m., didn't open. Who knows why?"
sentences = nltk.sent_tokenize(text)
assert len(sentences) == 2, sentences
words = nltk.word_tokenize(sentences[0])
tags = dict(nltk.pos_tag(words))
assert tags["bakery"] == "NN" and tags["open"] in ("VB", "JJ") and tags["Mr."] == "NNP", tags
from nltk.corpus import stopwords
assert "the" in stopwords.words("english") and "bakery" not in stopwords.words("english")
import socket
"""
NO_NETWORK = """
import socket
def refuse(*args, **options):
    raise RuntimeError("network")
socket.socket.connect = refuse
"""


@pytest.mark.parametrize("imports", ["import helpers\nimport nltk", "import nltk\nimport helpers"])
def test_textbook_calls(imports: str) -> None:
    code = NO_NETWORK + imports + TEXTBOOK
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=_clean_environment()
    )
    assert done.returncode == 0, done.stderr


def _clean_environment() -> dict[str, str]:
    import os

    kept = {name: value for name, value in os.environ.items() if name != "NLTK_DATA"}
    return {**kept, "HOME": "/nonexistent", "PYTHONPATH": str(data_path().parent)}


def test_punkt_knows_abbreviations() -> None:
    assert helpers.data_path("models", "nltk_data").is_dir()
    text = "Gen. Odeh left the U.S. on Jan. 5. He flew home. Prices rose 3.5 percent."
    assert len(nltk.sent_tokenize(text)) == 3


@pytest.mark.parametrize(
    ("sentence", "tags"),
    [
        ("The rebels opened a road .", "DT NNS VBD DT NN ."),
        ("She will not bake bread today .", "PRP MD RB VB NN NN ."),
        ("Syrian planes were bombing Aleppo .", "JJ NNS VBD VBG NNP ."),
    ],
)
def test_tags_of_plain_sentences(sentence: str, tags: str) -> None:
    assert [tag for _, tag in nltk.pos_tag(sentence.split())] == tags.split()


def test_stopwords_are_the_lexicon() -> None:
    from nltk.corpus import stopwords

    assert stopwords.words("english") == lexicon("stopwords").word.tolist()
    assert lexicon("stopwords").word.is_unique


def test_weights_are_small_and_no_pickle() -> None:
    folder = data_path("models", "nltk_data")
    sizes = {path.name: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    assert sizes["averaged_perceptron_tagger_eng.weights.json"] < 3_000_000
    assert not [name for name in sizes if name.endswith((".pickle", ".pkl"))]
