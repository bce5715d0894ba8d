"""What each line of an article is: on pages of every make, and on anything at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers as nw
from helpers.articles.decode import decode
from helpers.articles.passages import split
from helpers.articles.source import Problem

LEAD = "The river burst its banks near Stanmoor on Monday and flooded two streets, officials said."
MORE = "Some forty families were taken to a school, where they will stay until the water has gone."
LAST = "The mayor said she would share the bill with the county; an advertisement for it will run."


def kinds(text, **known):
    return [(kind, text[start:end]) for start, end, kind, _ in split(text, **known)]


def bodies(text, **known):
    return [piece for kind, piece in kinds(text, **known) if kind == "body"]


FURNITURE = [
    "Share",
    "SHARE THIS ARTICLE",
    "Share on Facebook",
    "Tweet",
    "1.2k shares",
    "Advertisement",
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "Story continues below advertisement",
    "Read more",
    "READ MORE: Ten bridges that time forgot",
    "Related: Bridge to reopen in spring",
    "Recommended for you",
    "Most popular",
    "We use cookies to make this site work. By staying you accept our use of cookies.",
    "Accept all cookies",
    "Sign up for our daily newsletter",
    "Get the day's best stories in your inbox every morning.",
    "Subscribe now",
    "Follow us on Twitter",
    "© 2019 The Stanmoor Post. All rights reserved.",
    "Copyright 2019 Stanmoor Post Ltd",
    "This material may not be published, broadcast or redistributed.",
    "Last updated at 07:15 GMT",
    "3 hours ago",
    "12.31 BST",
    "48 Comments",
    "Join the conversation",
    "Home > News > Local",
    "Share | Print | Email",
    "Topics: Rivers | Floods | Stanmoor",
    "Photo: Stanmoor Post / J. Reed",
    "Picture by Jane Reed",
    "ASSOCIATED PRESS.",
    "ABSTRACT.",
    "Skip to main content",
    "Keep an eye on your inbox",
    "There was an error processing your subscription.",
    "An error has occurred, please try again later.",
    "This copy is for your personal, non-commercial use only.",
    "Order Reprints",
    "This article has been sent to",
    "DON'T MISS",
    "SEE MORE: How the bridge was built in eleven weeks",
    "Ferry captain tells how she saved the cows [INTERVIEW]|",
    "Click here to support our journalism",
    "news@stanmoor-post.example",
    "https://stanmoor-post.example/flood",
    "* * *",
]


@pytest.mark.parametrize("line", FURNITURE)
@pytest.mark.parametrize("gap", ["\n\n", "\n", "\r\n"])
def test_furniture_is_boilerplate_wherever_it_stands(line, gap):
    for lines in ([line, LEAD, MORE, LAST], [LEAD, line, MORE, LAST], [LEAD, MORE, LAST, line]):
        text = gap.join(lines)
        assert bodies(text) == [LEAD, MORE, LAST]
        assert ("boilerplate", line) in kinds(text)


BODY = [
    "Shares in the water company fell 4 per cent.",
    "They share a kitchen with three other families.",
    "An advertisement in the local paper had warned of the works.",
    "“Read more, talk less,” the teacher used to say.",
    "Follow the river for a mile and the damage is plain to see.",
    "Cookies and tea were handed out by volunteers.",
    "By Tuesday evening the water had reached the church.",
    "She said: “No.”",
    "Sign language interpreters were on hand.",
    "Print shops in the old town lost most of their paper.",
    "More than 300 people were moved.",
    "The photo went round the world.",
    "Comments by the minister made things worse.",
    "Related families were housed together.",
    "In 2016 the same street was flooded twice.",
    "Nobody was hurt.",
]


@pytest.mark.parametrize("line", BODY)
def test_sentences_that_speak_of_such_things_stay_body(line):
    for lines in ([LEAD, line, MORE, LAST], [LEAD, MORE, LAST, line]):
        assert line in bodies("\n\n".join(lines))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Jane Reed", "byline"),
        ("By JANE REED and OMAR HILL, Political Correspondents", "byline"),
        ("(Reporting by Jane Reed; Editing by Omar Hill)", "byline"),
        ("Additional reporting by Omar Hill", "byline"),
        ("Monday, May 6, 2019", "dateline"),
        ("Published: 07:12 GMT, 6 May 2019 | Updated: 09:47 GMT, 6 May 2019", "dateline"),
        ("Stanmoor, 6 May 2019", "dateline"),
        ("Families leave the school on Monday. Photo: Jane Reed / Stanmoor Post", "caption"),
        ("A boat on Mill Street (Stanmoor Post/Jane Reed)", "caption"),
        ("Image caption: A boat on Mill Street", "caption"),
    ],
)
def test_lines_about_the_article(line, kind):
    text = "\n\n".join(["River floods two streets in Stanmoor", line, LEAD, MORE, LAST])
    assert (kind, line) in kinds(text)
    assert bodies(text) == [LEAD, MORE, LAST]


@pytest.mark.parametrize(
    "dateline",
    [
        "STANMOOR, England (Wire) —",
        "STANMOOR, May 6 (Meridian) -",
        "STANMOOR —",
        "NEW STANMOOR, Me. –",
        "Stanmoor (AFP) –",
        "Stanmoor, ONA –",
        "(Meridian) -",
        "Stanmoor, 6 May 2019 -",
    ],
)
def test_a_dateline_is_its_own_passage(dateline):
    text = f"River floods two streets\n\n{dateline} {LEAD}\n\n{MORE}"
    assert ("dateline", dateline) in kinds(text)
    assert bodies(text) == [LEAD, MORE]


@pytest.mark.parametrize("start", ["NATO said - and ", "BP — which ", "Q: ", "MP Jane Reed - "])
def test_no_dateline_where_a_sentence_begins(start):
    text = f"{start}it was told late that the river had burst its banks, officials said.\n\n{MORE}"
    assert bodies(text)[0].startswith(start.strip())


def test_headline_masthead_and_stray_headline():
    text = "\n\n".join(
        [
            "The Stanmoor Post",
            "River floods two streets in Stanmoor",
            LEAD,
            MORE,
            LAST,
            "Nobody was hurt.",
            "Council votes to keep the old mill",
        ]
    )
    found = dict(reversed([(piece, kind) for kind, piece in kinds(text)]))
    assert found["The Stanmoor Post"] == "boilerplate"
    assert found["River floods two streets in Stanmoor"] == "title"
    assert found["Council votes to keep the old mill"] == "boilerplate"
    assert found["Nobody was hurt."] == "body"


def test_the_given_title_is_the_title_even_below_another_line():
    text = f"Two streets under water\n\nRiver floods Stanmoor again\n\n{LEAD}\n\n{MORE}"
    assert ("title", "River floods Stanmoor again") in kinds(text, title="River floods Stanmoor")
    glued = f"River floods Stanmoor again {LEAD} {MORE}"
    assert kinds(glued, title="River floods Stanmoor again")[0] == (
        "title",
        "River floods Stanmoor again",
    )


def test_a_headline_that_a_semicolon_joins_to_its_deck():
    text = f"River floods two streets in Stanmoor;\nBridge is shut for a week.\n\n{LEAD}\n\n{MORE}"
    assert kinds(text)[0] == ("title", "River floods two streets in Stanmoor;")
    listed = f"The baker brings two loaves;\nthe miller brings flour;\n\n{LEAD}\n\n{MORE}"
    assert not any(kind == "title" for kind, _ in kinds(listed))


def test_an_archive_prints_its_abstract_above_the_text():
    text = "\n\n".join(["River floods Stanmoor", "ABSTRACT.", MORE, "FULL TEXT.", LEAD, MORE, LAST])
    assert bodies(text) == [LEAD, MORE, LAST]
    text = "\n\n".join(["River floods Stanmoor", "ABSTRACT.", MORE, LEAD, LAST])
    assert bodies(text) == [MORE, LEAD, LAST]


def test_the_author_is_introduced_below_the_text():
    note = "Ada Brook, a member of the Stanmoor Post board, is editor of The Lowland Review."
    assert kinds(f"{LEAD}\n\n{MORE}\n\n{note}")[-1] == ("byline", note)
    note = "Ada Brook, a baker from the lower town, is sure that the bridge will stand."
    assert kinds(f"{LEAD}\n\n{MORE}\n\n{note}")[-1] == ("body", note)


def test_a_paragraph_printed_twice_is_read_once():
    text = "\n\n".join([LEAD, MORE, LEAD, LAST])
    assert bodies(text) == [LEAD, MORE, LAST]
    assert [r for *_, r in split(text)] == ["running text"] * 2 + [
        "repeated paragraph",
        "running text",
    ]


def test_furniture_glued_to_prose_is_cut_off():
    text = (
        f"Image copyright Stanmoor Image caption A boat {LEAD} Read or Share this story: http://x.y"
    )
    assert kinds(text)[0] == ("boilerplate", "Image copyright Stanmoor")
    assert kinds(text)[-1] == ("boilerplate", "Read or Share this story: http://x.y")
    assert LEAD in bodies(text)[0]
    assert kinds(f"{LEAD} {MORE} 2/3.")[-1] == ("boilerplate", "2/3.")
    assert bodies(f"{LEAD} The motion won by 2/3.") == [f"{LEAD} The motion won by 2/3."]


def test_lines_broken_by_hand_are_one_paragraph():
    words = f"{LEAD} {MORE} {LAST} {MORE}".split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 64:
            lines.append(line.strip())
            line = ""
        line += word + " "
    text = "\n".join([*lines, line.strip()]) + "\n\n" + "\n".join(lines[:4])
    assert len(bodies(text)) == 2


def test_in_doubt_it_is_body():
    poem = "Rain on the river\nrain on the road\nnobody sleeping\nunder the load"
    assert "".join(bodies(poem)).replace("\n", "") == poem.replace("\n", "")
    assert bodies("Hello world") == ["Hello world"]


def test_the_teaching_corpus_keeps_its_quotations():
    articles = nw.read_articles()
    passages = nw.passages(articles)
    nw.check("passages", passages, dict(zip(articles.article_id, articles.text, strict=True)))
    assert set(passages.kind) >= {"title", "byline", "dateline", "body", "boilerplate"}
    for article in articles.itertuples():
        mine = passages[passages.article_id == article.article_id]
        assert (mine.kind == "title").sum() == 1
        dropped = " ".join(
            article.text[p.start : p.end] for p in mine.itertuples() if p.kind == "boilerplate"
        )
        assert " said" not in dropped


def _check(text):
    passages = split(text)
    last = 0
    for start, end, kind, reason in passages:
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert kind in {"title", "byline", "dateline", "caption", "body", "boilerplate"}
        assert reason
        last = end
    assert not text[last:].strip()


LINES = st.sampled_from([*FURNITURE, *BODY, LEAD, MORE, LAST, "STANMOOR, May 6 (Wire) - " + LEAD])
GAPS = st.sampled_from(["\n", "\n\n", "\r\n", " ", "\t", "\u2028", ""])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.one_of(LINES, st.text(max_size=80)), GAPS), max_size=25))
def test_passages_cover_any_text(pieces):
    _check("".join(line + gap for line, gap in pieces))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_passages_cover_any_characters(text):
    _check(text)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_problem(data):
    try:
        text = decode(data)
    except Problem as problem:
        assert str(problem)
    else:
        text.encode("utf-8")
        _check(text)


@settings(max_examples=60, deadline=None)
@given(
    data=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda t: t.encode())),
    suffix=st.sampled_from([".txt", ".md", ".html", ".docx", ".csv", ".jsonl", ".parquet"]),
)
def test_any_file_is_a_row(tmp_path_factory, data, suffix):
    path = tmp_path_factory.mktemp("any") / f"file{suffix}"
    path.write_bytes(data)
    articles = nw.read_articles(path)
    nw.check("articles", articles)
    assert len(articles) >= 1 or suffix in (".csv", ".parquet")
    texts = {row.article_id: row.text for row in articles.itertuples() if isinstance(row.text, str)}
    nw.check("passages", nw.passages(articles), texts)


GALLERY = (
    f"{LEAD} The flood in pictures 3 show all 1/3 A cow stands on the roof of the Stanmoor dairy Getty"
    " 2/3 Rowers pass the bank's first floor AFP/Getty Images 3/3 Sand is filled into bags in Stanmoor"
    f" Reuters {MORE}"
)


def test_a_gallery_run_on_in_a_line_is_taken_out_of_the_body():
    assert bodies(GALLERY) == [LEAD, MORE]
    captions = [piece for kind, piece in kinds(GALLERY) if kind == "caption"]
    assert captions == [
        "A cow stands on the roof of the Stanmoor dairy",
        "Rowers pass the bank's first floor",
        "Sand is filled into bags in Stanmoor",
    ]


def test_the_last_caption_of_a_gallery_without_credits_ends_where_a_sentence_begins():
    text = f"{LEAD} 1/3 A cow on a roof 2/3 Rowers in the square 3/3 Bags filled with sand The mayor left."
    assert bodies(text) == [LEAD, "The mayor left."]


@pytest.mark.parametrize(
    "line",
    [
        f"{LEAD} The vote was split 2/3 to 1/3, and 3/4 of those asked were against the dam.",
        f"{LEAD} Anna Holm won 6/4 and 7/5 in the final, and the club's third team lost 1/3.",
        f"{LEAD} Reuters said that AP 4 and AFP were wrong about the dam, and that Getty Images had no part.",
    ],
)
def test_fractions_scores_and_agencies_are_no_gallery(line):
    assert bodies(line) == [line]


def test_captions_behind_numbered_credits_end_at_a_quotation_or_a_first_word():
    text = (
        f"{LEAD} EPA 7 The mayor watches from her boat Getty Images 7 Cows on their way to a dry field"
        f' "We lost nothing," a farmer said. {MORE} AP 7 A chair on a branch The water fell on Friday.'
    )
    assert [piece for kind, piece in kinds(text) if kind == "caption"] == [
        "The mayor watches from her boat",
        "Cows on their way to a dry field",
        "A chair on a branch",
    ]
    assert bodies(text)[-1] == "The water fell on Friday."


def test_share_buttons_in_the_middle_of_a_line_are_no_body():
    buttons = (
        "Click to share on Facebook (Opens in new window) Click to share on X (Opens in new window)"
    )
    assert bodies(f"{LEAD} {buttons} {MORE}") == [LEAD, MORE]
