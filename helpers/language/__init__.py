"""The language pipeline: from an article's text to a parsed spaCy ``Doc``."""

from helpers.language.parse import parse, reading_sentences
from helpers.language.pipeline import pipeline, split_sentences
from helpers.language.sentence_encoder import embed

__all__ = ["embed", "parse", "pipeline", "reading_sentences", "split_sentences"]
