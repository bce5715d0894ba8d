"""Events: who did what to whom, when, where, how many, according to whom; claims that clash."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.events.contest import claims
    from helpers.events.fivew import answers
    from helpers.events.table import events

__all__ = ["answers", "claims", "events"]

_HOME = {"answers": "fivew", "claims": "contest", "events": "table"}


def __getattr__(name: str) -> Any:
    """Load what is asked for only then: the claims of tables that are there need no pipeline."""
    if name in _HOME:
        return getattr(importlib.import_module(f"helpers.events.{_HOME[name]}"), name)
    raise AttributeError(f"module 'helpers.events' has no attribute {name!r}")
