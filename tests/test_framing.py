"""Framing: frames, naming, loaded words, keyness, roles, agreement."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import helpers as nw
from helpers import tables
from helpers.framing import in_scare_quotes
from helpers.framing.documents import FRAMES


def _docs(*texts: str):
    rows = [{"article_id": f"a{i}", "text": text} for i, text in enumerate(texts)]
    articles = tables.table("articles", rows)
    cuts = [
        {"article_id": f"a{i}", "passage_id": 0, "start": 0, "end": len(text), "kind": "body"}
        for i, text in enumerate(texts)
    ]
    return nw.parse(articles, passages=tables.table("passages", cuts))


MONEY = (
    "The strike has cost the port 40 million euros so far. Exporters fear that prices will rise. "
    "Shares of the operator fell by six per cent. Economists expect slower growth this year."
)
QUARREL = (
    "The mayor accused the opposition of lying. The opposition hit back and called him a coward. "
    "Both sides blamed each other for the failed talks. Supporters of the two camps clashed."
)


def test_document_frames_gives_a_probability_for_each_frame_and_text():
    scores = nw.document_frames([MONEY, QUARREL])
    assert list(scores.columns) == list(FRAMES)
    assert scores.to_numpy().min() >= 0 and scores.to_numpy().max() <= 1
    assert scores.economic[0] > scores.economic[1]
    assert scores.conflict[1] > scores.conflict[0]


def test_the_order_of_texts_changes_nothing():
    one, two = nw.document_frames([MONEY, QUARREL]), nw.document_frames([QUARREL, MONEY])
    assert np.array_equal(one.to_numpy(), two.to_numpy()[::-1])


def test_a_text_without_a_sentence_has_no_frames():
    assert nw.document_frames(["", "  \n "]).isna().all(axis=None)
    docs = _docs("12:30")
    assert nw.frames(docs).score.isna().all()
    assert nw.frame_cues(docs).empty


def test_cues_point_at_their_sentences():
    docs = _docs(MONEY)
    cues = nw.frame_cues(docs)
    tables.check("frame_cues", cues, {"a0": MONEY})
    assert "economic" in set(cues.frame)
    assert cues.groupby("frame").size().max() <= 3


@pytest.mark.parametrize(
    ("text", "term", "connotation"),
    [
        ("The Syrian regime has closed the road.", "regime", "negative"),
        ("The Syrian government has closed the road.", "government", "neutral"),
        ("Planes struck “terrorists” near the river.", "terrorist", "distanced"),
        ("Planes struck terrorists near the river.", "terrorist", "negative"),
        ("Union bosses walked out of the talks.", "union boss", "negative"),
        ("Flood victims slept in a hall.", "flood victim", "neutral"),
        ("The scroungers should get a job, he wrote.", "scrounger", "negative"),
        ("The rescuers carried the man to a boat.", "rescuer", "neutral"),
    ],
)
def test_naming_finds_the_word_and_how_it_leans(text: str, term: str, connotation: str):
    found = nw.naming(_docs(text)).set_index("term")
    assert found.connotation[term] == connotation
    assert text[found.start[term] : found.end[term]] == found.text[term]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("An attack helicopter landed.", "attack"),
        ("The autumn leaves fall early.", "fall"),
        ("The union meeting was short.", "union"),
        ("They spoke to the mediator, Ada Brook, on Monday.", "mediator"),
        ("They drove chains of carts.", "chain"),
        ("She called the levy a job-killer.", "killer"),
        ("The Harbour Police stopped the lorry.", "police"),
        ("The bridge opened in March.", "march"),
        ("Nora Lund was a grand marshal of the parade.", "marshal"),
        ("The shop had a flood of orders.", "flood"),
        ("The choir welcomed its new members.", "member"),
    ],
)
def test_naming_leaves_other_senses_alone(text: str, term: str):
    assert term not in set(nw.naming(_docs(text)).term)


def test_a_word_with_two_readings_takes_the_one_that_fits():
    (plain,) = nw.naming(_docs("The workers had lunch.")).referent
    (striking,) = nw.naming(_docs("The workers voted to stay on the picket line.")).referent.head(1)
    assert (plain, striking) == ("workers", "workers on strike")


@pytest.mark.parametrize(
    ("text", "term", "referent"),
    [
        (
            "The candidate told voters that her campaign had no debts.",
            "campaign",
            "election campaign",
        ),
        ("The troops began a campaign in the valley.", "campaign", "military action"),
        ("Her supporters cheered.", "supporter", "supporters"),
        (
            "Supporters of the march blocked the road; riot police came.",
            "supporter",
            "demonstrators",
        ),
        ("Shares of the retailer fell, and the group closed nine shops.", "group", "employer"),
        ("Rebels left the fort after the group ran out of shells.", "group", "armed opposition"),
        ("The group met on Fridays.", "group", "groups"),
        ("The candidate thanked voters and mocked her rival.", "rival", "politicians"),
        ("The landslide was a tragedy for the valley.", "tragedy", "disaster"),
        ("The police arrived at the river.", "police", "police"),
    ],
)
def test_a_word_names_whom_its_company_tells(text: str, term: str, referent: str):
    found = nw.naming(_docs(text)).set_index("term").referent
    assert found[term] == referent


def test_one_word_in_passing_is_no_topic():
    told = "The parade began at noon. Bands played. The mayor spoke. An old soldier waved. "
    rest = "Flowers fell from roofs. Children danced. The attack on her record was rude."
    assert "attack" not in set(nw.naming(_docs(told + rest)).term)


def test_a_nation_goes_to_the_same_government_alone():
    found = nw.naming(
        _docs(
            "The Kenyan government closed the road. The government blamed the rain. "
            "Our government would not do so, a driver said."
        )
    )
    governments = found[found.term == "government"].referent
    assert list(governments) == ["government (Kenyan)", "government (Kenyan)", "government"]


def test_a_people_is_not_all_people_nor_a_party_all_politicians():
    found = nw.naming(
        _docs(
            "The Peruvian people voted. Some people stayed at home. "
            "Republican senators left early. The senators came back."
        )
    )
    people, senators = (found[found.term == term].referent for term in ("people", "senator"))
    assert list(people) == ["civilians (Peruvian)", "civilians"]
    assert list(senators) == ["politicians (Republican)", "politicians"]


def test_the_naming_lexicon_is_a_codebook():
    entries = nw.lexicon("naming")
    assert len(entries) >= 300 and not entries.duplicated(["term", "beside"]).any()
    assert set(entries.connotation) == {"negative", "neutral", "positive"}
    assert set(entries.kind) == {"actor", "act"} and entries.source.ne("").all()


def test_two_governments_are_kept_apart():
    found = nw.naming(_docs("The Turkish government met the Greek government in Geneva."))
    assert found[found.term == "government"].referent.nunique() == 2


def test_speech_is_no_scare_quote():
    (doc,) = _docs("“The terrorists left the town at dawn,” said the colonel.")
    word = next(t for t in doc if t.text == "terrorists")
    assert not in_scare_quotes(doc[word.i : word.i + 1])


def test_a_source_chooses_its_own_words():
    docs = _docs(
        "“The terrorists left the town at dawn,” said Colonel Haddad. The rebels denied it."
    )
    chosen = nw.naming_by_voice(nw.naming(docs), nw.voices(docs)).set_index("term").chosen_by
    assert chosen["terrorist"] == "source"
    assert chosen["rebel"] == "reporter"


def test_loaded_words_know_their_voice():
    docs = _docs("A brutal winter began. “This is a shameful decision,” said Anna Holm.")
    found = nw.loaded_language(docs).set_index("lemma")
    assert pd.isna(found.voice_id["brutal"])
    assert not pd.isna(found.voice_id["shameful"])


def _tokens(**words: str) -> pd.DataFrame:
    rows = [
        {"article_id": a, "token_id": i, "lemma": w, "text": w, "pos": "NOUN"}
        for a, text in words.items()
        for i, w in enumerate(text.split())
    ]
    return tables.table("tokens", rows)


def test_keyness_ranks_what_sets_a_group_apart():
    tokens = _tokens(x="dock dock dock strike ship", y="dock dock union ship", z="flood flood ship")
    found = nw.keyness(tokens, {"x": "A", "y": "A", "z": "B"}, "A", min_articles=1, min_count=1)
    assert found.term.iloc[0] == "dock"
    assert found.term.iloc[-1] == "flood"
    assert found.set_index("term").articles["dock"] == 2


def test_keyness_by_hand():
    """Equations 16 and 22 of Monroe et al. with two words, worked out on paper."""
    tokens = _tokens(x="port port ship", y="port ship ship")
    found = nw.keyness(
        tokens, {"x": "A", "y": "B"}, "A", "B", prior=2, min_articles=1, min_count=1
    ).set_index("term")
    expected = np.log(3 / 2) - np.log(2 / 3)
    assert found.log_odds["port"] == pytest.approx(expected)
    assert found.z["port"] == pytest.approx(expected / np.sqrt(1 / 3 + 1 / 2))


def test_keyness_names_an_unknown_group():
    with pytest.raises(ValueError, match=r"'C'.*'A', 'B'"):
        nw.keyness(_tokens(x="port", y="ship"), {"x": "A", "y": "B"}, "C")


def test_roles_come_from_deeds_and_feeling():
    def event(agent: str, kind: str, patient: str, **more: str) -> dict:
        base = {"article_id": "a", "polarity": "positive", "modality": "asserted", "type": kind}
        return base | {"agent": agent, "patient": patient} | more

    rows = [event("militia", "ASSAULT", "villagers")] * 2
    rows += [event("medics", "AID", "villagers")] * 2
    rows += [event("mayor", "ASSAULT", "villagers", modality="planned")] * 2
    events = tables.table("events", [row | {"event_id": i} for i, row in enumerate(rows)])
    felt = [("militia", -0.8), ("medics", 0.7), ("villagers", 0.1)]
    sentiment = tables.table(
        "sentiment", [{"article_id": "a", "target": t, "score": s} for t, s in felt]
    )
    cast = nw.roles(events, sentiment).set_index("actor").role
    assert cast.to_dict() == {"militia": "villain", "medics": "hero", "villagers": "victim"}
    faint = nw.roles(events, sentiment.assign(score=sentiment.score * 0.1)).set_index("actor").role
    assert faint.dropna().to_dict() == {"villagers": "victim"}


def test_alpha_by_hand():
    """Krippendorff (2011), the shape of his first example: two coders, nominal, worked out by hand."""
    rows = [("a", i, x) for i, x in enumerate([0, 1, 0, 0, 0, 0, 0, 0, 1, 0])]
    rows += [("b", i, x) for i, x in enumerate([1, 1, 1, 0, 0, 1, 0, 0, 0, 0])]
    found = nw.krippendorff_alpha(pd.DataFrame(rows, columns=["coder", "item", "label"]))
    assert found == pytest.approx(0.095, abs=0.001)


def test_alpha_refuses_what_cannot_be_compared():
    columns = ["coder", "item", "label"]
    with pytest.raises(ValueError, match="more than once"):
        nw.krippendorff_alpha(pd.DataFrame([("a", 1, "x"), ("a", 1, "y")], columns=columns))
    with pytest.raises(ValueError, match="two coders"):
        nw.krippendorff_alpha(pd.DataFrame([("a", 1, "x"), ("b", 2, "x")], columns=columns))
    with pytest.raises(ValueError, match="distance is nominal or interval"):
        nw.krippendorff_alpha(pd.DataFrame(columns=columns), distance="euclid")
