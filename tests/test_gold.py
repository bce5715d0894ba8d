"""The project's own gold: its files keep the codebook's form, and agree with the articles."""

from __future__ import annotations

from pathlib import Path

import pytest

import helpers as nw
from helpers.evaluate.coding import read_coding, resolve
from helpers.evaluate.compare import compare

TEXTS = nw.read_articles().set_index("article_id").text
LAYERS = nw.gold_layers()


@pytest.mark.parametrize("coder", ["settled", "a", "b"])
@pytest.mark.parametrize("layer", LAYERS)
def test_every_article_is_coded_and_every_span_lies_in_it(layer: str, coder: str) -> None:
    table = nw.gold(layer, coder=coder)
    # A short notice can be without an event or a name; but not without lines, sentences and frames.
    if layer in {"passages", "sentences", "frames"}:
        assert set(table.article_id) == set(TEXTS.index)
    if "start" in table:
        lengths = table.article_id.map(TEXTS.str.len())
        assert (table.start >= 0).all()
        assert (table.end > table.start).all()
        assert (table.end <= lengths).all()
    if "text" in table:
        cut = [TEXTS[r.article_id][r.start : r.end] for r in table.itertuples()]
        assert cut == table.text.tolist()


def test_every_line_has_one_passage() -> None:
    table = nw.gold("passages")
    for name, text in TEXTS.items():
        lines = [line for line in text.split("\n") if line.strip()]
        assert table[table.article_id == name].line.tolist() == list(range(len(lines))), name


def test_names_of_one_entity_have_one_label() -> None:
    labels = nw.gold("names").groupby("name_id").label.nunique()
    assert labels[labels > 1].index.tolist() == []


@pytest.mark.parametrize("layer", LAYERS)
def test_gold_against_itself_is_right_everywhere(layer: str) -> None:
    table = nw.gold(layer)
    for one in compare(layer, table, table).values():
        for measure, (right, found, gold) in one.counts.items():
            # Unlike events of type OTHER, everything that is found counts.
            assert right == pytest.approx(found), measure
            assert found == pytest.approx(gold), measure


def test_the_two_passes_are_two() -> None:
    for layer in LAYERS:
        a, b = (nw.gold(layer, coder=coder) for coder in "ab")
        if layer in {"events", "naming"}:
            assert not a.equals(b), layer
    assert nw.coder_agreement("names").value.min() > 0.5


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"layer": "name", "span": "0:Nobody", "label": "PERSON"}', "do not stand in line 0"),
        ('{"layer": "name", "span": "7:x", "label": "PERSON"}', "has 2 lines only"),
        ('{"layer": "name", "span": "Ann", "label": "PERSON"}', "LINE:words"),
        ('{"layer": "name", "span": "0:Ann", "label": "HUMAN"}', "label is 'HUMAN'"),
        ('{"layer": "verse"}', "unknown layer"),
        ("{", "Expecting property name"),
        ('{"layer": "sentence", "line": 0, "starts": ["Zed"]}', "begins with 'Zed'"),
        ('{"layer": "passage", "lines": "1-9", "kind": "body"}', "has 2 lines only"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, line: str, fault: str) -> None:
    path = tmp_path / "story.jsonl"
    path.write_text('{"layer": "naming", "span": "0:Ann"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=fault) as told:
        read_coding(path, "Ann rowed.\nAnnabel swam.")
    assert "story.jsonl:2:" in str(told.value)


def test_words_are_found_as_words() -> None:
    assert resolve("1:Ann", "Ann\nAnnabel and Ann") == (16, 19)


def test_what_no_voice_was_found_for_is_given_to_the_reporter(articles) -> None:
    told = nw.gold("voices").drop(columns="part")
    told["voice_id"] = told.groupby("article_id").cumcount()
    right = nw.table("voices", told.to_dict("records"))
    assert nw.share_errors(right, articles).error.max() == 0
    deaf = nw.share_errors(right.head(0), articles).set_index("part")
    assert list(deaf.index) == ["dev", "test"] and (deaf.bias == deaf.error).all()
    assert (deaf.error > 0.2).all() and (deaf.low < deaf.error).all()
    assert nw.share_errors(right, articles.head(0)).empty


def test_the_plainest_guess_is_scored_on_slots_alone(articles) -> None:
    told = nw.gold("events").drop(columns="part")
    told["event_id"] = told.groupby("article_id").cumcount()
    plain = nw.trivial_slots(nw.table("events", told.to_dict("records")), articles)
    guess = plain[plain.part == "dev"].set_index("measure").trivial
    assert guess["polarity right where found"] > 0.8 > guess["agent right where found"]
    assert not guess.index.str.contains("type|F1").any()
