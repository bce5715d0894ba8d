"""The encoder for sentiment towards a target: a sentence is read once, all its targets ask it in one run.

A transformer (layers of all-MiniLM-L6-v2, Wang et al. 2020) trained on NewsMTSC (Hamborg & Donnay
2021). Behind the sentence's word pieces stand the questions: a query piece and a copy of the target's
pieces at their own positions (levitated markers, Ye et al. 2022). A question sees the sentence and
itself, the sentence sees no question: so what is asked beside a target touches its answer by no more
than rounding (sums of other lengths, and 8-bit steps that they may tip over).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from helpers.language.embeddings import CLS, SEP, by_length, embeddings, tokenizer
from helpers.resources import data_path

MASK = 103
MOST = 24
"""So many targets are asked with one reading of their sentence."""
UNSEEN = -1e9

Array = NDArray[np.float32]
Span = tuple[int, int]
Asked = tuple[str, Sequence["Span | None"]]
"""A sentence, and the characters of each target in it; None asks for the sentence as a whole."""


class Run:
    """A sentence's word pieces with the questions behind them, as the graph takes them.

    Attributes
    ----------
    pieces, places
        The word pieces and their positions; a question's pieces stand at its target's.
    owner
        0: the piece is of the sentence; else the number of its question, from 1.
    queries
        Of each question: where its query piece stands, and how many pieces its target has.
    """

    def __init__(self, pieces: list[int], targets: Sequence[Sequence[int]]) -> None:
        self.pieces = list(pieces)
        self.places = list(range(len(pieces)))
        self.owner = [0] * len(pieces)
        self.queries: list[tuple[int, int]] = []
        for number, at in enumerate(targets, 1):
            self.queries.append((len(self.pieces), len(at)))
            self.pieces += [MASK, *(pieces[i] for i in at)]
            self.places += [at[0] if at else 0, *at]
            self.owner += [number] * (1 + len(at))

    def pool(self, rows: Array) -> None:
        """Fill two rows a question: its query piece, and the mean of its target's pieces.

        Columns are the pieces of the questions, in order; the sentence's own are not among them.
        """
        first = self.owner.count(0)
        for number, (at, size) in enumerate(self.queries):
            rows[2 * number, at - first] = 1
            rows[2 * number + 1, at + 1 - first : at + 1 + size - first] = 1 / max(size, 1)


def seen(owners: NDArray[np.int64]) -> Array:
    """0 where a piece (row) sees another (column): all see the sentence, a question itself.

    Of owners (runs, pieces) as the graph takes it: (runs, 1, pieces, pieces).
    """
    row, column = owners[:, :, None], owners[:, None, :]
    return np.where((column == 0) | (column == row), np.float32(0), np.float32(UNSEEN))[:, None]


def asking(owners: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places of the questions' pieces in each run (runs, most); what is too many points to place 0.

    The last layer is computed for these alone: nothing reads what it would make of the sentence's own.
    """
    most = int((owners > 0).sum(1).max())
    made = np.zeros((len(owners), most), np.int64)
    for row, owner in zip(made, owners, strict=True):
        found = np.flatnonzero(owner)
        row[: len(found)] = found
    return made


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
        self.news_shift: Array = np.array(settings["news_shift"], dtype=np.float32)
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # The graph is fused by hand; what more would be fused is slower on a CPU.
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self.session = ort.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def answers(self, runs: Sequence[Run]) -> list[Array]:
        """Logits of the questions of some runs of one length, a row each."""
        table = embeddings()
        pieces, places, owners = (
            np.array([getattr(run, name) for run in runs]) for name in ("pieces", "places", "owner")
        )
        vectors = table.rows[pieces].astype(np.float32) * table.scales[pieces]
        vectors += self.positions[places] + self.kinds[np.minimum(owners, 1)]
        asked = max(len(run.queries) for run in runs)
        rows, each = asking(owners), np.arange(len(runs))[:, None]
        pool = np.zeros((len(runs), 2 * asked, rows.shape[1]), np.float32)
        for number, run in enumerate(runs):
            run.pool(pool[number])
        mask = seen(owners)
        given = {
            "vectors": vectors,
            "seen": mask,
            "asking": rows + each * pieces.shape[1],
            "asking_seen": mask[each, 0, rows][:, None],
            "pool": pool,
        }
        found = np.asarray(self.session.run(None, given)[0]).reshape(len(runs), asked, -1)
        return [rows[: len(run.queries)] for rows, run in zip(found, runs, strict=True)]

    def runs(self, asked: Sequence[Asked]) -> Iterator[tuple[Run, int, list[int]]]:
        """One run a sentence, the number of that sentence, the numbers of the spans asked about."""
        coded = tokenizer().encode_batch([s for s, _ in asked], add_special_tokens=False)
        for number, (_, spans) in enumerate(asked):
            ids, offsets = coded[number].ids, coded[number].offsets
            for first, chosen in _windows(offsets, spans, self.longest - 2):
                part = slice(first, first + self.longest - 2)
                targets = [_places(offsets[part], spans[i]) for i in chosen]
                yield Run([CLS, *ids[part], SEP], targets), number, chosen

    def logits(self, asked: Sequence[Asked], *, threads: int = 1) -> list[Array]:
        """Logits of the targets of each sentence: an array (targets, 3) each, in order."""
        made = [np.zeros((len(spans), 3), np.float32) for _, spans in asked]
        runs = list(self.runs(asked))
        groups = by_length([len(run.pieces) for run, *_ in runs])
        read = [[runs[i][0] for i in group] for group in groups]
        if threads > 1:
            with ThreadPoolExecutor(threads) as pool:
                found = list(pool.map(self.answers, read))
        else:
            found = [self.answers(group) for group in read]
        for group, rows in zip(groups, found, strict=True):
            for i, answer in zip(group, rows, strict=True):
                _, number, chosen = runs[i]
                made[number][chosen] = answer
        return made

    def probabilities(
        self, asked: Sequence[Asked], *, threads: int = 1, news: bool = False
    ) -> list[Array]:
        """Calibrated probabilities of negative, neutral, positive: a row a target.

        They are calibrated on NewsMTSC, whose sentences were picked to hold some feeling. With `news` the
        odds of neutral are raised to what running news copy has (a change of priors: Saerens, Latinne &
        Decaestecker 2002; how far is chosen on the project's own gold, dev part).
        """
        shift = self.shift + self.news_shift if news else self.shift
        return [self._calibrated(x, shift) for x in self.logits(asked, threads=threads)]

    def _calibrated(self, logits: Array, shift: Array) -> Array:
        scaled = logits / self.temperature + shift
        raised = np.exp(scaled - scaled.max(1, keepdims=True))
        return np.asarray(raised / raised.sum(1, keepdims=True))


def _places(offsets: list[Span], span: Span | None) -> list[int]:
    """The places of a target's word pieces, counted from the mark at the sentence's beginning."""
    start, end = span or (0, 0)
    return [i for i, (a, b) in enumerate(offsets, 1) if a < end and b > start]


def _windows(
    offsets: list[Span], spans: Sequence[Span | None], room: int
) -> Iterator[tuple[int, list[int]]]:
    """Where a long sentence is read from, and which targets are asked there, at most `MOST`."""
    found: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        found.setdefault(_window(offsets, span, room), []).append(number)
    for first, numbers in found.items():
        for at in range(0, len(numbers), MOST):
            yield first, numbers[at : at + MOST]


def _window(offsets: list[Span], span: Span | None, room: int) -> int:
    if span is None or len(offsets) <= room:
        return 0
    middle = next((i for i, (_, b) in enumerate(offsets) if b > span[0]), 0)
    return min(max(0, middle - room // 2), len(offsets) - room)


@cache
def encoder() -> TargetEncoder:
    """Return the shipped model, loaded once."""
    return TargetEncoder(data_path("models", "sentiment"))
