"""The commands, their options and their exit codes: 0 done, 1 could not be done, 2 wrong use."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

_INTERRUPTED = 130

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    help="From the raw text of news articles to who says what and who did what to whom.",
)

Inputs = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[ARTICLES]...",
        help="Files and folders: .txt .html .md .docx, .csv .tsv .jsonl .ndjson .parquet."
        " None: the teaching corpus.",
        show_default=False,
    ),
]


@app.callback()
def _begin(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong.")] = False,
) -> None:
    from helpers.cli.screen import begin

    begin(quiet)


@app.command()
def run(
    articles: Inputs = None,
    out: Annotated[Path, typer.Option(help="The folder to write into.")] = Path("build"),
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="NN", help="Execute only this notebook; may be repeated."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Notebooks that run at once.")] = 2,
) -> None:
    """Execute the walk: tables, notebooks, figures and pages.

    \b
    newswalk run                                 the teaching corpus, into build/
    newswalk run article.txt --out mine          one article of your own
    newswalk run folder export.csv --out mine    any mix of files and folders
    """
    from helpers.cli.run import run_walk
    from helpers.cli.screen import said

    with said():
        run_walk(articles or [], out, only=only or [], jobs=jobs)


@app.command()
def tables(
    articles: Annotated[
        list[Path], typer.Argument(metavar="ARTICLES...", help="Files and folders.")
    ],
    out: Annotated[Path, typer.Option(help="The folder to write into.")],
    format: Annotated[str, typer.Option(help="parquet or csv.")] = "parquet",
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    batch: Annotated[int, typer.Option(min=1, help="Articles analysed together.")] = 32,
    dask: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Use the Dask cluster of this scheduler."),
    ] = None,
) -> None:
    """Write the tables alone, of many articles; if interrupted, run it again and it goes on.

    In CSV a text that a spreadsheet would run as a formula begins with a ' (in
    Parquet it is left as it is).

    \b
    newswalk tables archive/ --out big --jobs 4
    newswalk tables export.csv --out big --format csv
    newswalk tables archive/ --out big --dask tcp://10.0.0.5:8786
    """
    from helpers.cli.many import make_tables
    from helpers.cli.screen import said

    if format not in ("parquet", "csv"):
        raise typer.BadParameter(f"{format!r} is neither parquet nor csv.", param_hint="--format")
    with said():
        make_tables(articles, out, format=format, jobs=jobs, batch=batch, dask=dask)


@app.command()
def evaluate(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Stages; none: all.", show_default=False),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            envvar="NEWSWALK_GOLD",
            help="The folder with public gold corpora; without it, our own gold.",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write the scores as JSON to this file.")] = None,
) -> None:
    """Score the stages against gold: the project's own, or public corpora with baselines.

    \b
    newswalk evaluate
    newswalk evaluate --gold ../gold
    newswalk evaluate names voices --gold ../gold --out scores.json
    """
    from helpers.cli.scores import score
    from helpers.cli.screen import said

    with said():
        score(names or [], gold, out)


@app.command()
def lessons(
    out: Annotated[Path, typer.Option(help="The folder to write into.")],
) -> None:
    """Write learners' copies of the notebooks: exercises and checks, without the solutions.

    \b
    newswalk lessons --out lessons
    """
    from helpers.cli.lessons import write_lessons
    from helpers.cli.screen import said

    with said():
        write_lessons(out)


def main() -> None:
    """Run the command."""
    logging.captureWarnings(True)
    try:
        app()
    except KeyboardInterrupt:
        raise SystemExit(_interrupted()) from None
    except SystemExit as end:  # typer makes Ctrl-C an exit without a word
        raise SystemExit(_interrupted() if end.code == _INTERRUPTED else end.code) from None


def _interrupted() -> int:
    print("newswalk: interrupted; what was done is kept.", file=sys.stderr)
    return _INTERRUPTED
