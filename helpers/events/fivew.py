"""The story's main event as six questions: who, what, when, where, why, how, each answer a span.

The idea is Giveme5W1H's (Hamborg et al. 2019): rank candidates by where they stand and what they are.
Here the candidates are the rows of ``events``, scored by position, type and how often their actors
come up; the questions are then answered from the best event and the sentences around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd
from spacy.tokens import Doc, Span, Token

from helpers import tables
from helpers.events.arguments import is_time, is_verb
from helpers.events.contest import content_words
from helpers.events.lexicon import default_senses
from helpers.events.places import names_place
from helpers.events.reasons import Answer, manners, reasons
from helpers.events.times import find_times
from helpers.language import grammar as g
from helpers.language import reading_sentences

QUESTIONS = ("who", "what", "when", "where", "why", "how")
_TOP = 3
_BREAKS = {",", ";", ":", "–", "—", "...", "…", "|"}
_DAY = re.compile(
    r"(?i)day\b|tonight|overnight|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d|\d (?:jan|feb|mar"
    r"|apr|may|jun|jul|aug|sep|oct|nov|dec)|this (?:morning|afternoon|evening)|last night"
)
_SITE = {"at", "in", "outside", "inside", "near"}


def answers(
    docs: Iterable[Doc],
    *,
    names: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Answer who, what, when, where, why and how about each story's main event.

    Returns
    -------
    pandas.DataFrame
        The table ``answers``: up to three answers a question, rank 1 the best, each a span of the
        text. A question the text does not answer has no row.
    """
    from helpers.events.table import events as find_events

    docs = list(docs)
    events = find_events(docs, names=names) if events is None else events
    rows = []
    for doc in docs:
        rows += list(_rows(doc, tables.by_article(events).get(doc._.article_id, [])))
    return tables.table("answers", rows)


def _rows(doc: Doc, events: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    sentences = [(n, p["kind"], s) for n, p, s in reading_sentences(doc)]
    if not sentences:
        return
    ranked = rank_events(events, sentences)
    for question in QUESTIONS:
        found = sorted(_READERS[question](doc, ranked, sentences), key=lambda a: (-a[0], a[1]))
        chosen: list[Answer] = []
        for answer in found:
            if not any(_same(doc, answer, other) for other in chosen):
                chosen.append(answer)
        for rank, (_, start, end) in enumerate(chosen[:_TOP], 1):
            yield {
                "article_id": doc._.article_id, "question": question, "rank": rank,
                "answer": doc.text[start:end], "start": start, "end": end,
            }  # fmt: skip


def _same(doc: Doc, one: Answer, other: Answer) -> bool:
    if one[1] < other[2] and other[1] < one[2]:
        return True
    return doc.text[one[1] : one[2]].lower() == doc.text[other[1] : other[2]].lower()


Sentences = list[tuple[int, str, Span]]
Ranked = list[tuple[float, dict[str, Any]]]


def rank_events(events: list[dict[str, Any]], sentences: Sentences) -> Ranked:
    """Score a story's events by how likely each is the main one, best first.

    What counts: standing in the title or the lead, being told as a fact, having a PLOVER type, both
    actors, and words that the rest of the story repeats.
    """
    order = {number: i for i, (number, _, _) in enumerate(sentences)}
    kinds = {number: kind for number, kind, _ in sentences}
    words = Counter(t.lower_ for _, _, s in sentences for t in s if t.is_alpha and not t.is_stop)
    total = max(words.values(), default=1)
    ranked = []
    for row in events:
        if row["sentence_id"] not in order:
            continue
        position = order[row["sentence_id"]]
        actors = content_words(row["agent"]) | content_words(row["patient"])
        common = max((words[w] / total for w in actors), default=0.0)
        score = (
            2.0 / (1 + position)
            + 1.0 * (kinds[row["sentence_id"]] == "title")
            + 0.5 * (row["modality"] == "asserted")
            + 0.4 * (row["type"] != "OTHER")
            + 0.4 * (not pd.isna(row["agent"]))
            + 0.2 * (not pd.isna(row["patient"]))
            + 0.6 * common
            - 0.3 * (row["polarity"] == "negative")
        )
        ranked.append((score, row))
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1]["event_id"]))


def _span(row: dict[str, Any], prefix: str) -> tuple[int, int] | None:
    start, end = row[f"{prefix}start"], row[f"{prefix}end"]
    return None if pd.isna(start) else (int(start), int(end))


def _who(doc: Doc, ranked: Ranked, sentences: Sentences) -> Iterator[Answer]:
    for score, row in ranked[:8]:
        for prefix, bonus in (("agent_", 0.5), ("patient_", 0.0)):
            span = _span(row, prefix)
            if span is None:
                continue
            tokens = doc.char_span(*span, alignment_mode="expand")
            if tokens is not None and tokens.root.pos_ == "PRON" and prefix == "agent_":
                tokens = _who_says_so(tokens.root)
            if tokens is not None and tokens.root.pos_ != "PRON":
                named = 0.3 * any(t.ent_type_ for t in tokens)
                named -= 1.5 * _is_deed(tokens)
                tokens = _before_comma(tokens)
                yield score + bonus + named, tokens.start_char, tokens.end_char
    if not ranked:
        yield from _subject_of_title(sentences)
    elif pd.isna(ranked[0][1]["agent"]) and ranked[0][1]["sentence_id"] == sentences[0][0]:
        for _, start, end in _subject_of_title(sentences):
            yield ranked[0][0] + 0.4, start, end


def _is_deed(phrase: Span) -> bool:
    """Whether a phrase is headed by an event (*siege of the old town*) rather than by somebody."""
    return (phrase.root.lemma_.lower(), "n") in default_senses() and not phrase.root.ent_type_


def _before_comma(phrase: Span) -> Span:
    """A name without the apposition behind it."""
    commas = [t.i for t in phrase if t.text == "," and t.i > phrase.root.i]
    return phrase.doc[phrase.start : commas[0]] if commas and phrase.root.ent_type_ else phrase


def _who_says_so(pronoun: Token) -> Span | None:
    """In *insurgents say they have …* the pronoun most likely stands for the clause's subject."""
    verb = pronoun.head
    while verb.dep_ in {"conj", "xcomp"} and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ != "ccomp":
        return None
    subjects = [s for s in g.subjects(verb.head) if s.pos_ != "PRON"]
    return g.phrase(subjects[0]) if subjects else None


def _subject_of_title(sentences: Sentences) -> Iterator[Answer]:
    root = sentences[0][2].root
    for subject in (g.subjects(root) + g.passive_subjects(root))[:1]:
        phrase = g.phrase(subject)
        yield 1.0, phrase.start_char, phrase.end_char


def _what(doc: Doc, ranked: Ranked, sentences: Sentences) -> Iterator[Answer]:
    yield from _title_deed(sentences)
    for score, row in ranked[:8]:
        trigger = doc.char_span(int(row["start"]), int(row["end"]), alignment_mode="expand")
        if trigger is None:
            continue
        span = _deed_span(trigger, row)
        yield score, span[0], span[1]
    if not ranked:
        yield 0.5, sentences[0][2].start_char, sentences[0][2].end_char


def _deed_span(trigger: Span, row: dict[str, Any]) -> tuple[int, int]:
    """From the trigger to the end of its patient or of its short complements."""
    head = next((t for t in trigger if is_verb(t)), trigger.root)
    start, end = int(row["start"]), int(row["end"])
    if not is_verb(head):
        phrase = g.phrase(head)
        return phrase.start_char, phrase.end_char
    auxiliaries = [a.idx for a in g.auxiliaries(head) if a.i < head.i and a.i > head.i - 4]
    patient = _span(row, "patient_")
    if patient is not None and patient[0] < start:
        start = patient[0] if _span(row, "agent_") is None else start
    start = min([start, *auxiliaries])
    for word in _verb_phrase(head):
        end = max(end, word.idx + len(word))
    return start, end


def _verb_phrase(verb: Token) -> Iterator[Token]:
    """The verb's words to its right, up to a clause of its own or a dozen words."""
    stops = g.ADVERB_CLAUSE | {"conj", "cc", "parataxis", "punct"} | g.RELATIVE
    for child in verb.rights:
        purpose = child.dep_ in g.ADVERB_CLAUSE and _opens_with(child, {"to"})
        if child.dep_ in stops and not purpose:
            break
        for word in child.subtree:
            if word.i - verb.i > 14 or word.text in _BREAKS or word.dep_ in g.RELATIVE:
                return
            if not word.is_space and not word.is_punct:
                yield word


def _opens_with(clause: Token, words: set[str]) -> bool:
    return any(c.lower_ in words for c in clause.children if c.dep_ in {"mark", "aux", "case"})


def _title_deed(sentences: Sentences) -> Iterator[Answer]:
    """What the title's own predicate says, whatever the lexicon makes of it."""
    _, kind, title = sentences[0]
    root = title.root
    if kind != "title" or not is_verb(root):
        return
    first = min([root.i, *(c.i for c in root.lefts if c.dep_ in {"aux", "aux:pass", "advmod"})])
    words = list(_verb_phrase(root))
    passive = root.tag_ == "VBN" or bool(g.passive_subjects(root))
    subjects = g.passive_subjects(root) or g.subjects(root)
    if passive and subjects:
        first = min(first, g.phrase(subjects[0]).start)
    last = max([root, *words], key=lambda t: t.i)
    yield 6.0, title.doc[first].idx, last.idx + len(last)


def _when(doc: Doc, ranked: Ranked, sentences: Sentences) -> Iterator[Answer]:
    for score, row in ranked[:8]:
        if (span := _span(row, "time_")) is not None:
            known = _names_day(doc.text[slice(*span)])
            yield score + 0.5 + 0.5 * known - 1.5 * _is_aside(doc, row), *span
    for i, (_, _, sentence) in enumerate(sentences[:12]):
        for time in find_times(sentence.text, sentence.start_char):
            vague = time.text.lower().startswith(("for ", "over ", "since ", "in 1", "in 2"))
            lead = 1.7 * (0 < i < 2 and _names_day(time.text))
            yield (
                2.5 / (1 + 0.5 * i) + lead - 0.8 * vague,
                time.start,
                time.end,
            )


def _names_day(text: str) -> float:
    """1 for what names a day (*Sunday, August 7*, *yesterday*): a story's own date, not a side event's."""
    return float(
        bool(_DAY.search(text)) and not text.lower().startswith(("since", "until", "before"))
    )


def _is_aside(doc: Doc, row: dict[str, Any]) -> bool:
    """Whether the event only dates another (*since Russia entered the war last year*)."""
    trigger = doc.char_span(int(row["start"]), int(row["end"]), alignment_mode="expand")
    return trigger is not None and trigger.root.dep_ in g.ADVERB_CLAUSE


def _where(doc: Doc, ranked: Ranked, sentences: Sentences) -> Iterator[Answer]:
    for score, row in ranked[:8]:
        if (span := _span(row, "place_")) is not None:
            yield score + 0.5, *span
    counts = Counter(e.text for _, _, s in sentences for e in s.ents if e.label_ in {"LOC", "GPE"})
    for i, (_, _, sentence) in enumerate(sentences[:3]):
        for token in sentence:
            proper = token.pos_ == "PROPN" and token.ent_type_ != "PERSON" and not is_time(token)
            if proper and token.head != token and g.preposition(token) in _SITE:
                phrase = g.phrase(token)
                yield 2.4 / (1 + 0.5 * i), phrase.start_char, phrase.end_char
    for i, (_, _, sentence) in enumerate(sentences[:12]):
        for entity in sentence.ents:
            if entity.label_ in {"LOC", "GPE"}:
                phrase = _place_phrase(entity)
                weight = 2.0 / (1 + 0.5 * i) + 0.1 * min(counts[entity.text], 5)
                yield weight, phrase.start_char, phrase.end_char


def _place_phrase(entity: Span) -> Span:
    head = entity.root
    phrase = g.phrase(head)
    return phrase if names_place(head) and len(phrase) <= 6 else entity


def _why(doc: Doc, ranked: Ranked, sentences: Sentences) -> Iterator[Answer]:
    yield from reasons([sentence for _, _, sentence in sentences])


def _how(doc: Doc, ranked: Ranked, sentences: Sentences) -> Iterator[Answer]:
    yield from manners([sentence for _, _, sentence in sentences])


_READERS = {"who": _who, "what": _what, "when": _when, "where": _where, "why": _why, "how": _how}
