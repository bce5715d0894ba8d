"""Sentences to rows: who did what to whom, and how sure it is."""

from __future__ import annotations

import pandas as pd
import pytest

import helpers as nw
from helpers import tables


def rows_of(*texts: str, published: str = "2016-08-06", **options) -> pd.DataFrame:
    articles = tables.table(
        "articles",
        [{"article_id": f"t{i}", "text": t, "published": published} for i, t in enumerate(texts)],
    )
    passages = tables.table(
        "passages",
        [
            {"article_id": f"t{i}", "passage_id": 0, "start": 0, "end": len(t), "kind": "body"}
            for i, t in enumerate(texts)
        ],
    )
    found = nw.events(nw.parse(articles, passages=passages), **options)
    tables.check("events", found, dict(zip(articles.article_id, articles.text, strict=True)))
    return found


def slots(row: dict) -> tuple:
    return tuple(None if pd.isna(row[c]) else row[c] for c in ("lemma", "type", "agent", "patient"))


SENTENCES = {
    "Marines stormed the harbour.": ("storm", "ASSAULT", "Marines", "the harbour"),
    "The harbour was stormed by marines.": ("storm", "ASSAULT", "marines", "The harbour"),
    "The miners have taken to the streets.": ("take", "PROTEST", "The miners", None),
    "The navy launched an attack on the island.": (
        "launch attack", "ASSAULT", "The navy", "the island",
    ),
    "The firm launched a browser.": ("launch", "OTHER", "The firm", "a browser"),
    "Norway accused Sweden of spying.": ("accuse", "ACCUSE", "Norway", "Sweden"),
    "The mayor apologised to the nurses.": ("apologise", "SUPPORT", "The mayor", "the nurses"),
    "Police arrested twelve students.": ("arrest", "COERCE", "Police", "twelve students"),
    "The king pulled his troops out of the valley.": (
        "pull", "RETREAT", "The king", "his troops",
    ),
    "The minister met the farmers.": ("meet", "CONSULT", "The minister", "the farmers"),
    "The rebels took the village.": ("take", "COERCE", "The rebels", "the village"),
    "The army withdrew from the island.": ("withdraw", "RETREAT", "The army", "the island"),
    "The harbour came under fire from the hills.": (
        "come", "ASSAULT", "the hills", "The harbour",
    ),
    "Sri Lanka opened negotiations with Norway over a loan.": (
        "open negotiation", "CONSULT", "Sri Lanka", "Norway",
    ),
    "The envoy is furious at the miners.": ("furious", "ACCUSE", "The envoy", "the miners"),
    "Sailors emptied the tanks in protest at the levy.": (
        "empty", "PROTEST", "Sailors", "the levy",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return rows_of(*SENTENCES)


@pytest.mark.parametrize("number", range(len(SENTENCES)), ids=list(SENTENCES))
def test_a_sentence_gives_its_row(found, number):
    rows = found[found.article_id == f"t{number}"].to_dict("records")
    assert list(SENTENCES.values())[number] in [slots(row) for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        "The road is narrow and the town lies in a valley.",
        "He knows the harbour well.",
        "She said so on Monday.",
        "Such a defeat would be a heavy blow to the navy.",
    ],
)
def test_states_and_words_of_saying_give_no_row(text):
    assert rows_of(text).empty


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("The army captured the bridge.", "capture", ("positive", "asserted", "past")),
        ("The army did not capture the bridge.", "capture", ("negative", "asserted", "past")),
        ("The army failed to capture the bridge.", "capture", ("negative", "asserted", "past")),
        ("The army managed to capture the bridge.", "capture", ("positive", "asserted", "past")),
        ("The army may have captured the bridge.", "capture", ("positive", "possible", "past")),
        ("The army will capture the bridge.", "capture", ("positive", "planned", "future")),
        (
            "The army denied that it had bombed the bridge.",
            "bomb",
            ("negative", "asserted", "past"),
        ),
        (
            "The council is due to hold a meeting on Monday.",
            "hold meeting",
            ("positive", "planned", "future"),
        ),
        (
            "If the army captured the bridge, the town would starve.",
            "capture",
            ("positive", "hypothetical", "past"),
        ),
    ],
)
def test_what_did_not_happen_is_told_apart(text, lemma, expected):
    rows = rows_of(text)
    mine = rows[rows.lemma == lemma]
    assert len(mine) == 1, rows[["lemma", "type"]]
    assert tuple(mine.iloc[0][["polarity", "modality", "tense"]]) == expected


def test_a_shared_subject_is_found_where_it_is_left_unsaid():
    rows = rows_of("The marines stormed the harbour and captured a depot, wounding six guards.")
    assert set(rows.agent) == {"The marines"}
    assert list(rows["count"].dropna()) == [6]


def test_a_pronoun_under_its_own_verb_of_saying_gives_way_to_the_noun():
    rows = rows_of("The ministry said it had expelled two diplomats.")
    assert list(rows.agent) == ["The ministry"]
    assert list(rows.type) == ["SANCTION"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The rebels said they would release the hostages.", "AGREE"),
        ("The rebels said they would bomb the station.", "THREATEN"),
        ("The rebels agreed to release the hostages.", "AGREE"),
        ("The rebels refused to release the hostages.", "REJECT"),
        ("The rebels said the army must release the hostages.", "REQUEST"),
        ("Norway is to release the sailors.", "AGREE"),
    ],
)
def test_a_stated_intention_is_a_speech_act_and_not_the_deed(text, kind):
    rows = rows_of(text)
    assert kind in set(rows.type)
    told = (rows.modality == "asserted") & (rows.polarity == "positive")
    assert not ((rows.type == "RETREAT") & told).any()


def test_the_time_of_an_event_is_read_against_the_day_of_the_article():
    rows = rows_of("Marines stormed the harbour on Friday.", published="2016-08-06")
    assert str(rows.date_from[0].date()) == str(rows.date_to[0].date()) == "2016-08-05"


def test_an_hour_gives_way_to_the_day_that_the_clause_above_tells():
    row = rows_of(
        "On Monday, the harbour board is to hold a long meeting at 1430 GMT about the ferry."
    ).iloc[0]
    assert (row["time"], str(row.date_from.date())) == ("Monday", "2016-08-08")


def test_an_event_noun_of_force_is_a_row_though_it_names_nobody():
    assert "ASSAULT" in set(rows_of("Nobody knows when the assault began.").type)
    assert "ASSAULT" not in set(rows_of("Nobody knows when the strike began.").type)


def test_a_lexicon_can_be_extended_by_a_line():
    text = "Villagers feted the doctors."
    line = {
        "lemma": "fete",
        "pos": "v",
        "frame": "",
        "type": "SUPPORT",
        "patient": "obj",
        "gloss": "",
    }
    longer = pd.concat([nw.lexicon("events"), pd.DataFrame([line])], ignore_index=True)
    assert list(rows_of(text).type) == ["OTHER"]
    assert list(rows_of(text, lexicon=longer).type) == ["SUPPORT"]


def test_a_lexicon_with_an_unknown_type_is_refused():
    rows = nw.lexicon("events").head(1).assign(type="ATTACK")
    with pytest.raises(ValueError, match="ATTACK"):
        rows_of("Marines stormed the harbour.", lexicon=rows)


def test_no_articles_give_an_empty_table():
    assert list(nw.events([]).columns) == list(tables.SCHEMAS["events"])


def test_a_number_or_more_is_one_patient():
    rows = rows_of(
        "A gale hit the fair; it went on to sink a ferry, killing 40 or more and hurting 95."
    )
    assert rows.set_index("trigger").patient["killing"] == "40 or more"


@pytest.mark.parametrize(
    ("text", "trigger", "slots"),
    [
        ("Officers are training and equipping the Border Guard.", "equipping",
         {"patient": "the Border Guard"}),
        ("A storm yesterday caused a wall to fall, killing 12 or more and wounding 30.", "wounding",
         {"patient": "30", "count": 30}),
        ("A storm yesterday caused a wall to fall, killing 12 or more and wounding 30.", "killing",
         {"count": 12, "patient": "12 or more"}),
        ("The guards lead efforts to defeat the smugglers.", "defeat", {"agent": "The guards"}),
        ("The union stands by the nurses to defend their rights and attack the minister.", "attack",
         {"modality": "planned"}),
    ],
)  # fmt: skip
def test_what_verbs_share_and_bring_about(text, trigger, slots):
    (row,) = [r for r in rows_of(text).to_dict("records") if r["trigger"].startswith(trigger)]
    assert {name: row[name] for name in slots} == slots


def test_two_passives_share_who_did_it():
    rows = rows_of("In spring he was shot and killed by a neighbour.").to_dict("records")
    assert [row["agent"] for row in rows] == ["a neighbour", "a neighbour"]


@pytest.mark.parametrize(
    ("text", "agent", "patient", "polarity", "modality"),
    [
        ("The army was accused of shelling the school.", "The army", "the school", "positive", "possible"),
        ("The mayor accused the army of shelling the school.", "the army", "the school", "positive", "asserted"),
        ("Guards stopped the crowd from storming the bank.", "the crowd", "the bank", "negative", "asserted"),
        ("The court convicted two soldiers of killing a farmer.", "two soldiers", "a farmer", "positive", "asserted"),
    ],
)  # fmt: skip
def test_who_does_what_somebody_is_held_to(text, agent, patient, polarity, modality):
    *_, row = rows_of(text).to_dict("records")
    assert (row["agent"], row["patient"]) == (agent, patient)
    assert (row["polarity"], row["modality"]) == (polarity, modality)


def test_a_place_under_force_stands_before_its_noun():
    row = rows_of("The Leith siege has begun.").to_dict("records")[0]
    assert pd.isna(row["agent"]) and row["patient"] == "Leith"


def test_the_day_before_a_month_is_no_patient():
    rows = rows_of("The rebels opened an offensive south of the city on 31 July with hope.")
    assert "31" not in set(rows.patient.dropna())


def test_a_catchword_before_the_title_is_not_what_happened():
    title = "ENOUGH OR NOTHING: Nurses leave three clinics"
    text = f"{title}\n\nNurses left three clinics on Monday."
    articles = tables.table("articles", [{"article_id": "a", "text": text, "title": title}])
    found = nw.answers(nw.parse(articles)).set_index(["question", "rank"]).answer
    assert "clinics" in found["what", 1] and found["who", 1] == "Nurses"


@pytest.mark.parametrize(
    ("text", "trigger", "slots"),
    [
        ("There were heavy air strikes of great force.", "strikes", {"type": "ASSAULT", "patient": None}),
        ("There are riots again.", "riots", {"type": "PROTEST", "modality": "asserted"}),
        ("The nurses thanked them for the support provided by the union.", "provided",
         {"agent": "the union", "patient": None}),
        ("The vote is to be held on 12 May, choosing a new flag.", "choosing",
         {"modality": "planned", "tense": "future"}),
        ("This is a clumsy device, created to jam radios and stop a rival’s fleet.", "jam",
         {"modality": "planned", "patient": "radios"}),
        ("The hall burned a billion-year-contract.", "burned", {"count": None}),
        ("She works for the museum founded by the sculptor Lena Hagen.", "founded",
         {"patient": "the museum"}),
        ("Hagen and Oslo turned away boats of nurses which, according to Lena Berg, the Navy and the"
         " Red Cross have criticised.", "turned", {"patient": "boats of nurses"}),
        ("The boat was sold by Lena Hagen after she left the club.", "left", {"agent": "Lena Hagen"}),
        ("Lena was raised in Oslo but two aunts moved her to the coast.", "moved",
         {"place": "the coast", "agent": "two aunts"}),
        ("The captains share a high-five.", "share", {"count": None}),
        ("The fees increased 18-fold and hurt farmers.", "increased", {"patient": None, "count": None}),
        ("Some twenty-five miners were arrested.", "arrested", {"count": 25}),
    ],
)  # fmt: skip
def test_slots_hold_no_more_than_the_text_says(text, trigger, slots):
    (row,) = [r for r in rows_of(text).to_dict("records") if r["trigger"].startswith(trigger)]
    assert {name: None if pd.isna(row[name]) else row[name] for name in slots} == slots


@pytest.mark.parametrize(
    "text",
    [
        "Fishermen saved 70 sailors whose boat sank.",
        "The cracks put the dam at risk of being overrun.",
    ],
)
def test_a_clause_does_nothing_to_the_noun_it_describes(text):
    found = rows_of(text)
    assert not {"sank", "overrun"} & set(found.trigger[found.patient.notna()])
