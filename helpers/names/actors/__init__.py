"""Actors without a name of their own, and the roles in which people and bodies act and speak."""

from helpers.names.actors.roles import role
from helpers.names.actors.table import COLUMNS, actors

__all__ = ["COLUMNS", "actors", "role"]
