"""The offline spaCy pipeline, or the one that ``NEWSWALK_MODEL`` names."""

from __future__ import annotations

import os
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

UPOS = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "MD": "AUX",
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PDT": "DET", "POS": "PART",
    "PRP": "PRON", "PRP$": "PRON", "TO": "PART", "UH": "INTJ", "WDT": "PRON", "WP": "PRON",
    "WP$": "PRON", "WRB": "ADV", "RP": "ADP", "SYM": "SYM", "LS": "X",
}  # fmt: skip
PREFIXES = {"JJ": "ADJ", "RB": "ADV", "VB": "VERB"}


@Language.component("newswalk_upos")
def fill_upos(doc: Doc) -> Doc:
    """Fill UPOS from Penn tags where a pipeline has none."""
    for token in doc:
        if not token.pos_ or token.pos_ == "X":
            pos = UPOS.get(token.tag_) or PREFIXES.get(token.tag_[:2], "PUNCT")
            is_aux = pos == "VERB" and token.dep_ in {"aux", "aux:pass", "cop", "auxpass"}
            token.pos_ = "SPACE" if token.is_space else "AUX" if is_aux else pos
    return doc


@cache
def _load(model: str) -> Language:
    nlp = spacy.load(model)
    nlp.add_pipe("newswalk_upos")
    return nlp


def pipeline() -> Language:
    """Return the pipeline that parses every article."""
    return _load(os.environ["NEWSWALK_MODEL"])
