"""What the marks take for a voice and no reader does: somebody alone, an example, sides taken."""

from __future__ import annotations

from helpers.language import grammar
from helpers.language.plain import Span, Token
from helpers.names import role
from helpers.voices import cues, link
from helpers.voices.belief import words_of
from helpers.voices.rules import Attribution
from helpers.voices.stance import head_of
from helpers.voices.word_lists import words_of_role

TOLD = 0.85
"""Precision from which a verb tells of its passive subject alone (``a strike was *announced*``)."""


def unsaid(places: link.Places, one: Attribution) -> bool:
    """Tell whether an attribution holds nothing that anybody says, thinks or feels."""
    quoted = any(places.quotes.is_speech(q) for q in places.quotes.within(one.start, one.end))
    if one.cue is None or quoted:
        return False
    head, words = head_of(one.cue), words_of(places, one)
    if _is_example(head) or _somebody_alone(words) or _promises(head, one.source, words):
        return True
    if any(t.tag_ in cues.FINITE for t in words) or cues.word_class(head) != cues.VERB:
        return False
    return _takes_sides(head) or (one.source is None and _is_deed(head, words))


def _is_example(head: Token) -> bool:
    """Whether a verb gives an example (``a small town, *say*, Oslo``)."""
    doc, at = head.doc, head.i
    if head.lower_ not in words_of_role("example") or grammar.subjects(head) or at + 1 >= len(doc):
        return False
    return at > 0 and doc[at - 1].text == doc[at + 1].text == ","


def _somebody_alone(words: list[Token]) -> bool:
    """Whether all that is said is a personal pronoun (``groups that support *her*``)."""
    spoken = [t for t in words if not t.is_punct and not t.is_space]
    return len(spoken) == 1 and spoken[0].lower_ in words_of_role("person")


def _promises(head: Token, source: Span | None, words: list[Token]) -> bool:
    """Whether a thing promises or threatens to do something (``a cut that *threatens* to close it``)."""
    if source is None or head.lemma_.lower() not in words_of_role("figure"):
        return False
    who = source.root
    thing = who.pos_ == "NOUN" and not who.ent_type_ and not role(who)
    person = who.lower_.removesuffix("s").endswith(tuple(words_of_role("ending")))
    return thing and not person and any(t.tag_ == "TO" and t.head.head.i == head.i for t in words)


def _takes_sides(head: Token) -> bool:
    """Whether a participle tells whose side those it describes are on (``groups *backing* Reed``)."""
    side = head.lemma_.lower() in words_of_role("side")
    return side and head.tag_ == "VBG" and head.dep_ == "acl"


def _is_deed(head: Token, words: list[Token]) -> bool:
    """Whether a thing is what nobody does, or what is done to it (``to *attack* the camp``)."""
    if any(t.tag_ == "TO" for t in words):
        return False
    undergone = {t.i for subject in grammar.passive_subjects(head) for t in subject.subtree}
    told = cues.entries().get((cues.lemma(head), cues.VERB, "subject"))
    if told is not None and told.precision >= TOLD:
        return False
    alone = all(t.i in undergone for t in words if not t.is_punct)
    return head.tag_ == "VB" or (bool(undergone) and alone)
