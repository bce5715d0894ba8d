"""A JupyterLab server on a copy of the notebooks, and one of its tabs as a person uses it."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.conftest import ROOT

WHOLE_PAGE = '{"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}}'
STARTING, RUNNING = 90, 600
"""Seconds to wait: for the server, for a notebook."""


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def _settings(folder: Path) -> Path:
    """Write settings with which every cell stays in the page, so that the test sees them all."""
    made = folder / "settings" / "labconfig"
    made.mkdir(parents=True)
    (made / "default_setting_overrides.json").write_text(WHOLE_PAGE, encoding="utf-8")
    return made.parent


@contextmanager
def serving(notebooks: Path, folder: Path) -> Iterator[str]:
    """Run ``make lab`` on a folder of notebooks; gives the address, with its token."""
    port, token = _free_port(), secrets.token_hex(8)
    options = f"--no-browser --allow-root --expose-app-in-browser --port={port}"
    options += f" --IdentityProvider.token={token} --ServerApp.quit_button=False"
    command = ["make", "--no-print-directory", "-C", str(ROOT), "-o", ".venv/.ready", "lab"]
    command += [f"BIN={Path(sys.executable).parent}", f"NOTEBOOKS={notebooks}", f"LAB={options}"]
    own = {"JUPYTER_CONFIG_DIR": str(_settings(folder)), "JUPYTERLAB_WORKSPACES_DIR": str(folder)}
    own |= {"JUPYTERLAB_SETTINGS_DIR": str(folder / "user"), "JUPYTER_NO_CONFIG": ""}
    log = folder / "server.log"
    with log.open("w") as written:
        server = subprocess.Popen(
            command, env=os.environ | own, stdout=written, stderr=written, start_new_session=True
        )
    try:
        _wait(f"http://127.0.0.1:{port}/api?token={token}", server, log)
        yield f"http://127.0.0.1:{port}/lab/tree/NOTEBOOK?reset&token={token}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    last = time.monotonic() + STARTING
    while time.monotonic() < last and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise AssertionError(f"make lab did not start:\n{log.read_text()[-3000:]}")


_CELLS = """() => {
  const model = window.jupyterapp.shell.currentWidget.context.model.toJSON();
  return model.cells.map(c => ({
    source: Array.isArray(c.source) ? c.source.join("") : c.source, type: c.cell_type,
    count: c.execution_count ?? null, outputs: c.outputs || [],
    tags: (c.metadata && c.metadata.tags) || [] }));
}"""
_STATUS = """() => {
  const now = window.jupyterapp?.shell?.currentWidget?.context;
  return now?.sessionContext?.session?.kernel?.status ?? "none";
}"""


class Tab:
    """A notebook that is open in JupyterLab: what a person does with it, and what they see."""

    def __init__(self, page: Any, address: str, name: str) -> None:
        self.page = page
        page.goto(address.replace("NOTEBOOK", name))
        page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell", timeout=60_000)
        page.wait_for_function(
            f"name => window.jupyterapp.shell.currentWidget?.context?.path === name"
            f" && ({_STATUS})() === 'idle'",
            arg=name,
            timeout=120_000,
        )

    def menu(self, *path: str) -> None:
        """Choose an entry of the menu bar."""
        first, *rest = path
        self.page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{first}$")).click()
        for label in rest:
            entry = self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{label}$"))
            entry.first.click()

    def run_all(self) -> list[dict[str, Any]]:
        """Choose *Run All Cells*, wait for the end, and return the cells as they are then."""
        before = {number: cell["count"] for number, cell in enumerate(self.cells())}
        self.menu("Run", "Run All Cells")
        last = time.monotonic() + RUNNING
        while time.monotonic() < last:
            time.sleep(0.4)
            cells = self.cells()
            ran = [
                cell["count"] is not None and cell["count"] != before[number]
                for number, cell in enumerate(cells)
                if cell["type"] == "code" and cell["source"].strip()
            ]
            failed = any(errors(cell) for cell in cells)
            if (all(ran) or failed) and self.page.evaluate(_STATUS) == "idle":
                return cells
        raise AssertionError(f"not at its end after {RUNNING} s")

    def cells(self) -> list[dict[str, Any]]:
        """Return source, tags, execution count and outputs of every cell."""
        return self.page.evaluate(_CELLS)

    def write(self, number: int, source: str) -> None:
        """Click into a cell, select what is in it and type something else."""
        cell = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell").nth(number)
        hidden = cell.locator(".jp-Placeholder-content, .jp-Placeholder")
        if hidden.count():
            hidden.first.click()
        editor = cell.locator(".cm-content")
        editor.scroll_into_view_if_needed()
        editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)

    def run(self, number: int) -> str:
        """Run one cell with Ctrl+Enter and return what it printed."""
        before = self.cells()[number]["count"]
        cell = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell").nth(number)
        cell.locator(".jp-InputPrompt").click()
        self.page.keyboard.press("Control+Enter")
        last = time.monotonic() + RUNNING
        while time.monotonic() < last:
            time.sleep(0.2)
            now = self.cells()[number]
            if now["count"] not in (None, before) and self.page.evaluate(_STATUS) == "idle":
                return printed(now)
        raise AssertionError(f"cell {number} did not end")

    def close(self) -> None:
        """Shut the kernel down and close the tab, so that they take nothing from the next one."""
        self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.context.sessionContext.shutdown()"
        )
        self.page.close()


def printed(cell: dict[str, Any], stream: str = "stdout") -> str:
    """Return what a cell wrote to the screen."""
    texts = [o["text"] for o in cell["outputs"] if o.get("name") == stream]
    return "".join("".join(text) for text in texts)


def errors(cell: dict[str, Any]) -> list[str]:
    """Return the errors among a cell's outputs."""
    return [f"{o['ename']}: {o['evalue']}" for o in cell["outputs"] if o["output_type"] == "error"]
