"""Force that is meant: what nobody uses, or what none can be used on, is an accident or a figure of speech.

*Rising rents crushed the middle class*, *the advert hit the airwaves* and *a fight for the nomination*
have the words of force, *seven were killed when a tram overturned* has its harm, but nobody attacks.
Such a clause keeps its event, as one of type OTHER. Asked are who does it (the classes ``calamity``,
``vehicle``, ``circumstance`` and ``law`` of ``event_classes.csv`` use no force), to whom (nothing
``intangible`` is struck) and, where nobody is named, whether it tells of an accident. Where somebody
armed is named, force is meant. ``event_figures.csv`` has the words that ask for more.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from helpers.events.accidents import CALAMITY, befell
from helpers.events.clauses import is_infinitive
from helpers.events.kinds import kinds, kinds_of
from helpers.events.lexicon import NO_EVENT, Sense, noun_classes
from helpers.events.people import is_somebody
from helpers.events.surroundings import Word, heads
from helpers.language import grammar as g
from helpers.language.plain import Token
from helpers.resources import lexicon

_FORCE = {"ASSAULT", "COERCE", "RETREAT"}
_HARMLESS = CALAMITY | {"@circumstance", "@intangible"}
_POWERLESS = {"ASSAULT": _HARMLESS | {"@vehicle", "@law"}, "COERCE": _HARMLESS}
_INTANGIBLE = frozenset({"@intangible"})
_THINGS = _HARMLESS | {"@vehicle", "@law", "@tool", "which"}
_FIGHTING = frozenset({"@force", "@fighter", "@armament", "@weapon", "@violence"})
_NATIONS = frozenset({"@nation", "@LOC", "@NORP"})
_TARGETS = _FIGHTING | _NATIONS | {"@protester", "@place", "@site"}
_BODIES = _FIGHTING | {"@protester", "@person", "@victim", "@NORP"}
_AIMED = {"for", "over", "against", "of", "from", "at", "in", "to"}
_MET = {"with", "against", "at", "on", "between", "alongside"}


@cache
def _asked() -> dict[tuple[str, str], str]:
    rows = lexicon("event_figures").to_dict("records")
    return {(row["lemma"], row["pos"]): row["asks"] for row in rows}


def as_meant(sense: Sense, pos: str, word: Word) -> Sense:
    """Return a sense of force as it is, or as one of type OTHER where the clause shows that none is meant."""
    if pos == "v" and sense.type not in NO_EVENT and _is_by_nobody(sense, word.args.agents):
        return replace(sense, type="OTHER", figure=True)
    if sense.type not in _FORCE:
        return sense
    figure = _is_contest(sense, word) if pos == "n" else _is_figure(sense, word)
    return replace(sense, type="OTHER", figure=True) if figure else sense


def _is_by_nobody(sense: Sense, agents: list[Token]) -> bool:
    """Whether what only somebody can do is done by no one (*an app that allows users to pay*)."""
    asks = _asked().get((sense.lemma, "v"))
    if asks == "somebody":
        return _any(agents[:1], _THINGS) and not any(map(is_somebody, agents))
    return asks == "named" and not any(map(is_somebody, agents))


def _is_figure(sense: Sense, word: Word) -> bool:
    """Whether a verb's clause shows that nobody uses force, or on nothing that it could be used on."""
    args = word.args
    if any(map(_is_contested, args.objects)):
        return True
    if any(map(_fights, args.agents)):
        return False
    named = any(role == "subj" and words for role, words in sense.frame)
    if not named and any(_is_powerless(t, sense) for t in args.agents[:1]):
        return True
    unsaid = not args.agents and sense.lemma in noun_classes()["harm"]
    if unsaid and not any(_fights(n) for _, n in args.obliques) and befell(word.head, args):
        return True
    if not _is_bare(sense):
        return False
    asks = _asked().get((sense.lemma, "v"), "")
    if (asks or sense.type == "ASSAULT") and _is_on_nothing(word):
        return True
    if asks == "bodily":
        return bool(args.objects) and not _any(args.objects, _BODIES)
    return asks == "armed" and not _has_armed_party(word)


def _is_bare(sense: Sense) -> bool:
    """Whether a frame asks for no words around its own but a particle."""
    return all(role == "prt" or not words for role, words in sense.frame)


def _fights(agent: Token) -> bool:
    """Whether somebody is armed, or something is a deed of force (*rebels*, *sniper fire*, *the raid*)."""
    marks = g.COMPOUND | {"amod"}
    around = [t for n in heads([agent]) for t in (n, *g.children(n, marks)) if t.pos_ != "PRON"]
    sure = [t for t in around if t.lemma_.lower() not in noun_classes()["either"]]
    return _any(sure, _FIGHTING)


def _is_powerless(agent: Token, sense: Sense) -> bool:
    """Whether an agent is nothing that uses force (*the recession*, *Storm Agnes*, *a tram*)."""
    kind = kinds(agent)
    if agent.pos_ == "PROPN":
        kind = kinds_of([agent, *g.children(agent, g.COMPOUND)]) & CALAMITY
    return not kind.isdisjoint(_POWERLESS.get(sense.type, _HARMLESS))


def _is_on_nothing(word: Word) -> bool:
    """Whether nothing is struck that force could be used on (*hit a new low*, *fought for a title*)."""
    args = word.args
    aims = args.objects or [n for p, n in args.obliques if p in _AIMED]
    return _any([t for t in heads(aims) if t.pos_ != "PROPN"], _INTANGIBLE)


def _has_armed_party(word: Word) -> bool:
    """Whether an army, a nation or a target of theirs is named, or nobody is (*were targeted*)."""
    args = word.args
    met = args.objects + [n for p, n in args.obliques if p in _MET]
    if _any(heads(met), _TARGETS) or any(map(_is_group, set(met) - set(args.objects))):
        return True
    meant = [n for p, n in args.obliques if p in {"for", "over"}]
    meant += [c for c in args.complements + args.purposes if is_infinitive(c)]
    if _any(args.agents, _NATIONS):
        return not meant or bool(args.objects)
    return not args.agents and not met


def _is_group(noun: Token) -> bool:
    """Whether a name is that of no single person (*fights with *Ansar al-Shams**)."""
    return noun.pos_ == "PROPN" and noun.ent_type_ != "PERSON"


def _is_contest(sense: Sense, word: Word) -> bool:
    """Whether a noun of force is one of words, money or games (*a price war*, *the battle for the title*)."""
    if _is_bare(sense) and _is_contested(word.head):
        return True
    near = word.args.obliques + g.prepositional(word.head)
    aims = [n for p, n in near if p in _AIMED | _MET]
    asks = _asked().get((sense.lemma, "n"))
    if asks == "armed" and _is_bare(sense):
        around = g.children(word.head, g.COMPOUND | {"amod"}) + g.possessors(word.head)
        parties = [n for _, n in near] + around + word.args.agents
        return not _any(heads(parties), _TARGETS)
    return asks is not None and _any([n for n in aims if n.pos_ != "PROPN"], _INTANGIBLE)


def _is_contested(noun: Token) -> bool:
    """Whether what stands before a noun of force makes it one of words (*a nomination battle*)."""
    marks = g.children(noun, g.COMPOUND | {"amod"})
    known = noun.lemma_.lower() in noun_classes()["attack"]
    return known and any(t.lemma_.lower() in noun_classes()["contest"] for t in marks)


def _any(tokens: list[Token], wanted: frozenset[str]) -> bool:
    return not kinds_of(tokens).isdisjoint(wanted)
