"""Names: people, organisations and places in articles, and which of them are the same."""

from helpers.names.actors import actors, role
from helpers.names.linking import cooccurrence, link
from helpers.names.places import locate
from helpers.names.stage import alias_pairs, name_clusters, names, resolve

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
