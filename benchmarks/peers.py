"""The whole walk against what one would put together instead, in articles a second on one core.

    python -m benchmarks.peers --peer PIPELINE

``PIPELINE`` is a spaCy pipeline with tags, grammar and names, such as ``en_core_web_sm`` or a folder. It
reads the same articles; textacy takes triples, quotations and key terms of them, VADER the sentiment
of each sentence. The walk gives thirteen tables. textacy is not needed for anything else here:
``pip install 'newswalk[bench]'``.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from benchmarks.ratios import Ratio, cpu, one_core, told

one_core()
POS = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "RB": "ADV",
       "IN": "ADP", "DT": "DET", "PRP": "PRON", "MD": "AUX", "CC": "CCONJ", "CD": "NUM", "TO": "PART",
       "VB": "VERB", "VBD": "VERB", "VBZ": "VERB", "VBP": "VERB", "VBG": "VERB", "VBN": "VERB"}  # fmt: skip


def chain(peer: str) -> Callable[[list[str]], int]:
    """Return a function that puts texts through the peer's pipeline and counts what it finds."""
    import spacy
    from textacy import extract
    from textacy.extract import keyterms
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    nlp, vader = spacy.load(peer), SentimentIntensityAnalyzer()

    def found(texts: list[str]) -> int:
        count = 0
        for doc in nlp.pipe(texts):
            for token in doc:  # textacy asks for these, which some pipelines leave out
                if not token.pos:
                    token.pos_ = POS.get(token.tag_, "PUNCT" if token.is_punct else "X")
            count += len(list(extract.subject_verb_object_triples(doc)))
            with suppress(ValueError):  # textacy gives up where a quotation is not closed
                count += len(list(extract.direct_quotations(doc)))
            count += len(keyterms.textrank(doc)) + len(doc.ents)
            count += sum(bool(vader.polarity_scores(s.text)) for s in doc.sents)
        return count

    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--peer", default=os.environ.get("NEWSWALK_BENCH_PEER"))
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if not given.peer:
        print("Name a spaCy pipeline: python -m benchmarks.peers --peer PIPELINE. Skipped.")
        return
    try:
        peer = chain(given.peer)
    except (ImportError, OSError) as error:
        print(f"Skipped: {error}")
        return
    os.environ["NEWSWALK_CACHE"] = tempfile.mkdtemp(prefix="newswalk-bench-")
    compare(peer, given.rounds)


def compare(peer: Callable[[list[str]], int], rounds: int) -> None:
    """Run both in turn and tell the ratio of their best rounds."""
    import helpers as nw
    from helpers.corpus.walking import all_claims, analyse, keep_loaded

    articles = nw.read_articles()
    articles = articles[articles.problem.isna()]
    texts = articles.text.tolist()

    def walk(some: Any) -> int:
        made = analyse(some)
        claims = all_claims(made["events"], made["names"])
        return len(claims) + sum(len(frame) for name, frame in made.items() if name != "tokens")

    walk(articles.head(2)), peer(texts[:2])
    keep_loaded()  # as a run over many articles does after its first batch; it helps both
    theirs, ours = [], []
    for _ in range(rounds):
        theirs.append(cpu(lambda: peer(texts)))
        ours.append(cpu(lambda: walk(articles)))
    for name, told_of in (("spaCy CNN, textacy, VADER", theirs), ("the whole walk", ours)):
        best = min(seconds for _, seconds in told_of)
        print(
            f"{name:28} {len(texts) / best:6.2f} articles a CPU second, {told_of[0][0]:,} findings"
        )
    value = min(s for _, s in theirs) / min(s for _, s in ours)
    told(Ratio("the whole walk against spaCy CNN, textacy and VADER", value, least=1))


if __name__ == "__main__":
    main()
