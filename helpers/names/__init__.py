"""Names: people, organisations and places in articles, and which of them are the same."""

from helpers.names.actors import actors, role
from helpers.names.clusters import name_clusters
from helpers.names.linking import cooccurrence, link
from helpers.names.pairs import alias_pairs
from helpers.names.places import locate
from helpers.names.resolving import resolve
from helpers.names.stage import names

__all__ = [
    "actors",
    "alias_pairs",
    "cooccurrence",
    "link",
    "locate",
    "name_clusters",
    "names",
    "resolve",
    "role",
]
