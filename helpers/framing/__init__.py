"""Framing: generic frames, naming, loaded words, keyness, roles, and agreement between coders."""

from helpers.framing.agreement import krippendorff_alpha
from helpers.framing.documents import document_frames, frame_cues, frames
from helpers.framing.keyness import keyness
from helpers.framing.loaded import loaded_language
from helpers.framing.naming import in_scare_quotes, naming, naming_by_voice
from helpers.framing.parties import party, tilt
from helpers.framing.roles import roles

__all__ = [
    "document_frames",
    "frame_cues",
    "frames",
    "in_scare_quotes",
    "keyness",
    "krippendorff_alpha",
    "loaded_language",
    "naming",
    "naming_by_voice",
    "party",
    "roles",
    "tilt",
]
