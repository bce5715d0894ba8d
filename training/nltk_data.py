"""Train NLTK's own models on the UD English treebanks, in the layout NLTK loads them from.

    python -m training.nltk_data --gold GOLD --out data/models/nltk_data

writes a Punkt sentence model (Kiss & Strunk 2006), an averaged perceptron tagger (Collins 2002; Honnibal
2013) and the stop words of data/lexicons/stopwords.csv.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from nltk.tokenize.punkt import PunktParameters, PunktTrainer

from helpers.evaluate.rawtext import glued, raw_text
from helpers.evaluate.treebank import GoldSentence, read_treebank
from helpers.resources import lexicon
from training.perceptron import train

PUNKT_KINDS = ("title", "suffix", "month", "inline", "closing")
MODIFIED = {"VBN", "VBG", "VBD", "JJ", "CD", "NN", "RB", "RP", "IN"}
Tagged = list[tuple[str, str]]


def nltk_words(sentence: GoldSentence) -> Tagged:
    """The sentence as `nltk.word_tokenize` would cut it: hyphens inside words, quotes as `` and ''."""
    found: Tagged = []
    joined = False
    for i, row in enumerate(sentence.rows):
        text, tag = row[1], row[4]
        if joined:
            found[-1] = (found[-1][0] + text, "JJ" if tag in MODIFIED else tag)
            joined = False
        elif tag == "HYPH" and found and glued(row) and glued(sentence.rows[i - 1]):
            found[-1] = (found[-1][0] + text, found[-1][1])
            joined = True
        else:
            found.append((tag if text == '"' else text, tag))
    return found


def tagged(sentences: list[GoldSentence]) -> Iterator[Tagged]:
    """Every sentence as the treebank cuts it, and again as NLTK does where that differs."""
    for sentence in sentences:
        plain = [(row[1], row[4]) for row in sentence.rows]
        yield plain
        other = nltk_words(sentence)
        if other != plain:
            yield other


def train_tagger(sentences: list[GoldSentence], folder: Path, *, smallest: float) -> None:
    """Train the perceptron, drop weights nearer to 0 than `smallest`, write its three JSON files."""
    tagger = train(list(tagged(sentences)), rounds=5, smallest=smallest)
    parts = {
        "weights": tagger.model.weights,
        "tagdict": dict(sorted(tagger.tagdict.items())),
        "classes": sorted(tagger.classes),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, part in parts.items():
        path = folder / f"averaged_perceptron_tagger_eng.{name}.json"
        text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
        path.write_text(text + "\n", encoding="utf-8")


def train_punkt(texts: list[str], folder: Path) -> None:
    """Train Punkt on raw text; add the abbreviations of the lexicon, which no small corpus has all."""
    trainer = PunktTrainer()
    for text in texts:
        trainer.train(text, finalize=False)
    trainer.finalize_training()
    params = trainer.get_params()
    table = lexicon("abbreviations")
    params.abbrev_types |= set(table.abbreviation[table.kind.isin(PUNKT_KINDS)].str.lower())
    save_punkt(params, folder)


def save_punkt(params: PunktParameters, folder: Path) -> None:
    """Write the four files of the punkt_tab layout, sorted, so that two runs give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    context = {word: value for word, value in params.ortho_context.items() if value}
    files = {
        "collocations.tab": ["\t".join(pair) for pair in sorted(params.collocations)],
        "sent_starters.txt": sorted(params.sent_starters),
        "abbrev_types.txt": sorted(params.abbrev_types),
        "ortho_context.tab": [f"{word}\t{value}" for word, value in sorted(context.items())],
    }
    for name, rows in files.items():
        (folder / name).write_text("\n".join(rows), encoding="utf-8")


def write_stopwords(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    words = lexicon("stopwords").word
    (folder / "english").write_text("\n".join(words) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("data/models/nltk_data"))
    parser.add_argument("--smallest", type=float, default=1.0)
    parser.add_argument("--only", choices=["punkt", "tagger", "stopwords"])
    options = parser.parse_args()
    documents = [
        document
        for name in ("ewt_train", "gum_train")
        for document in read_treebank(options.gold / "ud" / f"{name}.conllu")
    ]
    sentences = [sentence for document in documents for sentence in document.sentences]
    if options.only in {None, "stopwords"}:
        write_stopwords(options.out / "corpora" / "stopwords")
    if options.only in {None, "punkt"}:
        texts = [raw_text(document)[0] for document in documents]
        train_punkt(texts, options.out / "tokenizers" / "punkt_tab" / "english")
    if options.only in {None, "tagger"}:
        folder = options.out / "taggers" / "averaged_perceptron_tagger_eng"
        train_tagger(sentences, folder, smallest=options.smallest)


if __name__ == "__main__":
    main()
