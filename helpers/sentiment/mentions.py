"""Which mentions of an article are asked about: names, and the actors that stand for somebody."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.language import grammar
from helpers.language.plain import Doc, Token
from helpers.tables import by_article

Mention = tuple[int, int, Any]


def mentions(doc: Doc, names: pd.DataFrame, actors: pd.DataFrame) -> list[Mention]:
    """Names, and the actors whose words hold no name: ``(start, end, id)``, in text order."""
    article = doc._.article_id
    found = [(r["start"], r["end"], r["name_id"]) for r in by_article(names).get(article, [])]
    taken = {i for start, end, _ in found for i in range(start, end)}
    for r in by_article(actors).get(article, []):
        place = range(r["start"], r["end"])
        if taken.isdisjoint(place) and stands_for_somebody(doc, r["start"], r["end"]):
            found.append((r["start"], r["end"], r["actor_id"]))
            taken.update(place)
    return sorted(set(found), key=lambda m: m[:2])


def stands_for_somebody(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a noun phrase is somebody of whom a sentence can speak well or ill.

    *A keen sailor* of *she was a keen sailor* is what is said of her; *by 30 delegates* is a
    number; *Captain* of *Captain Lund* is a part of her name.
    """
    phrase = doc.touched(start, end)
    if phrase is None:
        return True
    head = phrase.root
    beside_name = head.dep_ in {"nmod:desc", "flat"} and head.head.pos_ == "PROPN"
    return not (beside_name or _is_predicate(head) or _is_margin(head))


def _is_predicate(head: Token) -> bool:
    """*Was a sailor*, *became chairman*, *as president*, and what is joined to it; not *it was the mayor who*."""
    first = head.head if head.dep_ == "conj" else head
    case = grammar.preposition(first)
    named = any(s.i < first.i and s.lower_ != "it" for s in grammar.subjects(first))
    wished = any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in first.children)
    copula = (named or wished) and any(c.dep_ == "cop" for c in first.children) and not case
    become = first.dep_ in {"xcomp", "obj", "dobj"} and first.head.lemma_ in {"become", "remain"}
    bare = not [c for c in first.lefts if c.dep_ not in {"case", "prep"}]
    return copula or first.dep_ == "attr" or become or (bare and case == "as")


def _is_margin(head: Token) -> bool:
    """*Leads by 30 delegates*: the noun says by how much; *was led by 30 delegates* says by whom."""
    counted = any(c.like_num for c in head.lefts)
    return counted and grammar.preposition(head) == "by" and head not in grammar.agents(head.head)
