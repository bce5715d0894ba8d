"""What each stage costs beside the bare pipeline's pass over the text, in one run on one core.

python -m benchmarks.stages
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.ratios import Ratio, cpu, one_core, told

one_core()
ROUNDS = 3
MODELS = ("parse (the bare pipeline)", "sentiment (a model)", "frames (a model)")


def stages(articles: Any) -> dict[str, float]:
    """Return the CPU seconds of each stage of the walk over some articles, models loaded."""
    import helpers as nw
    from helpers.corpus.merge import write_tables
    from helpers.names import actors

    made: dict[str, Any] = {"articles": articles}
    took: dict[str, float] = {}

    def stage(name: str, tables: list[str], work: Any) -> Any:
        found, took[name] = cpu(work)
        made.update(zip(tables, found if len(tables) > 1 else [found], strict=True))
        return found

    passages = stage("passages", ["passages"], lambda: nw.passages(articles))
    docs = stage(MODELS[0], ["docs"], lambda: nw.parse(articles, passages=passages, keep=False))
    stage(
        "sentences, tokens", ["sentences", "tokens"], lambda: (nw.sentences(docs), nw.tokens(docs))
    )
    names = stage("names", ["names"], lambda: nw.names(docs))
    said = stage("voices", ["voices"], lambda: nw.voices(docs, names=names))
    events = stage("events", ["events"], lambda: nw.events(docs, names=names, voices=said))
    stage("claims", ["claims"], lambda: nw.claims(events, names=names))
    stage("answers", ["answers"], lambda: nw.answers(docs, names=names, events=events))
    who = stage("actors", ["actors"], lambda: actors(docs, names=names))
    stage(
        MODELS[1], ["sentiment"],
        lambda: nw.sentiment(docs, names=names, voices=said, actors=who),
    )  # fmt: skip
    stage(MODELS[2], ["frames", "frame_cues"], lambda: (nw.frames(docs), nw.frame_cues(docs)))
    stage("naming", ["naming"], lambda: nw.naming(docs, names=names, actors=who))
    with tempfile.TemporaryDirectory() as out:
        took["writing tables"] = cpu(lambda: write_tables(made, Path(out)))[1]
    return took


def main() -> None:
    os.environ["NEWSWALK_CACHE"] = tempfile.mkdtemp(prefix="newswalk-bench-")
    import helpers as nw
    from helpers.corpus.walking import keep_loaded

    articles = nw.read_articles()
    stages(articles.head(2))  # loads every model
    keep_loaded()  # as a run over many articles does after its first batch
    rounds = [stages(articles) for _ in range(ROUNDS)]
    took = {name: min(round_[name] for round_ in rounds) for name in rounds[0]}
    parse, whole = took[MODELS[0]], sum(took.values())
    models = sum(took[name] for name in MODELS)
    print(
        f"{len(articles)} articles, {articles.n_words.sum()} words, one core, CPU seconds, best of {ROUNDS}"
    )
    print(f"{'stage':30} {'s':>7} {'share':>7} {'pipeline = 1':>13}")
    for name, seconds in took.items():
        print(f"{name:30} {seconds:7.2f} {seconds / whole:7.1%} {seconds / parse:13.2f}")
    told(
        Ratio("what is no model against the model passes", (whole - models) / models, most=0.4),
        Ratio("the whole walk against the bare pipeline", whole / parse, most=3),
    )


if __name__ == "__main__":
    main()
