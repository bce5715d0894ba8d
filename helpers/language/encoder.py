"""The joint encoder: tags, lemmas, grammar, names and voices of a document's words, in one pass.

all-MiniLM-L6-v2 (Wang et al. 2020) fine-tuned by `training/encoder.py`; biaffine grammar after Dozat
& Manning (2017). onnxruntime runs the transformer, numpy reads the trees. Every window is a run of
its own, so the labels are the same for any batch and any number of threads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from safetensors.numpy import load_file

from helpers.language.embeddings import embeddings
from helpers.language.labels import bio_labels, spans_labels
from helpers.language.lemmas import RANKED, Lemmas
from helpers.language.places import countries_as_places
from helpers.language.trees import best_tree
from helpers.language.windows import CASES, STARTS, Window
from helpers.resources import data_path

Array = NDArray[np.float32]
VOICES = ("cue", "source", "content")


@dataclass
class Reading:
    """What the encoder reads in one window, word by word."""

    tags: list[str]
    pos: list[str]
    lemmas: list[str]
    heads: list[int]
    """Of each word: its head's number in the window, from 0; its own number for a root."""
    deps: list[str]
    names: list[str]
    voices: dict[str, list[str]]
    in_content: Array
    links: dict[int, tuple[int | None, int | None]]
    """From a content's first word to its cue's and its source's first word, in the window."""


class Encoder:
    """The model files of a folder, loaded once."""

    def __init__(self, folder: Path) -> None:
        settings = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
        self.labels: dict[str, list[str]] = settings["labels"]
        self.columns = {name: slice(*ends) for name, ends in settings["columns"].items()}
        self.heads: dict[str, Array] = {
            name: value.astype(np.float32)
            for name, value in load_file(folder / "heads.safetensors").items()
        }
        self.features = _feature_sums(self.heads.pop("features"))
        self.lemmas = Lemmas(folder / "lemmas.json")
        self.root = self.labels["dep"].index("root")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # The graph is fused by hand; what more would be fused is slower on a CPU.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self.session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def scores(self, window: Window) -> tuple[Array, Array]:
        """Return what the graph gives for a window: (words, columns), and (words, labels x 97)."""
        vectors = embeddings().vectors(window.pieces)
        vectors += self.features[window.features]
        given = {"vectors": vectors[None], "first": window.first}
        scores, mixed = self.session.run(None, given)
        return scores[0], mixed[0]

    def read(self, window: Window) -> Reading:
        """Return the labels of one window."""
        scores, mixed = self.scores(window)
        offset = window.words.start
        parts = [slice(p.start - offset, p.stop - offset) for p in window.parts]
        heads, deps = self._grammar(scores, mixed, parts)
        names = spans_labels(scores[:, self.columns["name"]], self.labels["name"], parts)
        names = countries_as_places(window.texts, names)
        voices = {
            role: bio_labels(scores[:, self.columns[role]], self.labels[role], opened=True)
            for role in VOICES
        }
        tags = self._best(scores, "xpos")
        return Reading(
            tags,
            self._best(scores, "upos"),
            self._lemmas(window, tags, scores[:, self.columns["script"]]),
            heads,
            deps,
            names,
            voices,
            1 - _softmax(scores[:, self.columns["content"]])[:, 0],
            self._links(scores, voices["content"]),
        )

    def read_all(self, windows: Sequence[Window], *, threads: int = 1) -> list[Reading]:
        """Return the labels of many windows, in their order."""
        if threads <= 1 or len(windows) < 2:
            return [self.read(window) for window in windows]
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(self.read, windows))

    def _best(self, scores: Array, layer: str) -> list[str]:
        labels = self.labels[layer]
        return [labels[i] for i in scores[:, self.columns[layer]].argmax(1).tolist()]

    def _lemmas(self, window: Window, tags: list[str], scores: Array) -> list[str]:
        names = self.labels["script"]
        best = scores.argmax(1).tolist()

        def ranked(i: int) -> list[str]:
            return [names[j] for j in np.argsort(-scores[i], kind="stable")[1:RANKED].tolist()]

        return [
            self.lemmas.lemma(word, tag, names[best[i]], lambda i=i: ranked(i))  # type: ignore[misc]
            for i, (word, tag) in enumerate(zip(window.texts, tags, strict=True))
        ]

    def _mlp(self, scores: Array, name: str) -> Array:
        raw = scores[:, self.columns[name]]
        return np.maximum(raw, 0.1 * raw)

    def _grammar(
        self, scores: Array, mixed: Array, parts: list[slice]
    ) -> tuple[list[int], list[str]]:
        dependent = _with_one(self._mlp(scores, "arc.dependent")) @ self.heads["arc.weight"]
        head = self._mlp(scores, "arc.head")
        chosen = np.zeros(len(scores), np.int64)
        for part in parts:
            options = np.concatenate([self.heads["arc.none"][None], head[part]])
            tree = best_tree(dependent[part] @ options.T)
            chosen[part] = np.where(tree > 0, tree + part.start, 0)
        labels = self._relations(scores, mixed, chosen)
        own = np.arange(len(scores))
        return np.where(chosen > 0, chosen - 1, own).tolist(), labels

    def _relations(self, scores: Array, mixed: Array, chosen: NDArray[np.int64]) -> list[str]:
        """The best label of each arc: the dependents' half comes from the graph."""
        head = np.concatenate(
            [self.heads["relation_root"][None], self._mlp(scores, "relation_head")]
        )
        mixed = mixed.reshape(len(scores), len(self.labels["dep"]), -1)
        values = np.matmul(mixed, _with_one(head[chosen])[:, :, None])[:, :, 0]
        values[:, self.root] = -np.inf
        names = self.labels["dep"]
        best = values.argmax(1).tolist()
        return [names[b] if c else "ROOT" for b, c in zip(best, chosen.tolist(), strict=True)]

    def _links(self, scores: Array, content: list[str]) -> dict[int, tuple[int | None, int | None]]:
        starts = [i for i, c in enumerate(content) if c == "B" or (c == "I" and i == 0)]
        if not starts:
            return {}
        found = []
        for pointer in ("to_cue", "to_source"):
            dependent = _with_one(self._mlp(scores[starts], pointer + ".dependent"))
            head = self._mlp(scores, pointer + ".head")
            head = np.concatenate([self.heads[pointer + ".none"][None], head])
            best = (dependent @ self.heads[pointer + ".weight"] @ head.T).argmax(1)
            found.append([int(b) - 1 if b else None for b in best])
        return dict(zip(starts, zip(*found, strict=True), strict=True))


def _feature_sums(table: Array) -> Array:
    """The vectors of each combination of case, start and glue, added once and for all."""
    case, start, glue = table[:CASES], table[CASES : CASES + STARTS], table[CASES + STARTS :]
    sums = case[:, None, None] + start[None, :, None] + glue[None, None]
    return sums.reshape(-1, table.shape[1])


def _with_one(x: Array) -> Array:
    return np.concatenate([x, np.ones((len(x), 1), np.float32)], 1)


def _softmax(x: Array) -> Array:
    raised = np.exp(x - x.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


@cache
def encoder() -> Encoder:
    """Return the project's encoder, loaded once."""
    return Encoder(data_path("models", "encoder"))


@cache
def encoder_digest() -> str:
    """Return a digest of the encoder's files and of the shared table: what the labels depend on."""
    digest = hashlib.sha256()
    for folder in ("embeddings", "encoder"):
        for path in sorted(data_path("models", folder).glob("*")):
            if path.suffix in {".json", ".onnx", ".safetensors"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()
