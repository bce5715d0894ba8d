"""Checksums of the data folder: ``python -m helpers.articles.checksums`` writes them."""

from __future__ import annotations

from pathlib import Path

from helpers.articles.source import sha256
from helpers.resources import data_path

FILE = "CHECKSUMS.sha256"
FOLDERS = ("articles", "gold")


def checksums(root: Path) -> dict[str, str]:
    """Return path (from ``root`` on) to SHA-256 for the hand-made files of a data folder."""
    files = (path for name in FOLDERS for path in sorted((root / name).rglob("*")))
    return {
        path.relative_to(root).as_posix(): sha256(path.read_bytes())
        for path in files
        if path.is_file() and not path.name.startswith((".", "~"))
    }


def write(root: Path) -> Path:
    """Write ``CHECKSUMS.sha256``, in the form that ``sha256sum --check`` reads."""
    lines = [f"{digest}  {path}\n" for path, digest in checksums(root).items()]
    target = root / FILE
    target.write_text("".join(lines), encoding="utf-8")
    return target


def changed(root: Path) -> list[str]:
    """Return the files that are not as ``CHECKSUMS.sha256`` has them, or not in it."""
    lines = (root / FILE).read_text(encoding="utf-8").splitlines()
    held = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    now = checksums(root)
    return sorted(path for path in held.keys() | now.keys() if held.get(path) != now.get(path))


if __name__ == "__main__":
    print(f"Wrote {write(data_path())}")
