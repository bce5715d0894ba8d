"""Every table of some articles, computed once and then read from the disk."""

from __future__ import annotations

import contextlib
import gc
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.corpus.fingerprint import content_key
from helpers.corpus.formats import read_table, write_table
from helpers.resources import cache_folder
from helpers.tables import SCHEMAS, empty, require_articles, typed

log = logging.getLogger("newswalk")

Tables = dict[str, pd.DataFrame]
KEPT = 40
"""How many cached walks are kept; the oldest goes first."""


def walk(articles: pd.DataFrame, *, docs: list[Any] | None = None, cache: bool = True) -> Tables:
    """Make every table of the walk from an ``articles`` table.

    Parameters
    ----------
    articles
        As ``read_articles`` returns it.
    docs
        What ``parse`` returned for them, if it is at hand.
    cache
        Keep the tables on disk under a checksum of the articles, the code, the
        lexicons and the models, and read them from there the next time.

    Returns
    -------
    dict
        Table name -> DataFrame, each of :data:`helpers.tables.SCHEMAS`. An article
        that a stage fails on has the failure as its ``problem`` and no other rows.

    Raises
    ------
    ValueError
        If ``articles`` is no such table.
    """
    require_articles(articles)
    folder = cache_folder() / "walks" / content_key(articles)
    if cache and (found := _cached(folder)) is not None:
        return found
    made = analyse(articles, docs=docs, keep=cache)
    made["claims"] = all_claims(made["events"], made["names"])
    failed = made["articles"].problem.str.startswith("not analysed").fillna(False).any()
    if cache and not failed:
        _keep(made, folder)
    return made


def all_claims(events: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Return the claims table of all events, which may be of many articles."""
    from helpers.events import claims

    return claims(events, names=names) if len(events) else empty("claims")


def analyse(articles: pd.DataFrame, *, docs: list[Any] | None = None, keep: bool = False) -> Tables:
    """Make every table but ``claims``, which needs the events of all articles at once.

    ``keep`` keeps the parsed documents in their cache, for those who will ask for them again.
    """
    try:
        return _tables(articles, docs, keep)
    except (ImportError, MemoryError, OSError):
        raise
    except Exception as error:
        if len(articles) == 1:
            failed = _failed(articles, error)
            row = failed["articles"].iloc[0]
            log.warning("%s (%s): %s", row.path, row.article_id, row.problem)
            log.debug("where it failed", exc_info=error)
            return failed
    parts = [analyse(articles.iloc[[i]], keep=keep) for i in range(len(articles))]
    return {name: concat(name, (part[name] for part in parts)) for name in parts[0]}


@cache
def keep_loaded() -> None:
    """Let the garbage collector pass over what is loaded by now, once a process.

    Models and word lists stay for the whole of a long run; to look through them again and again costs
    a twentieth of it.
    """
    gc.collect()
    gc.freeze()


def _failed(articles: pd.DataFrame, error: Exception) -> Tables:
    reason = f"not analysed: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    made = {name: empty(name) for name in SCHEMAS if name != "claims"}
    return made | {"articles": typed("articles", articles.assign(problem=reason))}


def concat(name: str, frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Join frames of the same table into one, sorted by its key."""
    filled = [frame for frame in frames if len(frame)]
    return typed(name, pd.concat(filled, ignore_index=True)) if filled else empty(name)


def _tables(articles: pd.DataFrame, docs: list[Any] | None, keep: bool) -> Tables:
    from helpers.articles import passages as split
    from helpers.language import parse

    readable = articles[articles.text.notna() & articles.problem.isna()]
    passages = split(readable)
    docs = parse(articles, passages=passages, keep=keep) if docs is None else docs
    made = {"articles": typed("articles", articles), "passages": passages}
    if not docs:
        return made | {name: empty(name) for name in SCHEMAS if name not in {*made, "claims"}}
    for name, stage in _stages().items():
        made[name] = stage(docs, made)
    return {name: frame for name, frame in made.items() if name in SCHEMAS}


def _stages() -> dict[str, Callable[[list[Any], Mapping[str, pd.DataFrame]], pd.DataFrame]]:
    from helpers.events import answers, events
    from helpers.framing import frame_cues, frames, naming
    from helpers.names import actors, names
    from helpers.sentiment import sentiment
    from helpers.tokens import sentences, tokens
    from helpers.voices import voices

    return {
        "sentences": lambda docs, made: sentences(docs),
        "tokens": lambda docs, made: tokens(docs),
        "names": lambda docs, made: names(docs),
        "actors": lambda docs, made: actors(docs, names=made["names"]),
        "voices": lambda docs, made: voices(docs, names=made["names"]),
        "events": lambda docs, made: events(docs, names=made["names"], voices=made["voices"]),
        "answers": lambda docs, made: answers(docs, names=made["names"], events=made["events"]),
        "sentiment": lambda docs, made: sentiment(
            docs, names=made["names"], voices=made["voices"], actors=made["actors"]
        ),
        "frames": lambda docs, made: frames(docs),
        "frame_cues": lambda docs, made: frame_cues(docs),
        "naming": lambda docs, made: naming(docs, names=made["names"], actors=made["actors"]),
    }


def _cached(folder: Path) -> Tables | None:
    try:
        return {name: read_table(folder / f"{name}.parquet", name) for name in SCHEMAS}
    except Exception:
        return None


def _keep(made: Tables, folder: Path) -> None:
    """Keep the tables if the disk lets us: a cache that cannot be written is no failure."""
    with contextlib.suppress(OSError):
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=folder.parent, prefix="."))
        try:
            for name, frame in made.items():
                write_table(frame, new / f"{name}.parquet", name)
            shutil.rmtree(folder, ignore_errors=True)
            new.replace(folder)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        old = [path for path in folder.parent.iterdir() if not path.name.startswith(".")]
        for path in sorted(old, key=lambda path: path.stat().st_mtime)[:-KEPT]:
            shutil.rmtree(path, ignore_errors=True)
