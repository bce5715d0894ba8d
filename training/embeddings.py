"""Write the shared 8-bit table of MiniLM's word-piece vectors, and MiniLM itself in 8 bits.

python training/embeddings.py --minilm FOLDER --models data/models
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from onnx_encoder import write_encoder
from safetensors.numpy import load_file, save_file


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    arguments = parser.parse_args()
    state = load_file(arguments.minilm / "model.safetensors")
    folder = arguments.models / "embeddings"
    folder.mkdir(parents=True, exist_ok=True)
    save_file(shared_table(state), folder / "minilm.safetensors")
    copy_tokenizer(arguments.minilm / "tokenizer.json", folder / "tokenizer.json")
    (arguments.models / "sentence_encoder").mkdir(exist_ok=True)
    write_encoder(state, arguments.models / "sentence_encoder" / "model.onnx")


if __name__ == "__main__":
    main()
