"""What each stage costs beside the model's pass over the text, in one run on one core.

python -m benchmarks.stages
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NEWSWALK_THREADS"):
    os.environ[variable] = "1"


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    made = work()
    return made, time.process_time() - start


def main() -> None:
    os.environ["NEWSWALK_CACHE"] = tempfile.mkdtemp(prefix="newswalk-bench-")
    import helpers as nw

    nw.walk(nw.read_articles(), cache=False)  # loads every model
    os.environ["NEWSWALK_CACHE"] = tempfile.mkdtemp(prefix="newswalk-bench-")
    articles, read = timed(nw.read_articles)
    passages, cut = timed(lambda: nw.passages(articles))
    docs, parse = timed(lambda: nw.parse(articles, passages=passages))
    _, again = timed(lambda: nw.parse(articles, passages=passages))
    names, named = timed(lambda: nw.names(docs))
    voices, voiced = timed(lambda: nw.voices(docs, names=names))
    events, happened = timed(lambda: nw.events(docs, names=names, voices=voices))
    _, claimed = timed(lambda: nw.claims(events, names=names))
    _, answered = timed(lambda: nw.answers(docs, names=names, events=events))
    _, felt = timed(lambda: nw.sentiment(docs, names=names, voices=voices))
    _, framed = timed(lambda: (nw.frames(docs), nw.frame_cues(docs)))
    _, called = timed(lambda: nw.naming(docs, names=names))
    _, counted = timed(lambda: (nw.sentences(docs), nw.tokens(docs)))
    rows = {
        "read articles": read,
        "passages": cut,
        "parse (the encoder's pass)": parse,
        "parse again, from the cache": again,
        "sentences, tokens": counted,
        "names": named,
        "voices": voiced,
        "events": happened,
        "claims": claimed,
        "answers": answered,
        "sentiment (a model)": felt,
        "frames (a model)": framed,
        "naming": called,
    }
    whole = sum(rows.values()) - again
    print(f"{len(articles)} articles, {articles.n_words.sum()} words, one core, CPU seconds")
    print(f"{'stage':30} {'s':>7} {'share':>7} {'parse = 1':>10}")
    for name, seconds in rows.items():
        print(f"{name:30} {seconds:7.2f} {seconds / whole:7.1%} {seconds / parse:10.2f}")
    rules = named + voiced + happened + claimed + answered + called
    print(f"rules against model passes     {rules / (parse + felt + framed):.2f}")
    print(f"whole walk against the parse   {whole / parse:.2f}")
    print(f"first parse against the cache  {parse / again:.1f}")


if __name__ == "__main__":
    main()
