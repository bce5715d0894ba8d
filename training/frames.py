"""Train the frames model from the narrative frames corpus (Frermann et al. 2023).

    python training/frames.py --corpus narrative_frames_dev.tsv --vectors vectors.npz --search
    python training/frames.py --corpus narrative_frames_dev.tsv --vectors vectors.npz

The first line prints what each recipe scores in five folds; the second trains on all articles with
the recipe below and writes ``data/models/frames``. Sentence vectors are kept in ``--vectors``.
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path

import numpy as np

from helpers.evaluate.framing import scores_of
from helpers.framing.fit import Recipe, cross_validated, fit, read_corpus, save

GRID = {
    "strength": [(0.001, 0.01), (0.002, 0.02), (0.004, 0.04)],
    "balance": [0.0, 0.5, 0.75, 1.0],
}


def search(features: np.ndarray, labels: np.ndarray) -> None:
    for strength, balance in itertools.product(*GRID.values()):
        recipe = Recipe(*strength, balance)
        f1, error = scores_of(labels, cross_validated(features, labels, recipe, seed=0))
        print(recipe, "F1", f1.round(3), round(f1.mean(), 4), "ECE", error.round(3), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--search", action="store_true")
    arguments = parser.parse_args()
    features, labels = read_corpus(arguments.corpus, arguments.vectors)
    if arguments.search:
        search(features, labels)
    else:
        print("written to", save(fit(features, labels, Recipe())))


if __name__ == "__main__":
    main()
