"""Grammar read in one place, from UD labels or from ClearNLP's.

Our own pipeline speaks Universal Dependencies (de Marneffe et al. 2021); many
spaCy models speak ClearNLP's dialect of Stanford dependencies. Every function
here takes and gives spaCy tokens and reads both, so that no stage names a label.
"""

from __future__ import annotations

from helpers.language.plain import Doc, Span, Token, once

SUBJECT = {"nsubj", "csubj", "nsubj:outer", "csubj:outer"}
PASSIVE_SUBJECT = {"nsubj:pass", "csubj:pass", "nsubjpass", "csubjpass"}
OBJECT = {"obj", "dobj"}
INDIRECT_OBJECT = {"iobj", "dative"}
AGENT = {"obl:agent", "agent"}
AUXILIARY = {"aux", "aux:pass", "auxpass"}
CLAUSAL_COMPLEMENT = {"ccomp", "xcomp"}
RELATIVE = {"acl:relcl", "relcl"}
PARTICLE = {"compound:prt", "prt"}
OBLIQUE = {"obl", "obl:unmarked", "obl:tmod", "obl:npmod", "npadvmod"}
NOMINAL_MODIFIER = {"nmod", "nmod:unmarked", "nmod:desc"}
POSSESSIVE = {"nmod:poss", "poss"}
APPOSITION = {"appos"}
COMPOUND = {"compound", "flat", "flat:name", "nn", "goeswith"}
ADVERB_CLAUSE = {"advcl", "advcl:relcl"}
DESCRIPTION = {"amod", "nummod", "det", "quantmod", "nummod:gov", "det:predet", "predet"}

_NOT_IN_PHRASE = {
    "punct",
    "cc",
    "conj",
    "parataxis",
    "ccomp",
    "advcl",
    "cop",
    "mark",
    "aux",
    "list",
}
_OUTER = {"appos", "acl:relcl", "relcl", "acl", "discourse", "dep"}


def children(token: Token, labels: set[str]) -> list[Token]:
    """Return the token's dependents that carry one of the labels, in text order."""
    return [child for child in token.children if child.dep_ in labels]


@once
def conjuncts(token: Token) -> list[Token]:
    """Return the token and those coordinated with it, in text order."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj":
            found += conjuncts(child)
    return sorted(found, key=lambda t: t.i)


@once
def is_passive(verb: Token) -> bool:
    """Tell whether the verb stands in the passive voice (or is a bare past participle modifier)."""
    labels = {child.dep_ for child in verb.children}
    if labels & (PASSIVE_SUBJECT | {"aux:pass", "auxpass"} | AGENT):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"}


@once
def subjects(verb: Token) -> list[Token]:
    """Return the verb's own grammatical subjects, active ones, with their conjuncts."""
    found = children(verb, SUBJECT) or _named_by_for(verb)
    return [c for subject in found for c in conjuncts(subject)]


def _named_by_for(verb: Token) -> list[Token]:
    """Who is to do it, where a parser hung him on the noun (*a call for *Oslo* to act*)."""
    if verb.dep_ != "acl" or verb.tag_ != "VB":
        return []
    marks = [c.i for c in verb.children if c.dep_ == "mark" and c.lower_ == "for"]
    beside = children(verb.head, NOMINAL_MODIFIER)
    return [c for c in beside if marks and marks[0] < c.i < verb.i and not _cases(c)]


@once
def passive_subjects(verb: Token) -> list[Token]:
    """Return the verb's passive subjects: those that undergo what it says."""
    return [c for subject in children(verb, PASSIVE_SUBJECT) for c in conjuncts(subject)]


@once
def objects(verb: Token) -> list[Token]:
    """Return the verb's direct objects with their conjuncts."""
    found = children(verb, OBJECT)
    marked = _marked_objects(found)
    return [c for obj in found if obj not in marked for c in conjuncts(obj)]


def _marked_objects(found: list[Token]) -> list[Token]:
    """What a parser called a second object though a preposition marks it (*asked Oslo for *help**)."""
    return [obj for obj in found[1:] if preposition(obj)]


def recipients(verb: Token) -> list[Token]:
    """Return the verb's indirect objects (``gave the town food``)."""
    return [c for obj in children(verb, INDIRECT_OBJECT) for c in conjuncts(obj)]


@once
def preposition(token: Token) -> str:
    """Return the lower-cased preposition (or case marker) that introduces a noun, ``''`` if none.

    In UD it is the noun's ``case`` child, in ClearNLP its ``prep`` head.
    """
    if token.dep_ == "pobj":
        return token.head.lower_
    cases = _cases(token)
    words = [
        case for case in cases if case.lower_ not in {"'s", "’s", "'", "’"} and case.i < token.i
    ]
    spoken = [w.lower_ for case in words for w in [case, *children(case, {"fixed"})]]
    return " ".join(dict.fromkeys(spoken))


@once
def _cases(token: Token) -> list[Token]:
    """The noun's case markers; a parser may hang them on what stands before (*against Oslo's mayor*)."""
    own = children(token, {"case"})
    before = {"nmod:desc", "nmod:poss", "poss", "compound"}
    titles = [] if own else [c for c in children(token, before) if c.i < token.i]
    return own or [
        case for title in titles[:1] for case in children(title, {"case"}) if case.i < title.i
    ]


@once
def prepositional(token: Token) -> list[tuple[str, Token]]:
    """Return ``(preposition, noun)`` for each prepositional phrase that hangs on the token."""
    found = [
        (preposition(child), child)
        for child in children(token, OBLIQUE | NOMINAL_MODIFIER | AGENT)
        if child.dep_ != "agent" and preposition(child)
    ]
    found += [(preposition(obj), obj) for obj in _marked_objects(children(token, OBJECT))]
    for prep in children(token, {"prep", "agent"}):
        found += [(prep.lower_, noun) for noun in children(prep, {"pobj"})]
    return found


@once
def agents(verb: Token) -> list[Token]:
    """Return the nouns of a passive verb's by-phrase, with their conjuncts."""
    found = list(children(verb, {"obl:agent"}))
    found += [n for by in children(verb, {"agent"}) for n in children(by, {"pobj"})]
    if not found and is_passive(verb):
        found = [n for prep, n in prepositional(verb) if prep == "by" and n.ent_type_ != "DATE"]
    return [c for agent in found for c in conjuncts(agent)]


def auxiliaries(verb: Token) -> list[Token]:
    """Return the auxiliaries and copulas of a verb or predicate, in text order."""
    return children(verb, AUXILIARY | {"cop"})


def particle(verb: Token) -> str:
    """Return the verb's particle (``broke *through*``), lower-cased, or ``''``."""
    return " ".join(child.lower_ for child in children(verb, PARTICLE))


def negated(token: Token) -> bool:
    """Tell whether a negation hangs on the token itself (not, never, no, n't)."""
    return any(
        child.dep_ == "neg"
        or child.lower_ in {"not", "n't", "n’t", "never", "no", "neither", "nor"}
        for child in token.children
        if child.dep_ in {"neg", "advmod", "det", "cc:preconj", "discourse", "cc"}
    )


def complements(verb: Token) -> list[Token]:
    """Return the heads of the verb's complement clauses (``said *that …*``, ``tried *to …*``)."""
    return children(verb, CLAUSAL_COMPLEMENT)


def relative_head(verb: Token) -> Token | None:
    """Return the noun that a relative clause or a participle modifies (``planes *bombing* …``)."""
    if verb.dep_ in RELATIVE | {"acl"}:
        return verb.head
    return None


@once
def possessors(noun: Token) -> list[Token]:
    """Return the nouns that possess the noun (``*Russia*'s strikes``, ``*their* troops``)."""
    return [c for child in children(noun, POSSESSIVE) for c in conjuncts(child)]


def appositions(noun: Token) -> list[Token]:
    """Return the heads of appositions to the noun (``Rami Abdurrahman, *head* of …``)."""
    return children(noun, APPOSITION)


def _members(token: Token, drop: set[str]) -> list[Token]:
    found = [token]
    for child in token.children:
        if child.dep_ not in drop:
            joined = {"conj", "cc"} if child.dep_ in DESCRIPTION | COMPOUND | POSSESSIVE else set()
            found += _members(child, drop - _OUTER - joined)
    return found


def phrase(token: Token, *, full: bool = False) -> Span:
    """Return the noun phrase headed by the token, as one continuous span.

    Conjuncts, appositions, relative clauses and punctuation at its edges are
    left out; ``full=True`` keeps appositions and relative clauses. A leading
    preposition is never part of it.
    """
    return _whole_phrase(token) if full else _plain_phrase(token)


@once
def _plain_phrase(token: Token) -> Span:
    return _phrase_without(token, _NOT_IN_PHRASE | _OUTER)


@once
def _whole_phrase(token: Token) -> Span:
    return _phrase_without(token, _NOT_IN_PHRASE)


def _phrase_without(token: Token, drop: set[str]) -> Span:
    own_case = {c.i for c in _cases(token) if c.i < token.i}
    skip = {t.i for i in own_case for t in token.doc[i].subtree}
    members = {t.i for t in _members(token, drop)} - skip
    first = last = token.i
    while first - 1 in members or (first - 1 >= 0 and _bridges(token, first - 1, members, -1)):
        first -= 1
    while last + 1 in members or (
        last + 1 < len(token.doc) and _bridges(token, last + 1, members, 1)
    ):
        last += 1
    return _trim(token.doc[first : last + 1], token)


def _bridges(token: Token, i: int, members: set[int], step: int) -> bool:
    """A skipped mark inside a phrase (hyphen, comma, quote) belongs to it when the phrase goes on."""
    word = token.doc[i]
    if not (word.dep_ in {"punct", "cc"} or word.is_punct or word.is_space):
        return False
    low, high = sorted((i, token.i))
    same_sentence = not any(t.is_sent_start for t in token.doc[low + 1 : high + 1])
    return same_sentence and i + step in members


def _trim(span: Span, head: Token) -> Span:
    first, last = span.start, span.end - 1
    doc = span.doc
    edge = {"punct", "cc", ""}
    while (
        first < head.i
        and (doc[first].dep_ in edge or doc[first].is_space)
        and not _opens(doc, first, last)
    ):
        first += 1
    while (
        last > head.i
        and (doc[last].dep_ in edge or doc[last].is_space)
        and not _closes(doc, first, last)
    ):
        last -= 1
    return doc[first : last + 1]


def _opens(doc: Doc, first: int, last: int) -> bool:
    return doc[first].text in {"“", '"'} and any(
        t.text in {"”", '"'} for t in doc[first + 1 : last + 1]
    )


def _closes(doc: Doc, first: int, last: int) -> bool:
    return doc[last].text in {"”", '"', ")"} and any(
        t.text in {"“", '"', "("} for t in doc[first:last]
    )
