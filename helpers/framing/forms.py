"""Where the words of a term are no term: inside a name or a hyphenated word."""

from __future__ import annotations

from helpers.language.plain import Token


def in_headline_case(words: list[Token]) -> bool:
    """Tell whether most longer words of a sentence are capitalised: there a capital makes no name."""
    longer = [w for w in words if w.is_alpha and len(w) > 3]
    return sum(w.text[0].isupper() for w in longer) > 0.6 * len(longer)


def part_of_a_name(words: list[Token]) -> bool:
    """Tell whether a capitalised term stands beside another capital: *Transport Police*, *Pride March*."""
    first, last = words[0], words[-1]
    if not last.text[0].isupper() or last.pos_ not in {"PROPN", "NOUN"}:
        return False
    before = first.nbor(-1) if first.i > first.sent.start else None
    after = last.nbor() if last.i + 1 < last.sent.end else None
    if after is not None and after.tag_ == "POS" and after.i + 1 < last.sent.end:
        after = after.nbor()
    return any(t is not None and _is_capital(t) for t in (before, after))


def _is_capital(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper()


def hyphened(first: Token) -> bool:
    """Tell whether a term is the latter part of a word: *job-killer*, not *rebel* of *rebel-held*."""
    before = first.nbor(-1) if first.i else None
    return before is not None and before.text in {"-", "–"} and not before.whitespace_
