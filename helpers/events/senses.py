"""Which sense a word has: the most specific frame of the lexicon that its arguments fill."""

from __future__ import annotations

from dataclasses import replace

from helpers.events.arguments import Arguments
from helpers.events.clauses import (
    is_behind,
    is_demanded,
    is_for_somebody,
    is_infinitive,
    is_to_come,
)
from helpers.events.figures import as_meant
from helpers.events.forms import base_forms, lemma_of
from helpers.events.kinds import fits_words, kinds
from helpers.events.lexicon import (
    FRIENDLY,
    HOSTILE,
    NO_EVENT,
    PLOVER,
    Sense,
    Senses,
    in_class,
)
from helpers.events.subjects import is_time
from helpers.events.surroundings import Word
from helpers.language import grammar as g
from helpers.language.plain import Token

_PARTIES = {"to", "with", "against", "from", "at", "on", "for", "over", "between", "by", "toward",
            "towards", "into", "behind", "of"}  # fmt: skip
_TYPES = frozenset(f"@{name}" for name in PLOVER)
_EVENTFUL = _TYPES | {"@hostile", "@friendly"}


def _object_fits(words: frozenset[str], word: Word) -> bool:
    if words == {"@none"}:
        return not word.objects
    if not words:
        return bool(word.objects)
    return not words.isdisjoint(word.object_kinds) or _name_event(word.object_heads, words, word)


def _name_event(nouns: list[Token], words: frozenset[str], word: Word) -> bool:
    if words.isdisjoint(_EVENTFUL):
        return False
    return any(_names_event(n, words, word.senses) for n in nouns)


def _names_event(noun: Token, words: frozenset[str], senses: Senses) -> bool:
    """Whether a noun names an event of a type that a frame asks for (``obj=@AID``, ``of=@hostile``)."""
    kinds = {w[1:] for w in words if w in _TYPES}
    kinds |= HOSTILE if "@hostile" in words else set()
    kinds |= FRIENDLY if "@friendly" in words else set()
    if not kinds or noun.pos_ != "NOUN":
        return False
    named = best_sense(noun, "n", Arguments(), senses)
    return named is not None and named.type in kinds


def _complement_fits(words: frozenset[str], args: Arguments, senses: Senses) -> bool:
    if not words:
        return bool(args.complements)
    if words == {"@must"}:
        return any(is_demanded(c) for c in args.complements)
    if words == {"@will"}:
        return any(is_to_come(c) for c in args.complements)
    if words == {"@did"}:
        return any(_is_deed_of_others(c, senses) for c in args.complements)
    if words == {"@for"}:
        return any(is_for_somebody(c) for c in args.complements + args.purposes)
    if not words & {"@hostile", "@friendly"}:
        return any((kinds(c) | set(base_forms(c))) & words for c in args.complements)
    wanted = HOSTILE if words == {"@hostile"} else FRIENDLY
    return any(complement_type(c, senses) in wanted for c in args.complements + args.purposes)


def _is_deed_of_others(clause: Token, senses: Senses) -> bool:
    """Tell whether a clause says what force others have used (*said that *troops* burned the mill*)."""
    doing = [t for t in g.subjects(clause) if t.pos_ in {"NOUN", "PROPN"}]
    others = [
        t for t in doing if in_class({t.lemma_.lower()}, ("force", "fighter", "body", "leader"))
    ]
    others += [t for t in doing if t.ent_type_ in {"LOC", "GPE", "NORP"}]
    own = any(p.tag_ == "PRP$" for t in doing for p in g.possessors(t)) or g.negated(clause)
    known = bool(others) and not own and not is_to_come(clause)
    if known and is_behind(clause):
        deed = best_sense(clause, "n", Arguments(), senses)
        return deed is not None and deed.type in {"ASSAULT", "COERCE"}
    return known and complement_type(clause, senses) in {"ASSAULT", "COERCE"}


def complement_type(verb: Token, senses: Senses) -> str:
    """Return the type of a complement clause's own event, looking through words like *help to*."""
    from helpers.events.arguments import arguments

    args = arguments(verb)
    sense = best_sense(verb, "v", args, senses)
    if sense is not None and sense.type not in {"LIGHT", "STATE", "SAY", "OTHER"}:
        return sense.type
    for noun in args.objects:
        named = best_sense(noun, "n", Arguments(), senses)
        if named is not None:
            return named.type
    for deeper in args.complements:
        return complement_type(deeper, senses)
    return "" if sense is None else sense.type


def _holds(role: str, words: frozenset[str], word: Word) -> bool:
    head, args = word.head, word.args
    if role == "prt":
        return bool(words & word.particles)
    if role == "obj":
        return _object_fits(words, word)
    if role == "subj":
        return not words.isdisjoint(word.agent_kinds)
    if role == "comp":
        return _complement_fits(words, args, word.senses)
    if role == "inf":
        return any(is_infinitive(c) for c in args.complements + args.purposes)
    if role == "mod":
        return any({c.lower_, c.lemma_.lower(), f"@{c.ent_type_}"} & words for c in head.children)
    if role == "voice":
        return _voice(head, args) in words
    named = word.named(role)
    if not words:
        return any(not is_time(n) for n in named)
    return not words.isdisjoint(word.kinds_named(role)) or _name_event(named, words, word)


def _voice(head: Token, args: Arguments) -> str:
    """How a frame's ``voice=`` reads the clause: *passive*, *negative* or *active*."""
    if g.negated(head):
        return "negative"
    return "passive" if args.passive else "active"


def fits_frame(sense: Sense, word: Word) -> bool:
    """Tell whether all conditions of a sense's frame hold."""
    # A generator would cost as much as what it asks.
    for role, words in sense.frame:  # noqa: SIM110
        if not _holds(role, words, word):
            return False
    return True


def best_sense(head: Token, pos: str, args: Arguments, senses: Senses) -> Sense | None:
    """Return the word's sense with the most specific frame that holds, ``None`` if there is none."""
    frames = senses.get((lemma_of(head, pos, senses), pos))
    if frames is None:
        return None
    word = Word(head, args, senses)
    for at, sense in enumerate(frames):
        if fits_frame(sense, word):
            meant = as_meant(sense, pos, word)
            return meant if pos == "n" else _with_roles(meant, frames[at + 1 :], word)
    return None


def _with_roles(best: Sense, others: list[Sense], word: Word) -> Sense:
    """Add, as the last to be looked at, the prepositions that a sense's like have for their patient."""
    if best.type in {"OTHER", *NO_EVENT} or "only" in best.patient or "subj" in best.patient:
        return best
    more: dict[str, None] = {}
    for sense in sorted(others, key=lambda s: s.row):
        if sense.type == best.type:
            roles = [r for r in sense.patient if r in _PARTIES and r not in best.patient]
            if roles and fits_frame(sense, word):
                more |= dict.fromkeys(roles)
    return replace(best, patient=(*best.patient, *more)) if more else best


__all__ = [
    "Word",
    "base_forms",
    "best_sense",
    "fits_frame",
    "fits_words",
    "is_demanded",
    "lemma_of",
]
