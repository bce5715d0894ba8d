"""Events from the grammar of a sentence: triggers with their sense, agents and patients.

One draft a trigger; coordinated agents or patients stay one list. What a speech act is about
(``agreed *to withdraw*``) is folded into it, and an event noun into the light verb that carries it
(``launched an *attack* on``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from helpers.events import patients
from helpers.events.arguments import (
    Arguments,
    arguments,
    is_time,
    is_verb,
    logical_subject,
    passive,
)
from helpers.events.lexicon import NO_EVENT, Sense, Senses, demonyms, word_list
from helpers.events.pronouns import named_by
from helpers.events.senses import best_sense, fits_frame, fits_words, is_demanded, lemma_of
from helpers.events.speech import demand, speech_act
from helpers.language import grammar as g

UNKNOWN = Sense("", (), "OTHER", ("obj",), "a verb that the lexicon does not know")
SENT = Sense("", (), "OTHER", ("to", "obj"), "something given or sent to somebody")
DEMAND = Sense("", (), "REQUEST", ("comp.subj",), "a verb of demand that the lexicon does not know")
_TELLING = {"PROTEST", "ASSAULT", "RETREAT", "SANCTION", "COERCE", "COOPERATE", "MOBILIZE"}
_SHARED = {"CONSULT", "COOPERATE", "AGREE"}
_PLACES = frozenset({"@place"})
_ACTOR_NOUNS = frozenset({"@force", "@fighter", "@protester", "government", "regime", "state"})


@dataclass
class Draft:
    """An event before it is a row: its trigger and the tokens that head its arguments.

    ``under`` is the type of the speech act that the event is the content of (*agreed to *leave**).
    """

    head: Token
    sense: Sense
    args: Arguments
    agents: list[Token]
    patients: list[Token]
    noun: Token | None = None
    type: str = ""
    word: str = ""
    under: str = ""

    @property
    def trigger(self) -> Span:
        """The words that say the event: verb with particle, light verb with noun, or the noun."""
        words = [self.head.i] if self.noun is None else [self.noun.i]
        if self.noun is not None and 0 < self.noun.i - self.head.i <= 5:
            words.append(self.head.i)
        if self.head.i in words:
            near = [c.i for c in self.head.children if c.lower_ == g.particle(self.head)]
            words += [i for i in near if abs(i - self.head.i) <= 2]
        return self.head.doc[min(words) : max(words) + 1]

    @property
    def lemma(self) -> str:
        """The trigger's lemma: *launch attack*, *blow up*, *siege*."""
        if self.head == self.noun:
            return self.word or self.head.lemma_.lower()
        noun = [] if self.noun is None else [self.noun.lemma_.lower()]
        words = [self.word or self.head.lemma_.lower(), g.particle(self.head), *noun]
        return " ".join(w for w in words if w)


def _light(verb: Token, args: Arguments, senses: Senses) -> Draft | None:
    """Return the event that a light verb's object names (``launched an attack on the city``)."""
    if verb.lemma_.lower() not in word_list("light_verbs"):
        return None
    acting = [t for c in args.complements for t in arguments(c).agents]
    for noun in (n for n in args.objects if n not in acting):
        sense = best_sense(noun, "n", args, senses) if noun.pos_ == "NOUN" else None
        if sense is None:
            continue
        agents = args.agents or noun_agents(noun, sense)
        found = patients.choose(sense, args, noun=noun)
        return Draft(verb, sense, args, agents, [p for p in found if p != noun], noun)
    return None


def _deed(verb: Token, args: Arguments) -> Draft | None:
    """Return a light verb's own deed if its object names no event (*sent the town flour*)."""
    if word_list("light_verbs").get(verb.lemma_.lower()) != "deed" or args.complements:
        return None
    if not args.objects or not any(patients.is_actor(t) for t in args.agents):
        return None
    return Draft(verb, UNKNOWN, args, args.agents, patients.choose(SENT, args))


def noun_agents(noun: Token, sense: Sense) -> list[Token]:
    """Return who does what an event noun names: *Russia's* raid, *Russian* raid, raid *by …*."""
    done_to = "poss" in sense.patient and not any(p == "of" for p, _ in g.prepositional(noun))
    if not done_to and (owners := [p for p in g.possessors(noun) if not is_time(p)]):
        return owners
    wanted = {"by", "of"} if "of.agent" in sense.patient else {"by"}
    if sense.type in {"SUPPORT", "AID", "AGREE"} and g.preposition(noun) == "with":
        wanted = {"by", "of", "from"}
    if named := [n for p, n in g.prepositional(noun) if p in wanted and not is_time(n)]:
        return [c for n in named for c in g.conjuncts(n)]
    given = [
        c for c in noun.children if c.dep_ == "acl" and c.lemma_.lower() in word_list("light_verbs")
    ]
    if doers := [t for c in given for t in g.agents(c)]:
        return doers
    if sense.type == "AGREE":
        return []
    marks = [c for c in noun.children if c.dep_ in g.COMPOUND | {"amod"} and c.i < noun.i]
    return [c for c in marks if _names_actor(c) and not _is_scene(c, noun)][-1:]


def _is_scene(mark: Token, noun: Token) -> bool:
    """Whether a place before other words of a compound is where it happened (*Leith ferry fire*)."""
    place = mark.ent_type_ in {"LOC", "GPE"} and mark.dep_ in g.COMPOUND and mark.i < noun.i - 1
    return place and mark.text not in demonyms()


def _names_actor(word: Token) -> bool:
    proper = word.text[:1].isupper() and word.tag_ in {"NNP", "NNPS", "JJ"}
    proper &= not word.is_sent_start or bool(word.ent_type_) or word.text in demonyms()
    return (proper and not is_time(word)) or fits_words(word, _ACTOR_NOUNS)


def _from_noun(noun: Token, senses: Senses) -> Draft | None:
    if noun.dep_ in g.COMPOUND or not is_noun(noun):
        return None
    host = _occurs(noun)
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
        agents, found = parties[:1], parties[1:] or _other_people(parties[0])
    else:
        found = [p for p in patients.choose(sense, args, noun=noun) if p not in agents]
        agents = agents or [t for t in host_agents(noun, sense) if t not in found]
        found = found or _journey(noun, sense)
    if not agents and not found and not any(_is_scene(c, noun) for c in noun.children):
        return None
    return Draft(noun, sense, args, agents, found, noun)


def is_noun(word: Token) -> bool:
    """Tell whether a word is a noun, also one that ends in *-ing* (*Fighting broke out*)."""
    if word.pos_ == "NOUN":
        return True
    gerund = word.tag_ == "VBG" and word.dep_ in g.SUBJECT | g.PASSIVE_SUBJECT
    return gerund and not any(c.dep_ in g.OBJECT | g.AUXILIARY for c in word.children)


def _occurs(noun: Token) -> Token | None:
    """The verb that says no more of an event noun than that it takes place (*clashes broke out*)."""
    verb = noun.head
    if not is_verb(verb) or noun.dep_ not in g.SUBJECT | g.PASSIVE_SUBJECT:
        return None
    return verb if verb.lemma_.lower() in word_list("occurring") else None


def _journey(noun: Token, sense: Sense) -> list[Token]:
    """Where somebody goes for talks is whom he talks with (*flew to *Oslo* for talks*)."""
    if sense.type != "CONSULT" or g.preposition(noun) != "for" or not is_verb(noun.head):
        return []
    goals = [n for p, n in g.prepositional(noun.head) if p in {"to", "in"} and patients.is_actor(n)]
    return goals[:1]


def host_agents(noun: Token, sense: Sense) -> list[Token]:
    """Whose meeting, visit or deal it is, if only the clause says so (*left for talks with*)."""
    verb = noun.head
    if not (is_verb(verb) or g.children(verb, {"cop"})):
        return []
    known = word_list("occurring").get(verb.lemma_.lower(), "")
    inside = noun.dep_ in g.OBJECT and known in (
        {"do", "part"} if sense.type in _SHARED else {"do"}
    )
    inside &= not (
        sense.type == "AGREE" and verb.lemma_.lower() in {"leave", "quit", "skip", "join"}
    )
    part = [t for t in g.objects(verb) if t.lower_ == "part"]
    inside |= bool(part) and g.preposition(noun) == "in"
    inside |= sense.type in _SHARED and g.preposition(noun) in {
        "for",
        "in",
        "during",
        "into",
        "after",
        "before",
        "at",
    }
    if g.children(verb, {"cop"}):
        return [t for t in g.subjects(verb) if inside and t != noun]
    subject = g.subjects(verb) or (logical_subject(verb) if not passive(verb) else [])
    return [t for t in subject if inside and not is_time(t) and t.pos_ in {"NOUN", "PROPN", "PRON"}]


def _from_verb(verb: Token, senses: Senses) -> Draft | None:
    args = arguments(verb)
    feeling = _feeling(verb, args, senses)
    if feeling is not None:
        return feeling
    sense = best_sense(verb, "v" if is_verb(verb) else "a", args, senses)
    if sense is None and is_verb(verb):
        sense = _unknown(verb, args)
    if (asked := demand(verb, args, senses)) is not None:
        return Draft(verb, sense or UNKNOWN, args, asked[1], asked[2], type=asked[0])
    if sense is None:
        return None
    act = speech_act(verb, sense, args, senses)
    if act is not None:
        new_type, agents, found = act
        return Draft(verb, sense, args, agents, found, type=new_type)
    if sense.type in NO_EVENT:
        return (_light(verb, args, senses) or _deed(verb, args)) if sense.type == "LIGHT" else None
    if sense.type == "AGREE" and args.complements and all(map(g.negated, args.complements)):
        return Draft(verb, sense, args, args.agents, patients.choose(sense, args), type="REJECT")
    args = _undergone(sense, _mind_made_up(sense, _needs_object(verb, sense, args)))
    if sense.type == "OTHER" and (_only_possible(verb) or _describes(verb, args)):
        return None
    if (why := _in_protest(args)) and sense.type in {"OTHER", "COERCE"} and args.agents:
        sense = replace(sense, type="PROTEST", patient=("against", "at", "over", *sense.patient))
        args.obliques = g.prepositional(why) + args.obliques
    draft = Draft(verb, sense, args, args.agents, patients.choose(sense, args))
    return _with_noun(draft, senses)


def _feeling(verb: Token, args: Arguments, senses: Senses) -> Draft | None:
    """Read *Norway is outraged at …* as what Norway lets be known, not what is done to it."""
    known = is_verb(verb) and (verb.lower_, "a") in senses
    if not known or not args.passive or args.agents:
        return None
    felt = replace(args, agents=args.objects, objects=[], passive=False)
    frames = senses[verb.lower_, "a"]
    sense = next((s for s in frames if fits_frame(s, verb, felt, senses)), None)
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
    if not plain or len(verb) < 2 or _only_possible(verb) or _describes(verb, args):
        return None
    if args.agents and any(is_demanded(c) for c in args.complements):
        return DEMAND
    acted = [t for t in args.agents + args.objects if t.pos_ in {"NOUN", "PROPN"}]
    if args.complements:
        return None
    if acted and args.objects:
        return UNKNOWN
    doing = [t for t in args.agents if patients.is_actor(t)]
    return UNKNOWN if doing and patients.choose(UNKNOWN, args) else None


def _describes(verb: Token, args: Arguments) -> bool:
    """Tell whether a participle says what a noun is like, not what somebody did (*a tool made to cut*)."""
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and not args.agents


def _only_possible(verb: Token) -> bool:
    """Tell whether the clause completes an adjective of ease or safety (*safe enough to cross*)."""
    head = verb.head
    known = {*word_list("modality"), "able"}
    return head.pos_ == "ADJ" and verb.dep_ != "conj" and head.lower_ not in known


def _needs_object(verb: Token, sense: Sense, args: Arguments) -> Arguments:
    """Read a headline's *Hundreds killed in quake* as the passive that it is."""
    bare = not args.objects and not args.complements and not g.auxiliaries(verb)
    needs = sense.patient[:1] == ("obj",) and sense.type in {"ASSAULT", "COERCE", "AID"}
    if bare and needs and verb.tag_ == "VBN" and not patients.choose(sense, args):
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
        if asked and same and fits_words(noun, asked[0]) and not fits_words(noun, _PLACES):
            draft.noun = noun
            draft.patients = [p for p in draft.patients if p != noun]
    return draft


def _fold(draft: Draft) -> list[Token]:
    """The complement verbs that are the content of a speech act: what it promises, asks, refuses."""
    takes_clause = any(role in {"comp", "inf"} for role, _ in draft.sense.frame)
    if not takes_clause and (draft.type or draft.sense.type) not in {
        "AGREE",
        "REQUEST",
        "THREATEN",
    }:
        return []
    found = []
    pending = list(draft.args.complements)
    while pending:
        verb = pending.pop()
        found += g.conjuncts(verb)
        pending += [c for v in g.conjuncts(verb) for c in g.complements(v)]
    return found


def hidden_participle(word: Token, senses: Senses) -> Draft | None:
    """Read *its planes bombing targets* as planes that bomb, though a parser sees one compound."""
    if word.dep_ not in g.COMPOUND or not word.lower_.endswith("ing") or word.i < 1:
        return None
    before = word.nbor(-1) if word.nbor(-1).pos_ != "ADV" or word.i < 2 else word.nbor(-2)
    if before.tag_ != "NNS" or before.sent != word.sent or word.head.i != word.i + 1:
        return None
    args = Arguments(agents=[before], objects=[word.head])
    sense = best_sense(word, "v", args, senses)
    if sense is None or sense.type in NO_EVENT | {"OTHER"}:
        return None
    return Draft(word, sense, args, [before], [word.head])


def _said_by(draft: Draft) -> list[Token]:
    """The event nouns that the verb's own row has told already (*broke the *truce**)."""
    asked = [words for role, words in draft.sense.frame if role == "obj" and words]
    told = (draft.type or draft.sense.type) in _TELLING and asked
    found = [o for o in draft.args.objects if told and fits_words(o, asked[0])]
    return found + ([] if draft.noun is None else [draft.noun])


def share_out(draft: Draft) -> None:
    """Read *A and B met* as A with B: what two do together, each does with the other."""
    kind = draft.type or draft.sense.type
    mutual = kind in _SHARED or draft.sense.lemma in word_list("mutual")
    if not mutual:
        return
    people = _other_people(draft.agents[0]) if len(draft.agents) == 1 else []
    if people and not any(p in draft.args.objects for p in draft.patients):
        draft.patients = people
        return
    if any(patients.is_actor(p) for p in draft.patients):
        return
    if len(draft.agents) > 1:
        draft.agents, draft.patients = draft.agents[:1], draft.agents[1:]


def _other_people(noun: Token) -> list[Token]:
    """The second of two nations that describe one noun (*Irish and *Dutch* officials*)."""
    peoples = [c for c in noun.children if c.text in demonyms()]
    peoples += [n for p, n in g.prepositional(noun) if p in {"from", "of"} and n.ent_type_]
    return [c for people in peoples for c in people.children if c.dep_ == "conj"][:1]


def _is_clause(word: Token) -> bool:
    """Whether a party is a clause (*building roads* strengthens …), no person or thing."""
    return word.pos_ in {"VERB", "AUX"} and word.tag_ in {"VB", "VBG", "VBZ"}


def _is_somebody(agent: Token, verb: Token) -> bool:
    """Whether an agent is more than a clause or the *it* of *it is too early to leave*."""
    empty = agent.lower_ == "it" and agent.head.pos_ == "ADJ" and agent.head != verb
    return not _is_clause(agent) and not empty


def _candidates(sentence: Span, senses: Senses) -> Iterator[Token]:
    for token in sentence:
        if (is_verb(token) and token.dep_ not in {"amod", "compound"}) or (
            token.pos_ == "ADJ" and (token.lemma_.lower(), "a") in senses
        ):
            yield token


def drafts(sentence: Span, senses: Senses) -> list[Draft]:
    """Return the sentence's events, in the order of their triggers.

    Parameters
    ----------
    senses
        What :func:`helpers.events.lexicon.compile_senses` made of a lexicon.
    """
    found: list[Draft] = []
    skip: set[int] = set()
    under: dict[int, str] = {}
    for verb in _candidates(sentence, senses):
        draft = None if verb.i in skip else _from_verb(verb, senses)
        if draft is None:
            continue
        draft.under = under.get(verb.i, "")
        if draft.under and (draft.type or draft.sense.type) == "OTHER":
            continue
        draft.agents = [named_by(t) for t in draft.agents if _is_somebody(t, verb)]
        draft.patients = [t for t in draft.patients if not _is_clause(t)]
        share_out(draft)
        draft.patients = [p for p in draft.patients if p not in draft.agents]
        draft.word = lemma_of(verb, "v" if is_verb(verb) else "a", senses)
        if draft.agents or draft.patients:
            found.append(draft)
        folded = _fold(draft)
        under |= {t.i: draft.type or draft.sense.type for t in folded}
        skip |= {o.i for v in folded for o in g.objects(v)} | {t.i for t in _said_by(draft)}
    for noun in sentence:
        if (draft := hidden_participle(noun, senses)) is not None:
            draft.word = lemma_of(noun, "v", senses)
            found.append(draft)
            skip.add(noun.head.i)
            continue
        draft = None if noun.i in skip else _from_noun(noun, senses)
        if draft is not None:
            draft.agents = [named_by(t) for t in draft.agents]
            draft.word = lemma_of(noun, "n", senses)
            found.append(draft)
    return sorted(found, key=lambda d: d.trigger.start)


__all__ = ["Draft", "drafts", "noun_agents"]
