"""The phrases of who does it, to whom, and who gets it, without the words of the event itself."""

from __future__ import annotations

from helpers.events import lexicon as lex
from helpers.events.draft import Draft
from helpers.events.phrases import joint_phrase
from helpers.language import grammar as g
from helpers.language.plain import Span, Token


def _bare(span: Span) -> Span:
    """A span without the adverbs and the punctuation at its end."""
    while len(span) > 1 and (span[-1].is_punct or span[-1].pos_ in {"ADV", "AUX"}):
        span = span.doc[span.start : span.end - 1]
    return span


def _behind(patient: Span | None, draft: Draft) -> Span | None:
    """Cut the trigger off a patient that a parser joined to it (*bombing targets*, *a town hit by …*)."""
    last = draft.trigger.end
    if (cut := _without_own_clause(patient, draft, draft.patients)) is not None:
        return cut
    if patient is None or not patient.start < last <= min(t.i for t in draft.patients):
        return patient
    return patient.doc[last : patient.end] if draft.trigger.start >= patient.start else patient


def _without_own_clause(span: Span | None, draft: Draft, heads: list[Token]) -> Span | None:
    """Cut a party before the clause of its own that tells the event (*the group *fighting* beside us*)."""
    noun = next((t for t in heads if t.i < draft.trigger.start), None)
    inside = draft.head.dep_ in g.NOMINAL_MODIFIER
    clause = inside or draft.head.dep_ in g.RELATIVE | {"acl"}
    if span is None or noun is None or not clause or not noun.i < draft.trigger.start < span.end:
        return None
    below = min(t.i for t in draft.head.subtree if t.i > noun.i)
    first = draft.trigger.start if inside else below
    return _bare(span.doc[span.start : first]) if span.start <= noun.i < first else None


def _is_scene(noun: Token, draft: Draft) -> bool:
    """Whether a place is where force was used, not what it was used on (*a bomb went off in Oslo*)."""
    noun = noun.head if noun.dep_ == "conj" and noun.head.ent_type_ else noun
    forced = draft.kind == "ASSAULT"
    named = noun.ent_type_ in {"LOC", "GPE"} and g.preposition(noun) in {"in", "near"}
    things = lex.noun_classes()["incident"] | lex.noun_classes()["weapon"]
    burst = any(t.lemma_.lower() in things for t in draft.agents)
    nominal = draft.head == draft.noun
    return forced and named and (nominal or burst) and noun.head in {draft.head, draft.noun}


def _words(noun: Token) -> set[str]:
    """The words of a name, whichever of them is its head (*St. Anne's *Hospital**)."""
    return {t.lower_ for t in [noun, *g.children(noun, g.COMPOUND)]}


def parties(draft: Draft) -> tuple[Span | None, Span | None, Span | None]:
    """Return the phrases of an event's agent, patient and recipient, each ``None`` if it has none."""
    long = draft.kind in lex.SPEECH_ACTS
    struck = [t for t in draft.patients if not _is_scene(t, draft)]
    recipients = [t for t in draft.args.recipients if t not in draft.patients]
    sites = lex.noun_classes()["site"] | lex.noun_classes()["place"]
    goals = [n for p, n in draft.args.obliques if p == "to" and n.ent_type_]
    recipients = recipients or [n for n in goals if not _words(n) & sites]
    recipients = [t for t in recipients if t not in draft.patients]
    agent = joint_phrase(draft.agents)
    return (
        _without_own_clause(agent, draft, draft.agents) or agent,
        _behind(joint_phrase(struck, long=long, whole=True), draft),
        joint_phrase(recipients[:1]),
    )


def is_owner(agent: Span | None) -> bool:
    """Tell whether an agent is no more than *his* or *their*: nobody, unless it is known whose."""
    return agent is not None and len(agent) == 1 and agent[0].tag_ == "PRP$"
