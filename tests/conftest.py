"""What every test shares: no network, a cache of its own, one thread."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

OFFLINE = str(Path(__file__).parent / "offline")
LOG = Path(tempfile.gettempdir(), f"newswalk-network-{os.getpid()}.log")

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MPLBACKEND", "agg")
os.environ["NEWSWALK_OFFLINE_LOG"] = str(LOG)
os.environ["PYTHONPATH"] = os.pathsep.join(
    part for part in (OFFLINE, os.environ.get("PYTHONPATH", "")) if part
)
sys.path.insert(0, OFFLINE)
sys.modules.pop("sitecustomize", None)
import sitecustomize  # noqa: E402, F401


@pytest.fixture(autouse=True, scope="session")
def nobody_asked_for_the_network() -> Iterator[None]:
    """Fail the run if a test, a kernel or a process that it started tried to reach the network."""
    LOG.unlink(missing_ok=True)
    yield
    tried = LOG.read_text(encoding="utf-8") if LOG.exists() else ""
    LOG.unlink(missing_ok=True)
    assert not tried, f"The network was asked for:\n{tried}"


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True, scope="session")
def own_cache(cache_folder: Path) -> None:
    os.environ["NEWSWALK_CACHE"] = str(cache_folder)


@pytest.fixture(scope="session")
def articles():
    import helpers as nw

    return nw.read_articles()


@pytest.fixture(scope="session")
def docs(articles):
    import helpers as nw

    return nw.parse(articles)


@pytest.fixture(scope="session")
def walked(articles):
    """Every table of the teaching corpus."""
    import helpers as nw

    return nw.walk(articles)
