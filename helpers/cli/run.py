"""``newswalk run``: tables, executed notebooks, figures and pages."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue

from helpers.cli.many import check_inputs, check_model
from helpers.cli.screen import Stop, note, seconds
from helpers.wording import counted


def run_walk(articles: Sequence[Path], out: Path, *, only: Sequence[str], jobs: int) -> None:
    """Make everything and say in the last line what was written and where to look."""
    from helpers.articles import read_articles
    from helpers.corpus import walk
    from helpers.corpus.merge import write_tables
    from helpers.corpus.store import clear_errors
    from helpers.pages import write_site

    began = time.monotonic()
    check_inputs(articles)
    check_model()
    out = out.absolute()
    if any(path.resolve() == out.resolve() for path in articles):
        raise Stop(
            f"{out} is the folder with the articles: the pages would lie among them, and be read as"
            " articles the next time. Choose another --out."
        )
    with clear_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        found = read_articles(*articles)
        _check_readable(found.problem.isna().sum(), found.problem.dropna().tolist())
        note(f"{counted(len(found), 'article')}: the walk …")
        made = walk(found)
        write_tables(made, out)
        walked = time.monotonic()
        note(f"tables written ({seconds(walked - began)}); the notebooks …")
        try:
            count = _notebooks(articles, out, only, jobs)
        finally:
            index = write_site(out, made)
    problems = int(made["articles"].problem.notna().sum())
    told = f" ({problems} with a problem)" if problems else ""
    figures = len(list((out / "figures").glob("*.png")))
    print(
        f"Walked {counted(len(found), 'article')}{told} in {seconds(time.monotonic() - began)}:"
        f" {len(made)} tables, {counted(count, 'notebook')}, {counted(figures, 'figure')}."
        f" Open {index}"
    )


def _check_readable(readable: int, problems: Sequence[str]) -> None:
    if not readable:
        reasons = "; ".join(sorted(set(problems))[:3]) or "there are none"
        raise Stop(f"No article could be read: {reasons}.")


def _notebooks(articles: Sequence[Path], out: Path, only: Sequence[str], jobs: int) -> int:
    from helpers.cli.notebooks import execute, notebook_paths, quiet_environment

    quiet_environment()
    paths = [p for p in notebook_paths() if not only or any(p.name.startswith(n) for n in only)]
    if not paths:
        raise Stop(f"No notebook begins with {' or '.join(only)}.")
    folder = out / "notebooks"
    folder.mkdir(exist_ok=True)
    given = [str(path.absolute()) for path in articles] or None
    parameters = {"ARTICLES": given, "OUT": str(out)}
    slots: SimpleQueue[int] = SimpleQueue()
    for slot in range(jobs):
        slots.put(slot)

    def one(path: Path) -> None:
        slot = slots.get()
        try:
            execute(path, folder / path.name, parameters, slot)
        finally:
            slots.put(slot)

    with ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(one, path) for path in paths]
        try:
            for future in as_completed(futures):
                future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return len(paths)
