"""Voices: who says what, on sentences of our own."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

import helpers as nw
from helpers.language.plain import plain
from helpers.voices import edges, link, rules
from helpers.voices.lookup import Stretches
from helpers.voices.pieces import places_of
from helpers.voices.quotes import quotations


def read(*texts: str) -> list[Doc]:
    articles = nw.table(
        "articles", [{"article_id": f"a{i}", "text": t} for i, t in enumerate(texts)]
    )
    lines = [
        {"article_id": f"a{i}", "passage_id": n, "start": m.start(), "end": m.end(), "kind": "body"}
        for i, text in enumerate(texts)
        for n, m in enumerate(re.finditer(r"\S[^\n]*", text))
    ]
    return nw.parse(articles, passages=nw.table("passages", lines))


def said(text: str, **options: str) -> list[dict]:
    table = nw.voices(read(text), **options)
    nw.check("voices", table, {"a0": text})
    return [row | {"content": text[row["start"] : row["end"]]} for row in table.to_dict("records")]


QUOTATIONS = [
    ("No marks at all, just the boys' turn and it's fine.", []),
    ("“We left”, she said.", ["“We left”"]),
    ('"We left," she said, "at noon."', ['"We left,"', '"at noon."']),
    ("“One paragraph.\n\n“Then the next”, he said.", ["“One paragraph.\n\n“Then the next”"]),
    ("“He told me ‘go home’ and I went.”", ["“He told me ‘go home’ and I went.”"]),
    (
        "“Never closed, and the paragraph ends.\n\nAnother one.",
        ["“Never closed, and the paragraph ends."],
    ),
    ("A mark ” too many.", []),
    (
        'Seats are free," For now, anybody may come". It was a "warm" day.',
        ['" For now, anybody may come"', '"warm"'],
    ),
    ("It rained.\n\n”We stayed.” They left.", ["”We stayed.”"]),
    ("''Both ways'', they said.", ["''Both ways''"]),
]


@pytest.mark.parametrize("text, expected", QUOTATIONS)
def test_quotation_marks_pair(text, expected):
    assert [text[q.start : q.end] for q in quotations(text) if q.depth == 0] == expected


def test_a_quotation_within_a_quotation_is_deeper():
    found = quotations("“He told me ‘go home’ and I went.”")
    assert sorted(q.depth for q in found) == [0, 1]


SPEECH = [
    # text, content begins, content ends, source, cue, kind, stance
    ("The bridge has fallen, the mayor said on Monday.", "The bridge", "fallen", "the mayor", "said",
     "indirect", "assert"),
    ("“Nobody has come to help us,” said Amina Haddad, a nurse.", "“Nobody", "us,”", "Amina Haddad",
     "said", "direct", "assert"),
    ("According to the harbour office, four ships are still waiting outside.", "four", "outside",
     "the harbour office", "According to", "indirect", "assert"),
    ("The company denied that its trucks had crossed the border.", "that", "border", "The company",
     "denied", "indirect", "deny"),
    ("Police said that two men had been arrested after the march.", "that", "march", "Police", "said",
     "indirect", "assert"),
]  # fmt: skip


@pytest.mark.parametrize("text, first, last, source, cue, kind, stance", SPEECH)
@pytest.mark.parametrize("method", ["best", "rules"])
def test_attributions(text, first, last, source, cue, kind, stance, method):
    rows = [r for r in said(text, method=method) if r["cue"] and cue in r["cue"]]
    assert len(rows) == 1
    row = rows[0]
    assert row["content"].endswith(last)
    assert row["content"].startswith((first, first.removeprefix("that "))) or first == "that"
    assert source in row["source"]
    assert (row["kind"], row["stance"]) == (kind, stance)


def test_a_shared_content_has_both_sources_in_one_row():
    rows = said("The dam is safe, the ministry and two engineers said.")
    assert len(rows) == 1
    assert "ministry" in rows[0]["source"] and "engineers" in rows[0]["source"]


def test_a_clause_that_hangs_on_another_inherits_the_source():
    rows = said("The army admitted the defeat, adding that its troops had left the valley.")
    adding = [r for r in rows if r["cue"] and "adding" in r["cue"]]
    assert len(adding) == 1
    assert adding[0]["source"] == "The army"
    assert adding[0]["content"].endswith("the valley")


def test_the_content_runs_around_a_cue_in_its_middle():
    rows = said("“We waited,” the driver said, “until the soldiers had gone.”")
    assert len(rows) == 1
    assert rows[0]["content"].startswith("“We") and rows[0]["content"].endswith("gone.”")
    assert rows[0]["kind"] == "direct"


def test_scare_quotes_are_no_speech():
    assert said("The “liberated” town lay in ruins.") == []


@pytest.mark.parametrize(
    "text",
    [
        "In May the army imposed a blockade on the valley.",
        "The battle, which is described as “decisive”, is led by General Orsk.",
        "The militia attacked two villages and retaliated with mortars.",
    ],
)
def test_deeds_and_names_are_no_speech(text):
    assert said(text) == []


def test_what_describes_the_speaker_is_not_said():
    (row,) = said("“We put out the fire before dawn”, Vera Lund, calling from the harbour, said.")
    assert row["content"] == "“We put out the fire before dawn”"
    assert row["source"].startswith("Vera Lund") and row["kind"] == "direct"


@pytest.mark.parametrize(
    "before, pronoun",
    [("The Orlan Bank closed its doors.", "He"), ("Jonas Pell resigned on Friday.", "They")],
)
def test_a_pronoun_keeps_to_its_kind(before, pronoun):
    (row,) = said(f"{before} {pronoun} said that the money was safe.")
    assert not row["resolved"] and pd.isna(row["source_id"])


def test_a_quotation_closed_before_the_next_speaker_is_nobodys():
    rows = said(
        "The harbour was empty.\n\n“They took the boats and the nets.” "
        "A fisherman told the paper that the police had not come."
    )
    quoted = [r for r in rows if r["content"].startswith("“They")]
    assert len(quoted) == 1 and pd.isna(quoted[0]["source"])


def test_a_quotation_nobody_speaks_is_an_orphan():
    rows = said("The square was empty.\n\n“We have not eaten for three days and nobody has come.”")
    assert len(rows) == 1
    assert pd.isna(rows[0]["source"]) and not rows[0]["resolved"]


def test_a_pronoun_without_anybody_before_it_is_not_resolved():
    rows = said("The market burned down overnight.\n\n“We lost everything we had,” he said.")
    assert [r["source"] for r in rows] == ["he"]
    assert not rows[0]["resolved"] and pd.isna(rows[0]["source_id"])


def test_a_pronoun_that_can_mean_one_person_only_is_resolved():
    rows = said("Amina Haddad said the ward was full. She said that medicine was running out.")
    assert [bool(r["resolved"]) for r in rows] == [True, True]
    assert rows[1]["source"] == "She" and rows[1]["source_id"] == rows[0]["source_id"]


def test_a_name_in_apposition_is_who_speaks():
    (row,) = said("“We will not leave the mill,” the union’s secretary, Ada Brook, said on Monday.")
    assert row["source_id"] == "Ada Brook" and row["resolved"]


def test_a_source_ends_before_its_cue_and_without_commas():
    rows = said("Ada Brook, the harbour pilot, said on Monday that the pier was closed.")
    assert [(r["source"].endswith(","), "said" in r["source"]) for r in rows] == [(False, False)]
    assert rows[0]["source"].startswith("Ada Brook")


def test_a_pronoun_is_left_open_when_somebody_else_is_named_after_the_speaker():
    text = "Ada Brook praised the film by Nora Reed. She said that the ending was weak."
    (row,) = [r for r in said(text) if r["cue"] == "said"]
    assert row["source"] == "She" and not row["resolved"]


def test_a_pronoun_that_can_mean_two_is_left_open():
    rows = said("Amina Haddad met Lena Novak. She said that medicine was running out.")
    assert not rows[-1]["resolved"] or rows[-1]["source_id"] == "Amina Haddad"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "”", "“", '"\'"\'"', "‘’“”", "''''", "“ ”\n“", "Said."]
)
@pytest.mark.parametrize("method", ["best", "rules", "quotations"])
def test_odd_marks_do_no_harm(text, method):
    docs = read(text) if text.strip() else []
    assert len(nw.voices(docs, method=method)) <= 1


def test_unknown_method():
    with pytest.raises(ValueError, match="quotations"):
        nw.voices([], method="magic")


UD = ["nsubj", "ROOT", "mark", "det", "nsubj", "aux", "ccomp", "punct"]
CLEAR = ["nsubj", "ROOT", "mark", "det", "nsubj", "aux", "ccomp", "punct"]


@pytest.mark.parametrize("labels", [UD, CLEAR])
def test_rules_need_nothing_but_a_parse(labels):
    words = ["Witnesses", "said", "that", "the", "bridge", "had", "fallen", "."]
    doc = Doc(
        Vocab(), words=words, heads=[1, 1, 6, 4, 6, 6, 1, 1], deps=labels,
        tags=["NNS", "VBD", "IN", "DT", "NN", "VBD", "VBN", "."],
        pos=["NOUN", "VERB", "SCONJ", "DET", "NOUN", "AUX", "VERB", "PUNCT"],
        lemmas=["witness", "say", "that", "the", "bridge", "have", "fall", "."],
    )  # fmt: skip
    read("One.")  # registers the extensions
    doc._.article_id, doc._.published = "a", None
    doc._.passages = [
        {"passage_id": 0, "start": 0, "end": len(doc.text), "kind": "body", "reason": ""}
    ]
    (one,) = rules.attributions(doc)
    assert doc.text[one.start : one.end] == "that the bridge had fallen"
    assert one.source.text == "Witnesses" and one.cue.text == "said"


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=8),
    st.integers(0, 45),
    st.integers(1, 9),
)
def test_stretches_say_what_is_touched(held: list[tuple[int, int]], start: int, long: int):
    spans = [(a, a + n) for a, n in held]
    touched = any(a < start + long and start < b for a, b in spans)
    assert Stretches(spans).touched(start, start + long) == touched


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 25)), max_size=8),
    st.integers(0, 45),
    st.integers(1, 4),
)
def test_voice_at_finds_what_a_search_of_all_finds(held, start: int, long: int):
    rows = [
        {"article_id": "a", "voice_id": n, "start": a, "end": a + m}
        for n, (a, m) in enumerate(held)
    ]
    around = [r for r in rows if r["start"] <= start and start + long <= r["end"]]
    found = nw.voice_at(nw.table("voices", rows), "a", start, start + long)
    if not around:
        assert found is None
    else:
        shortest = min(r["end"] - r["start"] for r in around)
        assert rows[found]["end"] - rows[found]["start"] == shortest and rows[found] in around


def test_voice_at_names_the_innermost_content():
    rows = [
        {
            "article_id": "a",
            "voice_id": 0,
            "start": 0,
            "end": 50,
            "cue": "x",
            "cue_start": 20,
            "cue_end": 25,
        },
        {"article_id": "a", "voice_id": 1, "start": 30, "end": 45},
    ]
    table = nw.table("voices", rows)
    assert nw.voice_at(table, "a", 32, 40) == 1
    assert nw.voice_at(table, "a", 5, 10) == 0
    assert nw.voice_at(table, "a", 20, 25) is None
    assert nw.voice_at(table, "a", 44, 60) is None
    assert nw.voice_at(table, "b", 0, 1) is None


def test_shares_add_up_to_the_article():
    text = "It rained, a farmer said. The road is closed."
    articles = nw.table("articles", [{"article_id": "a0", "text": text}])
    shares = nw.voice_shares(nw.voices(read(text)), articles)
    assert shares.share.sum() == pytest.approx(1)
    assert shares.set_index("speaker").words["a farmer"] == 2


@pytest.mark.parametrize(
    "text",
    [
        "The union called off a rally on Friday.",
        "The owners laid off forty weavers.",
        "The crew set off a flare near the pier.",
    ],
)
def test_a_verb_with_a_particle_is_another_word(text):
    assert said(text) == []


def test_a_particle_may_make_a_cue():
    (row,) = said("The pilot pointed out that the buoy had drifted.")
    assert row["cue"].startswith("pointed") and row["content"].endswith("had drifted")


@pytest.mark.parametrize(
    "text, source",
    [
        ("The navy closed the strait on Monday, raising fears of a shortage of grain.", None),
        ("The mayor sold the tram depot, drawing criticism from the drivers.", "drivers"),
    ],
)
def test_what_a_deed_rouses_is_not_said_by_the_doer(text, source):
    for row in said(text):
        assert "navy" not in str(row["source"]) and "mayor" not in str(row["source"])
        assert source is None or source in row["source"]


def test_a_signed_quotation_has_its_source():
    text = (
        "The ferry is late again, an officer said.\n\n"
        "“We wait here every morning and nobody tells us why.” — Ada Brook, teacher\n\n"
        "The line opened in spring."
    )
    (row,) = [r for r in said(text) if r["kind"] == "direct"]
    assert row["source"].startswith("Ada Brook") and row["source_id"] == "Ada Brook"
    assert row["content"].endswith("why.”")


def test_the_dash_of_a_signature_is_the_cue_also_after_a_mark_that_faces_the_wrong_way():
    text = (
        "Readers wrote to us about the ferry.\n\n"
        "”The boats are late and nobody tells us why.” ― Ada Brook\n\n”It is cheap.” ― Tom Reed"
    )
    rows = [r for r in said(text) if r["source"] in {"Ada Brook", "Tom Reed"}]
    assert [r["cue"] for r in rows] == ["―", "―"]
    assert rows[0]["content"] == "”The boats are late and nobody tells us why.”"


TALK = (
    "BROOK: The harbour needs a new wall. Who is going to pay for that?\n\n"
    "REED: The city is. We have said so since May.\n\n(Applause.)\n\n"
    "BROOK: And if the money does not come?"
)


@pytest.mark.parametrize("name", ["BROOK", "Ada Brook"])
def test_a_talk_is_its_speakers_turn_by_turn(name):
    rows = said("The two met in the town hall.\n\n" + TALK.replace("BROOK", name))
    assert [r["source"] for r in rows] == [name, "REED", name]
    assert {r["cue"] for r in rows} == {":"}
    assert rows[1]["content"] == "The city is. We have said so since May."


def test_a_turn_goes_on_in_a_paragraph_that_reopens_its_quotation():
    text = "“BROOK: Who pays?\n\n“REED: The city.\n\n“It always has.\n\n“BROOK: Does it?”"
    rows = said(text)
    assert [r["source"] for r in rows] == ["BROOK", "REED", "BROOK"]
    assert rows[1]["content"].endswith("It always has.")


@pytest.mark.parametrize(
    "text",
    [
        "The count:\n\nBrook: 547\n\nReed: 310\n\nBrook: 12 by post",
        "Brook: a walk in the park\n\nThe bridge is open again.",
    ],
)
def test_lists_are_no_talk(text):
    assert not [r for r in said(text) if r["cue"] == ":"]


def test_a_paragraph_after_a_colon_is_said():
    text = (
        "The harbour minister, Ada Brook, said:\n\nThe pier will open again in May.\n\nIt rained."
    )
    (row,) = [r for r in said(text) if r["cue"] == "said"]
    assert row["content"].startswith("The pier will open") and "rained" not in row["content"]
    assert "Ada Brook" in row["source"]


@pytest.mark.parametrize("time", ["last night", "last week", "this morning"])
def test_a_time_is_no_part_of_a_cue(time):
    (row,) = said(f"Shop owners insisted {time} that the shelves were full.")
    assert row["cue"] == "insisted"


def test_words_on_both_sides_of_a_cue_are_one_row():
    rows = said("One envoy is reported to have spoken of a “great shame” in the hall.")
    assert len({(r["cue_start"], r["cue_end"]) for r in rows}) == len(rows)


def test_what_somebody_called_is_said_to_its_end():
    rows = said("The clerk told reporters there was no strike, only what he called a “pause”.")
    outer = max(rows, key=lambda r: r["end"] - r["start"])
    assert outer["content"].rstrip("”.").endswith("pause")


def test_the_owner_and_what_it_owns_are_the_source():
    (row,) = said("According to the city's own survey, stocks of flour will last for a month.")
    assert row["source"].endswith("survey") and row["content"].startswith("stocks")


def test_a_relative_pronoun_is_known_by_its_noun():
    rows = said("Ada Brook, who said that the pier was closed, left on Monday.")
    assert [(r["source_id"], r["resolved"]) for r in rows] == [("Ada Brook", True)]


def test_a_quotation_after_what_a_crowd_says_is_nobodys():
    rows = said('Fishermen say the old pier has gone. "I saw it fall into the water."')
    alone = [r for r in rows if r["content"].startswith('"I saw')]
    assert len(alone) == 1 and pd.isna(alone[0]["source"])


def test_a_quotation_that_several_can_speak_is_a_row_of_theirs():
    rows = said('Fishermen say the old pier has gone. "They took the planks at night."')
    assert [r["content"][:5] for r in rows] == ["the o", '"They']
    assert {r["source"] for r in rows} == {"Fishermen"}


def test_a_name_before_a_possessive_is_still_who_speaks():
    text = "“The silo is empty,” said Lena Novak, head of Harvest's Ostrava programme."
    (row,) = said(text)
    assert row["source_id"] == "Lena Novak"


def test_pronouns_are_judged_by_the_name_gold_gives():
    marked = nw.gold("voices")
    articles = marked[["article_id"]].drop_duplicates()
    wrong = marked.assign(source_id=marked.source_id.where(marked.source_id.isna(), "Nobody"))
    table = nw.pronoun_sources(wrong, articles)
    assert (table.named > 0).all() and (table.right == 0).all()


def test_who_speaks_is_named_after_a_possessive():
    text = "“The valley road is shut for the week”, Gulf Radio’s Lena Novak said on Monday."
    (row,) = said(text)
    assert row["source_id"] == "Lena Novak"


def test_an_announced_paragraph_may_hold_what_the_speaker_hopes():
    text = "The pilot, Ada Brook, said:\n\nThe storm was cruel. I hope that the crew will recover."
    assert any(r["cue"] == "said" and r["content"].startswith("The storm") for r in said(text))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("According to Mayor Ada Brook, the pier is safe.", "Mayor Ada Brook"),
        (
            "The crane fell at noon, according to South Norland's Civil Defence Authority.",
            "South Norland's Civil Defence Authority",
        ),
    ],
)
def test_a_source_is_whole_from_title_and_owner_on(text, source):
    (row,) = said(text)
    assert row["source"] == source


def test_what_stands_before_a_cue_that_has_a_content_is_not_said_by_it():
    (row,) = said(
        "Though the ferry line is complying with the council's orders to cut its fares, other "
        "boatmen such as Ada Brook have stated that they will keep their prices."
    )
    assert row["content"] == "that they will keep their prices"


def test_a_clause_that_a_cue_interrupts_is_said_on_both_sides():
    (row,) = [
        r for r in said("The bridge, the mayor said, will open in May.") if r["cue"] == "said"
    ]
    assert row["content"] == "The bridge, the mayor said, will open in May"


def test_a_clause_that_takes_up_what_came_before_says_only_it():
    (row,) = said(
        "It is the ministry and its foreign friends whose trucks have hit farm after farm; "
        "Arland denies it every week, in the same two sentences."
    )
    assert row["content"] == "it" and row["stance"] == "deny"


def test_a_quotation_in_a_later_paragraph_is_not_what_somebody_denies():
    text = (
        "The mill told us little. It denied in March that there was a plan at all, until its own "
        "letter was leaked.\n\n“They want our hands until the saw has learned the job.”\n\n"
        "On Tuesday the mill closed."
    )
    rows = [r for r in said(text) if "our hands" in r["content"]]
    assert [(r["source"], r["cue"]) for r in rows] == [(None, None)]


def test_a_relative_pronoun_is_no_content():
    text = (
        "She lived in a camp, which the school describes as a retreat, but critics call a prison."
    )
    assert "as a retreat" in [r["content"] for r in said(text)]


def test_i_in_what_somebody_says_is_the_speaker():
    text = "The harbour minister, Ada Brook, said:\n\nI hope that the pier will open again in May."
    (row,) = [r for r in said(text) if r["source"] == "I"]
    assert row["source_id"] == "Ada Brook" and row["resolved"]


def test_a_cue_in_a_title_does_not_speak_a_quotation_beside_it():
    text = '"A new habit is taking hold here. People swim in the river." Ada Brook, "Town declares war on cars"'
    assert not [r for r in said(text) if r["cue"] and "habit" in r["content"]]


def test_a_source_has_no_bracket_left_open():
    (doc,) = read("The Mere Fund (For boats wants a quay.")
    one = rules.Attribution(0, 3, None, doc[0:6])
    who = edges.tidy(places_of(doc), one).source
    assert who is not None and who.text == "The Mere Fund"


def test_what_a_thing_is_there_for_is_said_by_whoever_does_it():
    rows = said("The council opened an inquiry to determine whether the bridge was safe.")
    assert [row["source"] for row in rows] == ["The council"]


@pytest.mark.parametrize(
    "text, asked",
    [
        ("Brook, asked about the loss of the ferry, had said, “I think our town has lost many ships.”",
         "the loss of the ferry"),
        ("At a meeting in May, Brook was asked about the loss of the ferry.", "the loss of the ferry"),
        ("Can the town pay for it? Brook was asked. “It can,” she said.", "Can the town pay for it?"),
        ("Farmers have been asked to stay at home.", "to stay at home"),
    ],
)  # fmt: skip
def test_whoever_is_asked_does_not_ask(text, asked):
    row = next(r for r in said(text) if "asked" in r["cue"])
    assert (row["content"], row["stance"]) == (asked, "ask")
    assert pd.isna(row["source"]) and not row["resolved"]


def test_whoever_asks_is_the_source():
    active, passive = (
        said("The editor asked Reed whether he would pay."),
        said(
            "The mayor was pressed by the paper's editor, Lena Novak, about her seeming to favour the port."
        ),
    )
    assert [r["source"] for r in active] == ["The editor"]
    assert [r["source_id"] for r in passive] == ["Lena Novak"]


@pytest.mark.parametrize(
    "text",
    [
        "Fees here are no better than, say, those of a small town.",
        "He has been outspent by clubs supporting her.",
        "The groups supporting the harbour plan rather than the bridge have spent much.",
        "The names of the sailors come late, but the drivers have been identified.",
        "Looming pilot retirements promise to swell the cost of the ferry.",
    ],
)
def test_sides_examples_and_things_are_no_voices(text):
    assert said(text) == []


@pytest.mark.parametrize(
    "text, cue, content",
    [
        ("“We wait,” said Reed, and, he said, the town waits too.", "said", "the town waits too"),
        ("The dockers promise to strike in May.", "promise", "to strike in May"),
        ("The harbour company threatens to close the pier.", "threatens", "to close the pier"),
        ("His rival called him a liar.", "called", "him a liar"),
        ("The strike was reported by the harbour office.", "was reported", "The strike"),
    ],
)
def test_what_is_said_beside_them_is_a_voice(text, cue, content):
    assert any(r["cue"] == cue and content in r["content"] for r in said(text))


def test_an_adverb_alone_goes_on_to_its_verb():
    text = "The club later called the plan a mistake."
    doc = plain(read(text)[0])
    adverb = rules.Attribution(text.index("the plan"), len(text) - 1, doc[2:3], None)
    places = link.Places(doc, [doc[2:3]], [], [doc[4:8]])
    assert edges.finished(places, adverb).cue.text == "later called"
    verb = adverb._replace(cue=doc[3:4])
    assert edges.finished(places, verb).cue.text == "called"


def test_a_name_within_a_quotation_does_not_hide_who_speaks():
    rows = said(
        "Tom Reed said in a statement that the port is safe.\n\n“With Ada Brook away, we see this as"
        " the right time to build under the leadership of Omar Haddad,” he added."
    )
    assert [r["source_id"] for r in rows if r["source"] == "he"] == ["Tom Reed"]
    rows = said("Tom Reed left in May with Omar Haddad. He said that the port is safe.")
    assert [r["resolved"] for r in rows if r["source"] == "He"] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brook has praised Tom Reed, the harbour director, who announced a strike in May.",
        "The strike has angered Tom Reed, who today warned that the pier would close.",
    ],
)
def test_who_is_the_person_before_it(text):
    row = next(r for r in said(text) if r["source"] == "who")
    assert (row["source_id"], row["resolved"]) == ("Tom Reed", True)
    assert row["cue"] in {"announced", "warned"}


def test_the_source_of_an_event_is_no_relative_pronoun():
    docs = read(
        "The strike angered Tom Reed, the port director, who said that two ships had collided."
    )
    assert nw.voices(docs).source.tolist() == ["who"]
    assert set(nw.events(docs).source.dropna()) == {"Tom Reed, the port director"}


@pytest.mark.parametrize(
    "text, source",
    [
        ("Mayor Brook on Friday declared that the pier was safe.", "Mayor Brook"),
        (
            "Even the war office of the rebels admitted that its men had left.",
            "the war office of the rebels",
        ),
        ("The guards on the pier declared that the ship was safe.", "The guards on the pier"),
        (
            "Ada Lund, head of the Northern campaign's research board, blamed Kell for the loss.",
            "Ada Lund, head of the Northern campaign's research board",
        ),
    ],
)
def test_a_source_holds_no_time_and_no_focus(text, source):
    assert [r["source"] for r in said(text)] == [source]
