"""Executing notebooks with papermill: a bar for each, and words for the cell that fails."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook
from tqdm import tqdm

from helpers.cli.screen import Stop

FOLDER = Path(__file__).resolve().parent.parent.parent / "notebooks"
_BARS = threading.local()


class Engine(NBClientEngine):
    """papermill's own engine, which also moves the bar of its thread after each cell."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Execute the cells; see papermill."""
        bar = getattr(_BARS, "bar", None)
        complete = nb_man.cell_complete

        def cell_complete(*args: Any, **more: Any) -> Any:
            if bar is not None:
                bar.update()
            return complete(*args, **more)

        nb_man.cell_complete = cell_complete
        return super().execute_managed_notebook(nb_man, kernel_name, **options)


papermill_engines.register("newswalk", Engine)


def notebook_paths() -> list[Path]:
    """Return the notebooks of the walk, in order.

    Raises
    ------
    Stop
        If there are none beside the package.
    """
    paths = sorted(FOLDER.glob("[0-9][0-9]_*.ipynb"))
    if not paths:
        raise Stop(f"There are no notebooks in {FOLDER}: run newswalk from a clone of the project.")
    return paths


def tidy(notebook: Any) -> Any:
    """Take away when and where a notebook was run, so that two runs give the same file.

    What a cell prints reaches us in pieces that are cut by the clock, so the pieces are joined.
    """
    notebook.metadata.pop("papermill", None)
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
        if cell.cell_type == "code":
            cell.outputs = _joined(cell.outputs)
    notebook.cells = [
        cell
        for cell in notebook.cells
        if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])
    ]
    return notebook


def _joined(outputs: list[Any]) -> list[Any]:
    """Join what was printed to one stream and lies side by side."""
    joined: list[Any] = []
    for output in outputs:
        before = joined[-1] if joined else None
        if (
            before
            and output.output_type == "stream" == before.output_type
            and (output.name == before.name)
        ):
            before.text += output.text
        else:
            joined.append(output)
    return joined


def execute(path: Path, target: Path, parameters: Mapping[str, Any], slot: int) -> None:
    """Execute one notebook into ``target``; what was executed is kept if a cell fails.

    Raises
    ------
    Stop
        With the notebook, the cell and the error.
    """
    count = len(nbformat.read(path, as_version=4).cells)
    with tqdm(
        total=count, desc=path.stem, unit="cell", position=slot, leave=False, disable=None,
        bar_format="{desc:24.24} {bar} {n_fmt}/{total_fmt} cells {elapsed}", ncols=76,
    ) as bar:  # fmt: skip
        _BARS.bar = bar
        try:
            execute_notebook(
                path, target, dict(parameters), engine_name="newswalk", progress_bar=False,
                cwd=target.parent, kernel_name="python3", language="python", log_output=False,
                extra_arguments=["--IPKernelApp.log_level=50"],
            )  # fmt: skip
        except PapermillExecutionError as error:
            raise Stop(_failure(path, error)) from None
        finally:
            if target.exists():
                book = tidy(nbformat.read(target, as_version=4))
                nbformat.write(book, target)


def _failure(path: Path, error: PapermillExecutionError) -> str:
    lines = str(error.source).strip().splitlines()
    code = "\n".join(f"    {line}" for line in lines[:8])
    return (
        f"{path.name}, cell {error.cell_index} [{error.exec_count}] failed:\n{code}\n"
        f"  {error.ename}: {error.evalue}"
    )


def quiet_environment() -> None:
    """Spare the kernels what they do not need: many threads each, and the debugger's warning."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    os.environ.setdefault("MPLBACKEND", "agg")
    if sys.platform == "linux":
        os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
