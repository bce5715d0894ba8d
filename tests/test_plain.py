"""Plain documents: they say of every word, span and sentence what spaCy's say."""

from __future__ import annotations

import gc
import weakref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc as SpacyDoc

import helpers as nw
from helpers.language import grammar, pipeline
from helpers.language.plain import Doc, Token, once, plain
from helpers.names import actors

WORDS = [
    "i",
    "idx",
    "text",
    "lower_",
    "lemma_",
    "pos_",
    "tag_",
    "dep_",
    "ent_type_",
    "ent_iob_",
    "whitespace_",
    "is_sent_start",
    "is_alpha",
    "is_digit",
    "is_lower",
    "is_punct",
    "is_quote",
    "is_space",
    "is_stop",
    "like_num",
]
RELATED = ("children", "lefts", "rights", "subtree", "ancestors")
AWKWARD = [
    "", " ", "\n\n", "a", "😀 👩‍👩‍👧", ". . .", "He said “no", "\tTabbed\t\ttext\r\nwith returns\r\n",
    "مرحبا بالعالم", "a\u0301 e\u0301", "Ten. 10.5% — half-past two, 3rd of May.",
]  # fmt: skip


@pytest.fixture(scope="module")
def docs() -> list[SpacyDoc]:
    return [*nw.parse(nw.read_articles())[:6], *pipeline().pipe(AWKWARD)]


def test_every_word_is_what_spacy_has(docs: list[SpacyDoc]) -> None:
    for theirs in docs:
        ours = plain(theirs)
        assert len(ours) == len(theirs) and ours.text == theirs.text
        for a, b in zip(theirs, ours, strict=True):
            assert [getattr(a, n) for n in WORDS] == [getattr(b, n) for n in WORDS]
            assert (a.head.i, len(a)) == (b.head.i, len(b))
            for name in RELATED:
                assert [t.i for t in getattr(a, name)] == [t.i for t in getattr(b, name)], name
            assert (a.sent.start, a.sent.end) == (b.sent.start, b.sent.end)


def test_sentences_names_and_marks_are_the_same(docs: list[SpacyDoc]) -> None:
    for theirs in docs:
        ours = plain(theirs)
        assert [(s.start, s.end) for s in theirs.sents] == [(s.start, s.end) for s in ours.sents]
        names = [(e.start_char, e.end_char, e.label_, e.text) for e in theirs.ents]
        assert names == [(e.start_char, e.end_char, e.label_, e.text) for e in ours.ents]
        assert theirs._.article_id == ours._.article_id
        for role, group in theirs.spans.items():
            assert [(s.start, s.end) for s in group] == [(s.start, s.end) for s in ours.spans[role]]


@settings(max_examples=300, deadline=None)
@given(at=st.data())
def test_spans_are_what_spacy_has(docs: list[SpacyDoc], at: st.DataObject) -> None:
    theirs = docs[at.draw(st.integers(0, 5))]
    ours = plain(theirs)
    start = at.draw(st.integers(0, len(theirs) - 1))
    a, b = theirs[start : start + at.draw(st.integers(1, 30))], ours[start:]
    b = b[: len(a)]
    assert (a.text, a.start_char, a.end_char, len(a)) == (b.text, b.start_char, b.end_char, len(b))
    assert a.root.i == b.root.i and a[0].i == b[0].i and a[-1].i == b[-1].i
    assert [(e.start, e.end) for e in a.ents] == [(e.start, e.end) for e in b.ents]
    first = at.draw(st.integers(0, len(theirs.text) - 2))
    last = at.draw(st.integers(first + 1, len(theirs.text)))
    expected = theirs.char_span(first, last, alignment_mode="expand")
    touched = ours.touched(first, last)
    if theirs.text[first:last].strip():
        assert touched is not None and expected is not None
        assert touched.end == expected.end
        assert touched[0].idx + len(touched[0]) > first


def test_it_is_made_once_and_dies_with_the_document() -> None:
    theirs = pipeline()("The harbour reopened.")
    assert plain(theirs) is plain(theirs) is plain(plain(theirs))
    gone = weakref.ref(theirs)
    del theirs
    gc.collect()
    assert gone() is None


def test_only_the_last_documents_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.language.plain.HELD", 2)
    parsed = list(pipeline().pipe(["One fell.", "Two fell.", "Three fell."]))
    first = plain(parsed[0])
    assert [plain(doc)[0].text for doc in parsed[1:]] == ["Two", "Three"]
    again = plain(parsed[0])
    assert again is not first and [t.text for t in again] == [t.text for t in first]


def test_what_a_stage_keeps_is_found_in_both() -> None:
    theirs = pipeline()("The harbour reopened.")
    plain(theirs).user_data["seen"] = True
    assert theirs.user_data["seen"]


def test_no_word_behind_the_last() -> None:
    ours: Doc = plain(pipeline()("The harbour reopened."))
    last: Token = ours[-1]
    assert last.nbor(-1).text == "reopened"
    with pytest.raises(IndexError, match="no word"):
        last.nbor()


def test_a_word_is_asked_once() -> None:
    asked: list[str] = []

    @once
    def letters(word: Token) -> list[str]:
        """Return the letters of a word."""
        asked.append(word.text)
        return list(word.text)

    ours = plain(pipeline()("Ports reopened. Ports closed."))
    assert letters(ours[0]) is letters(ours[0]) and letters(ours[3]) == letters(ours[0])
    assert asked == ["Ports", "Ports"]
    assert letters.__doc__ == "Return the letters of a word."


def test_of_spacys_own_words_nothing_is_kept() -> None:
    theirs = pipeline()("The mayor reopened the harbour and the market.")
    ours = plain(theirs)
    assert [t.text for t in grammar.objects(theirs[2])] == ["harbour", "market"]
    assert [t.text for t in grammar.objects(ours[2])] == ["harbour", "market"]


def test_no_stage_changes_what_is_kept() -> None:
    docs = nw.parse(nw.read_articles())[:8]
    names = nw.names(docs)
    voices = nw.voices(docs, names=names)
    events = nw.events(docs, names=names, voices=voices)
    nw.answers(docs, names=names, events=events)
    actors(docs, names=names)
    kept = [(w, *entry) for doc in map(plain, docs) for w in doc for entry in w.kept.items()]
    kept += [(doc, *entry) for doc in map(plain, docs) for entry in doc.kept.items()]
    assert len(kept) > 10_000
    for word, work, value in kept:
        assert work(word) == value, (word, work)


@pytest.mark.parametrize(
    "stage",
    [
        nw.sentences,
        nw.tokens,
        nw.names,
        nw.voices,
        nw.events,
        nw.sentiment,
        nw.frames,
        nw.naming,
        nw.loaded_language,
    ],
)
def test_a_stage_says_that_it_wants_parsed_articles(stage):
    articles = nw.table("articles", [])
    with pytest.raises(TypeError, match="parsed article is needed"):
        stage(articles)
