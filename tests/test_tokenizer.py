"""The tokenizer: a table of texts and their words, and laws that hold for any text."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.language.tokenizer import Tokenizer, spans

NLP = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "newswalk.Tokenizer.v1"}}})

CASES = {
    "contractions": (
        "They can't say we've won, I'd bet.",
        "They|ca|n't|say|we|'ve|won|,|I|'d|bet|.",
    ),
    "curly apostrophes": ("It’s theirs, isn’t it?", "It|’s|theirs|,|is|n’t|it|?"),
    "possessives": ("the rebels' trench and Hassan's map", "the|rebels|'|trench|and|Hassan|'s|map"),
    "cannot": ("We cannot stay, we're gonna go", "We|can|not|stay|,|we|'re|gon|na|go"),
    "hyphens": ("a three-week, UN-backed truce", "a|three|-|week|,|UN|-|backed|truce"),
    "hyphens in one word": ("an anti-tank e-mail re-sent", "an|anti-tank|e-mail|re-sent"),
    "transliterated": ("Jaish al-Fath and Sana'a", "Jaish|al|-|Fath|and|Sana'a"),
    "acronyms": (
        "U.S.-led jets left the U.K. at 5 a.m.",
        "U.S.|-|led|jets|left|the|U.K.|at|5|a.m.",
    ),
    "titles": ("Mr. Karim met Gen. Ali.", "Mr.|Karim|met|Gen.|Ali|."),
    "initials": ("J. K. Osman and Omar F. Deeb", "J.|K.|Osman|and|Omar|F.|Deeb"),
    "a letter that ends": ("She and I.", "She|and|I|."),
    "number one and no": ("No. 7 said no. He left", "No.|7|said|no|.|He|left"),
    "currency": ("$2.5bn, €300 and US$40,000", "$|2.5|bn|,|€|300|and|US$|40,000"),
    "numbers": ("1,200.50 people, 35% of 3.4m", "1,200.50|people|,|35|%|of|3.4|m"),
    "times": ("at 7:30pm or 1400 GMT", "at|7:30|pm|or|1400|GMT"),
    "dates": ("on 11/08/2016, 2016-08-07 and 9/11", "on|11/08/2016|,|2016-08-07|and|9/11"),
    "decades": ("the 1990s, the '80s and the 20th", "the|1990s|,|the|'80s|and|the|20th"),
    "web": (
        "See https://ex.org/a_(b)?q=1. Or www.ex.org, mail a.b@ex.co.uk!",
        "See|https://ex.org/a_(b)?q=1|.|Or|www.ex.org|,|mail|a.b@ex.co.uk|!",
    ),
    "social": ("@lina_k: #SaveTheBakery now :-)", "@lina_k|:|#SaveTheBakery|now|:-)"),
    "ellipses": ("Wait... what…", "Wait|...|what|…"),
    "dashes": ("Aleppo — north–south -- here", "Aleppo|—|north|–|south|--|here"),
    "quotes": ("“Go”, he said. ‘No!’ 'Yes'", "“|Go|”|,|he|said|.|‘|No|!|’|'|Yes|'"),
    "slashes": ("he/she and/or w/o", "he|/|she|and|/|or|w/o"),
    "brackets": ("[sic] (the front)", "[|sic|]|(|the|front|)"),
    "companies": ("AT&T and R&D", "AT&T|and|R&D"),
    "emoji": ("Safe 🙏🏽 👨‍👩‍👧 🇸🇾!", "Safe|🙏🏽|👨‍👩‍👧|🇸🇾|!"),
    "glued sentences": ("near the square.They fled.", "near|the|square|.|They|fled|."),
    "glued after a closing quote": ("over.”The end", "over|.|”|The|end"),
    "glued after a year": ("since 2011.The war", "since|2011|.|The|war"),
    "a letter longer in lower case": (
        "İzmir's port and DİYARBAKİR’S",
        "İzmir|'s|port|and|DİYARBAKİR|’S",
    ),
    "clitics in a row": ("who'd've gone", "who|'d|'ve|gone"),
    "accents": ("Café Müller’s naïve coup d'état", "Café|Müller|’s|naïve|coup|d'état"),
}


@pytest.mark.parametrize(("text", "words"), CASES.values(), ids=CASES)
def test_words(text: str, words: str) -> None:
    assert [text[start:end] for start, end in spans(text)] == words.split("|")


@settings(deadline=None, max_examples=300)
@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    assert NLP.make_doc(text).text == text


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="asİB1.,'’-/ \n\t@#:()$%“”_", max_size=60))
def test_spans_cover_all_but_whitespace(text: str) -> None:
    found = list(spans(text))
    assert all(start < end for start, end in found)
    assert found == sorted(found)
    covered = "".join(text[start:end] for start, end in found)
    assert covered == "".join(text.split())


def test_any_number_of_clitics_is_cut() -> None:
    assert len(list(spans("the mayor" + "'s" * 5_000))) == 5_002


def test_whitespace_is_kept_as_tokens() -> None:
    doc = NLP.make_doc("One  two\n\nthree \n")
    assert [token.text for token in doc] == ["One", " ", "two", "\n\n", "three", "\n"]
    assert [token.is_space for token in doc] == [False, True, False, True, False, True]


def test_spacy_can_save_and_load_it(tmp_path) -> None:
    NLP.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    assert isinstance(loaded.tokenizer, Tokenizer)
    assert [token.text for token in loaded("He's in.")] == ["He", "'s", "in", "."]
