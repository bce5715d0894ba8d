"""The language pipeline: from an article's text to a parsed spaCy ``Doc``."""

from helpers.language.parse import parse, reading_sentences
from helpers.language.pipeline import pipeline
from helpers.language.sentence_encoder import embed
from helpers.language.sentences import split_sentences

__all__ = ["embed", "parse", "pipeline", "reading_sentences", "split_sentences"]
