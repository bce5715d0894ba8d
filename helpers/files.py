"""Which files are meant: folders walked, each file once."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from helpers.resources import data_path
from helpers.wording import counted

log = logging.getLogger("newswalk")

Input = str | os.PathLike[str] | None | Iterable[Any]
METADATA_FILE = "articles.csv"
OWN_FOLDER = ".newswalk"
"""In each folder that newswalk writes tables into."""
TEXT, HTML, WORD = {".txt", ".md"}, {".html", ".htm"}, {".docx"}
JSON_LINES = {".jsonl", ".ndjson"}
TABLES = {".csv", ".tsv", ".parquet"} | JSON_LINES
READ = TEXT | HTML | WORD | TABLES
_OTHER_DOCUMENTS = {
    ".pdf",
    ".doc",
    ".rtf",
    ".odt",
    ".epub",
    ".xlsx",
    ".xls",
    ".json",
    ".xml",
}
PACKED = {".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".7z", ".rar"}
_SHOWN = READ | _OTHER_DOCUMENTS | PACKED
"""Files of these kinds have a row in the table, read or not."""


def flatten(paths: Iterable[Input]) -> Iterator[Path]:
    """Yield the paths that are meant by any nesting of lists; None is the teaching corpus.

    Raises
    ------
    ValueError
        If a path is empty: it would be the folder that one happens to be in.
    TypeError
        If something is no path.
    """
    for path in paths:
        if path is None:
            yield data_path("articles")
        elif isinstance(path, str | os.PathLike):
            if not os.fspath(path):
                raise ValueError("One of the paths is empty. The folder you are in is '.'.")
            yield Path(path)
        elif isinstance(path, Iterable) and not isinstance(path, bytes | Mapping):
            if hasattr(path, "columns"):
                raise TypeError(
                    "A path or a list of paths is needed, not a table: what read_articles returned"
                    " goes to parse as it is, another table is read from its file."
                )
            yield from flatten(path)
        else:
            raise TypeError(f"A path or a list of paths is needed, not {path!r:.80}.")


def is_folder(path: Path) -> bool:
    """Tell whether a folder is there, as far as one may know: where it may not be read, it is none."""
    return os.path.isdir(path)  # noqa: PTH112 (Path.is_dir raises for what lies in a closed folder)


def is_plain_file(path: Path) -> bool:
    """Tell whether a path is a file on a disk: a pipe or a device might never end."""
    return os.path.isfile(path)  # noqa: PTH113


def _is_output(folder: Path) -> bool:
    """Is it what newswalk wrote: the pages of a run, or tables beside its hidden folder?

    Other files beside that folder were there before, or were put there, and are read.
    """
    if is_folder(folder / OWN_FOLDER) and is_folder(folder / "notebooks"):
        return True
    return folder.name == "tables" and is_folder(folder.parent / OWN_FOLDER)


def _walk(folder: Path, outputs: list[Path], links: list[Path]) -> Iterator[Path]:
    """Yield the files in a folder, and the folders in it that may not be read.

    Our outputs and links to folders are passed by and put into the two lists.
    """
    closed: list[Path] = []
    for parent, folders, names in os.walk(
        folder, onerror=lambda error: closed.append(Path(error.filename))
    ):
        seen = sorted(name for name in folders if not name.startswith("."))
        ours = {name for name in seen if _is_output(Path(parent, name))}
        folders[:] = [name for name in seen if name not in ours]
        links += [path for name in folders if (path := Path(parent, name)).is_symlink()]
        outputs += [Path(parent, name) for name in sorted(ours)]
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(parent, name)
    yield from (path for path in closed if path != folder)


def _shown(path: Path, root: Path) -> str:
    """Return a path as the tables show it: from the given folder on, wherever that lies."""
    return _utf8(Path(Path(os.path.realpath(root)).name, path.relative_to(root)).as_posix())


def _utf8(name: str) -> str:
    """Return a name that any file can hold: a byte that is no UTF-8 becomes U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")


def list_files(paths: Iterable[Input], *, tell: bool = False) -> list[tuple[str, Path]]:
    """List the files that are meant, each once: as shown in the tables, and where it lies.

    ``tell`` says in the log how many files of kinds that are not read lie beside them.
    """
    found: dict[Path, tuple[str, Path]] = {}
    others: Counter[str] = Counter()
    outputs: list[Path] = []
    links: list[Path] = []

    def take(shown: str, path: Path) -> None:
        # Of two spellings of one file the longer counts, whatever was given first.
        place = Path(os.path.realpath(path))  # a link to itself makes Path.resolve fail
        known = found.get(place, ("", path))
        found[place] = max(known, (shown, path), key=lambda pair: (pair[0].count("/"), *pair))

    for given in flatten(paths):
        own_name = _utf8(given.name or str(given))
        if not is_folder(given):
            take(own_name, given)
            continue
        for path in _walk(given, outputs, links):
            suffix = path.suffix.lower()
            if suffix in _SHOWN or is_folder(path):
                take(_shown(path, given), path)
            else:
                others[suffix or "no suffix"] += 1
        if not any(path.is_relative_to(given) for _, path in found.values()):
            take(own_name, given)
    if others and tell:
        kinds = ", ".join(sorted(others))
        log.warning("%s of other kinds not read (%s)", counted(sum(others.values()), "file"), kinds)
    for folder in links if tell else ():
        log.warning("%s is a link to a folder and not followed: give that folder as well", folder)
    for folder in (f for f in outputs if tell and (f.name == "tables" or (f / "tables").is_dir())):
        log.warning("%s holds results of newswalk, so nothing in it is read as an article", folder)
    return [pair for _, pair in sorted(found.items(), key=lambda item: (item[1][0], str(item[0])))]
