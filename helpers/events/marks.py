"""What the words inside a clause say of how sure it is: its auxiliaries, conjunctions and adverbs."""

from __future__ import annotations

from helpers.events.clauses import is_conceded
from helpers.events.lexicon import word_list
from helpers.events.noun_status import known_form
from helpers.events.tenses import FUTURE, is_due, is_past, own_auxiliaries
from helpers.language import grammar as g
from helpers.language.plain import Token, once

_MARKS = {"if", "unless", "whether", "lest", "until", "provided"}
_TEMPORAL = {"when", "once", "before", "after", "till", "until"}
_UNREAL = {"would", "could", "might", "'d", "’d"}
_AFTER_NOT = {"only", "merely", "before", "until", "after"}


@once
def own_marks(verb: Token) -> list[str]:
    """Return the values that the words inside a clause give it."""
    words = word_list("modality")
    found = []
    for child in [*own_auxiliaries(verb), *verb.children]:
        lower = child.lower_
        if child.dep_ in {"advmod", "amod"} | g.AUXILIARY and lower in words:
            found.append(words[lower])
        elif child.dep_ == "mark" and _leaves_open(child, verb):
            found.append("hypothetical")
        elif child.dep_ in {"mark", "case", "cc"} and lower in {"without", "instead", "rather"}:
            found.append("negative")
        elif lower in {"would", "'d"} and child.dep_ in g.AUXILIARY:
            found.append("would")
    found += _opening(verb)
    if is_conceded(verb) or _is_inverted(verb):
        found.append("hypothetical")
    due = any(a.lower_ in FUTURE or a.lemma_ == "will" for a in own_auxiliaries(verb))
    return [*found, "planned"] if due or is_due(verb) or _waits(verb) else found


def _opening(verb: Token) -> list[str]:
    """The values of what stands before an infinitive or a gerund (*in the name of* saving them)."""
    words, found = word_list("modality"), []
    before = [t.lower_ for t in verb.doc[max(0, verb.i - 4) : verb.i]]
    if before[-1:] == ["to"] and words.get(before[-2:][0]) == "planned":
        found.append("planned")
    phrases = (" ".join(before[-n:]) for n in range(2, len(before) + 1))
    return found + [words[p] for p in phrases if p in words and verb.tag_ in {"VB", "VBG"}]


def _leaves_open(mark: Token, verb: Token) -> bool:
    """Whether a conjunction leaves open if its clause is true (*if*, *as though*, *sounded like*)."""
    lower = mark.lower_
    if lower == "until" and is_past(verb):
        return any(a.lower_ in _UNREAL for a in own_auxiliaries(verb.head))
    before = mark.nbor(-1).lower_ if mark.i else ""
    pairs = (f"{before} {lower}", f"{known_form(verb.head)} {lower}")
    return lower in _MARKS or any(word_list("modality").get(p) == "hypothetical" for p in pairs)


def _is_inverted(verb: Token) -> bool:
    """Whether an auxiliary before the subject stands for *if* (*had they *known**, *should it *fail**)."""
    subject = g.subjects(verb) or g.passive_subjects(verb)
    if verb.dep_ not in g.ADVERB_CLAUSE | {"parataxis"} or not subject:
        return False
    first = g.phrase(subject[0]).start - 1
    if first < verb.sent.start or verb.doc[first].lower_ not in {"had", "should", "were"}:
        return False
    return first == verb.sent.start or verb.doc[first - 1].is_punct


def _waits(verb: Token) -> bool:
    """Whether a clause in the present tells when something will be (*once they *leave*, we will …*)."""
    first = [*own_auxiliaries(verb), verb][0]
    if verb.dep_ not in g.ADVERB_CLAUSE or first.tag_ not in {"VBZ", "VBP"}:
        return False
    marks = {c.lower_ for c in g.children(verb, {"mark", "advmod"})}
    return bool(marks & _TEMPORAL) and any(a.lower_ in FUTURE for a in own_auxiliaries(verb.head))


def is_denied(verb: Token) -> bool:
    """Tell whether a clause is denied; *not only …* and *not until …* affirm what follows."""
    nots = [
        c for c in verb.children if c.lower_ in {"not", "n't", "n’t"} and c.i + 1 < len(verb.doc)
    ]
    if any(c.nbor().lower_ in _AFTER_NOT for c in nots):
        return False
    return g.negated(verb)
