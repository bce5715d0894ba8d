"""Which attributions to believe: what is said needs a cue that says it, or marks that are sure.

A clause after *said* needs no further proof. A bare noun phrase after a verb
that seldom reports speech (*imposed a siege*) is taken only when the encoder is
sure of its words.
"""

from __future__ import annotations

from helpers.language import grammar
from helpers.language.plain import Span, Token
from helpers.voices import cues, link
from helpers.voices.asked import is_asked
from helpers.voices.rules import Attribution
from helpers.voices.stance import head_of

KNOWN, KNOWN_PHRASE = 0.7, 0.6
"""Precision in the training part from which a word is taken to report a clause, or a phrase."""
PHRASAL = 0.2
"""Precision under which a verb with its particle is no cue (*called off*)."""
PHRASE_UNKNOWN, PHRASE_KNOWN, CLAUSE_UNKNOWN, PHRASE_NOBODYS = 0.62, 0.35, 0.45, 0.7
"""Mean probability that a phrase after an unknown, a known or nobody's cue, or a clause, must have."""


def believed(places: link.Places, one: Attribution) -> bool:
    """Tell whether cue and content together are speech, thought or writing."""
    if one.cue is None:
        return True
    if one.source is None and _names_only(places, one.cue):
        return False
    if _swallows(places, one, one.cue):
        return False
    head = head_of(one.cue)
    if " " in cues.lemma(head) and cues.precision(cues.lemma(head), cues.VERB) < PHRASAL:
        return False
    quoted = [q for q in places.quotes.within(one.start, one.end) if places.quotes.is_speech(q)]
    inside = places.doc.user_data.get("voice_content")
    if quoted or inside is None:
        return True
    words = words_of(places, one)
    if one.source is None and _is_a_name(places, one):
        return False
    sure = sum(inside[t.i] for t in words) / max(1, len(words))
    if all(t.pos_ in _SMALL for t in one.cue):
        return sure >= SMALL_CUE and len(words) >= SURE_WORDS
    return sure >= max(_needed(head, words), _nobodys(one, head, words))


SMALL_CUE, SURE_WORDS = 0.7, 4
"""Mean probability and length of what a cue says that is no verb, noun or adjective."""
FEWEST = 3
"""Uses in the training part from which a pattern of a cue is known."""
FEW = 2
"""Words of a content that takes up what came before (*it*, *that out*)."""
_SMALL = {"AUX", "PART", "PRON", "ADV", "DET"}
"""What a sure cue does not consist of (*can*, *were not*)."""


def _swallows(places: link.Places, one: Attribution, cue: Span) -> bool:
    """Whether a verb in the midst of a quotation is taken to report how that quotation begins."""
    quotation = places.quotes.at(cue[0].idx)
    if quotation is None or not places.quotes.is_speech(quotation):
        return False
    return one.start <= quotation.start and cue.end_char < one.end


def words_of(places: link.Places, one: Attribution) -> list[Token]:
    """Return the words of a content, without its cue and source."""
    held = {t.i for s in (one.cue, one.source) if s is not None for t in s}
    return [t for t in places.quotes.span(one.start, one.end) if t.i not in held]


def _is_a_name(places: link.Places, one: Attribution) -> bool:
    """Whether nothing but somebody is named as what nobody says (``estimates *Jan Moss of Alto*``)."""
    words = words_of(places, one)
    root = places.quotes.span(one.start, one.end).root
    return root.ent_type_ in {"PERSON", "ORG"} and not any(t.tag_ in cues.FINITE for t in words)


def _needed(head: Token, words: list[Token]) -> float:
    if is_asked(head) and any(t.head.i == head.i for t in words):
        return 0.0
    if head.lower_ == "according":
        return 0.0 if any(t.tag_ in cues.FINITE for t in words) else PHRASE_KNOWN
    if any(t.tag_ in cues.FINITE for t in words):
        known = cues.precision(cues.lemma(head), cues.word_class(head)) >= KNOWN
        return 0.0 if known else CLAUSE_UNKNOWN
    return PHRASE_KNOWN if _precision(head, words) >= KNOWN_PHRASE else PHRASE_UNKNOWN


def _nobodys(one: Attribution, head: Token, words: list[Token]) -> float:
    """How sure a noun phrase must be that hangs on a verb which is nobody's (``an ad *focused* on …``)."""
    phrase = not any(t.tag_ in cues.FINITE or t.tag_ == "TO" for t in words)
    phrase = phrase and not is_asked(head)
    verb = cues.word_class(head) == cues.VERB and head.lower_ != "according"
    return PHRASE_NOBODYS if one.source is None and phrase and verb else 0.0


def _precision(head: Token, words: list[Token]) -> float:
    """How surely a word reports speech in the way these words hang on it, or at all if that is unknown.

    What is a word for a whole clause (``believe *it*``) hangs on it as a clause would.
    """
    lemma, kind, inside = cues.lemma(head), cues.word_class(head), {t.i for t in words}
    if words and words[0].lower_ in cues.POINTS_BACK and len(words) <= FEW:
        return cues.precision(lemma, kind)
    known = [
        entry.precision
        for pattern, said in cues.patterns(head)
        if said.i in inside
        and (entry := cues.entries().get((lemma, kind, pattern)))
        and entry.uses >= FEWEST
    ]
    return max(known, default=cues.precision(lemma, kind))


def _names_only(places: link.Places, cue: Span) -> bool:
    """Whether a passive cue gives a thing a word in quotation marks (``described as “vital”``)."""
    if not grammar.is_passive(head_of(cue)):
        return False
    doc, at = places.doc, cue.end
    while at < len(doc) and doc[at].pos_ in {"ADP", "SCONJ", "DET"} and not doc[at].is_quote:
        at += 1
    quotation = places.quotes.at(doc[at].idx) if at < len(doc) else None
    return quotation is not None and not places.quotes.is_speech(quotation)
