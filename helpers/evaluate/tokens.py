"""How well the text is cut: sentences and words of raw text, against treebanks and the golden rules."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from nltk.tag import pos_tag
from nltk.tokenize import NLTKWordTokenizer, PunktTokenizer

from helpers.evaluate.rawtext import raw_text, word_spans
from helpers.evaluate.scores import COLUMNS, f1_interval
from helpers.evaluate.treebank import GoldDocument, read_treebank
from helpers.language.sentences import split_sentences
from helpers.language.tokenizer import spans

Spans = list[tuple[int, int]]
NEWS_SPLIT = 2
"""GUM's news is in its train part: every second document was kept back when the rules were written."""

STAGES = ("sentences", "tokens")


def punkt_sentences(text: str) -> Spans:
    """Return the sentences that NLTK finds with our Punkt model, a line at a time, as it is used."""
    tokenizer, found, start = PunktTokenizer("english"), [], 0
    for line in text.splitlines(keepends=True):
        found += [(start + a, start + b) for a, b in tokenizer.span_tokenize(line)]
        start += len(line)
    return found


def sentence_counts(
    documents: Iterable[GoldDocument], split: Callable[[str], Spans]
) -> list[tuple[int, int, int]]:
    """Count sentences right, found and gold in each document; right: begun at the same character."""
    counts = []
    for document in documents:
        text, gold = raw_text(document)
        begun, wanted = {a for a, _ in split(text)}, {a for a, _ in gold}
        counts.append((len(begun & wanted), len(begun), len(wanted)))
    return counts


def word_counts(
    documents: Iterable[GoldDocument], cut: Callable[[str], Iterable[tuple[int, int]]]
) -> list[tuple[int, int, int]]:
    """Count words right, found and gold in each document; right: the same characters."""
    counts = []
    for document in documents:
        right = found = gold = 0
        for sentence in document.sentences:
            mine, wanted = set(cut(sentence.text)), set(word_spans(sentence))
            right, found, gold = right + len(mine & wanted), found + len(mine), gold + len(wanted)
        counts.append((right, found, gold))
    return counts


def nltk_words(text: str) -> Spans:
    """Return the words that NLTK's tokenizer finds, none where it cannot tell their offsets."""
    try:
        return list(NLTKWordTokenizer().span_tokenize(text))
    except ValueError:
        return []


def tag_counts(documents: Iterable[GoldDocument]) -> list[tuple[int, int, int]]:
    """Count the words that NLTK's ``pos_tag`` tags as the treebank does, on gold words."""
    counts = []
    for document in documents:
        right = total = 0
        for sentence in document.sentences:
            mine = [tag for _, tag in pos_tag(sentence.words)]
            right += sum(a == row[4] for a, row in zip(mine, sentence.rows, strict=True))
            total += len(mine)
        counts.append((right, total, total))
    return counts


def golden_rules(path: Path) -> list[tuple[str, list[str]]]:
    """Read the golden rules: a Python list of texts and their sentences."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lists = [node.value for node in tree.body if isinstance(node, ast.Assign)]
    return [rule for found in lists for rule in ast.literal_eval(found)]


def _row(
    stage: str, measure: str, data: str, counts: list, baseline: list | None, *,
    published: str = "", rival: str = "",
) -> dict:  # fmt: skip
    value, low, high = f1_interval(counts)
    other = f1_interval(baseline)[0] if baseline else None
    return {
        "stage": stage,
        "measure": measure,
        "data": data,
        "value": value,
        "low": low,
        "high": high,
        "n": sum(gold for _, _, gold in counts),
        "baseline": other,
        "published": published,
        "rival": rival,
    }


def _golden(path: Path) -> Iterator[dict[str, Any]]:
    rules = [(text, [s.strip() for s in wanted]) for text, wanted in golden_rules(path)]
    passed = [[t[a:b] for a, b in split_sentences(t)] == wanted for t, wanted in rules]
    punkt = [[t[a:b] for a, b in punkt_sentences(t)] == wanted for t, wanted in rules]
    ours, base = ([(int(ok), 1, 1) for ok in oks] for oks in (passed, punkt))
    said = "pySBD 47 of 48 (Sadvilkar & Neumann 2020)"
    data = "48 English golden rules"
    yield _row("sentences", "golden rules passed", data, ours, base, published=said)


def _treebank(folder: Path) -> Iterator[dict[str, Any]]:
    for name in ("gum", "ewt"):
        path = folder / f"{name}_dev.conllu"
        if not path.is_file():
            continue
        documents, data = list(read_treebank(path)), f"UD {name.upper()} dev, raw text"
        ours, punkt = (sentence_counts(documents, s) for s in (split_sentences, punkt_sentences))
        yield _row("sentences", "boundaries F1", data, ours, punkt)
        words, nltk = word_counts(documents, spans), word_counts(documents, nltk_words)
        yield _row("tokens", "words F1", data, words, nltk)
        gold = f"UD {name.upper()} dev, gold words"
        said = "95.3 % on GUM test (NLTK's perceptron, same training data)"
        yield _row("tokens", "perceptron, Penn tags", gold, tag_counts(documents), None, rival=said)


def _news(path: Path) -> Iterator[dict[str, Any]]:
    news = [d for d in read_treebank(path) if "_news_" in d.name][1::NEWS_SPLIT]
    if news:
        ours, punkt = (sentence_counts(news, s) for s in (split_sentences, punkt_sentences))
        data = f"UD GUM train, {len(news)} news documents kept back (Punkt saw their text), raw"
        yield _row("sentences", "boundaries F1", data, ours, punkt)


def evaluate(gold: Path) -> pd.DataFrame:
    """Score sentences, words and the perceptron's tags on whatever of the gold data is there.

    Baselines, in the same run: NLTK's Punkt (trained by this project) for
    sentences, NLTK's word tokenizer for words.

    Returns
    -------
    DataFrame
        stage, measure, data, value, low, high (95 % bootstrap over documents), n, baseline,
        published, rival.
    """
    rows: list[dict[str, Any]] = []
    rules = sorted((gold / "sentences").glob("english_golden_rules*"))
    if rules:
        rows += _golden(rules[0])
    if (gold / "ud" / "gum_train.conllu").is_file():
        rows += _news(gold / "ud" / "gum_train.conllu")
    rows += _treebank(gold / "ud")
    return pd.DataFrame(rows, columns=COLUMNS)
