"""newswalk: from the raw text of a news article to tables that say who says what and who did what.

``import helpers as nw`` gives every public function; modules are loaded when
first used. A stage and its module share a name: ``nw.events(docs)`` calls
``helpers.events.events``, and ``nw.events.claims`` is its neighbour. NLTK finds
the project's own models as soon as this package is imported.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

from helpers.resources import use_nltk_data

__version__ = "0.1.0"

_STAGES = {"tokens", "names", "voices", "events", "sentiment"}
_MODULES = {"charts", "corpus", "evaluate", "language", "pages"}
_PUBLIC = {
    "helpers.resources": ["data_path", "lexicon"],
    "helpers.results": ["save_results", "scores"],
    "helpers.tables": ["SCHEMAS", "check", "table"],
    "helpers.wording": ["counted"],
    "helpers.articles": [
        "iter_articles",
        "line_kinds",
        "near_duplicates",
        "passages",
        "read_articles",
    ],
    "helpers.language": ["embed", "parse", "pipeline", "reading_sentences"],
    "helpers.language.sentences": ["split_sentences"],
    "helpers.language.tokenizer": ["tokenize"],
    "helpers.tokens": [
        "collocations",
        "concordance",
        "dispersion",
        "sentences",
        "word_frequencies",
    ],
    "helpers.voices": ["voice_at", "voice_shares"],
    "helpers.events": ["answers", "claims"],
    "helpers.sentiment": ["lexicon_sentiment", "linear_model", "target_sentiment"],
    "helpers.uncertainty": ["bootstrap_by_article", "bootstrap_difference", "permutation_test"],
    "helpers.framing": [
        "document_frames",
        "frame_cues",
        "frames",
        "keyness",
        "krippendorff_alpha",
        "loaded_language",
        "naming",
        "naming_by_voice",
        "roles",
        "tilt",
    ],
    "helpers.corpus": ["walk"],
    "helpers.corpus.practice": ["practice_archive"],
    "helpers.shown": ["one_story"],
    "helpers.evaluate.own": [
        "against_gold",
        "coder_agreement",
        "gold",
        "gold_layers",
        "own_scores",
    ],
    "helpers.evaluate.pronouns": ["pronoun_sources"],
    "helpers.evaluate.shares": ["share_errors"],
    "helpers.evaluate.trivial": ["trivial_slots"],
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names}

use_nltk_data()


class _Stage(ModuleType):
    """A stage's module, which can be called as the function that bears its name."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        return getattr(self, self.__name__.rpartition(".")[2])(*args, **options)


class _Package(ModuleType):
    """The package: makes each stage's module callable when the import system binds it."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _STAGES and type(value) is ModuleType:
            value.__class__ = _Stage
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name in _STAGES | _MODULES:
        return importlib.import_module(f"helpers.{name}")
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module 'helpers' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({"__version__", *_STAGES, *_MODULES, *_HOME})
