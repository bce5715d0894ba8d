"""Events that a verb tells: its sense, light verbs with their nouns, verbs that the lexicon does not know."""

from __future__ import annotations

from dataclasses import replace

from helpers.events import patients
from helpers.events.arguments import Arguments, arguments
from helpers.events.descriptions import describes, is_attribute, only_possible
from helpers.events.draft import Draft
from helpers.events.lexicon import NO_EVENT, Sense, Senses
from helpers.events.light import UNKNOWN, carried, deed, way
from helpers.events.people import is_actor, is_somebody
from helpers.events.predicates import from_predicate, is_predicate
from helpers.events.senses import best_sense, fits_frame, fits_words, is_demanded
from helpers.events.speech import demand, speech_act
from helpers.events.subjects import is_verb
from helpers.events.surroundings import Word, heads
from helpers.language import grammar as g
from helpers.language.plain import Token

DEMAND = Sense("", (), "REQUEST", ("comp.subj",), "a verb of demand that the lexicon does not know")
_FORCES = frozenset({"@force", "@armament", "@fighter"})
_PLACES = frozenset({"@place"})
_DONE_TO = {"ASSAULT", "COERCE", "AID", "SUPPORT", "ACCUSE", "SANCTION"}


def from_verb(verb: Token, senses: Senses) -> Draft | None:
    """Return the event that a verb, or an adjective of readiness, tells, ``None`` if it tells none."""
    # What is found out below about the clause is written into its arguments: a copy, the kept are shared.
    args = replace(arguments(verb))
    if is_attribute(verb):
        return None
    if is_predicate(verb, senses):
        return from_predicate(verb, args, senses)
    feeling = _feeling(verb, args, senses)
    if feeling is not None:
        return feeling
    sense = best_sense(verb, "v" if is_verb(verb) else "a", args, senses)
    if sense is None and is_verb(verb):
        sense = _unknown(verb, args)
    if sense is not None and sense.figure and (named := carried(verb, args, senses)):
        return named
    if (asked := demand(verb, args, senses)) is not None:
        return Draft(verb, sense or UNKNOWN, args, asked[1], asked[2], type=asked[0])
    if sense is None:
        return None
    act = speech_act(verb, sense, args, senses)
    if act is not None:
        new_type, agents, found = act
        return Draft(verb, sense, args, agents, found, type=new_type)
    if sense.type in NO_EVENT:
        if sense.type != "LIGHT":
            return None
        return carried(verb, args, senses) or deed(verb, args) or way(verb, args)
    if sense.type == "AGREE" and (g.negated(verb) or _not_to(args)):
        return Draft(verb, sense, args, args.agents, patients.choose(sense, args), type="REJECT")
    args = _undergone(sense, _mind_made_up(sense, _needs_object(verb, sense, args)))
    if sense.type == "OTHER" and (only_possible(verb) or describes(verb, args, sense)):
        return None
    if (why := _in_protest(args)) and sense.type in {"OTHER", "COERCE"} and args.agents:
        sense = replace(sense, type="PROTEST", patient=("against", "at", "over", *sense.patient))
        args.obliques = g.prepositional(why) + args.obliques
    found = patients.choose(sense, args)
    agents = args.objects if "obj.agent" in sense.patient else args.agents
    draft = Draft(verb, sense, args, agents or _forces(sense, args, found), found)
    return _with_noun(draft, senses)


def _forces(sense: Sense, args: Arguments, found: list[Token]) -> list[Token]:
    """Who moves, where forces *are sent* somewhere and nobody is said to send them."""
    sent = sense.type == "MOBILIZE" and args.passive and found
    own = [t for t in args.objects if any(fits_words(n, _FORCES) for n in heads([t]))]
    return [t for t in own if t not in found] if sent else []


def _not_to(args: Arguments) -> bool:
    """Whether what somebody says he will do is not to (*agreed not to sail*)."""
    return bool(args.complements) and all(map(g.negated, args.complements))


def _feeling(verb: Token, args: Arguments, senses: Senses) -> Draft | None:
    """Read *Norway is outraged at …* as what Norway lets be known, not what is done to it."""
    known = is_verb(verb) and (verb.lower_, "a") in senses
    if not known or not args.passive or args.agents:
        return None
    felt = replace(args, agents=args.objects, objects=[], passive=False)
    frames = sorted(senses[verb.lower_, "a"], key=lambda s: s.row)
    word = Word(verb, felt, senses)
    sense = next((s for s in frames if fits_frame(s, word)), None)
    if sense is None or sense.type in NO_EVENT:
        return None
    return Draft(verb, sense, felt, felt.agents, patients.choose(sense, felt))


def _in_protest(args: Arguments) -> Token | None:
    """The noun that makes a deed a protest (*emptied their churns in *protest* at the levy*)."""
    return next(
        (n for p, n in args.obliques if p == "in" and n.lower_ in {"protest", "anger"}), None
    )


def _unknown(verb: Token, args: Arguments) -> Sense | None:
    """An unknown verb is an event of type OTHER if somebody does something to something.

    What somebody says that another must do is a demand, whatever the verb (*stipulated that the army
    leave*).
    """
    plain = verb.text.isalpha() and verb.tag_ != "MD" and verb.dep_ not in {"amod", "compound"}
    if not plain or len(verb) < 2 or only_possible(verb) or describes(verb, args, UNKNOWN):
        return None
    if args.agents and any(is_demanded(c) for c in args.complements):
        return DEMAND
    acted = [t for t in args.agents + args.objects if t.pos_ in {"NOUN", "PROPN"}]
    if args.complements:
        return None
    if args.objects and (acted or (args.passive and any(map(is_somebody, args.objects)))):
        return UNKNOWN
    doing = [t for t in args.agents if is_actor(t)]
    return UNKNOWN if doing and patients.choose(UNKNOWN, args) else None


def _needs_object(verb: Token, sense: Sense, args: Arguments) -> Arguments:
    """Read a headline's *Hundreds killed in quake* as the passive that it is."""
    bare = not args.objects and not args.complements and not g.auxiliaries(verb)
    undone = verb.tag_ == "VBN" or g.passive_subjects(verb)
    harmed = sense.type in _DONE_TO or (sense.type == "OTHER" and verb.tag_ == "VBN")
    needs = sense.patient[:1] == ("obj",) and harmed
    if bare and needs and undone and not patients.choose(sense, args):
        args.agents, args.objects, args.passive = [], args.agents, True
    return args


def _mind_made_up(sense: Sense, args: Arguments) -> Arguments:
    """Read *is committed to leave* as an act of who is committed."""
    resolved = sense.lemma in {"commit", "prepare", "determine", "resolve", "decide"}
    if resolved and args.passive and not args.agents and args.complements:
        args.agents, args.objects = args.objects, []
    return args


def _undergone(sense: Sense, args: Arguments) -> Arguments:
    """Read *came under fire from the hills* as done to its subject."""
    words = next((words for role, words in sense.frame if role == "under"), None)
    if words is None or args.passive or args.objects:
        return args
    under = [n for p, n in args.obliques if p == "under" and fits_words(n, words)]
    doers = [n for host in under for p, n in g.prepositional(host) if p in {"by", "from"}]
    doers += [n for p, n in args.obliques if p in {"by", "from"}]
    args.objects, args.agents = args.agents, [c for n in doers[:1] for c in g.conjuncts(n)]
    args.passive = True
    return args


def _with_noun(draft: Draft, senses: Senses) -> Draft:
    """Take in the event noun that the verb's frame asks for (``carried out a *raid*``)."""
    asked = [words for role, words in draft.sense.frame if role == "obj" and words]
    for noun in draft.args.objects:
        named = best_sense(noun, "n", Arguments(), senses) if noun.pos_ == "NOUN" else None
        same = named is not None and named.type == draft.sense.type
        if named is not None and draft.agents and _says_whose(draft.head, noun):
            draft.patients = [p for p in draft.patients if p != noun]
        if asked and same and fits_words(noun, asked[0]) and not fits_words(noun, _PLACES):
            draft.noun = noun
            draft.patients = [p for p in draft.patients if p != noun]
    return draft


def _says_whose(verb: Token, noun: Token) -> bool:
    """Whether a participle only says whose an event noun is (*the support *given* by allies*)."""
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head == noun


def hidden_participle(word: Token, senses: Senses) -> Draft | None:
    """Read *its planes bombing targets* as planes that bomb, though a parser sees one compound.

    So too *Norway is massing troops*, where a parser sees what Norway is.
    """
    args = _behind_its_doer(word) or _behind_to_be(word)
    if args is None:
        return None
    sense = best_sense(word, "v", args, senses)
    if sense is None or sense.type in NO_EVENT | {"OTHER"}:
        return None
    return Draft(word, sense, args, args.agents, patients.choose(sense, args))


def _behind_its_doer(word: Token) -> Arguments | None:
    if word.dep_ not in g.COMPOUND or not word.lower_.endswith("ing") or word.i < 1:
        return None
    before = word.nbor(-1) if word.nbor(-1).pos_ != "ADV" or word.i < 2 else word.nbor(-2)
    if before.tag_ != "NNS" or before.sent != word.sent or word.head.i != word.i + 1:
        return None
    return Arguments(agents=[before], objects=[word.head])


def _behind_to_be(word: Token) -> Arguments | None:
    noun = word.head
    if word.dep_ != "amod" or word.tag_ != "VBG" or not g.children(noun, {"cop"}):
        return None
    straight = [c for c in g.children(noun, {"cop"}) if c.i == word.i - 1]
    subject = [t for t in g.subjects(noun) if t.i < word.i]
    if not straight or not subject:
        return None
    return Arguments(agents=subject, objects=[noun], obliques=g.prepositional(noun))
