"""Acts done by saying: who says he will, must or won't do a thing, does something by saying so.

PLOVER codes a stated intention by what is intended: to yield, to help, to talk is AGREE, to harm is
THREATEN, not to is REJECT, and that somebody else must is REQUEST.
"""

from __future__ import annotations

from helpers.events import patients
from helpers.events.arguments import Arguments, arguments
from helpers.events.clauses import is_infinitive
from helpers.events.concerned import condition
from helpers.events.lexicon import Sense, Senses, in_class
from helpers.events.people import is_actor
from helpers.events.senses import best_sense
from helpers.events.subjects import is_time, is_verb
from helpers.language import grammar as g
from helpers.language.plain import Token

_YIELDING = {"AID", "COOPERATE", "CONCEDE", "RETREAT"}
_HARMING = {"ASSAULT", "COERCE", "SANCTION", "PROTEST"}
_WILL = {"will", "would", "wo", "'ll", "’ll", "shall"}
_COULD = {"could", "might", "may"}
_MUST = {"must", "should", "ought"}
_OWN = {"it", "they", "he", "she", "we", "i"}
_OWNED = {"its", "their", "his", "her", "our", "my"}

Act = tuple[str, list[Token], list[Token]]


def _modals(verb: Token) -> set[str]:
    return {a.lower_ for a in g.auxiliaries(verb)}


def reporter(verb: Token, senses: Senses) -> Token | None:
    """Return the reporting verb whose content the clause is (``they *said* they would …``)."""
    tellers = [verb.head] if verb.dep_ in g.CLAUSAL_COMPLEMENT else []
    tellers += [c for c in verb.children if c.dep_ == "parataxis"]
    for head in tellers:
        sense = best_sense(head, "v", Arguments(), senses) if is_verb(head) else None
        if sense is not None and sense.type == "SAY":
            return head
    return None


def _is_to(verb: Token) -> bool:
    """Whether the clause tells what is due (*Norway *is to* send nurses*)."""
    governor = verb.head
    bound = governor.lemma_ == "be" and governor.i < verb.i and verb.dep_ in g.CLAUSAL_COMPLEMENT
    return is_infinitive(verb) and (bound or any(a.lemma_ == "be" for a in g.auxiliaries(verb)))


def _speaks_of_itself(verb: Token, speaker: list[Token]) -> bool:
    subject = arguments(verb).agents
    return bool(speaker) and any(
        t.lower_ in _OWN
        or t.lemma_ in {s.lemma_ for s in speaker}
        or any(p.lower_ in _OWNED for p in g.possessors(t))
        for t in subject
    )


def _is_party(doer: Token) -> bool:
    """Whether a doer is a party whose plans are threats: a nation, a named group, an army."""
    named = doer.ent_type_ in {"LOC", "GPE", "ORG", "NORP"}
    return named or (
        in_class({doer.lemma_.lower()}, ("fighter", "protester")) and doer.pos_ != "PRON"
    )


def _speaks_for_it(speaker: list[Token], doers: list[Token]) -> bool:
    """Whether the speaker is the doer's own (*Norway will leave, *its envoy* said*)."""
    owned = any(p.lower_ in {"its", "their"} for t in speaker for p in g.possessors(t))
    return owned and any(is_actor(t) for t in doers)


def _commitment(verb: Token, sense: Sense, args: Arguments, senses: Senses) -> Act | None:
    """``They said they would …``, ``Turkey will …``."""
    modals, due = _modals(verb), _is_to(verb)
    if not (modals & (_WILL | _COULD) or due) or args.passive or not args.agents:
        return None
    said = reporter(verb, senses)
    for_it = said is not None and _speaks_for_it(arguments(said).agents, args.agents)
    own = for_it or (said is not None and _speaks_of_itself(verb, arguments(said).agents))
    could = own and bool(modals & _COULD) and sense.type in _HARMING
    if not (modals & _WILL or could or due):
        return None
    known = own and said is not None and not for_it
    speaker = arguments(said).agents if known and said is not None else args.agents
    target = patients.choose(sense, args)
    if own and said is not None and not any(is_actor(t) for t in target):
        told = g.objects(said) + g.recipients(said)
        target = [t for t in told if is_actor(t)] or target
    if own and g.negated(verb) and sense.type in _YIELDING | {"AGREE", "CONSULT", "SUPPORT"}:
        return "REJECT", speaker, [t for t in target if is_actor(t)] or args.objects or target
    if g.negated(verb):
        return (
            ("REJECT", speaker, target)
            if sense.type in _YIELDING | {"CONSULT", "SUPPORT"}
            else None
        )
    actor = any(is_actor(t) for t in args.agents)
    if sense.type in {"RETREAT", "CONCEDE"} or ((own or actor) and sense.type in _YIELDING):
        return "AGREE", speaker, target
    planned = actor and said is not None and any(map(_is_party, args.agents))
    if not (own or planned) or sense.type not in _HARMING:
        return None
    pressed = [] if any(is_actor(t) for t in target) else condition(args)
    return "THREATEN", speaker, pressed or target


def _harm_announced(verb: Token, sense: Sense, args: Arguments, senses: Senses) -> Act | None:
    """Who lets it be known that somebody will be harmed (*looters will be shot, the mayor said*)."""
    untold = args.passive and not args.agents and not g.negated(verb)
    if not untold or sense.type not in _HARMING or not _modals(verb) & _WILL:
        return None
    said = reporter(verb, senses)
    if said is None:
        return None
    telling = arguments(said)
    told = best_sense(said, "v", telling, senses)
    harmed = [t for t in args.objects if sense.type == "ASSAULT" or is_actor(t)]
    if not harmed or told is None or told.type != "SAY" or not any(map(is_actor, telling.agents)):
        return None
    return "THREATEN", telling.agents, harmed


def demand(verb: Token, args: Arguments, senses: Senses) -> Act | None:
    """Return the act if somebody says that another must do it (*he said the army must leave*)."""
    if not _modals(verb) & _MUST or g.negated(verb):
        return None
    said = reporter(verb, senses)
    if said is None:
        return None
    speaker = arguments(said).agents
    subject = args.objects if args.passive else args.agents
    people = [t for t in subject if is_actor(t)]
    if not speaker or not people or _speaks_of_itself(verb, speaker):
        return None
    return "REQUEST", speaker, people


def speech_act(verb: Token, sense: Sense, args: Arguments, senses: Senses) -> Act | None:
    """Return ``(type, agents, patients)`` if the clause is an act of speech by what it says it will do."""
    if not is_verb(verb):
        copula = [t for t in g.subjects(verb) or g.children(verb, {"expl"}) if not is_time(t)]
        refused = sense.type == "AGREE" and g.negated(verb)
        kind = "REJECT" if refused else sense.type
        return (kind, copula, patients.choose(sense, args)) if copula else None
    return _harm_announced(verb, sense, args, senses) or _commitment(verb, sense, args, senses)
