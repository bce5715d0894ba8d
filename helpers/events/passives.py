"""Which words are full verbs, and which of them are passive."""

from __future__ import annotations

from helpers.language import grammar as g
from helpers.language.plain import Token, once

_BE = {"was", "were", "been", "being", "is", "are", "be"}


@once
def is_verb(token: Token) -> bool:
    """Tell whether the token is a full verb that can carry an event."""
    if token.dep_ in g.AUXILIARY | {"cop", "case", "mark", "fixed"} or token.is_space:
        return False
    return token.pos_ == "VERB" or (token.tag_.startswith("VB") and token.pos_ == "AUX")


@once
def passive(verb: Token) -> bool:
    """Tell whether the verb is passive, also as the second of two (``was seized and burnt``)."""
    if _only_labelled(verb):
        return False
    if g.is_passive(verb):
        own = g.subjects(verb) and not g.passive_subjects(verb)
        return not own or bool(g.children(verb, {"aux:pass", "auxpass"})) or _in_headline(verb)
    if verb.tag_ == "VBN" and _is_been(verb) and not g.objects(verb):
        return True
    if verb.dep_ != "conj" or verb.tag_ not in {"VBN", "VBD"} or not is_verb(verb.head):
        return False
    bare = not g.subjects(verb) and not g.auxiliaries(verb) and not g.objects(verb)
    return bare and passive(verb.head)


def _is_been(verb: Token) -> bool:
    """Whether a participle stands behind *to be*, by whatever label (*votes were *cast**)."""
    beside = g.children(verb, {"aux"})
    return bool(g.children(verb, {"cop"})) or any(a.lower_ in _BE for a in beside)


def _in_headline(verb: Token) -> bool:
    """Whether a passive has lost its *was* in a headline (*Oslo urged by nurses to act*)."""
    bare = not g.objects(verb) and not g.auxiliaries(verb)
    return bare and verb.lower_.endswith(("ed", "en")) and bool(g.children(verb, g.AGENT))


def _only_labelled(verb: Token) -> bool:
    """Tell whether a past tense is called passive by its subject's label alone.

    Its object tells (*the senate ratified by a large majority a treaty*), or that nobody does it.
    """
    if g.children(verb, {"aux:pass", "auxpass"}) or verb.dep_ in {"acl", "amod", "advcl"}:
        return False
    behind = any(o.i > verb.i for o in g.objects(verb))
    if verb.tag_ == "VBN":
        return behind and not g.recipients(verb) and bool(g.passive_subjects(verb))
    return verb.tag_ == "VBD" and (behind or not g.children(verb, g.AGENT))
