"""Events: who did what to whom, when, where, how many, according to whom; claims that clash."""

from helpers.events.contest import claims
from helpers.events.fivew import answers
from helpers.events.table import events

__all__ = ["answers", "claims", "events"]
