"""Every chart asks a question, names its axes, counts its rows, and can be read without seeing it."""

from __future__ import annotations

import re
from itertools import combinations

import pandas as pd
import pytest
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import helpers as nw
from helpers import charts
from helpers.charts.canvas import canvas
from helpers.charts.labels import label_points
from helpers.tables import empty, table
from helpers.wording import short

ARTICLES = table(
    "articles",
    [
        {"article_id": "a", "outlet": "The Lamp", "text": "The mayor opened a bridge. " * 20},
        {"article_id": "b", "outlet": "Harbour Post", "text": "Dockers walked out. " * 20},
    ],
)


def _event(
    number: int, article: str, agent: str, patient: str, **more: object
) -> dict[str, object]:
    return {
        "article_id": article, "event_id": number, "sentence_id": number, "start": 4, "end": 9,
        "agent": agent, "agent_id": agent, "patient": patient, "patient_id": patient,
        "type": "PROTEST", "polarity": "positive", "modality": "asserted", "tense": "past",
        "date_from": f"2021-03-0{number + 1}", "date_to": f"2021-03-0{number + 2}", **more,
    }  # fmt: skip


EVENTS = table(
    "events",
    [
        _event(0, "a", "Dockers", "Port Authority"),
        _event(1, "a", "Port Authority", "Dockers", type="THREATEN"),
        _event(2, "b", "Dockers", "Mayor Lindqvist"),
        _event(3, "b", "Mayor Lindqvist", "Dockers", polarity="negative"),
    ],
)
NAMES = table(
    "names",
    [
        {"article_id": "a", "start": 0, "end": 3, "label": "LOC", "name_id": "Oslo",
         "latitude": 59.9, "longitude": 10.7, "text": "The"},
        {"article_id": "b", "start": 0, "end": 3, "label": "LOC", "name_id": "Turku",
         "latitude": 60.4, "longitude": 22.3, "text": "Doc"},
    ],
)  # fmt: skip
VOICES = table(
    "voices",
    [
        {
            "article_id": "a",
            "voice_id": 0,
            "start": 0,
            "end": 26,
            "kind": "direct",
            "source": "Ann",
        },
        {"article_id": "b", "voice_id": 0, "start": 0, "end": 19, "kind": "indirect"},
    ],
)
SENTIMENT = table(
    "sentiment",
    [
        {"article_id": a, "sentence_id": i, "start": i, "end": i + 3, "score": (i - 2) / 4,
         "target": "mayor" if i % 2 else None}
        for a in "ab" for i in range(6)
    ],
)  # fmt: skip
FRAMES = table(
    "frames",
    [{"article_id": a, "frame": f, "score": 0.3} for a in "ab" for f in ("conflict", "moral")],
)
NAMING = table(
    "naming",
    [
        {"article_id": a, "start": 0, "end": 4, "referent": "strikers", "term": term}
        for a, term in (("a", "workers"), ("b", "troublemakers"), ("b", "workers"))
    ],
)
TOKENS = table(
    "tokens",
    [
        {"article_id": "a", "token_id": i, "lemma": w}
        for i, w in enumerate(["the", "mayor", "the", "end"])
    ],
)
KEYNESS = pd.DataFrame({"term": ["strike", "law"], "z": [2.4, -2.7]})
SCORES = pd.DataFrame(
    {"measure": ["F1"], "data": ["dev"], "value": [0.8], "low": [0.7], "high": [0.9], "n": [40],
     "baseline": [0.5]}
)  # fmt: skip
BARS = pd.DataFrame(
    {"who": ["x", "y"], "score": [0.2, -0.1], "low": [0.1, None], "high": [0.3, None]}
)

MADE = {
    "timeline": lambda: charts.timeline(EVENTS, ARTICLES),
    "timeline of one article": lambda: charts.timeline(EVENTS[EVENTS.article_id == "a"]),
    "who_to_whom": lambda: charts.who_to_whom(EVENTS),
    "network": lambda: charts.network(EVENTS),
    "place_map": lambda: charts.place_map(NAMES),
    "voice_shares": lambda: charts.voice_shares(VOICES, ARTICLES),
    "story_arc": lambda: charts.story_arc(SENTIMENT),
    "story_arc of one": lambda: charts.story_arc(SENTIMENT[SENTIMENT.article_id == "a"]),
    "sentiment_by_actor": lambda: charts.sentiment_by_actor(SENTIMENT, ARTICLES),
    "by outlet": lambda: charts.sentiment_by_actor(SENTIMENT, ARTICLES, by_outlet=True),
    "frames_by_outlet": lambda: charts.frames_by_outlet(FRAMES, ARTICLES),
    "naming_by_outlet": lambda: charts.naming_by_outlet(NAMING, ARTICLES),
    "keyness": lambda: charts.keyness(KEYNESS, names=("the Lamp", "the Post")),
    "scores": lambda: charts.scores(SCORES),
    "reliability": lambda: charts.reliability([0.1, 0.8, 0.7], [False, True, False]),
    "confusion": lambda: charts.confusion(pd.DataFrame([[3, 1], [0, 5]], ["n", "y"], ["n", "y"])),
    "counts_beside": lambda: charts.counts_beside(
        {"readers": EVENTS, "the walk": EVENTS.head(1)}, "type", title="The same?", xlabel="events"
    ),
    "word_counts": lambda: charts.word_counts(TOKENS.lemma.value_counts()),
    "zipf": lambda: charts.zipf(TOKENS.lemma.value_counts()),
    "dispersion": lambda: charts.dispersion(TOKENS, ["mayor"]),
    "word_places": lambda: charts.word_places(nw.dispersion(TOKENS, ["mayor"])),
    "histogram": lambda: charts.histogram([1, 2, 2, 9], title="How long?", xlabel="words"),
    "interval_bars": lambda: charts.interval_bars(
        BARS, label="who", value="score", title="Who?", xlabel="score", caption="n = 2."
    ),
}
EMPTY = {
    "timeline": lambda: charts.timeline(empty("events"), empty("articles")),
    "who_to_whom": lambda: charts.who_to_whom(empty("events")),
    "network": lambda: charts.network(empty("events")),
    "place_map": lambda: charts.place_map(empty("names")),
    "voice_shares": lambda: charts.voice_shares(empty("voices"), empty("articles")),
    "story_arc": lambda: charts.story_arc(empty("sentiment")),
    "sentiment_by_actor": lambda: charts.sentiment_by_actor(empty("sentiment"), empty("articles")),
    "frames_by_outlet": lambda: charts.frames_by_outlet(empty("frames"), empty("articles")),
    "naming_by_outlet": lambda: charts.naming_by_outlet(empty("naming"), empty("articles")),
    "keyness": lambda: charts.keyness(KEYNESS.head(0)),
    "scores": lambda: charts.scores(SCORES.head(0)),
    "word_counts": lambda: charts.word_counts(TOKENS.lemma.head(0).value_counts()),
    "zipf": lambda: charts.zipf(TOKENS.lemma.head(0).value_counts()),
    "dispersion": lambda: charts.dispersion(empty("tokens"), []),
    "word_places": lambda: charts.word_places(nw.dispersion(empty("tokens"), ["mayor"])),
    "histogram": lambda: charts.histogram([], title="How long?", xlabel="words"),
    "confusion": lambda: charts.confusion(pd.DataFrame()),
}


@pytest.mark.parametrize("name", MADE)
def test_title_labels_caption_and_alternative_text(name: str) -> None:
    chart = MADE[name]()
    assert chart.title
    assert re.search(r"n = \d", chart.caption), chart.caption
    assert len(chart.alt) > len(chart.title) + 10
    drawn = [ax for ax in chart.axes if ax.axison]
    assert all(ax.get_xlabel() or ax.get_ylabel() for ax in drawn)


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_table_gives_a_chart_that_says_so(name: str) -> None:
    chart = EMPTY[name]()
    assert "no rows to show" in chart.alt
    assert chart.png().startswith(b"\x89PNG")


COLUMN = 85 / 25.4
"""Inches: the narrow column of a journal."""


def _texts(chart: charts.Chart) -> list:
    """Every text that is drawn, with what covers it on the canvas."""
    chart.canvas.draw()
    drawn = [t for t in chart.findobj(Text) if t.get_visible() and t.get_text().strip()]
    inside = [t for ax in chart.axes for axis in (ax.xaxis, ax.yaxis) if ax.axison
              for tick in axis.get_major_ticks() for t in (tick.label1, tick.label2)
              if not _within(tick.get_loc(), axis.get_view_interval())]  # fmt: skip
    off = [t for ax in chart.axes if not ax.axison for t in ax.findobj(Text) if t not in ax.texts]
    return [t for t in drawn if t not in inside and t not in off]


def _within(at: float, ends: tuple[float, float]) -> bool:
    return min(ends) - 1e-6 <= at <= max(ends) + 1e-6


@pytest.mark.parametrize("name", MADE)
def test_it_can_be_read_in_a_printed_column(name: str) -> None:
    chart = MADE[name]()
    texts = _texts(chart)
    small = [t for t in texts if t.get_fontsize() * COLUMN / chart.get_figwidth() < 6]
    assert not small, [t.get_text() for t in small]
    boxes = [(t.get_text(), t.get_window_extent()) for t in texts]
    outside = [said for said, b in boxes if b.x0 < -1 or b.x1 > chart.bbox.x1 + 1]
    assert not outside
    level = [(s, b) for (s, b), t in zip(boxes, texts, strict=True) if not t.get_rotation() % 90]
    pairs = combinations(level, 2)
    over = [(s, o) for (s, b), (o, c) in pairs if Bbox.intersection(b.padded(-1), c.padded(-1))]
    assert not over


def test_labels_keep_clear_of_each_other() -> None:
    _, axes = canvas("Where?")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    crowd = [("one and the same place", 0.5, 0.5 + 0.001 * i) for i in range(40)]
    left_out = label_points(axes, crowd)
    assert 0 < len(axes.texts) < 40
    assert len(left_out) == 40 - len(axes.texts)


def test_stories_years_apart_get_an_axis_each() -> None:
    later = EVENTS.assign(date_from=EVENTS.date_from + pd.Timedelta(days=2000),
                          date_to=EVENTS.date_to + pd.Timedelta(days=2000))  # fmt: skip
    assert len(charts.timeline(pd.concat([EVENTS, later])).axes) == 2
    assert len(charts.timeline(EVENTS).axes) == 1


def test_what_names_nobody_is_no_speaker() -> None:
    said = VOICES.assign(source=["She", "the company"], source_id=None)
    alt = charts.voice_shares(said, ARTICLES).alt
    assert "(a pronoun, unresolved)" in alt and "company" in alt and "She" not in alt


def test_the_same_table_gives_the_same_bytes() -> None:
    for make in (MADE["network"], MADE["timeline"], MADE["frames_by_outlet"]):
        assert make().png() == make().png()
        assert make().svg() == make().svg()
    assert b"<dc:date>" not in MADE["timeline"]().svg()


def test_what_did_not_happen_is_not_drawn() -> None:
    chart = charts.who_to_whom(EVENTS)
    assert "Mayor Lindqvist / Dockers" not in chart.alt
    assert "Dockers / Mayor Lindqvist 1" in chart.alt


def test_show_writes_png_and_svg_and_no_path_outside(tmp_path: object) -> None:
    chart = charts.show(MADE["timeline"](), "../05_time line", tmp_path)
    assert sorted(p.name for p in (tmp_path / "figures").iterdir()) == [
        "-05_time-line.png", "-05_time-line.svg",
    ]  # fmt: skip
    bundle = chart._repr_mimebundle_()
    assert "<img" in bundle["text/html"] and 'alt="' in bundle["text/html"]


def test_alternative_text_is_escaped() -> None:
    frame = BARS.assign(who=['<script>alert("x")</script>', "y"])
    chart = charts.interval_bars(frame, label="who", value="score", title="Who?", xlabel="score")
    assert "<script>" not in charts.figure_html(chart)


def test_charts_are_public() -> None:
    assert nw.charts.timeline is charts.timeline


def test_a_label_is_cut_between_words() -> None:
    assert short("about a third of the wards of the town", 20) == "about a third of…"
    assert len(short("Llanfairpwllgwyngyllgogerychwyrndrobwll", 20)) == 20


def test_labels_of_several_lines_keep_apart() -> None:
    long = BARS.assign(who=[f"The Very Long Name of Ministry Number {i}" for i in range(len(BARS))])
    chart = charts.interval_bars(long, label="who", value="score", title="Who?", xlabel="score")
    chart.canvas.draw()
    boxes = [label.get_window_extent() for label in chart.axes[0].get_yticklabels()]
    assert len(boxes) > 1
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_the_network_names_every_actor_beside_its_point() -> None:
    groups = [("Union", "Port Authority"), ("Union", "Mayor"), ("Mayor", "a third of all wards"),
              ("Army", "Town"), ("Rebels", "the old harbour road"), ("Ann Lee", "Bob Moss")]  # fmt: skip
    rows = [_event(i, "a", *pair) | {"agent_id": None, "patient_id": None}
            for i, pair in enumerate(groups)]  # fmt: skip
    chart = charts.network(table("events", rows))
    chart.canvas.draw()
    said = {" ".join(text.get_text().split()) for text in chart.axes[0].texts}
    assert said >= {"Union", "Mayor", "third of all wards", "old harbour road", "Bob Moss"}
    boxes = [text.get_window_extent() for text in chart.axes[0].texts]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_who_stands_for_somebody_else_is_no_actor() -> None:
    events = EVENTS.assign(agent="One of them", agent_id=None)
    assert "One of them" not in charts.who_to_whom(events).alt


def test_a_rival_is_not_drawn_as_ours() -> None:
    rival = SCORES.assign(measure="macro-F1, VADER")
    rows = pd.concat([rival, SCORES]).assign(baseline=None)
    drawn = charts.scores(rows).axes[0]
    marks = {line.get_label() for line in drawn.get_lines() if not line.get_label().startswith("_")}
    assert marks == {"baseline", "newswalk"}


def test_captions_count_in_the_singular() -> None:
    one = charts.place_map(NAMES.head(1)).caption
    assert "1 mention of 1 place " in one and "article(s)" not in one
    tone = MADE["story_arc"]().caption
    assert "(s)" not in tone


def test_names_are_compared_where_there_is_a_choice() -> None:
    rows = [{"article_id": "a", "start": i, "referent": who, "term": term, "text": term}
            for i, (who, term) in enumerate(
                [("siege", "siege")] * 5 + [("rebels", "rebel"), ("rebels", "terrorist")])]  # fmt: skip
    assert "rebels" in charts.naming_by_outlet(table("naming", rows)).title


def test_articles_without_an_outlet_are_called_articles() -> None:
    bare = ARTICLES.assign(outlet=pd.NA)
    chart = charts.timeline(EVENTS, bare)
    assert chart.axes[0].get_ylabel() == "article"
    assert charts.timeline(EVENTS, ARTICLES).axes[0].get_ylabel() == "outlet"


def test_keyness_says_how_many_words_chance_alone_would_put_beyond_the_lines():
    words = pd.DataFrame({"term": [f"w{i}" for i in range(40)], "z": [3.0, -2.5, *[0.4] * 38]})
    assert "chance alone would put about 2 of them; 2 are there" in charts.keyness(words).caption


@pytest.mark.parametrize(
    ("ids", "warned"), [(["Anna Holm", "police"], True), (["Anna Holm", "Reedport"], False)]
)
def test_who_reads_of_a_common_noun_in_two_articles_is_warned(ids, warned):
    rows = [{"article_id": a, "target": i, "target_id": i, "score": 0.3, "start": n, "end": n + 1}
            for a in ("a", "b") for n, i in enumerate(ids)]  # fmt: skip
    chart = charts.sentiment_by_actor(nw.table("sentiment", rows))
    assert ("common noun" in chart.caption) == warned


def test_of_pairs_with_one_event_each_none_is_called_the_commonest() -> None:
    rows = [{"article_id": "a", "event_id": i, "type": "AID", "agent": who, "patient": whom,
             "polarity": "positive", "modality": "asserted", "tense": "past"}
            for i, (who, whom) in enumerate([("nuns", "sailors"), ("vets", "goats"),
                                             ("nuns", "pilots")])]  # fmt: skip
    once, again = table("events", rows), table("events", [*rows, rows[0] | {"event_id": 3}])
    assert (
        "2 of 3 pairs of agent and patient (each has one event only"
        in charts.network(once, top=2).caption
    )
    assert "nuns / pilots 1" in charts.who_to_whom(once, top=2).alt
    assert "the 2 commonest of 3 pairs" in charts.network(again, top=2).caption
    assert "all 3 pairs" in charts.who_to_whom(once).caption


def test_a_word_within_two_voices_is_counted_once() -> None:
    text = "Ann says that Bo says that it rains."
    articles = table("articles", [{"article_id": "a", "text": text}])
    said = [{"article_id": "a", "voice_id": i, "start": start, "end": 35, "source": who,
             "source_id": who, "kind": "indirect"}
            for i, (start, who) in enumerate([(14, "Ann"), (27, "Bo")])]  # fmt: skip
    alt = charts.voice_shares(table("voices", said), articles).alt
    assert "Ann / indirect 3" in alt and "Bo / indirect 2" in alt


def test_the_matrix_says_that_it_has_room_for_some_patients_only() -> None:
    rows = [{"article_id": "a", "event_id": i, "type": "AID", "agent": "nuns", "patient": whom,
             "polarity": "positive", "modality": "asserted", "tense": "past"}
            for i, whom in enumerate(["goats", "cows", "mules", "hens", "ducks", "sheep", "bees"])]  # fmt: skip
    said = charts.who_to_whom(table("events", rows)).caption
    assert said.startswith(
        "n = 6 events: all 7 pairs of agent and patient, but only those of 6 patients."
    )
