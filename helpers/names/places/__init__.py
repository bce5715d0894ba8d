"""Places on the map: what a name may mean, and which of it the article means."""

from helpers.names.places.choosing import locate, votes
from helpers.names.places.gazetteer import (
    Place,
    candidates,
    certain_countries,
    countries,
    is_settlement,
    place_key,
    short_state,
)

__all__ = [
    "Place",
    "candidates",
    "certain_countries",
    "countries",
    "is_settlement",
    "locate",
    "place_key",
    "short_state",
    "votes",
]
