"""Whom an event concerns where its own roles do not say: in the clause of a noun, far off, by a pronoun."""

from __future__ import annotations

from helpers.events.arguments import Arguments
from helpers.events.lexicon import Sense
from helpers.events.people import is_actor, mentions_actor
from helpers.events.pronouns import agrees_with
from helpers.events.subjects import is_time, is_verb, passive
from helpers.language import grammar as g
from helpers.language.plain import Token

_REACHING = {"against", "to", "at", "toward", "towards", "into", "over", "outside", "near", "along", "off",
             "among", "with"}  # fmt: skip
_SUBJECT_FORMS = {"him": "he", "her": "she", "them": "they"}


def accused(nouns: list[Token]) -> list[Token]:
    """Who has done it, as an allegation has it (*the claim that the *governor* stole grain*)."""
    clauses = [c for n in nouns for c in n.children if c.dep_ in {"acl", "ccomp"}]
    return [t for c in clauses for t in g.subjects(c) if is_actor(t)]


def farther(sense: Sense, args: Arguments) -> list[Token]:
    """Whom a phrase names that a parser hung elsewhere in the clause, by a preposition of the sense."""
    wanted = _REACHING & {p for role in sense.patient for p in role.split()}
    wanted = _REACHING - {"with", "over"} | {"inside"} if sense.type == "MOBILIZE" else wanted
    verb = args.head
    if verb is None or not wanted:
        return []
    near = [t for t in verb.subtree if t.i > verb.i and _in_clause(t, verb)]
    doing = {t for agent in args.agents for t in agent.subtree}
    near.sort(key=lambda t: (any(is_verb(a) for a in _above(t, verb)), t.i))
    for noun in (t for t in near if t.pos_ in {"NOUN", "PROPN"} and t not in doing):
        if g.preposition(noun) in wanted and not is_time(noun) and mentions_actor(g.phrase(noun)):
            return g.conjuncts(noun)
    return []


def _in_clause(word: Token, verb: Token) -> bool:
    """Whether no clause of its own stands between a word and the verb (*denied it, *raising funds* for …*)."""
    between = [a for a in _above(word, verb) if is_verb(a) and a.dep_ != "xcomp" and a.i < word.i]
    return not any(g.subjects(a) or a.dep_ == "conj" or _goes_on(a) for a in between)


def _goes_on(clause: Token) -> bool:
    """Whether a participle behind a comma tells what else somebody does."""
    comma = clause.i > 0 and clause.nbor(-1).text == ","
    return clause.dep_ in g.ADVERB_CLAUSE and clause.tag_ == "VBG" and comma


def _above(word: Token, verb: Token) -> list[Token]:
    """The words between a word and the verb that it hangs below."""
    found = []
    while word.head.i != verb.i and word.head != word:
        word = word.head
        found.append(word)
    return found


def meant_by(token: Token) -> Token:
    """Return whom an object's pronoun names, or the token itself.

    Only the object of the verb before it in the same clause (*seized two sailors and freed *them**).
    """
    verb = token.head
    subject = _SUBJECT_FORMS.get(token.lower_)
    linked = verb.dep_ in {"conj"} | g.ADVERB_CLAUSE and is_verb(verb.head) and verb.head.i < verb.i
    if subject is None or not linked or g.subjects(verb) or token.dep_ not in g.OBJECT:
        return token
    before = g.passive_subjects(verb.head) if passive(verb.head) else g.objects(verb.head)
    found = [n for n in before if n.i < token.i and agrees_with(subject, n)]
    return found[0] if len(found) == 1 else token
