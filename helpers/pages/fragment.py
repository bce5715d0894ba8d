"""HTML that knows how to show itself in a notebook."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from helpers.resources import data_path


class Fragment(str):
    """A piece of HTML; as the last line of a notebook's cell it is shown, not printed."""

    def _repr_html_(self) -> str:
        return str(self)


def asset(name: str) -> str:
    """Return a file of ``data/style`` as text."""
    return data_path("style", name).read_text(encoding="utf-8")


def told(value: Any) -> str:
    """Escape a value for HTML; an empty string if it is missing.

    Examples
    --------
    >>> told("<b>"), told(None)
    ('&lt;b&gt;', '')
    """
    missing = value is None or (not isinstance(value, str) and bool(pd.isna(value)))
    return "" if missing else escape(str(value))
