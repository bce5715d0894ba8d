"""What a voice speaks of but does not say: the attack that somebody condemns, the man *who killed* them.

Such events are presupposed (Kiparsky & Kiparsky 1970): a doubt or a question about the clause does not
bear on them, and whoever mourns or praises them does not report them.
"""

from __future__ import annotations

from typing import Any

from helpers.events.clauses import is_infinitive
from helpers.events.forms import base_forms
from helpers.events.lexicon import word_list
from helpers.events.noun_status import host_of, is_definite
from helpers.events.subjects import is_verb
from helpers.events.tenses import asks_how, is_past, tense_of
from helpers.language import grammar as g
from helpers.language.plain import Token

_TEMPORAL = {"after", "since", "when", "while"}
_EXPRESSING = {"convey", "express", "extend"}
_NOBODY = {"nobody", "no one", "none", "nothing"}
_TOPIC = {"about", "on", "over"}
_CLAUSES = g.CLAUSAL_COMPLEMENT | g.ADVERB_CLAUSE | {"csubj", "parataxis"}


def is_presupposed(head: Token, cue: tuple[int, int]) -> bool:
    """Tell whether an event within a content is taken for granted there.

    Parameters
    ----------
    head
        The event's verb, or the event noun itself.
    cue
        Where the voice's cue begins and ends, in characters.
    """
    if not is_verb(head):
        return not g.children(head, {"cop"}) and _is_known(head, cue)
    first = head
    while first.dep_ == "conj" and is_verb(first.head):
        first = first.head
    if asks_how(first):
        return True
    if first.dep_ in g.RELATIVE | {"acl"}:
        told = first.tag_ == "VBN" or first.dep_ in g.RELATIVE
        return told and is_definite(first.head) and tense_of(first, "") != "future"
    marks = {c.lower_ for c in g.children(first, {"mark", "advmod"}) if c.i < first.i}
    return bool(marks & _TEMPORAL) and first.dep_ in g.ADVERB_CLAUSE and is_past(first)


def _is_known(noun: Token, cue: tuple[int, int]) -> bool:
    """Whether an event noun is a definite one that stands in a clause of what was or is."""
    if not is_definite(noun):
        return False
    if _is_in(noun.head, cue):
        return noun.dep_ not in g.OBJECT and g.preposition(noun) in _TOPIC
    host = host_of(noun)
    return host is None or not (is_infinitive(host) or tense_of(host, "") == "future")


def is_untold(head: Token, voice: dict[str, Any]) -> bool:
    """Tell whether a voice does not report an event: it feels about it, or does not know of it.

    Parameters
    ----------
    head
        The event's verb, or the event noun itself.
    voice
        The row of the table ``voices``, with its cue.
    """
    cue = int(voice["cue_start"]), int(voice["cue_end"])
    nobody = str(voice["source"]).lower() in _NOBODY
    unaware = nobody or voice["stance"] == "deny"
    return (unaware and _has(head, cue, "factive")) or _felt(head, cue)


def _has(head: Token, cue: tuple[int, int], kind: str) -> bool:
    return any(_is_of(word, kind) for word in head.doc.touched(*cue) or [])


def _felt(head: Token, cue: tuple[int, int]) -> bool:
    """Whether a cue gives no report of an event but a feeling about it (*mourned the dead of the raid*).

    What a clause tells under such a cue is its source's own: *deplored that they had left*.
    """
    found = _has(head, cue, "emotive")
    token = head
    while token.head != token and not _is_in(token, cue):
        clause = token.dep_ in _CLAUSES and is_verb(token)
        if clause or (token.dep_ == "acl" and g.children(token, {"mark"})):
            return False
        found = found or (_is_expressed(token.head) and _is_of(token.head, "emotive"))
        token = token.head
    return found


def _is_expressed(noun: Token) -> bool:
    """Whether a noun is what somebody does by a light verb (*expressed her *sorrow**)."""
    verb = noun.head.lemma_.lower()
    return noun.dep_ in g.OBJECT and (verb in _EXPRESSING or verb in word_list("light_verbs"))


def _is_of(word: Token, kind: str) -> bool:
    known = word_list("modality")
    return any(known.get(form) == kind for form in base_forms(word))


def _is_in(token: Token, span: tuple[int, int]) -> bool:
    return span[0] <= token.idx < span[1]
