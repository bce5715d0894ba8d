"""Which sense a word has: the most specific frame of the lexicon that its arguments fill."""

from __future__ import annotations

from spacy.tokens import Token

from helpers.events.arguments import Arguments
from helpers.events.lexicon import FRIENDLY, HOSTILE, Sense, Senses, noun_classes, word_list
from helpers.language import grammar as g

_ACTING = ("person", "force", "fighter", "protester", "leader", "diplomat", "body")
_ENTITIES = {"PERSON", "ORG", "LOC", "GPE", "NORP"}


def fits_words(token: Token, words: frozenset[str]) -> bool:
    """Tell whether a noun is among a frame's words: lemma, form, ``@class`` or ``@LABEL``."""
    own = {token.lemma_.lower(), token.lower_, token.lower_.removesuffix("s")}
    for word in words:
        if not word.startswith("@"):
            if word in own:
                return True
        elif word == "@actor":
            if token.ent_type_ in _ENTITIES or token.pos_ == "PROPN" or _in_class(own, _ACTING):
                return True
        elif word[1:] in _ENTITIES:
            if token.ent_type_ == word[1:] or (word == "@LOC" and token.ent_type_ == "GPE"):
                return True
        elif own & noun_classes().get(word[1:], frozenset()):
            return True
    return False


def _in_class(words: set[str], names: tuple[str, ...]) -> bool:
    return any(words & noun_classes()[name] for name in names)


def _heads(tokens: list[Token]) -> list[Token]:
    """The nouns and what they are quantities of (``a ton of bread``, ``some of the aid``)."""
    return tokens + [n for t in tokens for p, n in g.prepositional(t) if p == "of"]


def _near(tokens: list[Token]) -> list[Token]:
    """The nouns and what describes them (``*hunger* strike``, ``*diplomatic* ties``)."""
    heads = _heads(tokens)
    return heads + [c for t in heads for c in t.children if c.dep_ in g.COMPOUND | {"amod"}]


def particles(verb: Token, args: Arguments) -> set[str]:
    """Return the particles, adverbs of place and prepositions that stand with the verb."""
    words = {g.particle(verb)} | {p for p, _ in args.obliques}
    words |= {c.lower_ for c in verb.children if c.dep_ in {"advmod", "case", "prep", "mark"}}
    return {w for phrase in words for w in [phrase, *phrase.split()]}


def _object_fits(words: frozenset[str], args: Arguments) -> bool:
    if words == {"@none"}:
        return not args.objects
    if not words:
        return bool(args.objects)
    return any(fits_words(t, words) for t in _near(args.objects))


def _complement_fits(words: frozenset[str], args: Arguments, senses: Senses) -> bool:
    if not words:
        return bool(args.complements)
    if words == {"@must"}:
        return any(is_demanded(c) for c in args.complements)
    wanted = HOSTILE if words == {"@hostile"} else FRIENDLY
    return any(complement_type(c, senses) in wanted for c in args.complements + args.purposes)


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


def _holds(role: str, words: frozenset[str], head: Token, args: Arguments, senses: Senses) -> bool:
    if role == "prt":
        return bool(words & particles(head, args))
    if role == "obj":
        return _object_fits(words, args)
    if role == "subj":
        return any(fits_words(t, words) for t in _near(args.agents or args.objects))
    if role == "comp":
        return _complement_fits(words, args, senses)
    if role == "inf":
        return any(_is_infinitive(c) for c in args.complements + args.purposes)
    if role == "mod":
        return any(c.lower_ in words or c.lemma_.lower() in words for c in head.children)
    return any(p.split()[0] == role and fits_words(n, words) for p, n in args.obliques if p)


def is_demanded(verb: Token) -> bool:
    """Tell whether a clause says what must be (*that Norway *leave**, *that it *must* leave*)."""
    if not g.subjects(verb) and not g.passive_subjects(verb):
        return False
    modals = {a.lower_ for a in g.auxiliaries(verb)}
    if modals & {"must", "should", "ought"}:
        return True
    words = [a for a in g.auxiliaries(verb) if a.dep_ in g.AUXILIARY]
    bare = words[0] if words else verb
    single = [t for t in g.subjects(verb) if t.tag_ in {"NN", "NNP"} and len(g.conjuncts(t)) == 1]
    if bare.tag_ == "VBP" and single and bare.lower_ == bare.lemma_.lower() != "be":
        return not _is_infinitive(verb)
    return bare.tag_ == "VB" and bare.lower_ == bare.lemma_.lower() and not _is_infinitive(verb)


def _is_infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in verb.children)


def _weight(role: str, words: frozenset[str]) -> float:
    if role in {"obj", "comp", "inf"} and not words:
        return 0.5
    return 2.0 if not any(w.startswith("@") for w in words) else 1.6


_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
    ("es", ""),
    ("s", ""),
)


def base_forms(word: Token) -> list[str]:
    """Return the word's lemma and the base forms that its spelling allows, for weak lemmatizers."""
    form, found = word.lower_, [word.lemma_.lower()]
    if form.startswith("re-"):
        form, found = form[3:], [found[0], found[0].removeprefix("re-")]
    irregular = word_list("irregular").get(form) if word.tag_.startswith("VB") else None
    for ending, base in _ENDINGS:
        if form.endswith(ending) and len(form) >= len(ending) + 2:
            stem = form[: -len(ending)]
            found.append(stem + base)
            if not base and stem[-1] == stem[-2:-1]:
                found.append(stem[:-1])
    if irregular is not None:
        return [irregular, *found]
    regular = len(found) > 1 and found[0] not in found[1:] and found[0] != form
    return found[1:] + found[:1] if regular and word.tag_.startswith("VB") else found


def lemma_of(word: Token, pos: str, senses: Senses) -> str:
    """Return the first of the word's base forms that the lexicon knows, else its lemma."""
    forms = base_forms(word)
    joined = [f"{word.nbor(-2).lower_}-{f}" for f in forms] if _after_hyphen(word) else []
    return next((f for f in joined + forms if (f, pos) in senses), forms[0])


def _after_hyphen(word: Token) -> bool:
    """Tell whether the word is the second half of one with a hyphen (*sit-in*, *test-fired*)."""
    doc = word.doc
    if word.i < 2 or doc[word.i - 1].text != "-":
        return False
    return not doc[word.i - 1].whitespace_ and not doc[word.i - 2].whitespace_


def fits_frame(sense: Sense, head: Token, args: Arguments, senses: Senses) -> bool:
    """Tell whether all conditions of a sense's frame hold."""
    return all(_holds(role, words, head, args, senses) for role, words in sense.frame)


def best_sense(head: Token, pos: str, args: Arguments, senses: Senses) -> Sense | None:
    """Return the word's sense with the most specific frame that holds, ``None`` if there is none."""
    best, best_weight = None, -1.0
    for sense in senses.get((lemma_of(head, pos, senses), pos), ()):
        if fits_frame(sense, head, args, senses):
            weight = sum(_weight(role, words) for role, words in sense.frame)
            if weight > best_weight:
                best, best_weight = sense, weight
    return best
