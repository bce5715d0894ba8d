"""The language pipeline: from an article's text to a parsed spaCy ``Doc``."""

from helpers.language.parse import parse, reading_sentences
from helpers.language.pipeline import pipeline

__all__ = ["parse", "pipeline", "reading_sentences"]
