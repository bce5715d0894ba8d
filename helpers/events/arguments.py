"""Who stands where around a verb: its subject, also a shared one, objects, obliques, complements."""

from __future__ import annotations

from dataclasses import dataclass, field

from helpers.events.antecedents import antecedent, described
from helpers.events.clauses import is_for_somebody, is_infinitive
from helpers.events.lexicon import noun_classes, word_list
from helpers.events.subjects import is_time, is_verb, logical_subject, passive
from helpers.language import grammar as g
from helpers.language.plain import Token, once

_PLANS = {"plan", "plans", "intention", "decision", "readiness", "willingness", "desire", "determination",
          "promise", "pledge", "commitment", "offer", "threat", "intent", "wish", "vow"}  # fmt: skip
_ATTEMPTS = {"bid", "effort", "attempt", "move", "campaign", "drive", "push", "order"}

_JOINTLY = {"together", "along", "jointly"}


@dataclass
class Arguments:
    """The tokens that head a predicate's arguments, in logical roles.

    ``agents`` do, ``objects`` undergo, whatever the voice; ``obliques`` are pairs of a preposition and
    its noun; ``complements`` are heads of complement clauses; ``purposes`` of clauses of purpose, ``conditions`` of those
    with *if* or *unless*.
    """

    agents: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    obliques: list[tuple[str, Token]] = field(default_factory=list)
    complements: list[Token] = field(default_factory=list)
    purposes: list[Token] = field(default_factory=list)
    conditions: list[Token] = field(default_factory=list)
    passive: bool = False
    head: Token | None = None


def _hidden_complements(verb: Token) -> list[Token]:
    """Infinitives that a parser hung on the object or read as a purpose (*agreed to leave*)."""
    kind = word_list("control").get(verb.lemma_.lower())
    if kind == "object":
        below = [c for o in g.objects(verb) for c in o.children if c.dep_ == "acl"]
        return [c for c in below if c.tag_ == "VB" and is_infinitive(c)]
    plans = [c for o in g.objects(verb) if o.lemma_.lower() in _PLANS for c in o.children]
    if plans:
        return [c for c in plans if c.dep_ == "acl" and c.tag_ == "VB"]
    if kind == "subject" and not g.objects(verb):
        return [c for c in verb.children if c.dep_ in g.ADVERB_CLAUSE and is_infinitive(c)]
    return []


def _relative_object(verb: Token) -> list[Token]:
    """The noun that a relative clause leaves its object to (``the town they took``)."""
    noun = g.relative_head(verb)
    if noun is None or verb.dep_ not in g.RELATIVE:
        return []
    subjects = g.subjects(verb)
    filled = subjects and antecedent(subjects[0]) == subjects[0]
    if any(p.lower_ == "whose" for s in subjects for p in g.possessors(s)):
        return []
    return [described(noun)] if filled and noun.pos_ in {"NOUN", "PROPN", "PRON"} else []


def _stray_objects(verb: Token) -> list[Token]:
    """A bare noun right of an active verb is its object, whatever else a parser calls it."""
    subjects = g.subjects(verb)
    left = [t for t in subjects if t.i < verb.i]
    after_dateline = verb.dep_ == "parataxis" and verb.head.i < verb.i and left
    if passive(verb) or (verb.dep_ == "parataxis" and not after_dateline):
        return []
    near = [c for c in verb.rights if c.i - verb.i <= 8 and c.pos_ in {"NOUN", "PROPN", "NUM"}]
    labels = {"obl", "nmod", "dep", "compound:prt"} | (g.SUBJECT if left else set())
    labels = g.SUBJECT if after_dateline else labels
    found = [c for c in near if c.dep_ in labels and not g.preposition(c) and not is_time(c)]
    return found[:1]


def _objects(verb: Token) -> list[Token]:
    own = [antecedent(token) for token in g.objects(verb) or _stray_objects(verb)]
    own = [t for t in own if not t.lower_.endswith(("self", "selves"))]
    own = [_spent_on(t) if is_time(t) and not g.recipients(verb) else t for t in own]
    own = [t for t in own if not is_time(t) or g.recipients(verb)]
    if own:
        return [
            t for t in _without_the_next(verb, own) if t.lower_ not in noun_classes()["multiple"]
        ]
    if g.complements(verb):
        return own
    if verb.dep_ == "conj" and is_verb(verb.head) and not g.prepositional(verb):
        behind = [o for o in g.objects(verb.head) if o.i > verb.i and not is_time(o)]
        if behind:
            return [antecedent(o) for o in behind]
    shared = [
        o for c in verb.children if c.dep_ == "conj" and is_verb(c) for o in g.objects(c)
        if not g.prepositional(verb) and c.i - verb.i <= 3 and {verb.tag_, c.tag_} != {"VB", "VBD"}
    ]  # fmt: skip
    return shared or _relative_object(verb)


def _spent_on(time: Token) -> Token:
    """What a stretch of time is filled with (*held a second day of *talks**), else the time."""
    return next((n for p, n in g.prepositional(time) if p == "of" and not is_time(n)), time)


def _without_the_next(verb: Token, objects: list[Token]) -> list[Token]:
    """Leave out the object of a verb that follows (*killing 12 and wounding 30*)."""
    following = [c.i for c in verb.children if c.dep_ == "conj" and is_verb(c) and c.i > verb.i]
    before = [o for o in objects if not following or o.i < min(following)]
    return before or objects


def _obliques(verb: Token) -> list[tuple[str, Token]]:
    own = g.prepositional(verb)
    own = own + [pair for c in verb.children if c.lower_ in _JOINTLY for pair in g.prepositional(c)]
    pairs = own + [pair for _, noun in own if is_time(noun) for pair in g.prepositional(noun)]
    found = [(prep, antecedent(noun)) for prep, noun in pairs]
    return [(prep, each) for prep, noun in found for each in g.conjuncts(noun)]


@once
def arguments(verb: Token) -> Arguments:
    """Gather a verb's arguments in logical roles.

    The subject is looked for where English leaves it unsaid: in the governing clause of a
    participle or an infinitive, in the noun that a relative clause modifies, in the first of
    coordinated verbs.
    """
    is_passive = passive(verb)
    subject = [t for t in logical_subject(verb) if not is_time(t)]
    by = [antecedent(t) for t in _agents(verb)] if is_passive else []
    found = Arguments(
        agents=by if is_passive else subject,
        objects=subject if is_passive else _objects(verb),
        recipients=g.recipients(verb),
        obliques=[(p, n) for p, n in _obliques(verb) if n not in by],
        complements=g.complements(verb) or _told_before(verb) or _hidden_complements(verb),
        purposes=_purposes(verb),
        conditions=[c for c in verb.children if c.dep_ in g.ADVERB_CLAUSE and _is_condition(c)],
        passive=is_passive,
        head=verb,
    )
    if is_passive and verb.dep_ == "acl" and not subject and not g.children(verb, {"mark", "case"}):
        found.objects = [verb.head]
    return found


def _purposes(verb: Token) -> list[Token]:
    """Clauses of purpose, also those of a bid or an attempt (*marched in a *bid* to stop the tax*)."""
    hosts = [verb] + [n for p, n in g.prepositional(verb) if p == "in" and n.lower_ in _ATTEMPTS]
    below = [c for host in hosts for c in host.children if c.dep_ in g.ADVERB_CLAUSE | {"acl"}]
    return [c for c in below if is_infinitive(c) or (c in verb.children and is_for_somebody(c))]


def _agents(verb: Token) -> list[Token]:
    """A passive verb's by-phrase, its own or that of the last of several (*shot and killed by …*)."""
    own = [t for t in g.agents(verb) or _behind_by(verb) if not _is_means(t)]
    next_ = next((c for c in verb.children if c.dep_ == "conj" and is_verb(c)), None)
    if own or next_ is None or g.passive_subjects(next_):
        return own
    close = 0 < next_.i - verb.i <= 3 and passive(next_)
    return g.agents(next_) if close else []


def _behind_by(verb: Token) -> list[Token]:
    """Who stands behind *by* though a parser calls him a subject (*was beaten by *his rival**)."""
    by = next((c.i for c in verb.children if c.lower_ == "by" and c.i > verb.i), None)
    behind = [t for t in verb.children if t.dep_ in g.SUBJECT and by is not None and t.i > by]
    return [c for t in behind if g.phrase(t).start - 1 == by for c in g.conjuncts(t)]


def _is_means(noun: Token) -> bool:
    """Whether a bare noun tells by what means, and is nobody (*reached by *telephone**)."""
    bare = all(c.dep_ == "case" for c in noun.lefts)
    return bare and noun.lower_ in noun_classes()["means"]


def _told_before(verb: Token) -> list[Token]:
    """The clause that a verb of saying follows (*the road is closed, the mayor protested*)."""
    return [verb.head] if verb.dep_ == "parataxis" and is_verb(verb.head) else []


def _is_condition(clause: Token) -> bool:
    return any(c.lower_ in {"if", "unless"} and c.dep_ == "mark" for c in clause.children)
