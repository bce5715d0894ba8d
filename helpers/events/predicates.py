"""Events that a phrase behind *to be* tells: *is under arrest*, *are at war with*, *is against the plan*.

The lexicon has them among the adjectives, the preposition joined to its noun (``under-arrest``), or
alone where what follows is whom it is about (``against``).
"""

from __future__ import annotations

from helpers.events import patients
from helpers.events.arguments import Arguments
from helpers.events.draft import Draft
from helpers.events.forms import phrase_forms
from helpers.events.lexicon import NO_EVENT, Senses
from helpers.events.senses import best_sense
from helpers.events.subjects import is_time
from helpers.language import grammar as g
from helpers.language.plain import Token


def is_predicate(word: Token, senses: Senses) -> bool:
    """Tell whether a noun behind a preposition and *to be* is in the lexicon (*is under *arrest**)."""
    return any((form, "a") in senses for form in phrase_forms(word))


def from_predicate(noun: Token, args: Arguments, senses: Senses) -> Draft | None:
    """Return the event that such a phrase tells, ``None`` if it tells none or of nobody."""
    about = g.conjuncts(noun)
    sense = best_sense(noun, "a", args, senses)
    subject = [t for t in g.subjects(noun) if not is_time(t)]
    if sense is None or sense.type in NO_EVENT or not subject:
        return None
    case = min(t.i for t in noun.children if t.dep_ in {"case", "prep"})
    alone = sense.lemma == g.preposition(noun)
    words = case, case + 1 if alone else noun.i + 1
    args.agents = subject
    if alone:
        args.objects = about
    found = patients.choose(sense, args)
    if "subj" in sense.patient:
        doing = [n for p, n in args.obliques if p in {"by", "from"}]
        subject, found = doing[:1], subject
    return Draft(noun, sense, args, subject, found, noun, words=words)
