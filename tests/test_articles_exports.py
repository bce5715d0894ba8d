"""Tables of articles as archives, spreadsheets and scripts write them: no row is lost or mixed up in silence."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import helpers as nw
from helpers.articles import delimited, exports
from helpers.corpus.counting import count_articles

FERRY = "The ferry to Skerry stayed in port on Monday, and the mayor said so."
QUAY = "Two cranes fell on the quay in Harbour Town, the police said."
TRAM = "The council of Harbour Town voted for a second tram line."


@pytest.fixture
def read(tmp_path: Path):
    """Write a file and read it as articles."""

    def write_and_read(name: str, content: str | bytes, **options) -> pd.DataFrame:
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(data)
        return nw.read_articles(tmp_path / name, **options)

    return write_and_read


def _problems(articles: pd.DataFrame) -> list[str | None]:
    return [None if pd.isna(problem) else problem for problem in articles.problem]


def test_a_quotation_mark_that_is_never_closed_costs_no_other_row(read):
    articles = read(
        "a.csv", f'title,text,outlet\nA,{TRAM},X\nB,"{TRAM},X\nC,"{QUAY}",X\nD,{TRAM},X\n'
    )
    assert articles.title.tolist() == list("ABCD") and articles.outlet.tolist() == ["X"] * 4
    assert articles.text.tolist() == [TRAM, '"' + TRAM, QUAY, TRAM]


def test_a_line_that_no_reading_fits_is_a_row_with_its_line(read):
    articles = read("a.csv", f'title,text\nA,"{TRAM}"\nB,"{FERRY} "No", and more\nC,"{QUAY}"\n')
    assert articles.title.tolist()[::2] == ["A", "C"]
    assert "line 3" in _problems(articles)[1] and "quotation mark" in _problems(articles)[1]


def test_quotation_marks_in_cells_that_were_not_doubled(read):
    said = f'{TRAM} "We had no choice," she said, "none."'
    articles = read("a.csv", f'id,text,outlet\n1,"{said}",X\n2,"{QUAY}",Y\n')
    assert articles.text.tolist() == [said, QUAY] and articles.outlet.tolist() == ["X", "Y"]


def test_a_tsv_cell_that_begins_with_speech_keeps_its_quotation_marks(read):
    said = '"Stop," the mayor of Harbour Town told the drivers on Monday.'
    assert read("a.tsv", f"title\ttext\nA\t{said}\nB\t{QUAY}\n").text.tolist() == [said, QUAY]


def test_quotation_marks_escaped_by_a_backslash(read):
    articles = read(
        "a.csv", 'title,text,outlet\nA,"He said \\"stop, now\\", and left the quay.",X\n'
    )
    assert articles.text.tolist() == ['He said "stop, now", and left the quay.']
    assert articles.outlet.tolist() == ["X"]


def test_a_backslash_is_one_where_quotation_marks_are_doubled(read):
    cell = f'C:\\new\\ {TRAM} ""Yes"", she said, \\""no\\"".'
    text = read("a.csv", f'title,text\nA,"{cell}"\n').text.iloc[0]
    assert text.startswith("C:\\new\\ ") and text.endswith('"Yes", she said, \\"no\\".')


def test_more_cells_than_columns_are_told(read):
    rows = f"A,{QUAY},X\nB,{TRAM},X\nC,{QUAY},\nD,{TRAM}\n"
    articles = read("a.csv", "title,text,outlet\n" + rows)
    problems = _problems(articles)
    assert "line 2" in problems[0] and "4 cells under 3" in problems[0]
    assert "line 4" in problems[2] and problems[1] is problems[3] is None
    assert articles.outlet.iloc[1] == "X"


@pytest.mark.parametrize(
    "head",
    [
        "\n\ntitle,text\n",
        "sep=,\ntitle,text\n",
        '"title\nof it",text\n',
        "title, text\n",
        '"text","title"\n',
    ],
)
def test_headers_as_they_come(read, head):
    row = f'"{FERRY}",A\n' if head.startswith('"text') else f'A, "{FERRY}"\n'
    row = row if ", " in head or head.startswith('"text') else row.replace(', "', ',"', 1)
    assert read("a.csv", head + row).text.tolist() == [FERRY]


def test_what_stands_between_cells_is_what_gives_known_columns(read):
    head = '"Title, sub, kicker";"text"\n'
    assert read("a.csv", head + f'A;"{FERRY}"\n').text.tolist() == [FERRY]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_a_table_without_a_row_is_told(read, name):
    assert "no row" in _problems(read(name, "title\ttext\n".replace("\t", ",")))[0]


def test_of_columns_with_one_name_or_one_meaning_the_first_filled_counts(read):
    articles = read("a.csv", f"title,title,text,text,story_text\nA,,,{TRAM},\nB,C,,,{TRAM}\n")
    assert articles.title.tolist() == ["A", "B"] and articles.text.tolist() == [TRAM, TRAM]


def test_the_day_of_publication_goes_before_the_day_of_loading(read):
    head = "HEADLINE,BODY,DATE,LOAD-DATE\n"
    articles = read("a.csv", head + f"A,{TRAM},2016-08-07,2016-08-09\n")
    assert str(articles.published.iloc[0])[:10] == "2016-08-07"


def test_dates_of_a_column_are_read_one_way(read):
    days = ["07/08/2016", "13/08/2016", "5/9/2016 14:00"]
    rows = "".join(f"{day},{TRAM}\n" for day in days)
    found = [str(day)[:10] for day in read("a.csv", "date,text\n" + rows).published]
    assert found == ["2016-08-07", "2016-08-13", "2016-09-05"]
    american = read("b.csv", f"date,text\n08/07/2016,{TRAM}\n08/13/2016,{TRAM}\n").published
    assert [str(day)[:10] for day in american] == ["2016-08-07", "2016-08-13"]


def test_a_time_written_without_signs(read):
    articles = read("a.csv", f"date,text\n20160807123000,{TRAM}\n")
    assert str(articles.published.iloc[0])[:10] == "2016-08-07"


def test_each_line_of_json_has_fields_of_its_own(read):
    rows = [
        {"text": QUAY},
        {"title": "no text"},
        {"body": TRAM, "headline": "B", "source": {"name": "Post"}},
    ]
    articles = read("a.jsonl", "{broken\n" + "\n".join(map(json.dumps, rows)))
    assert [bool(problem) for problem in _problems(articles)] == [True, False, True, False]
    assert (articles.title.iloc[3], articles.outlet.iloc[3]) == ("B", "Post")


def test_nested_values_become_words_or_are_told(read):
    rows = [
        {"text": [QUAY, TRAM], "title": {"main": "Cranes"}, "outlet": ["Post", "Echo"]},
        {"text": {"p": QUAY}},
        {"text": 5},
        {"text": float("nan")},
        {"text": QUAY, "title": json.loads("[" * 900 + "]" * 900), "outlet": {"name": {"a": 1}}},
        {"text": json.loads("[" * 900 + "]" * 900)},
    ]
    articles = read("a.jsonl", "\n".join(map(json.dumps, rows)))
    assert articles.text.iloc[0] == f"{QUAY}\n\n{TRAM}"
    assert (articles.title.iloc[0], articles.outlet.iloc[0]) == ("Cranes", "Post, Echo")
    told = _problems(articles)
    assert "nested" in told[1] and "nested" in told[5] and told[4] is None
    assert "no text, but 5" in told[2] and "empty" in told[3]


def test_parquet_with_bytes_and_whole_floats(tmp_path):
    frame = pd.DataFrame({"id": [1.0, None], "text": [QUAY.encode(), TRAM.encode()]})
    frame.to_parquet(tmp_path / "a.parquet")
    articles = nw.read_articles(tmp_path / "a.parquet")
    assert articles.text.tolist() == [QUAY, TRAM]
    assert articles.article_id.tolist() == ["1", "a-0002"]


def test_a_row_of_parquet_that_has_no_value_costs_only_itself(tmp_path):
    days = pa.array([17_000, 2**30], pa.int32()).cast(pa.date32())
    table = pa.table({"text": [QUAY, TRAM], "published": days})
    pq.write_table(table, tmp_path / "a.parquet")
    articles = nw.read_articles(tmp_path / "a.parquet")
    assert articles.text.iloc[0] == QUAY and "cannot be read" in _problems(articles)[1]


@pytest.mark.parametrize(
    "day", ["2 hours ago", "yesterday", "1 month", "in 3 days", "14h", "no. 12", "1e400", "Monday"]
)
def test_what_would_be_another_day_tomorrow_is_no_date(read, day):
    assert read("a.csv", f"published,text\n{day},{TRAM}\n").published.isna().all()


def test_an_own_name_of_a_column_that_is_not_there_is_told(read, caplog):
    read("a.csv", f"text,title\n{TRAM},A\n", columns={"text": "typo"})
    assert "no column 'typo' for text" in caplog.text


def test_one_broken_byte_does_not_change_the_others(read):
    text = f"{TRAM} Café Zoë’s naïve façade: "
    rows = f"title,text\nA,{text}é\nB,{text}".encode() + b"\xff\n"
    assert read("a.csv", rows).text.tolist() == [text + "é", text + "\ufffd"]
    assert read("a.txt", text.encode() + b"\xff").text.iloc[0] == text + "\ufffd"


@pytest.mark.parametrize("unit", ['"', '"a,"a,', ',"', '""', '"\n', '"a""b\n', 'a,\\"', '","\n'])
def test_any_heap_of_quotation_marks_is_read_to_its_end(read, unit, monkeypatch):
    monkeypatch.setattr(delimited, "_MOST_READ_AGAIN", 10_000)
    articles = read("a.csv", f"title,text\n{unit * 20_000}\nA,{TRAM}\n")
    assert len(articles) >= 1 and articles.problem.notna().any()


def test_random_tables_come_back(tmp_path):
    chance = random.Random(8)
    pieces = ['"', ",", ";", "\n", "\r\n", "\\", "a", "Ida", " ", "é", "'", '""', "\t"]
    texts = [
        QUAY + "".join(chance.choices(pieces, k=chance.randrange(12))) + "." for _ in range(300)
    ]
    frame = pd.DataFrame({"title": [f"T{i}" for i in range(300)], "text": texts, "outlet": "Post"})
    for number, mark in enumerate(",;\t|"):
        frame.to_csv(tmp_path / f"t{number}.csv", sep=mark, index=False)
        read = [d.load().text for d in exports.read_csv(tmp_path / f"t{number}.csv", "t.csv", None)]
        assert read == texts


def test_a_file_name_that_is_no_utf8_is_read_like_others(tmp_path):
    (tmp_path / "good.txt").write_text(QUAY)
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(TRAM)
    except OSError:
        pytest.skip("this file system has no such names")
    articles = nw.read_articles(tmp_path)
    assert articles.text.tolist() == [TRAM, QUAY] and articles.path.iloc[0].endswith(
        "caf\ufffd.txt"
    )
    nw.corpus.tables(tmp_path, out=tmp_path / "out")
    assert (
        nw.corpus.load_tables(tmp_path / "out")["articles"].path.tolist() == articles.path.tolist()
    )


def test_ids_do_not_depend_on_the_order_or_spelling_of_what_is_given(tmp_path, monkeypatch):
    for folder, text in (("north", QUAY), ("south", TRAM)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(text)
    monkeypatch.chdir(tmp_path)
    whole = nw.read_articles(".", "north/x.txt")
    pd.testing.assert_frame_equal(nw.read_articles("north/x.txt", "."), whole)
    two = nw.read_articles("north/x.txt", "south/x.txt")
    pd.testing.assert_frame_equal(nw.read_articles(tmp_path / "south/x.txt", "north/x.txt"), two)
    pd.testing.assert_frame_equal(nw.read_articles("north/x.txt", tmp_path / "south/x.txt"), two)


def test_a_link_to_a_folder_is_told(tmp_path, caplog):
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "a.txt").write_text(QUAY)
    (tmp_path / "other").mkdir()
    (tmp_path / "given" / "link").symlink_to(tmp_path / "other")
    assert len(nw.read_articles(tmp_path / "given")) == 1
    assert "link is a link to a folder" in caplog.text


def test_metadata_with_other_signs_and_spellings(tmp_path, caplog):
    (tmp_path / "a.txt").write_text(QUAY)
    (tmp_path / "b.txt").write_text(TRAM)
    (tmp_path / "articles.csv").write_text("file;outlet\n./a.txt;Post\nb.txt;One\nb.txt;Two\n")
    articles = nw.read_articles(tmp_path)
    assert articles.outlet.tolist() == ["Post", "Two"] and articles.problem.isna().all()
    assert "names b.txt more than once" in caplog.text
    table = pd.DataFrame({"file": ["c.txt"], "outlet": ["Echo"]})
    nw.read_articles(tmp_path, metadata=table)
    assert "no such file among the articles: c.txt" in caplog.text
    with pytest.raises(FileNotFoundError):
        nw.read_articles(tmp_path, metadata=tmp_path / "nothere.csv")


def test_json_lines_under_their_other_name(read):
    rows = "".join(json.dumps({"title": t, "text": QUAY}) + "\n" for t in "AB")
    assert read("a.ndjson", rows).title.tolist() == ["A", "B"]


@pytest.mark.parametrize("name", ["archive.csv.gz", "archive.zip", "archive.tgz"])
def test_a_packed_file_has_a_row_that_says_to_unpack_it(read, tmp_path, name):
    read(name, b"\x1f\x8b")
    articles = nw.read_articles(tmp_path)
    assert articles.path.str.endswith(name).tolist() == [True]
    assert "unpack it first" in _problems(articles)[0]


def test_long_texts_of_parquet_are_read_few_at_once(tmp_path, monkeypatch):
    texts = [f"{QUAY} {number}." * 40 for number in range(100)]
    frame = pd.DataFrame({"text": texts, "outlet": ["The Gull"] * 100, "words": range(100)})
    frame.to_parquet(tmp_path / "a.parquet")
    whole = nw.read_articles(tmp_path / "a.parquet")
    monkeypatch.setattr(exports, "_BATCH_BYTES", 1_000)
    with pq.ParquetFile(tmp_path / "a.parquet") as file:
        assert exports._batch_size(file) < 5
    read_again = nw.read_articles(tmp_path / "a.parquet")
    pd.testing.assert_frame_equal(read_again, whole)
    assert whole.text.tolist() == texts and set(whole.outlet) == {"The Gull"}


def test_a_text_that_stands_in_many_rows_of_parquet_is_held_once(tmp_path):
    pa.default_memory_pool().release_unused()
    text = QUAY * 20_000
    table = pa.table({"text": pa.DictionaryArray.from_arrays(pa.array([0] * 64), pa.array([text]))})
    path = tmp_path / "a.parquet"
    pq.write_table(table, path, dictionary_pagesize_limit=2**30, store_schema=False)
    before, most = pa.total_allocated_bytes(), 0
    for draft in exports.read_parquet(path, "a.parquet", None):
        assert len(draft.load().text) == len(text)
        most = max(most, pa.total_allocated_bytes() - before)
    assert most < 10 * len(text)


def test_the_articles_to_come_are_counted_as_they_are_read(read, tmp_path):
    long = TRAM * 3_000
    read("a.csv", f'sep=;\ntitle;text\nA;"{long}"\nB;"{QUAY}\nC;"{TRAM}\n{TRAM}"\n')
    read("b.tsv", f"title\ttext\nD\t{QUAY}\n")
    read("c.ndjson", json.dumps({"text": QUAY}) + "\n\n")
    assert len(long) > 131_072
    assert count_articles(tmp_path) == len(nw.read_articles(tmp_path)) == 5


def test_the_column_that_is_named_is_the_one_that_is_read(read):
    rows = f"Full Text,full_text,Текст\nno,{TRAM},other\n"
    for column, text in [("full_text", TRAM), ("Текст", "other")]:
        assert read("a.csv", rows, columns={"text": column}).text.iloc[0] == text


DAYS = ["25/08/{}", "07/08/{}", "9/8/{}"]


@pytest.mark.parametrize("year", ["2016", "16"])
@pytest.mark.parametrize("kind", ["csv", "jsonl", "articles.csv", "metadata"])
def test_days_before_months_are_told_from_the_column_in_whatever_form_it_comes(
    tmp_path, kind, year
):
    days = [day.format(year) for day in DAYS]
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(TRAM, encoding="utf-8")
    table = pd.DataFrame({"file": [f"{n}.txt" for n in range(3)], "published": days})
    metadata = table if kind == "metadata" else None
    if kind == "csv":
        table.assign(text=TRAM).drop(columns="file").to_csv(tmp_path / "rows.csv", index=False)
    elif kind == "jsonl":
        rows = table.assign(text=TRAM).drop(columns="file")
        rows.to_json(tmp_path / "rows.jsonl", orient="records", lines=True)
    elif kind == "articles.csv":
        table.to_csv(tmp_path / "articles.csv", index=False)
    where = tmp_path / f"rows.{kind}" if kind in ("csv", "jsonl") else tmp_path
    found = nw.read_articles(where, metadata=metadata)
    assert [str(day.date()) for day in found.published] == [
        "2016-08-25",
        "2016-08-07",
        "2016-08-09",
    ]


@pytest.mark.parametrize(
    "written",
    ["42589", "42589.0", "Sun Aug 07 12:00:00 +0000 2016", "20160807T120000Z", "1470528000000.0",
     "1470528000000000000", "07.08.16", "2016-08-07"],
)  # fmt: skip
def test_dates_are_read_as_tables_write_them(read, written):
    found = read("a.csv", f"date,text\n{written},{TRAM}\n").iloc[0]
    assert str(found.published.date()) == "2016-08-07" and found.published_from == "metadata"


def test_a_date_that_is_not_understood_is_not_replaced_by_one_from_the_story(read, caplog):
    text = f"{TRAM} The flood of Monday, 10 August 2015, was worse."
    found = read(
        "a.csv", f'date,text\n7th moon of 12,"{text}"\n8th moon of 12,"{text}"\nn.d.,"{text}"\n'
    )
    assert found.published.isna().tolist() == [True, True, False]
    assert caplog.text.count("is no date that can be read") == 1


def test_the_id_nought_is_an_id(tmp_path):
    rows = pd.DataFrame({"id": [0, 1], "text": [TRAM, TRAM]})
    rows.to_json(tmp_path / "a.jsonl", orient="records", lines=True)
    rows.to_parquet(tmp_path / "a.parquet")
    for name in ("a.jsonl", "a.parquet"):
        assert nw.read_articles(tmp_path / name).article_id.tolist() == ["0", "1"]


def test_metadata_reach_the_folders_below_and_say_which_line_is_broken(tmp_path, caplog):
    for name in ("a", "b"):
        (tmp_path / "sub").mkdir(exist_ok=True)
        (tmp_path / "sub" / f"{name}.txt").write_text(TRAM, encoding="utf-8")
    lines = (
        "file,title,published\nsub/a.txt,Mud,2016-08-10\nsub/b.txt,Mud, and more of it,2016-08-11\n"
    )
    (tmp_path / "articles.csv").write_text(lines, encoding="utf-8")
    found = nw.read_articles(tmp_path).set_index("article_id")
    assert found.loc["a"].title == "Mud" and str(found.loc["a"].published.date()) == "2016-08-10"
    assert "line 3: 4 cells under 3 names" in caplog.text
    own = pd.DataFrame({"file": ["sub/b.txt"], "title": ["Silt"]})
    assert "Silt" in nw.read_articles(tmp_path, metadata=own).title.tolist()
