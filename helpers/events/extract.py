"""Events from the grammar of a sentence: triggers with their sense, agents and patients.

One draft a trigger; coordinated agents or patients stay one list. What a speech act is about
(``agreed *to withdraw*``) is folded into it, and an event noun into the light verb that carries it
(``launched an *attack* on``).
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.events.arguments import Arguments
from helpers.events.draft import Draft
from helpers.events.elsewhere import meant_by
from helpers.events.hosts import SHARED
from helpers.events.lexicon import Senses, word_list
from helpers.events.nouns import from_noun, noun_agents, other_people
from helpers.events.people import is_actor
from helpers.events.predicates import is_predicate
from helpers.events.pronouns import named_by
from helpers.events.senses import best_sense, fits_words, lemma_of
from helpers.events.subjects import held_to, is_verb
from helpers.events.verbs import from_verb, hidden_participle
from helpers.language import grammar as g
from helpers.language.plain import Span, Token

_ASKING = {"what", "who", "which", "whom"}
_TELLING = {"PROTEST", "ASSAULT", "RETREAT", "SANCTION", "COERCE", "COOPERATE", "MOBILIZE"}


def _fold(draft: Draft) -> list[Token]:
    """The complement verbs that are the content of a speech act: what it promises, asks, refuses."""
    takes_clause = any(role in {"comp", "inf"} for role, _ in draft.sense.frame)
    if not takes_clause and draft.kind not in {
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


def told_under(draft: Draft, noun: Token) -> bool:
    """Tell whether a verb's row tells the deed that somebody comes under (*came under *attack**)."""
    asked = [words for role, words in draft.sense.frame if role == "under" and words]
    return bool(asked) and fits_words(noun, asked[0])


def _by_others(noun: Token, draft: Draft, senses: Senses) -> bool:
    """Whether an event noun names a doer of its own beside the verb's (*lifted the army's siege*)."""
    sense = best_sense(noun, "n", Arguments(), senses)
    doing = [] if sense is None else noun_agents(noun, sense)
    own = [t for t in doing if t.pos_ != "PRON" and t.tag_ != "PRP$"]
    return bool(own) and bool(draft.agents) and not {t.lower_ for t in own} & _words(draft.agents)


def _words(tokens: list[Token]) -> set[str]:
    return {t.lower_ for token in tokens for t in token.subtree}


def _said_by(draft: Draft, senses: Senses) -> list[Token]:
    """The event nouns that the verb's own row has told already (*broke the *truce**).

    What somebody else does is not told by it (*broke the *government* siege*).
    """
    asked = [words for role, words in draft.sense.frame if role == "obj" and words]
    told = draft.kind in _TELLING and asked
    found = [o for o in draft.args.objects if told and fits_words(o, asked[0])]
    found = [o for o in found if o == draft.noun or not _by_others(o, draft, senses)]
    found += [n for p, n in draft.args.obliques if p == "under" and told_under(draft, n)]
    return found + ([] if draft.noun is None else [draft.noun])


def share_out(draft: Draft) -> None:
    """Read *A and B met* as A with B: what two do together, each does with the other."""
    if not _is_mutual(draft):
        return
    people = other_people(draft.agents[0]) if len(draft.agents) == 1 else []
    if people and not any(p in draft.args.objects for p in draft.patients):
        draft.patients = people
        return
    if any(is_actor(p) for p in draft.patients):
        return
    if len(draft.agents) > 1 and not is_one_name(*draft.agents[:2]):
        draft.agents, draft.patients = draft.agents[:1], draft.agents[1:]


def _is_mutual(draft: Draft) -> bool:
    """Whether those who do it do it with each other: not what each of them promises or lets be."""
    if draft.sense.lemma in word_list("mutual"):
        return True
    if draft.kind != "AGREE":
        return draft.kind in SHARED
    bound = draft.sense.patient[:1] in {("with",), ("between",)}
    return bound and not draft.type and not any(role == "comp" for role, _ in draft.sense.frame)


def is_one_name(first: Token, second: Token) -> bool:
    """Tell whether two subjects side by side are one, a title and its name (*Minister Ana Lund*)."""
    between = first.doc[first.i + 1 : g.phrase(second).start]
    return second.dep_ != "conj" and second.pos_ == "PROPN" and len(between) == 0


def _is_clause(word: Token) -> bool:
    """Whether a party is a clause (*building roads* strengthens …), no person or thing."""
    return word.pos_ in {"VERB", "AUX"} and word.tag_ in {"VB", "VBG", "VBZ"}


def _is_somebody(agent: Token, verb: Token, senses: Senses) -> bool:
    """Whether an agent is more than a clause, a *who* of nobody, the *it* of *it is too early to leave*."""
    ready = (agent.head.lemma_.lower(), "a") in senses
    empty = agent.lower_ == "it" and agent.head.pos_ == "ADJ" and agent.head != verb and not ready
    return not _is_clause(agent) and not empty and agent.lower_ not in _ASKING


def _meant(patient: Token) -> Token:
    """Whom a pronoun names to whom something is done: *he* or *she* in a passive, or an object."""
    is_subject = patient.dep_ in g.PASSIVE_SUBJECT and patient.lower_ in {"he", "she"}
    return named_by(patient) if is_subject else meant_by(patient)


def _accused_of(verb: Token) -> str:
    """``ACCUSE`` if somebody is said to be accused of what the verb says."""
    governor = held_to(verb)
    claimed = governor is not None and word_list("gerunds")[governor.lemma_.lower()] == "claimed"
    return "ACCUSE" if claimed else ""


def _candidates(sentence: Span, senses: Senses) -> Iterator[Token]:
    """The words that may be verbs of an event, adjectives of readiness, phrases behind *to be*."""
    for token in sentence:
        if token.pos_ in {"VERB", "AUX"}:
            if is_verb(token) and token.dep_ not in {"amod", "compound"}:
                yield token
        elif token.pos_ == "ADJ":
            if (token.lemma_.lower(), "a") in senses:
                yield token
        elif is_predicate(token, senses):
            yield token


def _may_name(token: Token) -> bool:
    """Whether a word may be an event's noun or participle: all others are not looked at."""
    return token.pos_ == "NOUN" or token.tag_ == "VBG" or token.lower_.endswith("ing")


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
        draft = None if verb.i in skip else from_verb(verb, senses)
        if draft is None:
            continue
        draft.under = under.get(verb.i, "") or _accused_of(verb)
        if verb.i in under and draft.kind == "OTHER":
            continue
        draft.agents = [named_by(t) for t in draft.agents if _is_somebody(t, verb, senses)]
        draft.patients = [_meant(t) for t in draft.patients if not _is_clause(t)]
        share_out(draft)
        draft.patients = [p for p in draft.patients if p not in draft.agents]
        draft.word = lemma_of(verb, "v" if is_verb(verb) else "a", senses)
        if draft.agents or draft.patients:
            found.append(draft)
        folded = _fold(draft)
        under |= {t.i: draft.kind for t in folded}
        skip |= {o.i for v in folded for o in g.objects(v)} | {t.i for t in _said_by(draft, senses)}
    for noun in filter(_may_name, sentence):
        if (draft := hidden_participle(noun, senses)) is not None:
            draft.word = lemma_of(noun, "v", senses)
            found.append(draft)
            skip.add(noun.head.i)
            continue
        draft = None if noun.i in skip else from_noun(noun, senses)
        if draft is not None:
            draft.agents = [named_by(t) for t in draft.agents]
            draft.word = lemma_of(noun, "n", senses)
            found.append(draft)
    return sorted(found, key=lambda d: d.trigger.start)


__all__ = ["Draft", "drafts", "noun_agents"]
