"""Which of a sentence's time expressions is the time of an event: the one its clause carries."""

from __future__ import annotations

import re

from helpers.events.draft import Draft
from helpers.events.hosts import carriers
from helpers.events.lexicon import word_list
from helpers.events.noun_status import host_of
from helpers.events.subjects import brought_about, is_verb
from helpers.events.tenses import completes, own_auxiliaries
from helpers.events.times import TimeSpan
from helpers.language import grammar as g
from helpers.language.plain import Token

_SHARED = {"conj", "xcomp"}
_OPEN = {"planned", "hypothetical"}
_COMPARED = re.compile(
    r"\b(?:(?:up|down|rise|rose|increase[ds]?|fell|fall|drop) from|compared (?:with|to)|versus) (?:the )?"
    r"[$€£]?\d[\d.,]* ?(?:[a-z%]+ ){0,2}(?:in |a |the |of )*$"
)


def _attached(span: TimeSpan, doc_tokens: list[Token]) -> Token | None:
    """The word that a time expression hangs on: the head of its topmost token."""
    tokens = [t for t in doc_tokens if span.start <= t.idx < span.end]
    inside = {t.i for t in tokens}
    for token in tokens:
        if token.head.i not in inside and token.dep_ != "punct":
            head = token.head if token.head != token else None
            return None if head is None else _outside(token, _behind_adverb(head))
    return None


def _behind_adverb(head: Token) -> Token:
    """What an adverb before a time modifies (*will open *as soon as* Monday*)."""
    return head.head if head.pos_ == "ADV" and head.dep_ == "advmod" else head


def _outside(time: Token, head: Token) -> Token:
    """The clause around a relative clause that ends before the time (*the man, who *fled*, on Monday …*)."""
    if head.dep_ not in g.RELATIVE or not is_verb(head):
        return head
    begin = min([t.i for t in time.subtree], default=time.i)
    opened = [t for t in head.subtree if t.tag_ in {"WDT", "WP"} and t.i < head.i]
    closed = any(t.text == "," for t in time.doc[head.i : begin + 1])
    if not (opened and closed and time.doc[opened[0].i - 1].text == ","):
        return head
    return host_of(head.head) or head


def _lift(head: Token) -> list[Token]:
    """A time inside a noun phrase (*the attack on Monday*) bears on the noun, then on its verb."""
    found = [head]
    while not is_verb(head) and head.head != head and len(found) < 4:
        if head.dep_ in {"appos", "acl:relcl", "nmod:poss"}:
            break
        head = head.head
        found.append(head)
    return found


def _clauses(draft: Draft) -> list[Token]:
    """The predicates whose time the event shares, nearest first."""
    found = [draft.noun] if draft.noun is not None else []
    found.append(draft.head)
    head = draft.head
    if draft.head == draft.noun:
        carrying = carriers(head)
        while not is_verb(head) and head.head != head:
            head = head.head
        host_type = head.lemma_.lower()
        return [*found, *carrying] + (
            [head]
            if host_type in {"begin", "start", "end", "continue", "take", "occur", "happen"}
            else []
        )
    while _shares_time(head):
        head = head.head
        found.append(head)
    return found


def _shares_time(head: Token) -> bool:
    if head.head == head:
        return False
    if head.tag_ == "VB" and head.head.pos_ == "ADJ" and head.dep_ in g.ADVERB_CLAUSE:
        return True
    if brought_about(head) or completes(head):
        return True
    if head.dep_ in _SHARED or (head.dep_ in g.ADVERB_CLAUSE and head.tag_ == "VBG"):
        return head.head.pos_ in {"VERB", "AUX", "ADJ"} and not any(
            c.lower_ != "to" for c in g.children(head, {"mark"})
        )
    return False


def time_of(draft: Draft, times: list[TimeSpan]) -> TimeSpan | None:
    """Return the time expression of the event's own clause, ``None`` if it has none.

    A clause shares the time of the verb it is coordinated with or completes, but never that of a
    verb of saying.
    """
    if not times:
        return None
    sentence = list(draft.head.sent)
    times = [t for t in times if not _is_compared(t, draft.head)]
    bearers = [(span, _attached(span, sentence)) for span in times]
    carried = {draft.head.i} | ({draft.noun.i} if draft.noun is not None else set())
    hour: TimeSpan | None = None
    for clause in _clauses(draft):
        same = carried if clause.i in carried else {clause.i}
        near = [s for s, head in bearers if head is not None and head.i in same]
        others = [s for s in near if not _is_of(s, clause, draft.head)]
        near = [s for s in near if s not in others]
        if others and not near:
            return hour
        near = near or [s for s in times if _is_right_before(s, clause)]
        near += [hour] if hour is not None else []
        if near and not _is_hour(_most_telling(near)):
            return _most_telling(near)
        hour = _most_telling(near) if near else hour
        objects = (
            {t.i for t in [*draft.patients, *draft.args.objects]} if clause == draft.head else set()
        )
        lifted = [
            s for s, head in bearers
            if head is not None and head.i in objects and clause in _lift(head)
        ]  # fmt: skip
        if lifted and not _is_hour(_most_telling(lifted)):
            return _most_telling(lifted)
        hour = _most_telling(lifted) if lifted and hour is None else hour
    return hour


def _is_compared(span: TimeSpan, head: Token) -> bool:
    """Whether a time is that of a figure to compare with (*160 guards, up from 90 *last year**)."""
    doc = head.doc
    before = doc.text[max(0, span.start - 40) : span.start].lower()
    return bool(_COMPARED.search(before))


def _is_of(span: TimeSpan, clause: Token, head: Token) -> bool:
    """Whether a time on a plan is the plan's or the deed's (*offered to meet *on Friday**).

    What stands before the infinitive is when it was planned, what stands behind when it is to be done.
    """
    below = [c for c in clause.children if c.tag_ == "VB" and c.i > clause.i]
    inner = [c for c in below if c.dep_ == "xcomp" or completes(c)]
    if not inner or word_list("modality").get(clause.lemma_.lower()) not in _OPEN:
        return True
    behind = span.start > inner[0].idx or span.text.lower().startswith(
        ("tomorrow", "next", "coming")
    )
    return behind if clause != head else not behind


def _is_right_before(span: TimeSpan, verb: Token) -> bool:
    """Whether a time stands between subject and verb (*the court *on Tuesday* rejected …*)."""
    first = min([verb, *own_auxiliaries(verb)], key=lambda t: t.i)
    if not is_verb(verb) or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"} or first.i < 2:
        return False
    before = first.nbor(-1)
    return span.start <= before.idx < span.end and any(t.i < before.i for t in g.subjects(verb))


def _is_hour(span: TimeSpan) -> bool:
    """Whether an expression names an hour alone, whose day a clause above may tell."""
    return bool(
        re.search(
            r"\b(?:noon|mid|dawn|dusk|sunrise|sunset|daybreak|night)|\d (?:gmt|bst|utc)|\d[:.]\d\d|\d ?[ap]\.?m",
            span.text.lower(),
        )
    )


def _most_telling(spans: list[TimeSpan]) -> TimeSpan:
    """Of several, the one that names a day rather than an hour or a duration."""
    vague = ("for ", "within ", "over ", "at ", "around ", "about ", "during ", "shortly ")
    return min(spans, key=lambda s: (s.text.lower().startswith(vague) or _is_hour(s), s.start))
