"""What every test shares: no network, a cache of its own, one thread."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MPLBACKEND", "agg")


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
