"""The command ``newswalk``."""

from helpers.cli.app import app, main

__all__ = ["app", "main"]
