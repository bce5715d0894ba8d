"""Alias logic on mentions that are given, so that no model is needed."""

import re

import pandas as pd
import pytest

from helpers.names import name_clusters
from helpers.names.forms import fits_initials, is_acronym, key, skeleton
from helpers.names.known import alias_keys
from helpers.names.mentions import Mention


def read(marked: str) -> tuple[str, list[Mention]]:
    """``[P Ada Brook]`` marks a person, ``[O …]`` an organisation, ``[L …]`` a place."""
    labels = {"P": "PERSON", "O": "ORG", "L": "LOC"}
    text, mentions, sentence = "", [], 0
    for piece in re.split(r"(\[[POL] [^\]]+\])", marked):
        match = re.fullmatch(r"\[([POL]) ([^\]]+)\]", piece)
        if match:
            start, name = len(text), match.group(2)
            mentions.append(
                Mention(start, start + len(name), name, labels[match.group(1)], sentence)
            )
            piece = name
        sentence += piece.count(". ")
        text += piece
    return text, mentions


def ids(marked: str, **options) -> list[str]:
    text, mentions = read(marked)
    return name_clusters(mentions, text, **options).name_ids


JOINED = [
    # acronyms
    (
        "The [O Lowland Centre for Human Rights] ([O LCHR]) spoke.",
        "Lowland Centre for Human Rights",
    ),
    ("The [O Kurdvale Miners Front] ([O PKM]) struck. [O PKM] won.", "Kurdvale Miners Front"),
    ("[O River Trade Board] met. Later the [O RTB] left.", "River Trade Board"),
    # renamed
    ("[O Blue Guard], the former army-linked [O River Watch], marched.", "Blue Guard"),
    ("[O Blue Guard] (formerly [O River Watch]) marched.", "Blue Guard"),
    ("[O Blue Guard], which was known as [O River Watch] until May, left.", "Blue Guard"),
    (
        "[O Blue Guard] – the band that until May called itself the [O River Watch] and hid.",
        "Blue Guard",
    ),
    # people
    ("[P Ada Brook] came. [P Brook] spoke.", "Ada Brook"),
    ("[P Ada Brook] came. [P Ada] spoke.", "Ada Brook"),
    ("[P Karim al-Haddad] came, [P Karim Haddad] spoke, [P Haddad] left.", "Karim al-Haddad"),
    ("[P Ada M. Brook] came. [P A. Brook] spoke.", "Ada M. Brook"),
    ("[P Phillip Reed] came. [P Philip Reed] spoke. [P Reed] left.", "Phillip Reed"),
    (
        "[P REED--Tilo Owen], 80. [P Tilo Reed] sang. [P Tilo] and [P Reed] it was.",
        "Tilo Owen Reed",
    ),
    # sound and translation
    ("[O Jabhat Nasir al-Wadi] dug in. The [O Naser al-Wadi Front] fired.", "Jabhat Nasir al-Wadi"),
    # owner and head noun
    ("The [O Lowland Rivers Council] met. The [O Council] voted.", "Lowland Rivers Council"),
    ("[O Northwind Ltd] fell. [O Northwind] rose.", "Northwind"),
    ("A mill in Salem, [L Va.], closed. [L Virginia] paid for it.", "Virginia"),
]


@pytest.mark.parametrize(("marked", "name"), JOINED)
def test_what_the_text_says_is_one_is_joined(marked, name):
    assert set(ids(marked)) == {name}


APART = [
    # two who bear a name
    "[P Ada Brook] met [P Tom Brook].",
    "[P John Hansen] met [P John Hanson].",
    "[P Anna Reed] met [P Ana Reed].",
    # a person's former employer is not the person
    "[P Ada Brook], the former [O Northwind] manager, spoke.",
    "[P Ada Brook], the former [O Northwind]’s head, spoke.",
    # sound alone
    "[O Jaish al-Wadi] met [O Jabhat Nasir al-Wadi].",
    "[O Ahrar al-Wadi] met [O Jabhat Nasir al-Wadi].",
    "[P Miller] met [P Mueller].",
    # a word more is another body
    "The [O Labour Party] met the [O Old Labour Party].",
    "[L North Vale] lies by [L South Vale].",
    # the post's short form in lower case is none
    "[L Va] lies in [L Virginia].",
    # bracket that holds something else
    "The [O Lowland Daily] ([L UK]) wrote.",
    # an acronym that two names fit
    "[O River Trade Board], [O Royal Tax Bureau].",
]


@pytest.mark.parametrize("marked", APART)
def test_what_may_be_two_stays_apart(marked):
    found = ids(marked)
    assert len(set(found)) == len(found)


def test_a_last_name_means_the_first_bearer_until_the_second_comes_in():
    found = ids("[P Ada Brook] came. [P Brook] spoke. [P Tom Brook] came. [P Brook] left.")
    assert found == ["Ada Brook", "Ada Brook", "Tom Brook", "Brook"]


def test_two_heads_leave_the_common_noun_open():
    found = ids("[O Lowland Court] and [O Highland Court] met. The [O Court] rose.")
    assert found[2] == "Court"


def test_an_acronym_that_fits_two_names_joins_neither():
    found = ids("[O River Trade Board], [O Royal Tax Bureau] and [O RTB] met.")
    assert len(set(found)) == 3


def test_the_threshold_decides():
    marked = "[P Ada Brook] met [P Tom Brook]. [P Brook] left."
    assert len(set(ids(marked, threshold=0.96))) == 3
    assert len(set(ids("[P Ada Brook] came. [P Brook] spoke.", threshold=0.96))) == 2


def test_names_can_be_joined_by_hand():
    aliases = pd.DataFrame({"name": ["Iron Jo"], "canonical": ["Johanna Reed"]})
    marked = "[P Johanna Reed] came. [P Iron Jo] sang."
    assert len(set(ids(marked))) == 2
    assert set(ids(marked, table=alias_keys(aliases))) == {"Johanna Reed"}


def test_a_known_name_gets_one_id_in_every_article():
    assert ids("[O UN] spoke.") == ids("[O United Nations] spoke.") == ["United Nations"]


@pytest.mark.parametrize(
    ("a", "b"),
    [("U.N.", "UN"), ("the Lowlands", "Lowlands"), ("Málaga", "Malaga"), ("Brook’s", "Brook"),
     ("Karim al-Haddad", "Karim al Haddad"), ("LOWLAND", "Lowland")],
)  # fmt: skip
def test_keys_agree(a, b):
    assert key(a) == key(b)


@pytest.mark.parametrize(
    ("text", "expected"), [("NATO", True), ("U.N.", True), ("Nato", False), ("A", False)]
)
def test_acronyms_are_told_by_their_capitals(text, expected):
    assert is_acronym(text) is expected


def test_initials_may_skip_small_words_only():
    assert fits_initials("LCHR", "Lowland Centre for Human Rights")
    assert not fits_initials("LHR", "Lowland Centre for Human Rights")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("Nasir", "Naser", True), ("Mohammed", "Muhamad", True), ("Brown", "Burton", False)],
)
def test_skeletons(a, b, same):
    assert (skeleton(a) == skeleton(b)) is same


def test_a_short_word_is_no_abbreviation_in_capitals():
    assert ids("[P Who] sang.") == ["Who"]
    assert ids("[L America] won. [P America] fled.")[1] == "America"


@pytest.mark.parametrize(
    ("marked", "joined"),
    [
        ("[L Port Garrow] shut. A court in [L Garrow] met.", True),
        ("[L Kuwait City] shut. A court in [L Kuwait] met.", False),
        ("[L Hibbon Village] burned. [L Hibbon] fled.", True),
        ("By the [O Daily Norland Comet]. He told the [O Comet] so.", True),
        ("By the [O Norland Comet] and the [O Lowland Comet]. He told the [O Comet] so.", False),
        ("The [O Norland People's Party] met. [O Norland People Party] won.", True),
    ],
)
def test_parts_of_a_name_of_a_body_or_place(marked, joined):
    found = ids(marked)
    assert (found[0] == found[-1]) is joined


@pytest.mark.parametrize(
    ("text", "shown"),
    [("CJTF-OIR", "CJTF-OIR"), ("U.S. DNS", "U.S. DNS"), ("PORT GARROW", "Port Garrow")],
)
def test_names_in_capitals_are_shown_as_one_reads_them(text, shown):
    assert ids(f"[O {text}] met.") == [shown]
