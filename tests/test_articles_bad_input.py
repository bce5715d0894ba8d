"""Whatever is given, there is a row for it, with a problem that says what to do."""

import io
import logging
import os
import zipfile

import pandas as pd
import pytest
from docx import Document

import helpers as nw
from helpers.articles import source

ENGLISH = (
    "The ferry company said on Tuesday that its boats would stay in port until the harbour"
    " has been dredged. Passengers were told to take the bus over the old bridge."
)
FRENCH = (
    "La compagnie a annoncé mardi que les bateaux resteraient au port tant que le chenal ne"
    " serait pas dragué. Les voyageurs devront prendre le car par le vieux pont, a-t-elle dit."
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 20


def one(path, **options):
    articles = nw.read_articles(path, **options)
    nw.check("articles", articles)
    assert len(articles) == 1
    return articles.iloc[0]


def problem_of(path, **options):
    row = one(path, **options)
    assert row.problem is not pd.NA, "there is no problem"
    return row.problem


@pytest.fixture
def write(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    "content", [b"", b" \n\r\n\t", b"\xef\xbb\xbf", b"...\n---\n", b"\xff\xfe"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_file_without_words_is_empty(write, name, content):
    assert problem_of(write(name, content)).startswith("empty")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (JPEG, "JPEG"),
        (b"%PDF-1.4 something", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (bytes(range(256)) * 50, "binary"),
    ],
)
def test_binary_content_under_a_text_name_is_named(write, content, what):
    problem = problem_of(write("photo.txt", content))
    assert problem.startswith("not a text file")
    assert what in problem


@pytest.mark.parametrize("name", ["a.docx", "a.html", "a.csv", "a.jsonl", "a.parquet"])
def test_a_picture_under_any_name_has_a_problem(write, name):
    assert problem_of(write(name, JPEG))


@pytest.mark.parametrize("name", ["a.docx", "a.html", "a.csv", "a.jsonl", "a.parquet"])
def test_an_empty_file_of_any_kind_has_a_problem(write, name):
    assert problem_of(write(name, b""))


def test_a_file_of_fifty_megabytes_is_refused_unread(write):
    path = write("big.txt", (ENGLISH + "\n").encode() * 320_000)
    assert path.stat().st_size > 50_000_000
    problem = problem_of(path)
    assert problem.startswith("too large")
    assert "MB" in problem


def test_a_text_above_the_limit_is_refused(write, monkeypatch):
    monkeypatch.setattr("helpers.articles.read.MAX_TEXT", 100)
    assert problem_of(write("long.txt", ENGLISH)).startswith("too large: 16")


def test_a_french_article_is_told(write):
    row = one(write("fr.txt", FRENCH))
    assert row.language == "fr"
    assert row.problem == "not in English: it is written in French"
    assert row.text == FRENCH


def test_a_short_text_is_not_taken_for_another_language(write):
    assert one(write("short.txt", "Ferry stops. Oslo, Bergen, Tromsø.")).problem is pd.NA


def test_a_csv_without_a_text_column_says_which_columns_it_has(write):
    problem = problem_of(write("export.csv", "id,heading one,when\n1,Ferries stop,2019-05-03\n"))
    assert problem.startswith("no column with the articles' text")
    assert "heading one" in problem
    assert "columns={'text'" in problem


def test_a_folder_that_is_not_there(tmp_path):
    assert problem_of(tmp_path / "nowhere") == "there is no such file or folder"


def test_a_folder_with_nothing_to_read(write):
    path = write("pictures/a.jpg", JPEG).parent
    assert problem_of(path).startswith("no file to read in this folder")


def test_a_kind_of_file_that_is_not_read(write):
    assert "not read" in problem_of(write("paper.pdf", b"%PDF-1.4"))


@pytest.mark.parametrize("cut", [0, 10, 2000])
def test_a_broken_word_file(write, cut):
    buffer = io.BytesIO()
    document = Document()
    document.add_paragraph(ENGLISH)
    document.save(buffer)
    data = buffer.getvalue()
    assert "Word file" in problem_of(write("a.docx", data[:cut] + b"\0" * 20 + data[cut + 400 :]))


def _archive(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return buffer.getvalue()


def test_a_zip_bomb_is_not_opened(write):
    path = write("bomb.docx", _archive(word__document=b"0" * (5 * source.MAX_PAGE + 1)))
    assert path.stat().st_size < 1_000_000
    assert problem_of(path).startswith("unpacks to more")


def test_xml_entities_are_not_expanded(write):
    xml = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
    assert "entities" in problem_of(write("entity.docx", _archive(word__document=xml)))


def test_html_entities_of_a_page_are_not_read_from_files(write):
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><article>'
        f"<p>{ENGLISH}</p><p>&x; {ENGLISH}</p></article></body></html>"
    )
    assert "root:" not in one(write("page.html", page)).text


def test_a_page_without_an_article(write):
    assert "no article text" in problem_of(write("a.html", "<html><body></body></html>"))


def test_a_table_with_a_million_columns(write):
    header = ",".join(["text", *(f"c{i}" for i in range(1_000_000))])
    assert "columns" in problem_of(write("wide.csv", header + "\nx\n"))


def test_a_row_without_text_is_a_row_with_a_problem(write):
    path = write("a.csv", f'text,title\n"{ENGLISH}",one\n,two\n"{ENGLISH}",three\n')
    articles = nw.read_articles(path)
    assert articles.title.tolist() == ["one", "two", "three"]
    assert articles.problem.notna().tolist() == [False, True, False]


def test_lines_that_are_no_json(write):
    path = write("a.jsonl", f'{{"text": "{ENGLISH}"}}\n{{"text": \n[1, 2]\n{{"text": 7}}\n')
    problems = nw.read_articles(path).problem
    assert problems.isna().tolist() == [True, False, False, False]
    assert "no text, but 7" in problems.iloc[3]
    assert "line 2 is no JSON" in problems[1]
    assert "line 3 is no JSON object" in problems[2]


def test_a_file_that_vanishes_while_it_is_read(write, monkeypatch):
    path = write("a.txt", ENGLISH)

    def gone(_):
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("pathlib.Path.read_bytes", gone)
    assert problem_of(path) == "cannot be read: No such file or directory"


def test_problems_are_logged_and_the_reading_goes_on(write, caplog):
    write("a.txt", ENGLISH)
    write("b.txt", b"")
    folder = write("c.txt", JPEG).parent
    with caplog.at_level(logging.WARNING, logger="newswalk"):
        articles = nw.read_articles(folder)
    assert articles.problem.isna().tolist() == [True, False, False]
    assert len(caplog.records) == 2
    assert "b.txt: empty" in caplog.text


def test_metadata_that_name_no_files_are_an_error(write):
    with pytest.raises(ValueError, match="file"):
        nw.read_articles(write("a.txt", ENGLISH), metadata=pd.DataFrame({"title": ["x"]}))


def test_metadata_of_a_missing_file_is_a_row(write):
    write("a.txt", ENGLISH)
    folder = write("articles.csv", "file,title\na.txt,A\nb.txt,B\n").parent
    articles = nw.read_articles(folder)
    assert articles.title.tolist() == ["A", "B"]
    assert "not there" in articles.problem[1]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..", "a/b", "C:\\x", "\0"])
def test_ids_and_titles_never_are_paths(write, name):
    row = f'{{"text": "{ENGLISH}", "article_id": {pd.io.json.ujson_dumps(name)}, "title": "../x"}}'
    article = one(write("a.jsonl", row))
    assert set(article.article_id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_metadata_cannot_point_outside_the_folder(write):
    write("secret.txt", ENGLISH)
    path = write("inner/articles.csv", "file,title\n../secret.txt,A\n")
    assert "not there" in problem_of(path)


def test_a_folder_that_may_not_be_read_is_told(write, monkeypatch):
    folder = write("shut/a.txt", ENGLISH).parent
    write("open.txt", ENGLISH)
    really = os.scandir

    def guarded(path="."):
        if os.fspath(path) == os.fspath(folder):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return really(path)

    monkeypatch.setattr(os, "scandir", guarded)
    rows = nw.read_articles(folder.parent).set_index("article_id").problem
    assert rows["shut"] == "cannot be read: Permission denied"
    assert rows["open"] is pd.NA


def test_files_of_other_kinds_are_counted_aloud(write, caplog):
    write("a.txt", ENGLISH)
    folder = write("b.jpg", b"\xff\xd8").parent
    with caplog.at_level("WARNING", logger="newswalk"):
        nw.read_articles(folder)
    assert "1 file of other kinds not read (.jpg)" in caplog.text


def test_a_message_names_the_row_of_a_table(write, caplog):
    path = write("rows.csv", f'text\n"{ENGLISH}"\n""\n')
    with caplog.at_level("WARNING", logger="newswalk"):
        nw.read_articles(path)
    assert "rows.csv (rows-0002): empty" in caplog.text


def test_a_text_that_spacy_would_not_read_is_refused(write):
    problem = problem_of(write("long.txt", (ENGLISH + "\n") * 8_000))
    assert problem.startswith("too large: 1,") and "export fewer" in problem


def test_a_closed_folder_inside_does_not_end_the_reading(write, monkeypatch):
    folder = write("open.txt", ENGLISH).parent
    closed = folder / "closed"
    closed.mkdir()
    was = os.stat

    def stat(path, *args, **more):
        if str(closed) + os.sep in os.fspath(path):
            raise PermissionError(13, "Permission denied", path)
        return was(path, *args, **more)

    monkeypatch.setattr(os, "stat", stat)
    assert nw.read_articles(folder).problem.isna().sum() == 1


def test_a_link_to_itself_is_a_row(write):
    folder = write("a.txt", ENGLISH).parent
    (folder / "loop.txt").symlink_to("loop.txt")
    articles = nw.read_articles(folder).set_index("article_id")
    assert articles.problem.isna().sum() == 1
    assert "links" in articles.loc["loop"].problem


def test_a_pipe_and_a_device_are_not_waited_for(write):
    folder = write("a.txt", ENGLISH).parent
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    articles = nw.read_articles(folder).set_index("article_id")
    assert articles.problem.str.contains("pipe or a device").sum() == 2
    assert articles.loc["a"].text == ENGLISH


def test_an_empty_path_is_not_the_folder_one_is_in():
    with pytest.raises(ValueError, match="empty"):
        nw.read_articles("")


@pytest.mark.parametrize("given", [5, b"a.txt", pd.DataFrame({"text": ["a"]}), {"a.txt": 1}])
def test_what_is_no_path_is_said_to_be_none(given):
    with pytest.raises(TypeError, match="path"):
        nw.read_articles(given)


def test_a_batch_of_none_is_refused(write):
    with pytest.raises(ValueError, match="batch must be 1 or more"):
        list(nw.iter_articles(write("a.txt", ENGLISH), batch=0))


@pytest.mark.parametrize("columns", [["text"], {"text": None}, {"txt": "body"}, "text"])
def test_columns_that_name_no_field_are_refused(write, columns):
    with pytest.raises(ValueError, match="columns names the column of a field"):
        nw.read_articles(write("a.csv", f"body\n{ENGLISH}\n"), columns=columns)


def test_a_cell_larger_than_any_article_is_one_row(write, monkeypatch):
    monkeypatch.setattr("helpers.articles.delimited.LONGEST_LINE", 2_000)
    lines = "\n".join(["A line of a very long cell, with a comma in it."] * 100)
    articles = nw.read_articles(write("a.csv", f'text,title\n"{lines}",t\n"{ENGLISH}",u\n'))
    assert articles.problem.notna().tolist() == [True, False]
    assert "a cell of more than" in articles.problem.iloc[0]
    assert articles.title.iloc[1] == "u"


def test_two_encodings_in_one_table_are_both_read(write):
    first = [f"{ENGLISH} “Né à Orléans”, he said – row {n}." for n in range(30)]
    lines = [b"text", *(f'"{row}"'.encode() for row in first)]
    lines += [f'"{row}"'.encode("cp1252") for row in first]
    for name in ("a.csv", "a.txt"):
        found = "\n".join(nw.read_articles(write(name, b"\n".join(lines) + b"\n")).text)
        assert found.count("“Né à Orléans”, he said –") == 60


def test_of_one_id_in_many_rows_it_is_told_once(write, caplog):
    rows = "".join(f'same,"{ENGLISH} {n}"\n' for n in range(4))
    articles = nw.read_articles(write("a.csv", f"id,text\n{rows}"))
    assert articles.article_id.tolist() == ["same", "same-2", "same-3", "same-4"]
    assert caplog.text.count("the id 'same' stands there more than once") == 1
