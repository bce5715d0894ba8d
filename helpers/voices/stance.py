"""Stance: does the source assert the content, deny it, hedge it, or ask?"""

from __future__ import annotations

from helpers.language import grammar
from helpers.language.plain import Span, Token
from helpers.voices.cues import lemma, stances, word_class
from helpers.voices.word_lists import words_of_role

ASSERT, DENY, HEDGE, ASK = "assert", "deny", "hedge", "ask"
_MODALS = {"may", "might", "could", "would"}


def head_of(span: Span) -> Token:
    """Return the word of a cue that carries its meaning: its last verb, else its root."""
    verbs = [t for t in span if word_class(t) == "VERB" and t.dep_ not in grammar.AUXILIARY]
    root = span.root
    return root if root in verbs or not verbs else verbs[0]


def stance(cue: Span | None, content: str) -> str:
    """Return the stance of a cue toward its content.

    The lexicon gives the cue word's own; a negation or a refusal turns it
    (``would not confirm`` denies, ``did not deny`` hedges), a modal hedges it,
    and a content that ends with a question mark asks.

    Parameters
    ----------
    cue
        The cue's words, None for a quotation without one.
    content
        The text of the content.
    """
    asks = content.rstrip("\"”'’ ").endswith("?")
    if cue is None:
        return ASK if asks else ASSERT
    words = [t for t in cue if word_class(t) and t.lemma_.lower() not in words_of_role("refuse")]
    own = [known for t in words if (known := stances().get((lemma(t), word_class(t))))]
    kind = next((k for k in (DENY, ASK, HEDGE) if k in own), ASSERT)
    if _is_negated(cue):
        return HEDGE if kind in {DENY, ASK} else DENY
    if kind == ASSERT and asks:
        return ASK
    if kind == ASSERT and any(t.lower_ in _MODALS for t in _auxiliaries(cue)):
        return HEDGE
    return kind


def _auxiliaries(cue: Span) -> list[Token]:
    return [a for t in cue if word_class(t) == "VERB" for a in grammar.auxiliaries(t)]


def _is_negated(cue: Span) -> bool:
    """Whether a word of the cue is negated, or a refusal governs it (``declined to say``)."""
    heads = [t for t in cue if word_class(t) in {"VERB", "ADJ"}]
    refused = any(t.lemma_.lower() in words_of_role("refuse") for t in heads)
    governed = bool(heads) and heads[0].dep_ == "xcomp"
    refused |= governed and heads[0].head.lemma_.lower() in words_of_role("refuse")
    negated = any(grammar.negated(t) for t in heads) or any(
        t.lower_ in {"not", "n't", "n’t", "never"} for t in cue
    )
    return negated != refused if heads else False
