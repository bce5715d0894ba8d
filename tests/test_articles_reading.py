"""Files of any kind give the same text and the right metadata."""

import datetime as dt
import json
import zipfile

import pandas as pd
import pytest
from docx import Document
from docx.oxml import parse_xml

import helpers as nw
from helpers import files
from helpers.articles import checksums, exports
from helpers.articles.published import find_dates, infer_year, parse_date
from helpers.articles.source import Names, slug
from helpers.resources import data_path

TEXT = (
    "“The ferry will not sail,” the harbour master said on Tuesday – not before the café on the"
    " quay has shut.\r\nPassengers were told to take the bus over the old bridge instead.\r\n"
)


def day(value):
    return None if pd.isna(value) else value.date().isoformat()


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_encodings_are_detected_and_line_ends_kept(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert nw.read_articles(path).text[0] == TEXT


def test_other_legacy_encodings_are_detected(tmp_path):
    russian = (
        "Паром не выйдет в море до конца недели, заявил во вторник начальник порта. "
        "Пассажирам посоветовали ехать автобусом через старый мост."
    )
    (tmp_path / "a.txt").write_bytes(russian.encode("cp1251") * 3)
    row = nw.read_articles(tmp_path).iloc[0]
    assert row.text == russian * 3
    assert "Russian" in row.problem


def test_the_same_article_in_every_kind_of_file(tmp_path):
    plain = TEXT.replace("\r\n", "\n").strip()
    paragraphs = plain.split("\n")
    (tmp_path / "a.txt").write_text(plain, encoding="utf-8")
    (tmp_path / "b.md").write_text(plain, encoding="utf-8")
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    (tmp_path / "c.html").write_text(
        f"<html><head><meta charset='utf-8'></head><body><nav><a href='/'>Home</a></nav>"
        f"<article>{body}</article><footer>Imprint</footer></body></html>",
        encoding="utf-8",
    )
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(tmp_path / "d.docx")
    frame = pd.DataFrame({"text": [plain]})
    frame.to_csv(tmp_path / "e.csv", index=False)
    frame.to_parquet(tmp_path / "f.parquet")
    (tmp_path / "g.jsonl").write_text(json.dumps({"text": plain}), encoding="utf-8")
    articles = nw.read_articles(tmp_path)
    nw.check("articles", articles)
    assert articles.article_id.tolist() == ["a", "b", "c", "d", "e-0001", "f-0001", "g-0001"]
    assert {" ".join(text.split()) for text in articles.text} == {" ".join(plain.split())}
    assert articles.problem.isna().all()


EXPORTS = {
    "MediaCloud": ("stories_id,publish_date,title,url,media_name,text", "77,2016-08-07,T,u,O,{}"),
    "ProQuest": ("Title,Publication title,Publication date,Full text", "T,O,7 Aug 2016,{}"),
    "Nexis": ("Headline;Publication;Date;Article", "T;O;7 August 2016 Sunday;{}"),
    "Factiva": ("AN\tHD\tSN\tPD\tLP\tTD", "77\tT\tO\t7 August 2016\tThe lead.\t{}"),
    "NewsAPI": ("title,source_name,publishedAt,content", "T,O,2016-08-07T10:00:00Z,{}"),
}


@pytest.mark.parametrize("system", EXPORTS)
def test_exports_of_other_systems(tmp_path, system):
    header, row = EXPORTS[system]
    text = "The ferry did not sail."
    path = tmp_path / "export.csv"
    path.write_text(f"{header}\n{row.format(text)}\n", encoding="utf-8")
    article = nw.read_articles(path).iloc[0]
    expected = f"The lead.\n\n{text}" if system == "Factiva" else text
    assert (article.title, article.outlet, article.text) == ("T", "O", expected)
    assert (day(article.published), article.published_from) == ("2016-08-07", "metadata")


def test_columns_overrule_the_mapping(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,story_de\nwrong,The ferry did not sail.\n", encoding="utf-8")
    assert nw.read_articles(path, columns={"text": "story_de"}).text[0].startswith("The ferry")


def test_every_known_column_maps_to_a_known_field():
    fields = {"text", "article_id", "title", "outlet", "published", "url", "file"}
    mapping = nw.lexicon("export_columns")
    assert set(mapping.field) == fields
    assert not mapping.column.duplicated().any()
    assert exports.map_columns(["FULL_TEXT"]) == {"text": ["FULL_TEXT"]}


WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _nexis(document):
    for number, (title, date) in enumerate([("Ferry stops", "7"), ("Ferry sails", "9")], 1):
        for line in [
            f"{title} again",
            "The Harbour Post",
            f"August {date}, 2016 Sunday" if number == 1 else f"August {date}, 2016",
            "Copyright 2016 The Harbour Post All Rights Reserved",
            "Length: 112 words",
            "Byline: Ada Quill",
            "Body",
            "The ferry company changed its mind on the timetable, passengers said.",
            "Load-Date: August 10, 2016",
            "End of Document",
        ]:
            document.append(line)
    return document


@pytest.mark.parametrize("suffix", [".docx", ".txt"])
def test_a_nexis_export_holds_several_articles(tmp_path, suffix):
    lines = _nexis(["User Name: reader", "Documents (2)", "1. Ferry stops again"])
    path = tmp_path / f"export{suffix}"
    if suffix == ".docx":
        document = Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(path)
    else:
        path.write_text("\n".join(lines), encoding="utf-8")
    articles = nw.read_articles(path)
    assert articles.article_id.tolist() == ["export-0001", "export-0002"]
    assert articles.title.tolist() == ["Ferry stops again", "Ferry sails again"]
    assert set(articles.outlet) == {"The Harbour Post"}
    assert [day(d) for d in articles.published] == ["2016-08-07", "2016-08-09"]
    assert articles.text[0].startswith("Ferry stops again")
    passages = nw.passages(articles.head(1))
    text = articles.text[0]
    body = [text[p.start : p.end] for p in passages.itertuples() if p.kind == "body"]
    assert body == ["The ferry company changed its mind on the timetable, passengers said."]


def _word_file(path, paragraphs):
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(path)
    return nw.read_articles(path)


FERRY = "The ferry company changed its mind on the timetable, passengers said."
RIGHTS = "Copyright 2016 The Harbour Post All Rights Reserved"


def test_nexis_articles_without_body_or_end_are_not_lost(tmp_path):
    articles = _word_file(
        tmp_path / "a.docx",
        ["Ferry drawn", "The Harbour Post", "August 7, 2016 Sunday", RIGHTS, "Section: NEWS", "Graphic",
         "Drawing: a ferry", "End of Document",
         "Ferry stops", "The Harbour Post", "8 August 2016", RIGHTS, "Length: 90 words", FERRY,
         "End of Document",
         "Ferry sails", "The Harbour Post", "9 August 2016", "Length: 90 words", "Body", FERRY],
    )  # fmt: skip
    assert articles.title.tolist() == ["Ferry drawn", "Ferry stops", "Ferry sails"]
    assert [day(d) for d in articles.published] == ["2016-08-07", "2016-08-08", "2016-08-09"]
    assert articles.text.tolist()[1:] == [f"Ferry stops\n\n{FERRY}", f"Ferry sails\n\n{FERRY}"]


def test_the_head_of_a_nexis_article_is_above_its_labels(tmp_path):
    articles = _word_file(
        tmp_path / "a.docx",
        ["When the pier\nfell down", "The Harbour Post", "August 7, 2016\nLate Edition - Final", RIGHTS,
         "Edition 1; National Edition", "Length: 90 words", "Byline: Ada Quill", "Dateline: SKERRY",
         "Highlight: It fell on", "6 August 2015", "Body", FERRY, "End of Document",
         "Ferry week", "The Skerry Review", "August 2016", RIGHTS, "Length: 90 words", "Body", FERRY,
         "End of Document",
         "Ferry undated", "The Skerry Review", "No date", "Length: 9 words", "Body", FERRY,
         "End of Document"],
    )  # fmt: skip
    assert articles.title.tolist() == ["When the pier fell down", "Ferry week", "Ferry undated"]
    assert articles.outlet.tolist() == ["The Harbour Post"] + ["The Skerry Review"] * 2
    assert day(articles.published[0]) == "2016-08-07" and articles.published[1:].isna().all()
    assert articles.text[0] == f"When the pier fell down\n\nByline: Ada Quill\n\n{FERRY}"
    kinds = nw.passages(articles.head(1)).kind.tolist()
    assert kinds == ["title", "byline", "body"]


def test_the_older_layout_of_nexis(tmp_path):
    pieces = [
        f"      {n} of 2 DOCUMENTS\n\n\n    The Harbour Post\n\n   August {n}, 2016 Sunday\n{edition}\n"
        f"Ferry {n} stops\n\nBYLINE: ADA QUILL\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 90 words\n\n{FERRY}\n\n"
        f"LOAD-DATE: August 9, 2016\n\n    {RIGHTS}\n\n"
        for n, edition in ((1, ""), (2, "     Final Edition\n"))
    ]
    (tmp_path / "a.txt").write_text("".join(pieces), encoding="utf-8")
    articles = nw.read_articles(tmp_path / "a.txt")
    assert articles.title.tolist() == ["Ferry 1 stops", "Ferry 2 stops"]
    assert articles.outlet.tolist() == ["The Harbour Post"] * 2
    assert [day(d) for d in articles.published] == ["2016-08-01", "2016-08-02"]
    assert all(
        t.startswith(f"Ferry {n} stops\n\nBYLINE: ADA QUILL\n\n{FERRY}")
        for n, t in enumerate(articles.text, 1)
    )


def test_factiva_wire_copy_with_a_time_and_tables_of_its_own(tmp_path):
    plain = (
        '<div class="article"><span class="enHeadline">Ferry stops</span><div>7 August 2016</div>'
        "<div>14:35</div><div>Harbour Wire</div><pre>The ferry did not sail.</pre>"
        '<p class="articleParagraph">All waited.</p></div>'
    )
    coded = (
        '<div class="article"><table><tr><td><b>HD</b></td><td>Ferry sails</td></tr><tr><td><b>SN</b>'
        "</td><td>Harbour Post</td></tr><tr><td><b>LP</b></td><td><p>It sailed.</p></td></tr><tr><td>"
        "<b>TD</b></td><td><pre>All were aboard.</pre><table><tr><td>SN</td><td>Other</td></tr></table>"
        "</td></tr></table></div>"
    )
    style = "<style>" + ".a {}\n" * 50_000 + "</style>"
    for name, article in (("a", plain), ("b", coded)):
        (tmp_path / f"{name}.html").write_text(f"<html>{style}<body>{article}</body></html>")
    articles = nw.read_articles(tmp_path)
    assert articles.outlet.tolist() == ["Harbour Wire", "Harbour Post"]
    assert articles.text.tolist() == [
        "Ferry stops\n\nThe ferry did not sail.\n\nAll waited.",
        "Ferry sails\n\nIt sailed.\n\nAll were aboard.",
    ]


def test_word_text_in_content_controls_and_tracked_changes(tmp_path):
    document = Document()
    document.add_paragraph("The ferry sailed on Monday.")
    space = f"xmlns:w={WORD_SPACE!r}"
    more = (
        f"<w:sdt {space}><w:sdtContent><w:p><w:r><w:t>The mayor was aboard.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        f"<w:p {space}><w:r><w:t>It </w:t></w:r><w:ins><w:r><w:t>never</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>often</w:delText></w:r></w:del><w:r><w:t> rained.</w:t></w:r></w:p>",
    )
    for xml in more:
        document.element.body.insert(-1, parse_xml(xml))
    document.save(tmp_path / "a.docx")
    text = nw.read_articles(tmp_path / "a.docx").text[0]
    assert text == "The ferry sailed on Monday.\n\nThe mayor was aboard.\n\nIt never rained."


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_entities_declared_far_down_a_word_file_are_seen(tmp_path, coding):
    declared = f"<!--{'x' * 3_000}--><!DOCTYPE d [<!ENTITY c 'more'>]>"
    document = Document()
    document.add_paragraph("The ferry sailed on Monday &c; again.")
    document.save(tmp_path / "plain.docx")
    with (
        zipfile.ZipFile(tmp_path / "plain.docx") as plain,
        zipfile.ZipFile(tmp_path / "a.docx", "w") as made,
    ):
        for part in plain.namelist():
            data = plain.read(part)
            if part == "word/document.xml":
                xml = data.decode().split("?>", 1)[1].replace("&amp;c;", "&c;")
                data = f"<?xml version='1.0' encoding='{coding}'?>{declared}{xml}".encode(coding)
            made.writestr(part, data)
    assert "declares XML entities" in nw.read_articles(tmp_path / "a.docx").problem[0]


def test_a_word_cell_that_claims_to_be_a_million_wide_is_one(tmp_path):
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Ferries", "Four of them sailed on Monday."
    span = parse_xml(f'<w:gridSpan xmlns:w={WORD_SPACE!r} w:val="100000000"/>')
    table.cell(0, 0)._tc.get_or_add_tcPr().append(span)
    document.save(tmp_path / "a.docx")
    assert (
        nw.read_articles(tmp_path / "a.docx").text[0] == "Ferries\tFour of them sailed on Monday."
    )


def test_factiva_pages_in_both_layouts(tmp_path):
    plain = (
        '<div class="article enArticle"><div id="hd"><span class="enHeadline">Ferry stops</span>'
        "</div><div>112 words</div><div>7 August 2016</div><div>Harbour Post</div>"
        '<p class="articleParagraph enarticleParagraph">The ferry did not sail.</p></div>'
    )
    coded = (
        '<div class="article enArticle"><table><tr><td><b>HD</b></td><td>Ferry sails</td></tr>'
        "<tr><td><b>PD</b></td><td>9 August 2016</td></tr><tr><td><b>SN</b></td>"
        "<td>Harbour Post</td></tr><tr><td><b>LP</b></td><td><p>It sailed.</p></td></tr>"
        "<tr><td><b>TD</b></td><td><p>All were aboard.</p></td></tr></table></div>"
    )
    (tmp_path / "a.html").write_text(f"<html><body>{plain}</body></html>", encoding="utf-8")
    (tmp_path / "b.html").write_text(f"<html><body>{coded}</body></html>", encoding="utf-8")
    articles = nw.read_articles(tmp_path)
    assert articles.title.tolist() == ["Ferry stops", "Ferry sails"]
    assert articles.outlet.tolist() == ["Harbour Post"] * 2
    assert [day(d) for d in articles.published] == ["2016-08-07", "2016-08-09"]
    assert articles.text[1] == "Ferry sails\n\nIt sailed.\n\nAll were aboard."


def test_metadata_beside_and_given(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("The ferry did not sail.", encoding="utf-8")
    (tmp_path / "articles.csv").write_text(
        "file,article_id,outlet,published\na.txt,First One,Post,2016-08-07\nb.txt,b,Post,\n",
        encoding="utf-8",
    )
    own = pd.DataFrame({"file": ["b.txt"], "outlet": ["Gazette"]})
    articles = nw.read_articles(tmp_path, metadata=own)
    assert articles.article_id.tolist() == ["b", "first-one"]
    assert articles.outlet.tolist() == ["Gazette", "Post"]
    assert articles.published_from.isna().tolist() == [True, False]
    alone = nw.read_articles(tmp_path / "a.txt")
    assert alone.outlet.tolist() == ["Post"]
    assert nw.read_articles(tmp_path / "articles.csv").path.tolist() == ["b.txt", "a.txt"]


def test_ids_are_unique_and_do_not_depend_on_the_order_of_the_paths(tmp_path):
    names = ["x/a.txt", "y/a.txt", "y/A!.md", "y/a-2.txt", "z/Ω.txt"]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("The ferry did not sail.", encoding="utf-8")
    whole = nw.read_articles(tmp_path)
    parts = nw.read_articles([tmp_path / "z", [tmp_path / "y"]], str(tmp_path / "x"))
    assert whole.article_id.is_unique
    assert whole.article_id.tolist() == parts.article_id.tolist()
    assert nw.read_articles(tmp_path, tmp_path / "x").article_id.is_unique
    assert len(nw.read_articles(tmp_path, tmp_path / "x")) == len(names)


def test_batches_hold_the_same_rows(tmp_path):
    rows = [{"text": f"The ferry sailed {n} times.", "id": n % 7} for n in range(50)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    whole = nw.read_articles(tmp_path)
    batches = list(nw.iter_articles(tmp_path, batch=8))
    assert [len(b) for b in batches] == [8] * 6 + [2]
    joined = pd.concat(batches).sort_values("article_id", ignore_index=True)
    pd.testing.assert_frame_equal(joined, whole)
    rest = pd.concat(nw.iter_articles(tmp_path, batch=10, start=20))
    first = pd.concat(nw.iter_articles(tmp_path, batch=10)).head(20)
    assert set(rest.article_id) == set(whole.article_id) - set(first.article_id)
    assert len(rest) == 30


def test_the_teaching_corpus_is_what_is_read_without_a_path():
    articles = nw.read_articles(None)
    assert len(articles) >= 8
    assert articles.problem.isna().all()
    assert articles.published.notna().all()
    assert articles.outlet.notna().all()
    assert articles.title.notna().all()
    assert set(articles.language) == {"en"}


def test_the_data_folder_is_as_its_checksums_say():
    assert checksums.changed(data_path()) == [], "run python -m helpers.articles.checksums"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Sunday, August 7, 2016, after", ["2016-08-07"]),
        ("7th of August 2016; 2016-08-09", ["2016-08-07", "2016-08-09"]),
        ("AUGUST 7, 2016 Sunday", ["2016-08-07"]),
        ("07.08.2016 and 25/12/2016 and 8/7/2016", ["2016-08-07", "2016-12-25", "2016-08-07"]),
        ("in May 12 people came; 31 June 2016; may 5", [None]),
        ("Sept. 3, 2019, and 3 Sept 2019", ["2019-09-03", "2019-09-03"]),
        ("from 5 to 7 August 1400 GMT", [None]),
    ],
)
def test_dates_are_found(text, expected):
    assert [m.date and m.date.isoformat() for m in find_dates(text)] == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("The quay, shut since 2011, opened on Sunday, August 7.", 2016),
        ("After the fire of 2012 it opened on Sunday, August 7.", 2016),
        ("It opened on Sunday, August 7, two months after June 2016.", 2016),
        ("It is to be finished by 2030. It opened on Sunday, August 7.", None),
        ("It opened on Sunday, August 7.", None),
        ("It opened on August 7, after the fire of 2012.", None),
    ],
)
def test_the_year_is_inferred_from_weekday_and_other_years(text, year):
    assert infer_year(find_dates(text)[0], text) == year


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016-08-07T09:25:00+03:00", "2016-08-07"),
        ("20160807", "2016-08-07"),
        (1470528000, "2016-08-07"),
        (pd.Timestamp("2016-08-07 10:00"), "2016-08-07"),
        (dt.date(2016, 8, 7), "2016-08-07"),
        ("7 août 2016", "2016-08-07"),
        ("last week", None),
        (None, None),
        (float("nan"), None),
        ("", None),
    ],
)
def test_dates_of_metadata(value, expected):
    found = parse_date(value)
    assert (found and found.isoformat()) == expected


def test_published_says_where_it_is_from(tmp_path):
    texts = {
        "line": "Ferry stops\n\nTuesday, May 7, 2019\n\nThe ferry did not sail, they said.",
        "dateline": "PORT ELLAN, May 7, 2019 (Wire) - The ferry did not sail, they said.",
        "inferred": "The ferry, built in 2017, did not sail on Tuesday, May 7, they said.",
        "nothing": "The ferry did not sail, they said.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    articles = nw.read_articles(tmp_path).set_index("article_id")
    assert articles.published_from.dropna().to_dict() == {
        "line": "dateline",
        "dateline": "dateline",
        "inferred": "inferred",
    }
    assert {day(d) for d in articles.published} == {"2019-05-07", None}


def test_names_and_slugs():
    names = Names()
    taken = [names.take(name) for name in ["a", "a-2", "a", "A", "a"]]
    assert taken == ["a", "a-2", "a-3", "a-4", "a-5"]
    assert len(slug("long name " * 30)) <= 60
    assert slug("Ωμέγα").startswith("article-")


def test_every_kind_of_table_that_is_listed_has_a_reader():
    assert set(exports.TABLES) == files.TABLES
