"""``python -m helpers.cli`` is the command ``newswalk``."""

from helpers.cli.app import main

main()
