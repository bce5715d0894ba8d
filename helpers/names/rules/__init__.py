"""The reasons for which two names of an article may be the same, each a rule that scores pairs."""

from helpers.names.aliases import Rule
from helpers.names.rules.acronyms import brackets, initials
from helpers.names.rules.heads import (
    half_of_country,
    head_noun,
    last_word,
    owner_left_out,
    short_place,
    state_in_short,
)
from helpers.names.rules.near import shared_word
from helpers.names.rules.people import part_of_person
from helpers.names.rules.renames import renamed, same_key
from helpers.names.rules.sounds import sounds

RULES: list[Rule] = [
    same_key, brackets, renamed, initials, part_of_person, sounds, owner_left_out, head_noun,
    half_of_country, short_place, state_in_short, last_word,
]  # fmt: skip
"""All rules that may join two names, from the surest."""

NEAR: list[Rule] = [shared_word]
"""What looks alike and is never joined: shown, so that a reader sees what was not done, and why."""

__all__ = ["NEAR", "RULES"]
