"""``newswalk tables``: the tables alone, of many articles."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.cli.screen import Stop, note, seconds
from helpers.wording import counted

if TYPE_CHECKING:
    from helpers.corpus.done import Summary


def check_inputs(articles: Sequence[Path]) -> None:
    """Raise :class:`Stop` if none of the inputs is there."""
    missing = [str(path) for path in articles if not os.path.exists(path)]  # noqa: PTH110
    if articles and len(missing) == len(articles):
        raise Stop(
            f"There is no {' and no '.join(missing)}. Give a file or a folder with .txt .html .md"
            " .docx .csv .jsonl or .parquet in it."
        )


def check_model() -> None:
    """Raise :class:`Stop` if ``NEWSWALK_MODEL`` names no spaCy pipeline."""
    model = os.environ.get("NEWSWALK_MODEL", "")
    if not model or (Path(model) / "config.cfg").is_file():
        return
    from spacy.util import is_package

    if not is_package(model):
        raise Stop(
            f"NEWSWALK_MODEL names {model}, which is neither a spaCy pipeline that is installed nor"
            " the folder of one. Unset it to use the pipeline that comes with newswalk."
        )


def make_tables(
    articles: Sequence[Path], out: Path, *, format: str, jobs: int, batch: int, dask: str | None
) -> None:
    """Make the tables and say in one line what was made and where it lies."""
    from helpers.corpus.done import last_run

    check_inputs(articles)
    check_model()
    made = last_run(articles, out, format)
    if made is None and dask is not None:
        made = _on_cluster(articles, out, format, batch, dask)
    elif made is None:
        from helpers.corpus import tables

        made = tables(articles, out, format=format, jobs=jobs, batch=batch)
    if made.resumed:
        note(f"{counted(made.resumed, 'article')} had been done before.")
    problems = (
        f", {made.problems:,} with a problem (see articles.{format})" if made.problems else ""
    )
    rows = sum(made.rows.values())
    print(
        f"Wrote {counted(made.articles, 'article')}{problems}, {counted(rows, 'row')} in"
        f" {len(made.rows)} tables to {out / 'tables'} in {seconds(made.seconds)}."
    )
    if made.articles and made.problems == made.articles:
        raise Stop("None of the articles could be read; the column problem says why.")


def _on_cluster(
    articles: Sequence[Path], out: Path, format: str, batch: int, address: str
) -> Summary:
    import logging

    from helpers.corpus import on_dask

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # tracebacks; we say it in a line
    try:
        return on_dask(articles, out, scheduler=address, format=format, batch=batch)
    except ImportError:
        raise Stop("Dask is not installed: pip install 'newswalk[dask]'.") from None
    except (OSError, TimeoutError) as error:
        raise Stop(
            f"There is no Dask scheduler at {address}: {str(error) or 'no answer'}"
        ) from None
