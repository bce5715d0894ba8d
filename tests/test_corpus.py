"""Many articles: the same bytes however they were made, and nothing lost when a run is killed."""

from __future__ import annotations

import ast
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from importlib.metadata import packages_distributions
from pathlib import Path

import pandas as pd
import pytest

import helpers as nw
from helpers import corpus, tables
from helpers.corpus import clusters, stream, walking
from helpers.corpus import fingerprint as prints
from helpers.corpus import merge as merging
from helpers.corpus.done import CorpusError, last_run
from helpers.corpus.walking import analyse

STORY = (
    "Council votes for tram line {n}\n\nHARBOUR TOWN, March {n} (Skerry Post) - The council"
    " approved tram line {n} on Monday, mayor Ida Lindqvist said.\n\n"
    "“We have waited long enough,” Lindqvist told reporters. Shopkeepers on Quay Street denied"
    " that they had been asked. On Sunday {n} protesters blocked the road.\n"
)
COUNT = 7


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of short articles, one that cannot be read among them."""
    place = tmp_path_factory.mktemp("given") / "tram"
    place.mkdir()
    for n in range(1, COUNT):
        (place / f"tram_{9 - n}.txt").write_text(STORY.format(n=n), encoding="utf-8")
    (place / "nothing.txt").write_text("", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def plain(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of one run that nothing disturbed."""
    out = tmp_path_factory.mktemp("plain")
    made = corpus.tables(folder, out=out)
    assert (made.articles, made.problems) == (COUNT, 1)
    return out


def _bytes(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((out / "tables").iterdir())}


def _command(folder: Path, out: Path, *more: str, **environment: str) -> list[str]:
    return [sys.executable, "-m", "helpers.cli", "tables", str(folder), "--out", str(out), *more]


def test_every_table_is_there_and_well_formed(plain: Path):
    made = corpus.load_tables(plain)
    texts = dict(zip(made["articles"].article_id, made["articles"].text, strict=True))
    assert list(made) == list(tables.SCHEMAS)
    for name, frame in made.items():
        tables.check(name, frame, texts)
        pd.testing.assert_frame_equal(frame, tables.typed(name, frame))
    assert all(len(made[name]) for name in ("tokens", "names", "voices", "events", "sentiment"))


def test_an_input_that_cannot_be_read_is_a_row(plain: Path):
    articles = corpus.load_tables(plain)["articles"]
    assert articles.set_index("article_id").problem["nothing"].startswith("empty")


@pytest.mark.parametrize("options", [{"batch": 2}, {"batch": 3, "jobs": 2}], ids=str)
def test_batches_and_jobs_leave_no_trace(folder, plain, tmp_path, options):
    corpus.tables(folder, out=tmp_path, **options)
    assert _bytes(tmp_path) == _bytes(plain)


def test_hash_seed_time_zone_locale_and_working_folder_leave_no_trace(folder, plain, tmp_path):
    other = {"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8"}
    subprocess.run(
        _command(folder, tmp_path / "out"), cwd=tmp_path, check=True, env=os.environ | other
    )
    assert _bytes(tmp_path / "out") == _bytes(plain)


def test_a_walk_in_memory_writes_the_same_bytes(folder, plain, tmp_path):
    import helpers as nw

    merging.write_tables(nw.walk(nw.read_articles(folder)), tmp_path)
    assert _bytes(tmp_path) == _bytes(plain)


def test_a_finished_run_is_not_done_again(folder, plain, monkeypatch):
    monkeypatch.setattr("helpers.corpus.stream.analyse", None)
    again = corpus.tables(folder, out=plain)
    assert again.resumed == again.articles == COUNT


def test_to_see_that_nothing_is_to_be_done_needs_no_pandas(folder, plain):
    code = (
        "import sys; from helpers.cli.app import main; sys.argv[0] = 'newswalk'\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'pandas', 'pyarrow', 'spacy'}; assert not heavy & set(sys.modules)"
    )
    words = ["tables", str(folder), "--out", str(plain)]
    told = subprocess.run(
        [sys.executable, "-c", code, *words], check=True, capture_output=True, text=True
    )
    assert f"Wrote {COUNT} articles" in told.stdout


def test_a_file_that_only_the_metadata_name_is_looked_at_too(tmp_path):
    given, out = tmp_path / "given", tmp_path / "out"
    given.mkdir()
    (given / "tram.txt").write_text(STORY.format(n=3), encoding="utf-8")
    (given / "articles.csv").write_text("file,outlet\ntram.txt,Post\nnotes.odd,Echo\n")
    first = corpus.tables(given, out=out)
    assert corpus.tables(given, out=out).resumed == first.articles
    (given / "notes.odd").write_text("Not an article.")
    corpus.tables(given, out=out)
    assert last_run(given, out, "parquet") is not None
    (given / "notes.odd").write_text("Another note.")
    assert last_run(given, out, "parquet") is None


def test_files_that_tables_of_metadata_shown_alike_name_are_looked_at(tmp_path):
    for name, number in [("north", 3), ("south", 4)]:
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(STORY.format(n=number), encoding="utf-8")
        (tmp_path / name / "articles.csv").write_text(f"file,outlet\n{name}.txt,Post\n")
    given = [tmp_path / "north" / "articles.csv", tmp_path / "south" / "articles.csv"]
    assert corpus.tables(given, out=tmp_path / "out").articles == 2
    assert last_run(given, tmp_path / "out", "parquet") is not None
    (tmp_path / "north" / "north.txt").write_text(STORY.format(n=9), encoding="utf-8")
    assert last_run(given, tmp_path / "out", "parquet") is None


def test_what_newswalk_wrote_is_not_read_as_articles(folder, plain, tmp_path, caplog):
    shutil.copytree(folder, tmp_path / "tram")
    for out in (tmp_path / "tram" / "out", tmp_path / "tram"):
        first = corpus.tables(tmp_path / "tram", out=out)
        assert first.articles == COUNT
        with caplog.at_level("WARNING", logger="newswalk"):
            assert corpus.tables(tmp_path / "tram", out=out, format="csv").articles == COUNT
        assert "holds results of newswalk" in caplog.text
    assert corpus.tables(tmp_path / "tram", out=tmp_path / "other").articles == COUNT
    assert _bytes(tmp_path / "other") == _bytes(plain)


def test_paths_may_come_from_a_generator(folder, plain, tmp_path):
    made = corpus.tables(folder.glob("*.txt"), out=tmp_path, progress=False)
    assert made.articles == COUNT


def test_what_was_away_while_the_articles_were_read_is_read_the_next_time(
    folder, plain, tmp_path, monkeypatch
):
    given = tmp_path / "tram"
    shutil.copytree(folder, given)
    began = stream.named_files

    def then_away(paths):
        named = began(paths)
        monkeypatch.setattr(
            stream, "inputs_key", lambda *a: (key(*a), (given / "tram_3.txt").unlink(True))[0]
        )
        return named

    key = stream.inputs_key
    monkeypatch.setattr(stream, "named_files", then_away)
    assert corpus.tables(given, out=tmp_path / "out").articles == COUNT - 1
    monkeypatch.undo()
    shutil.copy(folder / "tram_3.txt", given)
    assert corpus.tables(given, out=tmp_path / "out").articles == COUNT
    assert _bytes(tmp_path / "out") == _bytes(plain)


@pytest.mark.parametrize(
    "told",
    ["", "[]", '{"sizes": []}', '{"sizes": {}, "format": "parquet", "inputs": "x", "named": []}'],
)
def test_a_note_of_another_shape_is_no_run(folder, tmp_path, told):
    (tmp_path / ".newswalk").mkdir()
    (tmp_path / ".newswalk" / "done.json").write_text(told)
    assert last_run(folder, tmp_path, "parquet") is None


def test_a_new_version_of_another_pipeline_counts(monkeypatch):
    versions = {"some_model": "1.0"}
    really = prints.version
    monkeypatch.setattr(prints, "version", lambda name: versions.get(name) or really(name))
    monkeypatch.setenv("NEWSWALK_MODEL", "some_model")
    prints._digest.cache_clear()
    before = prints.fingerprint()
    prints._digest.cache_clear()
    assert prints.fingerprint() == before
    versions["some_model"] = "1.1"
    prints._digest.cache_clear()
    assert prints.fingerprint() != before
    prints._digest.cache_clear()


def test_a_part_that_was_cut_off_is_made_again(folder, plain, tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.corpus.stream.merge", _stop)
    with pytest.raises(KeyboardInterrupt):
        corpus.tables(folder, out=tmp_path, batch=4)
    monkeypatch.undo()
    part = next((tmp_path / ".newswalk" / "parts").glob("*/events.parquet"))
    part.write_bytes(part.read_bytes()[:-20])
    assert corpus.tables(folder, out=tmp_path, batch=4).resumed < COUNT
    assert _bytes(tmp_path) == _bytes(plain)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_file_that_vanishes_while_it_is_read_is_a_row(tmp_path, monkeypatch):
    from helpers.articles import read

    (tmp_path / "a.txt").write_text(STORY.format(n=3), encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY.format(n=4), encoding="utf-8")
    load = read._load
    monkeypatch.setattr(
        read, "_load", lambda d: (Path(tmp_path / "b.txt").unlink(True), load(d))[1]
    )
    corpus.tables(tmp_path, out=tmp_path / "out")
    articles = corpus.load_tables(tmp_path / "out")["articles"].set_index("article_id")
    assert pd.isna(articles.problem["a"]) and "no such file" in articles.problem["b"].lower()


def test_an_article_that_a_stage_fails_on_is_a_row_and_the_others_are_whole(folder, monkeypatch):
    import helpers as nw

    stages = walking._stages()

    def failing(docs, made):
        if any("line 3" in doc.text for doc in docs):
            raise ZeroDivisionError("of no use")
        return stages["events"](docs, made)

    monkeypatch.setattr(walking, "_stages", lambda: stages | {"events": failing})
    made = analyse(nw.read_articles(folder))
    failed = made["articles"][made["articles"].problem.fillna("").str.startswith("not analysed")]
    assert len(failed) == 1 and "of no use" in failed.problem.iloc[0]
    assert made["events"].article_id.nunique() == COUNT - 2


def test_csv_cells_cannot_be_run_and_parquet_is_left_alone(tmp_path):
    text = '=HYPERLINK("http://example.org","Click") said the mayor of Harbour Town on Monday.'
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus.tables(tmp_path / "a.txt", out=tmp_path / "csv", format="csv")
    corpus.tables(tmp_path / "a.txt", out=tmp_path / "parquet")
    raw = pd.read_csv(tmp_path / "csv" / "tables" / "articles.csv", dtype=str)
    assert raw.text.iloc[0] == "'" + text
    assert corpus.load_tables(tmp_path / "parquet")["articles"].text.iloc[0] == text


def test_tables_in_csv_are_read_with_the_types_texts_and_offsets_of_parquet(folder, tmp_path):
    given = shutil.copytree(folder, tmp_path / "tram")
    text = "\n\n- The council of Harbour Town voted on Monday to close the quay.\n"
    (given / "break.txt").write_text(text, encoding="utf-8")
    corpus.tables(given, out=tmp_path / "parquet")
    corpus.tables(given, out=tmp_path / "csv", format="csv")
    wanted = corpus.load_tables(tmp_path / "parquet")
    texts = dict(wanted["articles"][["article_id", "text"]].values)
    assert texts["break"] == text
    for name, frame in corpus.load_tables(tmp_path / "csv").items():
        pd.testing.assert_frame_equal(frame, wanted[name], obj=name)
        nw.check(name, frame, texts)


def test_a_walk_is_cached_by_content(folder, tmp_path, monkeypatch):
    import helpers as nw

    monkeypatch.setenv("NEWSWALK_CACHE", str(tmp_path))
    articles = nw.read_articles(folder)
    first = nw.walk(articles)
    monkeypatch.setattr(walking, "analyse", None)
    for name, frame in nw.walk(articles).items():
        pd.testing.assert_frame_equal(frame, first[name])
    with pytest.raises(TypeError):
        nw.walk(articles.assign(outlet="Another"))


def test_claims_of_a_corpus_are_those_of_all_its_events_at_once(walked, tmp_path):
    from helpers.corpus.claims_on_disk import claims_of
    from helpers.events import claims

    events = walked["events"]
    twice = pd.concat([events, events.assign(article_id=events.article_id + "-again")])
    every = twice.sort_values(["article_id", "event_id"], ignore_index=True)
    pieces = (part for _, part in every.groupby("article_id"))
    expected = claims(every)
    assert expected.article_id.nunique() > 2
    pd.testing.assert_frame_equal(claims_of(pieces, tmp_path), expected)


def test_a_changed_file_is_made_again(folder, tmp_path):
    given = tmp_path / "given"
    shutil.copytree(folder, given)
    corpus.tables(given, out=tmp_path / "out")
    (given / "tram_3.txt").write_text(STORY.format(n=12), encoding="utf-8")
    made = corpus.tables(given, out=tmp_path / "out")
    text = corpus.load_tables(tmp_path / "out")["articles"].set_index("article_id").text["tram-3"]
    assert made.resumed == 0 and "tram line 12" in text


def test_code_and_libraries_that_make_the_tables_count_in_their_fingerprint():
    shown = {name for name, _ in prints._files()}
    assert {
        "helpers/corpus/claims_on_disk.py",
        "helpers/events/table.py",
        "helpers/tables.py",
    } <= shown
    assert "lexicons/events.csv" in shown and not any("/cli/" in name for name in shown)
    of_no_account = {"distributed", "filelock", "safetensors", "tqdm"}
    package, used = Path(corpus.__file__).parent.parent, set()
    for name in shown:
        if name.startswith("helpers/"):
            for node in ast.walk(ast.parse((package.parent / name).read_text("utf-8"))):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                used |= {n.partition(".")[0] for n in names}
                if isinstance(node, ast.ImportFrom) and node.module:
                    used.add(node.module.partition(".")[0])
    known = packages_distributions()
    theirs = {known[name][0] for name in used - sys.stdlib_module_names - {"helpers"}}
    assert theirs - of_no_account <= set(prints._LIBRARIES)


def test_a_changed_word_list_makes_all_tables_anew(folder, plain, tmp_path, monkeypatch):
    data = Path(walking.__file__).parents[2] / "data"
    for inner in data.iterdir():
        (tmp_path / inner.name).symlink_to(inner)
    (tmp_path / "lexicons").unlink()
    shutil.copytree(data / "lexicons", tmp_path / "lexicons")
    monkeypatch.setenv("NEWSWALK_DATA", str(tmp_path))
    with (tmp_path / "lexicons" / "sentence_rules.csv").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert last_run(folder, plain, "parquet") is None


def test_dask_makes_the_same_tables(folder, plain, tmp_path):
    pytest.importorskip("distributed")
    corpus.on_dask(folder, out=tmp_path, workers=1, batch=3)
    assert _bytes(tmp_path) == _bytes(plain)


@pytest.fixture
def scheduler():
    """The address of a scheduler without workers, and its process."""
    pytest.importorskip("distributed")
    words = [
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
    ]
    run = subprocess.Popen([sys.executable, *words], stderr=subprocess.PIPE, text=True)
    assert run.stderr
    found = next(m[0] for line in run.stderr if (m := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
    threading.Thread(target=run.stderr.read, daemon=True).start()
    yield found, run
    run.kill()
    run.wait()


def test_a_scheduler_without_workers_is_told(folder, scheduler, tmp_path):
    with pytest.raises(CorpusError, match="No worker was connected"):
        corpus.on_dask(folder, out=tmp_path, scheduler=scheduler[0], wait=1)


@pytest.mark.parametrize(
    ("lost", "told"),
    [("workers", "has had no worker for 1 s"), ("scheduler", "connection .* lost")],
)
def test_a_cluster_that_is_lost_is_told_and_what_was_done_is_kept(
    lost, told, folder, plain, scheduler, tmp_path, monkeypatch
):
    import distributed

    address, run = scheduler
    words = ["-m", "distributed.cli.dask_worker", address, "--nworkers", "1", "--nthreads", "1"]
    worker = subprocess.Popen(
        [sys.executable, *words, "--no-dashboard", "--no-nanny"], stderr=subprocess.DEVNULL
    )
    with distributed.Client(address) as client:
        client.wait_for_workers(1, timeout=60)
    kept = []

    def add(self, key, made):
        keep(self, key, made)
        kept.append(key)
        (worker if lost == "workers" else run).kill()

    keep = stream.Store.add
    monkeypatch.setattr(stream.Store, "add", add)
    with pytest.raises(CorpusError, match=told):
        corpus.on_dask(folder, out=tmp_path, scheduler=address, batch=1, wait=1)
    worker.kill()
    worker.wait()
    monkeypatch.undo()
    assert kept and corpus.tables(folder, tmp_path, batch=1).resumed >= len(kept)
    assert _bytes(tmp_path) == _bytes(plain)


def test_a_server_that_is_no_scheduler_is_told(folder, tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(clusters, "_ANSWERS", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises((OSError, TimeoutError)):
        corpus.on_dask(folder, tmp_path, scheduler=f"127.0.0.1:{silent.getsockname()[1]}")


@pytest.mark.parametrize("address", ["nonsense", "tcp://host", "", "a b:1"])
def test_what_is_no_address_of_a_scheduler_is_told(folder, tmp_path, address):
    with pytest.raises(CorpusError, match="no address of a Dask scheduler"):
        corpus.on_dask(folder, out=tmp_path, scheduler=address)
