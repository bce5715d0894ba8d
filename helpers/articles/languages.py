"""In which language a text is written."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_NAMES = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish",
    "uk": "Ukrainian", "zh": "Chinese", "ja": "Japanese", "fa": "Persian", "he": "Hebrew",
    "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish", "el": "Greek",
}  # fmt: skip
_FEWEST_WORDS = 20
_CERTAIN = 0.8
_SAMPLE = 1_200


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language(text: str) -> str | None:
    """Return the two-letter code of the language of a text, by py3langid (Lui & Baldwin 2012).

    None if it has fewer than 20 words or the identifier is not sure.
    """
    words = re.findall(r"[^\W\d_]+", text[: 4 * _SAMPLE])
    others = sum(not word.isascii() and len(word) > 5 for word in words)
    if len(words) < _FEWEST_WORDS and not others:
        return None
    middle = max(0, min(len(text) - _SAMPLE, 400))
    code, certainty = _identifier().classify(" ".join(text[middle : middle + _SAMPLE].split()))
    return code if certainty >= _CERTAIN else None


def language_name(code: str) -> str:
    """Return the English name of a language, or its code."""
    return _NAMES.get(code, f"the language {code!r}")
