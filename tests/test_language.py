"""The pipeline: trees, offsets, labels that do not depend on batch or threads, cache, other models."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from helpers.language import cache, embed, parse, pipeline, reading_sentences
from helpers.language.component import Reader, make_reader
from helpers.language.labels import bio_labels
from helpers.language.lemmas import apply_script
from helpers.language.trees import _tree_with_root, best_tree, is_tree
from helpers.language.windows import as_read
from helpers.resources import data_path, lexicon

STORY = (
    "Harbour reopens after three days\n\n"
    "PORT ELLIN (Wire) — The harbour of Port Ellin reopened on Tuesday, the mayor said.\n\n"
    "“Nobody was hurt,” said Marta Oduya, who leads the Coast Guard. “We were lucky.”\n"
    "Fishermen had accused the Ministry of Transport of closing it without notice."
)
AWKWARD = [
    "", " ", "\n\n", "a", "😀", "👩‍👩‍👧 went home.", ". . .", "x" * 5000, "word " * 1500,
    "| name | age |\n| Ann | 3 |\n" * 40, "https://example.org/a?b=c&d=%20" + "e" * 300,
    "BREAKING NEWS", "\u200b", "\ufeffHello.", "مرحبا بالعالم", "a\u0301 e\u0301",
    "He said “no", "\tTabbed\t\ttext\r\nwith returns\r\n", "\x00\x01",
]  # fmt: skip


def articles(*texts: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(len(texts))],
            "text": list(texts),
            "published": pd.Timestamp("2024-03-05"),
            "problem": None,
        }
    )


def passages(table: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {"article_id": row.article_id, "passage_id": 0, "start": 0, "end": len(row.text),
         "kind": "body", "reason": ""}
        for row in table.itertuples()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def labels(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_)
            for t in doc]  # fmt: skip


def assert_trees(doc: Doc) -> None:
    for sentence in doc.sents:
        roots = [t for t in sentence if t.head.i == t.i]
        assert len(roots) == 1
        for token in sentence:
            assert sentence.start <= token.head.i < sentence.end
            assert roots[0] in {token, *token.ancestors}


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSWALK_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("NEWSWALK_MODEL", raising=False)
    return tmp_path / "cache"


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_keeps_its_characters_and_has_trees(text: str) -> None:
    doc = pipeline()(text)
    assert doc.text == text
    assert_trees(doc)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_keeps_its_characters_and_has_trees(text: str) -> None:
    doc = pipeline()(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)
    assert_trees(doc)


def test_a_sentence_longer_than_a_window_is_one_tree() -> None:
    doc = pipeline()("They met " + "and talked about the harbour and the boats " * 60 + "at noon.")
    assert len(list(doc.sents)) == 1
    assert_trees(doc)


def test_a_plain_sentence_is_read_rightly() -> None:
    doc = pipeline()("Marta Oduya accused the ministry in Nairobi.")
    verb = doc[2]
    assert (verb.lemma_, verb.tag_, verb.dep_) == ("accuse", "VBD", "ROOT")
    assert {t.dep_: t.text for t in verb.children if t.dep_ in {"nsubj", "obj"}} == {
        "nsubj": "Marta", "obj": "ministry",
    }  # fmt: skip
    assert ("Marta Oduya", "PERSON") in [(e.text, e.label_) for e in doc.ents]
    assert ("Nairobi", "LOC") in [(e.text, e.label_) for e in doc.ents]


FAMOUS = lexicon("stand_ins")["name"].tolist()


@pytest.mark.parametrize("name", FAMOUS)
def test_famous_names_are_names_and_stay_as_they_are_written(name: str) -> None:
    text = f"The harbour board met {name} on Friday. Supporters of {name} sang, and {name} waved."
    doc = pipeline()(text)
    assert doc.text == text
    found = [e.text for e in doc.ents if e.label_ == "PERSON"]
    assert found.count(name) >= 2


def test_a_word_in_small_letters_has_no_stand_in() -> None:
    doc = pipeline()(
        "A good card may trump a better one, and the pence are counted with musk on them."
    )
    assert not doc.ents
    assert {as_read(name.lower()) for name in FAMOUS} == {name.lower() for name in FAMOUS}


def test_no_stand_in_has_a_stand_in() -> None:
    rows = lexicon("stand_ins")
    assert rows["name"].is_unique
    assert not set(rows["stand_in"]) & set(rows["name"])


def test_speech_is_marked_with_its_cue_and_source() -> None:
    doc = pipeline()("The mayor said that the harbour would reopen on Friday.")
    assert [span.text for span in doc.spans["voice_cue"]] == ["said"]
    assert [span.text for span in doc.spans["voice_source"]] == ["The mayor"]
    content = doc.spans["voice_content"][0]
    assert content.text.startswith("that the harbour would reopen")
    cue, source = doc.user_data["voice_links"][content.start]
    assert (doc[cue].text, doc[source].text) == ("said", "The")


def test_labels_do_not_depend_on_threads_or_batch() -> None:
    nlp = pipeline()
    texts = [STORY, "One line.", STORY.replace("Port Ellin", "Aden") * 3, "", *STORY.split("\n")]
    alone = [labels(nlp(text)) for text in texts]
    reader = make_reader(nlp, "reader", threads=4)
    assert isinstance(reader, Reader)
    sentences = nlp.get_pipe("newswalk_sentences")
    together = list(reader.pipe([sentences(nlp.make_doc(text)) for text in texts]))
    assert [labels(doc) for doc in together] == alone


def test_parse_gives_a_document_for_each_readable_article() -> None:
    table = articles(STORY, "Unreadable", STORY)
    table.loc[1, "problem"] = "not an article"
    docs = parse(table, passages=passages(table))
    assert [doc._.article_id for doc in docs] == ["a0", "a2"]
    assert all(doc.text == STORY and str(doc._.published) == "2024-03-05" for doc in docs)
    numbers = [number for number, _, _ in reading_sentences(docs[0])]
    assert numbers == list(range(len(numbers)))
    assert len(numbers) > 3


def test_no_sentence_crosses_a_passage() -> None:
    text = "Boats wait outside the port Share this story"
    table = articles(text)
    cut = passages(table)
    cut.loc[0, "end"] = 27
    cut.loc[1] = {"article_id": "a0", "passage_id": 1, "start": 28, "end": len(text),
                  "kind": "boilerplate", "reason": "button"}  # fmt: skip
    doc = parse(table, passages=cut)[0]
    assert [s.text.strip() for s in doc.sents] == [
        "Boats wait outside the port",
        "Share this story",
    ]


def test_cached_documents_are_the_same(own_cache: Path) -> None:
    table = articles(STORY, "Another story. It is short.")
    first = parse(table, passages=passages(table))
    assert len(list(own_cache.rglob("*.doc"))) == 2
    again = parse(table, passages=passages(table))
    assert [labels(doc) for doc in again] == [labels(doc) for doc in first]
    for name in ("voice_cue", "voice_source", "voice_content"):
        assert [(s.start, s.end) for s in again[0].spans[name]] == [
            (s.start, s.end) for s in first[0].spans[name]
        ]
    assert again[0].user_data["voice_links"] == first[0].user_data["voice_links"]
    assert again[0]._.passages == first[0]._.passages


def test_documents_are_read_anew_when_a_word_list_of_theirs_has_changed(
    tmp_path, monkeypatch
) -> None:
    code = "".join(path.read_text("utf-8") for path in Path(cache.__file__).parent.glob("*.py"))
    read = set(re.findall(r'lexicon\("(\w+)"\)', code))
    assert read == set(cache.LEXICONS)
    before = cache.code_digest()
    shutil.copytree(data_path("lexicons"), tmp_path / "lexicons")
    monkeypatch.setenv("NEWSWALK_DATA", str(tmp_path))
    assert cache.code_digest() == before
    for name in read:
        with (tmp_path / "lexicons" / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write("# a remark\n")
        changed = cache.code_digest()
        assert changed != before
        before = changed


def test_documents_lie_where_all_that_is_kept_lies(monkeypatch, tmp_path) -> None:
    monkeypatch.delenv("NEWSWALK_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    table = articles(STORY)
    parse(table, passages=passages(table))
    assert len(list((tmp_path / "newswalk" / "docs").rglob("*.doc"))) == 1


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_cache_file_is_made_again(own_cache: Path, damage: bytes | None) -> None:
    table = articles(STORY)
    first = labels(parse(table, passages=passages(table))[0])
    (path,) = own_cache.rglob("*.doc")
    good = path.read_bytes()
    path.write_bytes(good[:-7] if damage is None else damage)
    assert labels(parse(table, passages=passages(table))[0]) == first
    assert path.read_bytes() == good


def test_a_cache_that_cannot_be_written_does_not_stop_parsing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("NEWSWALK_CACHE", str(blocked))
    table = articles(STORY)
    assert len(parse(table, passages=passages(table))) == 1


def test_the_key_depends_on_text_and_passages() -> None:
    nlp, one = pipeline(), [{"start": 0, "end": 4, "kind": "body"}]
    keys = {cache.key(STORY, one, nlp), cache.key(STORY + " ", one, nlp), cache.key(STORY, [], nlp)}
    assert len(keys) == 3


def test_another_spacy_pipeline_takes_our_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Aden"}, {"label": "NORP", "pattern": "Omani"}])
    nlp.to_disk(tmp_path / "model")
    monkeypatch.setenv("NEWSWALK_MODEL", str(tmp_path / "model"))
    text = "Boats left Aden. An Omani crew stayed"
    table = articles(text + " Share")
    cut = passages(table)
    cut.loc[0, "end"] = len(text)
    cut.loc[1] = {"article_id": "a0", "passage_id": 1, "start": len(text) + 1,
                  "end": len(text) + 6, "kind": "boilerplate", "reason": "button"}  # fmt: skip
    doc = parse(table, passages=cut)[0]
    assert [(e.text, e.label_) for e in doc.ents] == [("Aden", "LOC")]
    assert [s.text.strip() for s in doc.sents][-1] == "Share"
    assert "voice_cue" not in doc.spans or isinstance(doc.spans["voice_cue"][0], Span)


def test_a_text_has_the_same_vector_whatever_is_read_beside_it() -> None:
    texts = [
        "The ferry sailed at noon.",
        "Rain fell for days.",
        "The crews waited at noon!",
        "Prices rose by a third, said the owner of a shop by the harbour.",
    ]
    alone = np.concatenate([embed([text]) for text in texts])
    assert (embed(texts * 3) == np.tile(alone, (3, 1))).all()


def test_embed_gives_unit_vectors_that_tell_topics_apart() -> None:
    vectors = embed(["The port was shelled.", "Shells hit the harbour.", "Bread got dearer.", ""])
    assert vectors.shape == (4, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert embed([]).shape[0] == 0
    assert np.isfinite(embed(["word " * 3000])).all()


@given(st.integers(2, 9), st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_trees_are_the_best_trees(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    tree = best_tree(scores)
    assert is_tree(tree)
    if n <= 4:
        own = [scores[np.arange(n), heads].sum() for heads in _all_trees(n)]
        found = scores[np.arange(n), tree].sum()
        roots = np.argsort(-scores[:, 0], kind="stable")[:3]
        if max(own) > found + 1e-4:
            best = _all_trees(n)[int(np.argmax(own))]
            assert int(np.flatnonzero(best == 0)[0]) not in roots
    assert is_tree(_tree_with_root(scores, 0))


def _all_trees(n: int) -> list[np.ndarray]:
    grids = np.stack(np.meshgrid(*[np.arange(n + 1)] * n, indexing="ij"), -1).reshape(-1, n)
    return [heads for heads in grids if is_tree(heads)]


def test_an_inside_label_needs_a_beginning() -> None:
    names = ["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
    scores = np.array([[3, 2, 0, 0, 0], [0, 0, 5, 0, 4], [0, 0, 5, 0, 4]], np.float32)
    assert bio_labels(scores, names) == ["B-ORG", "I-ORG", "I-ORG"]
    assert bio_labels(np.array([[0, 0, 3]], np.float32), ["O", "B", "I"], opened=True) == ["I"]


@pytest.mark.parametrize(
    ("word", "script", "lemma"),
    [("Boats", "1|", "boat"), ("UN", "=0|", "UN"), ("a", "1|", "a"), ("Ran", "2|un", "run"),
     ("it", "9|x", "it")],
)  # fmt: skip
def test_lemmas_follow_their_scripts(word: str, script: str, lemma: str) -> None:
    assert apply_script(word, script) == lemma
