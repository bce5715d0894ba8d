"""The encoder for sentiment towards a target: a sentence is read once, each target asks it a question.

Six transformer layers (all-MiniLM-L6-v2, Wang et al. 2020) trained on NewsMTSC (Hamborg & Donnay
2021). The sentence's keys and values are kept; a question (a query piece and a copy of the target's
pieces at their own positions: levitated markers, Ye et al. 2022) attends to them. So one target's
answer never depends on what else is asked, nor on the order or size of a batch.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from helpers.language.embeddings import CLS, SEP, embeddings, tokenizer
from helpers.resources import data_path

MASK = 103
LAYERS, SIZE = 6, 384

Array = NDArray[np.float32]
Span = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """A sentence as read: its word pieces, the characters they cover, its keys and values."""

    pieces: list[int]
    offsets: list[Span]
    kept: Array


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class TargetEncoder:
    """The trained model in a folder: ``model.onnx``, ``tables.npz``, ``settings.json``."""

    def __init__(self, folder: Path) -> None:
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        tables = np.load(folder / "tables.npz")
        self.positions: Array = tables["positions"].astype(np.float32)
        self.kinds: Array = tables["kinds"].astype(np.float32)
        self.longest: int = settings["longest"]
        self.temperature: float = settings["temperature"]
        self.shift: Array = np.array(settings["shift"], dtype=np.float32)
        self.session = _session(folder / "model.onnx")

    def _run(
        self, pieces: list[int], places: list[int], kind: int, past: Array, pool: Array
    ) -> list:
        table = embeddings()
        vectors = table.rows[pieces].astype(np.float32) * table.scales[pieces]
        vectors += self.positions[places] + self.kinds[kind]
        return self.session.run(None, {"vectors": vectors[None], "past": past, "pool": pool[None]})

    def read(self, pieces: list[int], offsets: list[Span]) -> Reading:
        """Read a sentence's word pieces (without the marks at its ends) once."""
        full = [CLS, *pieces, SEP]
        past = np.zeros((2 * LAYERS, 0, SIZE), np.float32)
        pool = np.zeros((2, len(full)), np.float32)
        _, kept = self._run(full, list(range(len(full))), 0, past, pool)
        return Reading(pieces, offsets, kept)

    def ask(self, reading: Reading, span: Span | None) -> Array:
        """Logits for the target at characters ``span``; for the sentence as a whole if None."""
        start, end = span or (0, 0)
        at = [i for i, (a, b) in enumerate(reading.offsets) if a < end and b > start]
        pieces = [MASK, *(reading.pieces[i] for i in at)]
        places = [at[0] + 1 if at else 0, *(i + 1 for i in at)]
        pool = np.zeros((2, len(pieces)), np.float32)
        pool[0, 0] = 1
        pool[1, 1:] = 1 / max(len(at), 1)
        logits, _ = self._run(pieces, places, 1, reading.kept, pool)
        return logits[0, 0]

    def logits(self, sentence: str, spans: Sequence[Span | None]) -> Iterator[Array]:
        """Logits of each target of one sentence, in order; a long sentence is read round each target."""
        coded = tokenizer().encode(sentence, add_special_tokens=False)
        room = self.longest - 2
        readings: dict[int, Reading] = {}
        for span in spans:
            first = _window(coded.offsets, span, room)
            if first not in readings:
                last = first + room
                readings[first] = self.read(coded.ids[first:last], coded.offsets[first:last])
            yield self.ask(readings[first], span)

    def probabilities(self, sentence: str, spans: Sequence[Span | None]) -> Array:
        """Calibrated probabilities of negative, neutral, positive: one row a target."""
        found = np.array(list(self.logits(sentence, spans)), dtype=np.float32).reshape(-1, 3)
        scaled = found / self.temperature + self.shift
        raised = np.exp(scaled - scaled.max(1, keepdims=True))
        return raised / raised.sum(1, keepdims=True)


def _window(offsets: list[Span], span: Span | None, room: int) -> int:
    if span is None or len(offsets) <= room:
        return 0
    middle = next((i for i, (_, b) in enumerate(offsets) if b > span[0]), 0)
    return min(max(0, middle - room // 2), len(offsets) - room)


@cache
def encoder() -> TargetEncoder:
    """Return the shipped model, loaded once."""
    return TargetEncoder(data_path("models", "sentiment"))
