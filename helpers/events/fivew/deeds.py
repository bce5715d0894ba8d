"""Who did what: the actors of the story's best events, and their deeds as spans of the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from helpers.events.fivew.ranking import Ranked, Sentences, is_aside, span_of, trigger_of
from helpers.events.lexicon import default_senses
from helpers.events.people import mentions_actor
from helpers.events.reasons import Answer
from helpers.events.subjects import is_verb
from helpers.language import grammar as g
from helpers.language.plain import Doc, Span, Token

_DENYING = {"nobody", "none", "nothing", "no", "neither"}
_NOUN = 1.0
"""What an event told by a noun (*the siege of the town*) falls short of one told by a verb."""
_BREAKS = {",", ";", ":", "–", "—", "...", "…", "|"}


def who(doc: Doc, ranked: Ranked, sentences: Sentences) -> Iterator[Answer]:
    """Yield agents and patients of the best events with their scores, else the title's subject."""
    for worth, row in ranked[:8]:
        score = worth - _NOUN * _is_noun(doc, row)
        for prefix, bonus in (("agent_", 0.5), ("patient_", 0.0)):
            span = span_of(row, prefix)
            if span is None:
                continue
            tokens = doc.touched(*span)
            if tokens is not None and tokens.root.pos_ == "PRON" and prefix == "agent_":
                tokens = _who_says_so(tokens.root)
            if tokens is not None and tokens.root.pos_ != "PRON":
                named = 0.3 * any(t.ent_type_ for t in tokens)
                named -= 1.5 * _is_deed(tokens) + 0.8 * is_aside(doc, row, described=True)
                named -= 1.6 * _is_place(tokens) * (prefix == "patient_") + 0.6 * (
                    not mentions_actor(tokens)
                )
                tokens = _without_label(_before_comma(tokens))
                yield score + bonus + named, tokens.start_char, tokens.end_char
    yield from _actor_of_title(sentences)
    if not ranked:
        yield from _subject_of_title(sentences)
    elif pd.isna(ranked[0][1]["agent"]) and ranked[0][1]["sentence_id"] == sentences[0][0]:
        for _, start, end in _subject_of_title(sentences):
            yield ranked[0][0] + 0.4, start, end


def _actor_of_title(sentences: Sentences) -> Iterator[Answer]:
    """Who acts in the title: who speaks, in *Lund says praise helps*, else whom its own clause names."""
    root = _telling(sentences[0][2].root)
    for subject in [s for s in g.subjects(root) if s.dep_ != "conj"][-1:]:
        phrase = _without_label(_with_others(subject))
        if mentions_actor(phrase) and not _is_deed(phrase):
            yield 6.0 if g.children(root, {"ccomp"}) else 5.0, phrase.start_char, phrase.end_char


def _with_others(subject: Token) -> Span:
    """A subject with those who are joined to it (*Ada Lund and her crew*), without an apposition."""
    joined = g.children(subject, {"conj"})
    phrase = g.phrase(subject)
    if not joined:
        return _before_comma(phrase)
    return phrase.doc[phrase.start : max(phrase.end, *(g.phrase(j).end for j in joined))]


def _without_label(phrase: Span) -> Span:
    """A phrase without the label before a colon: *Harbour fire: crew* is the crew."""
    colons = [t.i for t in phrase[:-1] if t.text == ":"]
    return phrase.doc[colons[-1] + 1 : phrase.end] if colons else phrase


def _is_deed(phrase: Span) -> bool:
    """Whether a phrase is headed by an event (*siege of the old town*) rather than by somebody."""
    return (phrase.root.lemma_.lower(), "n") in default_senses() and not phrase.root.ent_type_


def _is_place(phrase: Span) -> bool:
    """Whether a phrase names ground that is taken or hit (*all of the harbour town*), no party."""
    inside = [n for p, n in g.prepositional(phrase.root) if p == "of" and n in phrase]
    heads = inside if phrase.root.pos_ in {"DET", "PRON", "ADJ", "NUM", "ADV"} else [phrase.root]
    return bool(heads) and all(t.ent_type_ in {"LOC", "GPE"} for t in heads)


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
    root = _telling(sentences[0][2].root)
    for subject in (g.subjects(root) + g.passive_subjects(root))[:1]:
        phrase = g.phrase(subject)
        yield 1.0, phrase.start_char, phrase.end_char


def what(doc: Doc, ranked: Ranked, sentences: Sentences) -> Iterator[Answer]:
    """Yield what the title's predicate says and what the best events tell, with their scores."""
    yield from _title_deed(sentences)
    for score, row in ranked[:8]:
        trigger = trigger_of(doc, row)
        if trigger is None:
            continue
        span = _deed_span(trigger, row)
        yield score - _NOUN * _is_noun(doc, row), span[0], span[1]
    if not ranked:
        yield 0.5, sentences[0][2].start_char, sentences[0][2].end_char


def _is_noun(doc: Doc, row: dict[str, Any]) -> bool:
    """Whether an event is told by a noun alone."""
    return not any(is_verb(t) for t in trigger_of(doc, row) or ())


def _is_nobody(subject: Token) -> bool:
    """Whether a subject denies its deed: without it *nobody is leaving* would say the opposite."""
    words = [subject, *g.children(subject, {"det"})]
    return any(w.lower_ in _DENYING for w in words)


def _deed_span(trigger: Span, row: dict[str, Any]) -> tuple[int, int]:
    """From the trigger to the end of its patient or of its short complements."""
    head = next((t for t in trigger if is_verb(t)), trigger.root)
    start, end = int(row["start"]), int(row["end"])
    if not is_verb(head):
        phrase = g.phrase(head)
        return phrase.start_char, phrase.end_char
    auxiliaries = [a.idx for a in g.auxiliaries(head) if a.i < head.i and a.i > head.i - 4]
    patient = span_of(row, "patient_")
    if patient is not None and patient[0] < start:
        start = patient[0] if span_of(row, "agent_") is None else start
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


def _telling(root: Token) -> Token:
    """The title's own clause, where a call or a catchword stands before it (*Enough! Nurses walk out*)."""
    told = [c for c in root.children if c.dep_ == "parataxis" and is_verb(c) and g.subjects(c)]
    own = g.subjects(root) or g.passive_subjects(root)
    return told[0] if told and told[0].i > root.i and not own else root


def _title_deed(sentences: Sentences) -> Iterator[Answer]:
    """What the title's own predicate says, whatever the lexicon makes of it."""
    _, kind, title = sentences[0]
    root = _telling(title.root)
    if kind != "title" or not is_verb(root):
        return
    first = min([root.i, *(c.i for c in root.lefts if c.dep_ in {"aux", "aux:pass", "advmod"})])
    words = list(_verb_phrase(root))
    passive = root.tag_ == "VBN" or bool(g.passive_subjects(root))
    if not words and not passive and root != title.root:
        return
    subjects = g.passive_subjects(root) or g.subjects(root)
    if subjects and (passive or _is_nobody(subjects[0])):
        first = min(first, g.phrase(subjects[0]).start)
    last = max([root, *words], key=lambda t: t.i)
    yield 6.0, title.doc[first].idx, last.idx + len(last)
