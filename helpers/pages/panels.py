"""What stands beside the article: six answers, the timeline, the speakers, the tone, the frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from helpers.pages.fragment import told
from helpers.shown import day, happened, is_pronoun, one_name
from helpers.voices.shares import voice_shares
from helpers.wording import counted, short

QUESTIONS = ("who", "what", "when", "where", "why", "how")
_MOST = 6


def panels(article: pd.Series, mine: Mapping[str, pd.DataFrame]) -> str:
    """Return the panels of one article's tables as HTML."""
    made = [
        ("Six questions", "nw-six", _six(mine["answers"])),
        ("When", "nw-when", _timeline(mine["events"], _text(article))),
        ("Who speaks <small>of the words</small>", "nw-speaks", _speakers(article, mine)),
        ("Tone towards <small>−1 to +1</small>", "nw-tone", _tone(mine["sentiment"])),
        ("Frames <small>✓ found</small>", "nw-frames", _frames(mine["frames"])),
    ]
    return "".join(
        f'<section class="nw-panel {css}"><h3>{title}</h3>{content}</section>'
        for title, css, content in made
    )


def _text(article: pd.Series) -> str:
    return "" if pd.isna(article.text) else str(article.text)


def _none(what: str) -> str:
    return f'<p class="nw-none">{what}</p>'


def _six(answers: pd.DataFrame) -> str:
    best = answers[answers["rank"] == 1].drop_duplicates("question").set_index("question").answer
    items = [
        f"<dt>{question}</dt><dd>{told(best.get(question)) or '<span>not told</span>'}</dd>"
        for question in QUESTIONS
    ]
    return f"<dl>{''.join(items)}</dl>" if len(best) else _none("The main event was not found.")


def span_of_days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Write the days that an event may have fallen on as a person would.

    Examples
    --------
    >>> span_of_days(pd.Timestamp("2015-01-01"), pd.Timestamp("2015-12-31"))
    '2015'
    >>> span_of_days(pd.Timestamp("2016-07-01"), pd.Timestamp("2016-07-31"))
    'Jul 2016'
    >>> span_of_days(pd.Timestamp("2016-08-06"), pd.Timestamp("2016-08-08"))
    '6 Aug 2016 to 8 Aug 2016'
    >>> span_of_days(pd.Timestamp("2011-01-01"), pd.Timestamp("2016-08-07"))
    '2011 to 7 Aug 2016'
    """
    if pd.isna(last) or first == last:
        return day(first)
    if first.year == last.year and first.day_of_year == 1 and (last.month, last.day) == (12, 31):
        return str(first.year)
    if first.day == 1 and last == first + pd.offsets.MonthEnd(1):
        return day(first).partition(" ")[2]
    since = str(first.year) if first.day_of_year == 1 and last.year > first.year else day(first)
    return f"{since} to {day(last)}"


def told_event(event: pd.Series, text: str) -> str:
    """Tell an event in the article's own words, from its agent to its patient, escaped."""
    starts = [event[c] for c in ("agent_start", "start", "patient_start") if pd.notna(event[c])]
    ends = [event[c] for c in ("agent_end", "end", "patient_end") if pd.notna(event[c])]
    said = " ".join(text[min(starts) : max(ends)].split())
    who = event["agent_id"]
    if pd.notna(who) and is_pronoun(event["agent"]):
        said = said.replace(str(event["agent"]), f"{event['agent']} [{who}]", 1)
    return told(short(said, 110))


def _timeline(events: pd.DataFrame, text: str) -> str:
    dated = happened(events).dropna(subset=["date_from"])
    if dated.empty:
        return _none("No event has a date.")
    rich = dated.assign(parts=dated[["agent", "patient"]].notna().sum(axis=1))
    rich["when"] = [
        span_of_days(first, last) for first, last in zip(rich.date_from, rich.date_to, strict=True)
    ]
    items = []
    groups = rich.sort_values(["date_from", "date_to"], kind="stable").groupby("when", sort=False)
    for when, part in list(groups)[-7:]:
        best = part.sort_values(["parts", "event_id"], ascending=[False, True]).head(4)
        lines = _apart(
            (told_event(row, text), _voice(row.source))
            for _, row in best.sort_values("event_id").iterrows()
        )
        items.append(f"<li><time>{when}</time>{lines}</li>")
    return f"<ol>{''.join(items)}</ol>"


def _apart(events: Iterable[tuple[str, str]]) -> str:
    """Keep two events whose words do not lie in one another's."""
    kept: list[tuple[str, str]] = []
    for said, voice in events:
        inside = [other for other, _ in kept if other in said or said in other]
        if inside and len(said) > max(map(len, inside)):
            kept = [pair for pair in kept if pair[0] not in inside]
        if not inside or len(said) > max(map(len, inside)):
            kept.append((said, voice))
    return "".join(f"<span>{said}{voice}</span>" for said, voice in kept[:2])


def _voice(source: object) -> str:
    return f" <small>says {told(short(source, 30))}</small>" if told(source) else ""


def _bar(label: str, share: float, said: str, css: str = "") -> str:
    width = f"{100 * min(1.0, max(0.0, share)):.1f}%"
    return (
        f'<li class="{css}"><span class="nw-label">{told(label)}</span>'
        f'<span class="nw-track" aria-hidden="true"><span style="width:{width}"></span></span>'
        f'<span class="nw-value">{said}</span></li>'
    )


def _unresolved(source: object) -> object:
    """Say of a pronoun that nobody knows whom it means."""
    return f"“{str(source).lower()}” (not resolved)" if is_pronoun(source) else source


def _speakers(article: pd.Series, mine: Mapping[str, pd.DataFrame]) -> str:
    voices = mine["voices"]
    who = one_name(voices.source_id, voices.source.map(_unresolved)).fillna("somebody not named")
    counts = voice_shares(
        voices.assign(source_id=who), article.to_frame().T, passages=mine["passages"]
    )
    if counts.empty:
        return _none("There is nothing to read.")
    own = counts[counts.kind == "own"].share.sum()
    spoken = counts[counts.kind != "own"].groupby("speaker").share.sum()
    ranked = sorted(spoken.items(), key=lambda pair: (-pair[1], str(pair[0])))
    bars = [_bar("the reporter", own, f"{own:.0%}", "nw-own")]
    bars += [_bar(short(name, 60), share, f"{share:.0%}") for name, share in ranked[:_MOST]]
    if more := ranked[_MOST:]:
        rest = sum(share for _, share in more)
        bars.append(_bar(counted(len(more), "other"), rest, f"{rest:.0%}"))
    return f'<ul class="nw-bars">{"".join(bars)}</ul>'


def _tone(sentiment: pd.DataFrame) -> str:
    aimed = sentiment.dropna(subset=["target"])
    if aimed.empty:
        return _none("Nobody is judged.")
    who = one_name(aimed.target_id, aimed.target)
    means = aimed.groupby(who).score.agg(["mean", "size"]).reset_index(names="who")
    means = means.sort_values(["size", "who"], ascending=[False, True]).head(_MOST)
    items = []
    for name, mean in zip(means["who"], means["mean"], strict=True):
        side = "nw-minus" if mean < 0 else "nw-plus"
        said = f"{mean:+.2f}".replace("-", "−") if f"{abs(mean):.2f}" != "0.00" else "0.00"
        items.append(_bar(short(name, 60), abs(mean), said, side))
    return f'<ul class="nw-bars">{"".join(items)}</ul>'


def _frames(frames: pd.DataFrame) -> str:
    if frames.empty:
        return _none("No frame was measured.")
    ranked = frames.sort_values(["score", "frame"], ascending=[False, True])
    bars = []
    for frame, score, present in zip(ranked.frame, ranked.score, ranked.present, strict=True):
        css = "nw-present" if pd.notna(present) and bool(present) else ""
        said = f"{score:.0%}" + (" ✓" if css else "")
        bars.append(_bar(str(frame).replace("_", " "), score, said, css))
    return f'<ul class="nw-bars">{"".join(bars)}</ul>'
