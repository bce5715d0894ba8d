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
    if patient is not None and draft.head.dep_ == "acl" and draft.head.head in draft.patients:
        head = draft.head.head.i
        if patient.start <= head < draft.trigger.start < patient.end:
            return _bare(patient.doc[patient.start : draft.trigger.start])
    if patient is None or not patient.start < last <= min(t.i for t in draft.patients):
        return patient
    return patient.doc[last : patient.end] if draft.trigger.start >= patient.start else patient


def _before_clause(agent: Span | None, draft: Draft) -> Span | None:
    """Cut an agent before its own participle (*the group *fighting* beside us* fights)."""
    first = draft.trigger.start
    own = draft.head.dep_ == "acl" and draft.head.head in draft.agents
    if agent is None or not own or not agent.start < first < agent.end:
        return agent
    return _bare(agent.doc[agent.start : first])


def _is_scene(noun: Token, draft: Draft) -> bool:
    """Whether a place is where force was used, not what it was used on (*a bomb went off in Oslo*)."""
    noun = noun.head if noun.dep_ == "conj" and noun.head.ent_type_ else noun
    forced = draft.kind == "ASSAULT"
    named = noun.ent_type_ in {"LOC", "GPE"} and g.preposition(noun) in {"in", "near"}
    things = lex.noun_classes()["incident"] | lex.noun_classes()["weapon"]
    burst = any(t.lemma_.lower() in things for t in draft.agents)
    nominal = draft.head == draft.noun
    return forced and named and (nominal or burst) and noun.head in {draft.head, draft.noun}


def parties(draft: Draft) -> tuple[Span | None, Span | None, Span | None]:
    """Return the phrases of an event's agent, patient and recipient, each ``None`` if it has none."""
    long = draft.kind in lex.SPEECH_ACTS
    struck = [t for t in draft.patients if not _is_scene(t, draft)]
    recipients = [t for t in draft.args.recipients if t not in draft.patients]
    recipients = recipients or [n for p, n in draft.args.obliques if p == "to" and n.ent_type_]
    recipients = [t for t in recipients if t not in draft.patients]
    return (
        _before_clause(joint_phrase(draft.agents), draft),
        _behind(joint_phrase(struck, long=long, whole=True), draft),
        joint_phrase(recipients[:1]),
    )
