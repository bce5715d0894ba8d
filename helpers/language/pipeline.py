"""The offline spaCy pipeline, or the one that ``NEWSWALK_MODEL`` names."""

from __future__ import annotations

import os
from functools import cache

import spacy
from spacy.language import Language


@cache
def _load(model: str) -> Language:
    return spacy.load(model)


def pipeline() -> Language:
    """Return the pipeline that parses every article."""
    return _load(os.environ["NEWSWALK_MODEL"])
