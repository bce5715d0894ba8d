"""Sentiment towards a target, the lexicon way, and the table; sentences are our own."""

import numpy as np
import pandas as pd
import pytest

import helpers as nw
from helpers.sentiment.encoder import encoder
from helpers.sentiment.lexicon import lexicon_hits, lexicon_score, mask
from helpers.sentiment.targets import encoded
from helpers.tables import check, table

CLEAR = [
    ("Critics accused Senator Holt of lying to voters for years.", "Senator Holt", "negative"),
    ("The minister was widely condemned for his cruel and reckless plan.", "minister", "negative"),
    (
        "Mayor Ines Duarte won praise for her brave and honest leadership.",
        "Ines Duarte",
        "positive",
    ),
    ("Doctors hailed Kofi Mensah as a hero who saved dozens of lives.", "Kofi Mensah", "positive"),
    ("Harlan Pike will meet reporters at noon on Thursday.", "Harlan Pike", "neutral"),
    ("The committee asked Lena Brandt to attend the hearing in May.", "Lena Brandt", "neutral"),
]
TWO = "Governor Amaya praised nurse Ruth Okoro, but attacked the corrupt banker Victor Stahl."


def span(sentence, words):
    start = sentence.index(words)
    return start, start + len(words)


def judged(pairs, **options):
    return nw.target_sentiment([s for s, _ in pairs], [span(s, w) for s, w in pairs], **options)


@pytest.mark.parametrize(("sentence", "words", "label"), CLEAR)
def test_encoder_on_clear_cases(sentence, words, label):
    assert judged([(sentence, words)]).label[0] == label


PRAISED_AND_BLAMED = [
    (TWO, "Ruth Okoro", "Victor Stahl"),
    ("The mayor thanked Lena Ott for her courage and condemned the reckless driver Paul Gern.",
     "Lena Ott", "Paul Gern"),
    ("Critics called Dana Reed a liar, while they hailed Omar Sadiq as a hero.",
     "Omar Sadiq", "Dana Reed"),
    ("The brave Tomas Reyes rescued a child from the brutal kidnapper Ivo Lang.",
     "Tomas Reyes", "Ivo Lang"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "praised", "blamed"), PRAISED_AND_BLAMED)
def test_one_sentence_two_targets(sentence, praised, blamed):
    made = judged([(sentence, praised), (sentence, blamed)])
    score = made.positive - made.negative
    assert score[0] > score[1] + 0.4


NAMES = ["al-Qaeda", "Hezbollah", "The Taliban", "Mercy Corps", "Donald Trump", "Ana Lima", "Oxfam"]


@pytest.mark.parametrize(
    "frame",
    ["{} will publish a report on Monday.", "A spokesman for {} spoke to reporters in Geneva."],
)
def test_a_name_alone_gives_no_feeling(frame):
    made = judged([(frame.format(name), name) for name in NAMES])
    assert dict(zip(NAMES, made.label, strict=True)) == dict.fromkeys(NAMES, "neutral")


@pytest.mark.parametrize(("sentence", "words", "label"), [CLEAR[0], CLEAR[3]])
def test_what_is_said_decides_whoever_it_is_said_of(sentence, words, label):
    made = judged([(sentence.replace(words, name), name) for name in NAMES])
    assert set(made.label) == {label}


def test_linear_tells_praise_from_blame():
    made = judged([(s, w) for s, w, _ in CLEAR], model="linear")
    score = made.positive - made.negative
    assert score[2:4].min() > score[0:2].max()


@pytest.mark.parametrize("model", ["encoder", "linear"])
def test_probabilities_are_probabilities(model):
    made = judged([(s, w) for s, w, _ in CLEAR], model=model)
    chances = made[["negative", "neutral", "positive"]]
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-5)
    assert (made.label == chances.idxmax(axis=1)).all()


def test_order_and_company_change_nothing():
    pairs = [(s, w) for s, w, _ in CLEAR] + [(TWO, "Ruth Okoro"), (TWO, "Victor Stahl")]
    together = judged(pairs)
    alone = pd.concat([judged([p]) for p in pairs], ignore_index=True)
    backwards = judged(pairs[::-1])[::-1].reset_index(drop=True)
    pd.testing.assert_frame_equal(together, alone)
    pd.testing.assert_frame_equal(together, backwards)


def test_a_question_is_answered_the_same_to_the_last_bit_in_any_company():
    model = encoder()
    spans = [None, span(TWO, "Ruth Okoro"), span(TWO, "Governor Amaya"), span(TWO, "banker")]
    mixed = [(TWO, spans), (TWO + " He left.", [None]), (CLEAR[0][0], [span(*CLEAR[0][:2])] * 3)]
    together = np.concatenate(model.logits(mixed))
    alone = [model.logits([(text, [asked])])[0] for text, several in mixed for asked in several]
    assert np.array_equal(together, np.concatenate(alone))


def test_no_spans_give_no_rows():
    made = nw.target_sentiment([], [])
    assert list(made.columns) == ["label", "negative", "neutral", "positive"] and made.empty


@pytest.mark.parametrize("bad", [(5, 5), (-1, 3), (0, 999), (7, 4), (3, 4)])
def test_bad_spans_are_refused(bad):
    with pytest.raises(ValueError, match="Span"):
        nw.target_sentiment(["She (Ana) left."], [bad])


def test_uneven_lists_and_unknown_models_are_refused():
    with pytest.raises(ValueError, match="2 sentences, but 1 spans"):
        nw.target_sentiment(["a b", "c d"], [(0, 1)])
    with pytest.raises(ValueError, match="No model"):
        nw.target_sentiment(["Ana left."], [(0, 3)], model="magic")


def test_long_sentences_are_read_round_the_target():
    filler = "the train from the north reached the next station after a short halt, and " * 60
    praised = filler + "everyone praised the kind and generous Selma Roth for saving the child."
    early = "Voters despise the cruel liar Boris Kane, and " + filler + "it went on."
    made = judged([(praised, "Selma Roth"), (early, "Boris Kane")])
    assert made.label.tolist() == ["positive", "negative"]


def test_odd_characters_keep_their_places():
    sentence = "“Café Zoë” owner Łukasz Żak was praised 👏 as a generous, honest man."
    assert judged([(sentence, "Łukasz Żak")]).label[0] == "positive"


def test_mask_takes_names_out_of_the_lexicons_sight():
    sentence = "Officials of Grace Union met the Security Council."
    spans = [span(sentence, "Grace Union"), span(sentence, "Security Council")]
    assert lexicon_score(sentence) > 0
    assert lexicon_score(mask(sentence, spans)) == 0
    assert "security" in lexicon_hits(sentence)


TEXT = """Share

Harbour town thanks its rescuers

By Nora Feld

The brave and skilful Tomas Reyes saved eleven children from the flood on Monday.

“Tomas Reyes is a corrupt coward,” said Ingrid Vale, a member of the council.

Mercy Union will open an office in the town next week.
"""


@pytest.fixture(scope="module")
def docs(tmp_path_factory):
    path = tmp_path_factory.mktemp("texts") / "harbour.txt"
    path.write_text(TEXT, encoding="utf8")
    return nw.parse(nw.read_articles(path))


@pytest.fixture(scope="module")
def made(docs):
    return nw.sentiment(docs)


def test_table_is_well_formed_and_repeatable(docs, made):
    check("sentiment", made, {d._.article_id: d.text for d in docs})
    pd.testing.assert_frame_equal(made, nw.sentiment(docs))


def test_a_row_for_each_sentence_and_each_name(docs, made):
    whole = made[made.target.isna()]
    read = [s for d in docs for s in nw.reading_sentences(d)]
    assert len(whole) == len(read) and set(whole.sentence_id) == {n for n, *_ in read}
    assert {"Tomas Reyes", "Ingrid Vale"} <= set(made.target.dropna())


def test_buttons_and_bylines_have_no_sentiment(made):
    covered = [TEXT[int(a) : int(b)] for a, b in zip(made.start, made.end, strict=True)]
    assert not any("Share" in words or "Nora Feld" in words for words in covered)


def test_reporter_and_source_are_kept_apart(made):
    reyes = made[made.target == "Tomas Reyes"].sort_values("start")
    own, quoted = reyes.iloc[0], reyes.iloc[-1]
    assert pd.isna(own.voice_id) and own.score > 0.3
    assert pd.notna(quoted.voice_id) and quoted.label == "negative"


def test_a_name_is_no_feeling(made):
    union = made[made.target == "Mercy Union"]
    assert union.label.tolist() == ["neutral"]


def test_lexicon_rows(docs):
    plain = nw.lexicon_sentiment(docs, mask_names=False, boilerplate=True)
    clean = nw.lexicon_sentiment(docs)
    assert plain[plain.text == "Share"].score.max() > 0
    assert not (clean.text == "Share").any()
    assert plain[plain.text.str.startswith("Mercy")].score.max() > 0
    assert clean[clean.text.str.startswith("Mercy")].score.max() == 0


def test_documents_may_come_from_a_generator():
    text = "The reckless minister ruined the splendid harbour, critics said."
    docs = nw.parse(nw.table("articles", [{"article_id": "a", "text": text}]), keep=False)
    assert len(nw.sentiment(docs)) > 0
    for stage in (nw.sentiment, nw.lexicon_sentiment):
        pd.testing.assert_frame_equal(stage(doc for doc in docs), stage(docs))


def test_what_is_asked_of_another_article_touches_no_answer():
    sentence = "The old mayor, Anna Holm and the Reed Board were a few points behind the ferrymen."
    names = ["Anna Holm", "the Reed Board", "ferrymen", "The old mayor"]
    spans = [(sentence.index(name), sentence.index(name) + len(name)) for name in names]
    alone = encoded([sentence] * 2, [None, spans[0]], owners=["a", "a"])
    both = encoded([sentence] * 6, [None, spans[0], None, *spans[1:]], owners=[*"aabbbb"])
    assert (both[:2] == alone).all()


def _article(text: str) -> pd.DataFrame:
    return table("articles", [{"article_id": "a", "text": text}])


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Ada Lund was a brave teacher.", "a brave teacher"),
        ("Ada Lund hopes to become president of the club.", "president"),
        ("Ada Lund leads by 30 delegates.", "30 delegates"),
    ],
)
def test_what_is_said_of_somebody_is_no_target(text: str, target: str):
    found = nw.sentiment(nw.parse(_article(text))).target.dropna()
    assert not any(target in one for one in found)
    assert "Ada Lund" in set(found)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("A brave teacher saved the boy.", "A brave teacher"),
        ("It was the mayor who lied.", "the mayor"),
        ("The boy was saved by two teachers.", "two teachers"),
    ],
)
def test_who_acts_or_is_singled_out_is_a_target(text: str, target: str):
    assert target in set(nw.sentiment(nw.parse(_article(text))).target.dropna())
