"""Sentiment: the lexicon way, and towards whom, in whose voice."""

from helpers.sentiment.card import stored_scores
from helpers.sentiment.lexicon import (
    lexicon_hits,
    lexicon_score,
    lexicon_sentiment,
    mask,
)
from helpers.sentiment.linear import LinearModel, linear_model
from helpers.sentiment.stage import sentiment
from helpers.sentiment.targets import target_sentiment

__all__ = [
    "LinearModel",
    "lexicon_hits",
    "lexicon_score",
    "lexicon_sentiment",
    "linear_model",
    "mask",
    "sentiment",
    "stored_scores",
    "target_sentiment",
]
