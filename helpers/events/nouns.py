"""Events that a noun tells: the siege of the city, Russian raids, talks between two sides."""

from __future__ import annotations

from helpers.events import patients
from helpers.events.arguments import Arguments
from helpers.events.clauses import is_behind
from helpers.events.draft import Draft
from helpers.events.hosts import SHARED, befallen, doers, host_agents, occurs
from helpers.events.lexicon import (
    NO_EVENT,
    Sense,
    Senses,
    demonyms,
    nationalities,
    noun_classes,
    word_list,
)
from helpers.events.people import is_actor
from helpers.events.senses import best_sense, fits_words, lemma_of
from helpers.events.subjects import is_time, is_verb
from helpers.language import grammar as g
from helpers.language.places import countries
from helpers.language.plain import Token

_ACTOR_NOUNS = frozenset({"@force", "@fighter", "@protester", "government", "regime", "state"})


_PLACES = {"LOC", "GPE"}
_AT_A_PLACE = {"ASSAULT", "COERCE", "PROTEST", "RETREAT", "CONSULT"}
_SAID_BY = {"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "AID"}
_ONE = {"the", "a", "an", "this", "that", "these", "those"}


def noun_agents(noun: Token, sense: Sense) -> list[Token]:
    """Return who does what an event noun names: *Russia's* raid, *Russian* raid, raid *by …*."""
    if is_behind(noun):
        return g.subjects(noun)
    done_to = "poss" in sense.patient and not any(p == "of" for p, _ in g.prepositional(noun))
    if not done_to and (owners := [p for p in g.possessors(noun) if not is_time(p)]):
        return owners
    wanted = {"by", "of"} if "of.agent" in sense.patient else {"by"}
    wanted |= {"from"} if "from.agent" in sense.patient else set()
    beside = g.prepositional(noun)
    if befallen(noun):
        wanted = {*wanted, "from"}
        beside = beside + g.prepositional(noun.head)
    if sense.type in {"SUPPORT", "AID", "AGREE"} and g.preposition(noun) == "with":
        wanted = {"by", "of", "from"}
    if sense.type in _SAID_BY and noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "from":
        wanted = {*wanted, "from"}
    doing = [n for p, n in beside if p in wanted and not is_time(n)]
    doing = [t for n in doing for t in (g.subjects(n)[:1] if is_verb(n) else [n])]
    if named := [n for n in doing if g.preposition(n) != "of" or is_actor(n)]:
        return [c for n in named for c in g.conjuncts(n)]
    given = [
        c for c in noun.children if c.dep_ == "acl" and c.lemma_.lower() in word_list("light_verbs")
    ]
    if doers := [t for c in given for t in g.agents(c)]:
        return doers
    if sense.type == "AGREE":
        return []
    marks = [c for c in noun.children if c.dep_ in g.COMPOUND | {"amod"} and c.i < noun.i]
    struck = _struck(noun, sense)
    kind = {word for role, words in sense.frame if role == "mod" for word in words}
    marks = [c for c in marks if c not in struck and c.lower_ not in kind and _may_do(c, noun)]
    return [c for c in marks if _names_actor(c) and not _is_scene(c, noun)][-1:]


def _whose(noun: Token) -> str:
    """Whether a noun's modifier does it, or is only what it is about, by ``event_noun_control.csv``."""
    return word_list("noun_control").get(noun.lemma_.lower(), "")


def _may_do(mark: Token, noun: Token) -> bool:
    """Whether a modifier can do what its noun says (*the police inquiry*, not *the Lund inquiry*)."""
    whose = _whose(noun)
    if whose not in {"undergone", "matter", "vote"} or mark.ent_type_ == "ORG":
        return True
    place = mark.ent_type_ in _PLACES or mark.text in nationalities()
    return fits_words(mark, _ACTOR_NOUNS) or (place and whose != "vote")


def _undergoing(noun: Token) -> list[Token]:
    """The person or people before a noun, who undergo it (*the *Lund* trial*, *a *Quaker* ban*)."""
    before = [c for c in noun.children if c.dep_ in g.COMPOUND | {"amod"} and c.i == noun.i - 1]
    people = [c for c in before if c.text in demonyms() and c.text not in nationalities()]
    people += [c for c in before if c.ent_type_ == "PERSON"]
    return people if _whose(noun) == "undergone" else []


def _struck(noun: Token, sense: Sense) -> list[Token]:
    """The place that force is used on, where it stands before its noun (*the Leith siege*); a country acts."""
    if people := _undergoing(noun):
        return people
    if sense.type not in {"ASSAULT", "COERCE"}:
        return []
    places = [c for c in noun.children if c.dep_ in g.COMPOUND and c.ent_type_ in {"LOC", "GPE"}]
    return [c for c in places if c.lower_ not in countries() and c.text not in demonyms()]


def _is_scene(mark: Token, noun: Token) -> bool:
    """Whether a place before other words of a compound is where it happened (*Leith ferry fire*)."""
    place = mark.ent_type_ in {"LOC", "GPE"} and mark.dep_ in g.COMPOUND and mark.i < noun.i - 1
    return place and mark.text not in demonyms()


def _names_actor(word: Token) -> bool:
    proper = word.text[:1].isupper() and word.tag_ in {"NNP", "NNPS", "JJ"}
    proper &= not word.is_sent_start or bool(word.ent_type_) or word.text in demonyms()
    return (proper and not is_time(word)) or fits_words(word, _ACTOR_NOUNS)


def from_noun(noun: Token, senses: Senses) -> Draft | None:
    """Return the event that a noun tells, ``None`` if it tells none or nobody has part in it."""
    if noun.dep_ in g.COMPOUND or not is_noun(noun) or _is_idle(noun):
        return None
    if (lemma_of(noun, "n", senses), "n") not in senses:
        return None
    host = occurs(noun)
    pairs = g.prepositional(noun) + ([] if host is None else g.prepositional(host))
    args = Arguments(
        obliques=[(p, c) for p, n in pairs for c in g.conjuncts(n) if c != noun],
        complements=[c for c in noun.children if c.dep_ in {"acl", "ccomp", "xcomp"}],
    )
    sense = best_sense(noun, "n", args, senses)
    if sense is None or sense.type in NO_EVENT:
        return None
    agents = noun_agents(noun, sense)
    parties = [n for p, n in args.obliques if p == "between"]
    if parties and not agents:
        agents, found = parties[:1], parties[1:] or other_people(parties[0])
    else:
        found = [p for p in patients.choose(sense, args, noun=noun) if p not in agents]
        found = [p for p in befallen(noun) if p not in agents] or found
        agents = agents or [t for t in host_agents(noun, sense) if t not in found]
        agents = agents or doers(noun, sense, found)
        found = found or _struck(noun, sense) or _journey(noun, sense)
        if sense.type in SHARED and len(agents) == 1 and not found:
            found = other_people(agents[0])
    if not agents and not found and not _happens(noun, sense, senses):
        return None
    return Draft(noun, sense, args, agents, found, noun)


def _happens(noun: Token, sense: Sense, senses: Senses) -> bool:
    """Whether an event noun tells a deed of its own though it names nobody (*the assault failed*)."""
    if any(_is_scene(c, noun) for c in noun.children) or _is_placed(noun, sense):
        return True
    if occurs(noun) is not None and sense.type in {"OTHER", "CONSULT"}:
        return True
    there = any(c.dep_ == "expl" and c.tag_ == "EX" for c in noun.head.children)
    kinds = {s.type for s in senses[lemma_of(noun, "n", senses), "n"]}
    if {"PROTEST", "ASSAULT"} <= kinds and not (
        there and sense.frame
    ):  # a strike alone may be either
        return False
    of_force = sense.type in {
        "ASSAULT",
        "COERCE",
        "PROTEST",
    } and noun.dep_ not in g.COMPOUND | g.NOMINAL_MODIFIER | {"obl"}
    one = any(c.dep_ == "det" and c.lower_ in _ONE for c in noun.children)
    return of_force and (one or there)


def _is_placed(noun: Token, sense: Sense) -> bool:
    """Whether the place of fighting or talks is named with them (*the war in Ruritania*)."""
    if sense.type not in _AT_A_PLACE:
        return False
    return any(
        p in {"in", "at", "near"} and n.ent_type_ in _PLACES for p, n in g.prepositional(noun)
    )


def _is_idle(noun: Token) -> bool:
    """Whether a noun and its preposition are no more than one (*in advance of the vote*)."""
    bare = not any(c.dep_ in {"det", "amod", "nmod:poss"} for c in noun.children)
    return bare and g.preposition(noun) == "in" and noun.lower_ in noun_classes()["idle"]


def is_noun(word: Token) -> bool:
    """Tell whether a word is a noun, also one that ends in *-ing* (*Fighting broke out*)."""
    if word.pos_ == "NOUN":
        return True
    gerund = word.tag_ == "VBG" and word.dep_ in g.SUBJECT | g.PASSIVE_SUBJECT
    return gerund and not any(c.dep_ in g.OBJECT | g.AUXILIARY for c in word.children)


def _journey(noun: Token, sense: Sense) -> list[Token]:
    """Where somebody goes for talks is whom he talks with (*flew to *Oslo* for talks*)."""
    if sense.type != "CONSULT" or g.preposition(noun) != "for" or not is_verb(noun.head):
        return []
    goals = [n for p, n in g.prepositional(noun.head) if p in {"to", "in"} and is_actor(n)]
    return goals[:1]


def other_people(noun: Token) -> list[Token]:
    """The second of two nations that describe one noun (*Irish and *Dutch* officials*)."""
    marks = [c for c in noun.children if c.dep_ in g.COMPOUND | {"amod"}]
    peoples = [c for c in marks if c.text in demonyms() or c.ent_type_ in {"LOC", "GPE"}]
    peoples += [n for p, n in g.prepositional(noun) if p in {"from", "of"} and n.ent_type_]
    return [c for people in peoples for c in people.children if c.dep_ == "conj"][:1]
