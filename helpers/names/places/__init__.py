"""Places on the map: what a name may mean, and which of it the article means."""

from helpers.names.places.choosing import locate, votes
from helpers.names.places.gazetteer import (
    Place,
    candidates,
    certain_countries,
    countries,
    is_settlement,
    is_state,
    place_key,
    short_state,
)

__all__ = [
    "Place",
    "candidates",
    "certain_countries",
    "countries",
    "is_settlement",
    "is_state",
    "locate",
    "place_key",
    "short_state",
    "votes",
]
