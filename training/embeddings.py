"""Write the shared 8-bit table of MiniLM's word-piece vectors, and MiniLM itself in 8 bits.

python training/embeddings.py --minilm FOLDER --models data/models --sentences sentences.txt
                              [--weights student.safetensors]

The ranges in which the inputs of the sentence encoder's products are rounded are measured on some
hundred sentences of news, one a line, so that a text's vector does not depend on its neighbours.
``--weights`` names the sentence encoder's own weights (``training/sentence_encoder.py``), where they are
not MiniLM's.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
from onnx_encoder import SIZE, Range, smoothing, write_encoder
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

LONGEST = 256
TAIL = 2e-5
"""The share of values on either side that are cut off."""
INPUTS = {"qkv": "", "attended": "mixed", "wide": "a", "narrow": "gelu"}
"""Each product of a layer, and what it reads; the first reads what the layer before gives."""
WEIGHTS = {
    "qkv": ["attention.self.query", "attention.self.key", "attention.self.value"],
    "wide": ["intermediate.dense"],
}
"""The products whose inputs are smoothed: those that read a layer norm."""


def shared_table(state: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Word vectors as int8 rows with a float16 scale each; positions with the token type added."""
    words = state["embeddings.word_embeddings.weight"].astype(np.float32)
    scales = np.maximum(np.abs(words).max(1, keepdims=True), 1e-8) / 127
    positions = (
        state["embeddings.position_embeddings.weight"]
        + state["embeddings.token_type_embeddings.weight"][:1]
    )
    return {
        "words": np.round(words / scales).astype(np.int8),
        "scales": scales[:, 0].astype(np.float16),
        "positions": positions.astype(np.float16),
    }


def copy_tokenizer(source: Path, target: Path) -> None:
    """The word-piece tokenizer without MiniLM's truncation and padding."""
    settings = json.loads(source.read_text(encoding="utf-8"))
    settings["truncation"] = settings["padding"] = None
    target.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")


def layers(state: dict[str, np.ndarray]) -> range:
    """The numbers of the encoder's layers."""
    return range(1 + max(int(k.split(".")[2]) for k in state if k.startswith("encoder.layer.")))


def reads(layer: int, product: str) -> str:
    """The name of what a product takes in."""
    if product == "qkv":
        return f"l{layer - 1}.b" if layer else "norm"
    return f"l{layer}.{INPUTS[product]}"


def values(state: dict[str, np.ndarray], models: Path, lines: list[str]) -> dict[str, np.ndarray]:
    """What each product takes in when the encoder reads some sentences in 32 bits."""
    names = {reads(k, p): SIZE * (4 if p == "narrow" else 1) for k in layers(state) for p in INPUTS}
    table = load_file(models / "embeddings" / "minilm.safetensors")
    tokenizer = Tokenizer.from_file(str(models / "embeddings" / "tokenizer.json"))
    found: dict[str, list[np.ndarray]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        write_encoder(state, exact, limit=None, shown=names)
        session = onnxruntime.InferenceSession(str(exact), providers=["CPUExecutionProvider"])
        for line in lines:
            ids = np.array(tokenizer.encode(line).ids[:LONGEST])
            vectors = table["words"][ids] * table["scales"][ids, None].astype(np.float32)
            vectors = vectors + table["positions"][: len(ids)].astype(np.float32)
            for name, out in zip(
                names, session.run(list(names), {"vectors": vectors[None]}), strict=True
            ):
                found[name].append(out[0])
    return {name: np.concatenate(parts) for name, parts in found.items()}


def ranges(state: dict[str, np.ndarray], models: Path, lines: list[str]) -> dict[str, Range]:
    """The range of each product's input, all but a share of `TAIL` on either side."""
    made: dict[str, Range] = {}
    read = values(state, models, lines)
    for layer in layers(state):
        for product in INPUTS:
            value, smooth = read[reads(layer, product)], None
            if product in WEIGHTS:
                parts = [state[f"encoder.layer.{layer}.{n}.weight"] for n in WEIGHTS[product]]
                matrix = np.concatenate(parts).T.astype(np.float32)
                smooth = smoothing(np.abs(value).max(0), matrix)
                value = value / smooth
            low, high = np.quantile(value, [TAIL, 1 - TAIL])
            made[f"l{layer}.{product}"] = (float(low), float(high), smooth)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--weights", type=Path)
    arguments = parser.parse_args()
    state = load_file(arguments.minilm / "model.safetensors")
    folder = arguments.models / "embeddings"
    folder.mkdir(parents=True, exist_ok=True)
    save_file(shared_table(state), folder / "minilm.safetensors")
    copy_tokenizer(arguments.minilm / "tokenizer.json", folder / "tokenizer.json")
    state = state if arguments.weights is None else load_file(arguments.weights)
    (arguments.models / "sentence_encoder").mkdir(exist_ok=True)
    measured = ranges(
        state, arguments.models, arguments.sentences.read_text(encoding="utf-8").splitlines()
    )
    write_encoder(state, arguments.models / "sentence_encoder" / "model.onnx", ranges=measured)


if __name__ == "__main__":
    main()
