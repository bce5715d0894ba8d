"""The offline spaCy pipeline, or the one that ``NEWSWALK_MODEL`` names."""

from __future__ import annotations

import os
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

UPOS = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "MD": "AUX",
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PDT": "DET", "POS": "PART",
    "PRP": "PRON", "PRP$": "PRON", "TO": "PART", "UH": "INTJ", "WDT": "PRON", "WP": "PRON",
    "WP$": "PRON", "WRB": "ADV", "RP": "ADP", "SYM": "SYM", "LS": "X",
}  # fmt: skip
PREFIXES = {"JJ": "ADJ", "RB": "ADV", "VB": "VERB"}
NAME_LABELS = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
}  # fmt: skip
"""Other models' entity labels, as ours; those not here (NORP, DATE …) are dropped."""


@Language.component("newswalk_upos")
def fill_upos(doc: Doc) -> Doc:
    """Fill UPOS from Penn tags where a pipeline has none."""
    for token in doc:
        if not token.pos_ or token.pos_ == "X":
            pos = UPOS.get(token.tag_) or PREFIXES.get(token.tag_[:2], "PUNCT")
            is_aux = pos == "VERB" and token.dep_ in {"aux", "aux:pass", "cop", "auxpass"}
            token.pos_ = "SPACE" if token.is_space else "AUX" if is_aux else pos
    return doc


@Language.component("newswalk_names")
def map_names(doc: Doc) -> Doc:
    """Turn another model's entity labels into PERSON, ORG and LOC."""
    kept = [(e.start, e.end, NAME_LABELS.get(e.label_)) for e in doc.ents]
    doc.set_ents([Span(doc, start, end, label=label) for start, end, label in kept if label])
    return doc


@Language.component("newswalk_passages")
def start_passages(doc: Doc) -> Doc:
    """Let a sentence start where a passage starts, before another model's parser sets the rest."""
    edges = sorted(e for p in doc.user_data.get("passages", []) for e in (p["start"], p["end"]))
    waiting = iter(edges)
    edge = next(waiting, None)
    for token in doc:
        if edge is not None and token.idx >= edge and not token.is_space:
            token.is_sent_start = True
            while edge is not None and edge <= token.idx:
                edge = next(waiting, None)
    return doc


def _own() -> Language:
    import helpers.language.component
    import helpers.language.sentences
    import helpers.language.tokenizer  # noqa: F401

    tokenizer = {"@tokenizers": "newswalk.Tokenizer.v1"}
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": tokenizer}})
    nlp.add_pipe("newswalk_sentences")
    nlp.add_pipe("newswalk_encoder")
    return nlp


def _other(model: str) -> Language:
    nlp = spacy.load(model)
    nlp.add_pipe("newswalk_passages", first=True)
    if not {"parser", "senter", "sentencizer"} & set(nlp.pipe_names):
        nlp.add_pipe("sentencizer", config={"overwrite": False}, after="newswalk_passages")
    nlp.add_pipe("newswalk_upos")
    nlp.add_pipe("newswalk_names")
    return nlp


@cache
def _load(model: str) -> Language:
    return _other(model) if model else _own()


def pipeline() -> Language:
    """Return the pipeline that parses every article: ours, or that of ``NEWSWALK_MODEL``.

    Ours fills Penn tags, UPOS, lemmas, UD dependencies, names (PERSON, ORG, LOC) and the voice
    marks ``doc.spans["voice_cue"]``, ``["voice_source"]`` and ``["voice_content"]``. Another spaCy
    pipeline takes its place by name or path; its entity labels are mapped to ours.

    Examples
    --------
    >>> doc = pipeline()("Observers in Geneva reported heavy shelling.")
    >>> [(name.text, name.label_) for name in doc.ents]
    [('Geneva', 'LOC')]
    """
    return _load(os.environ.get("NEWSWALK_MODEL", ""))
