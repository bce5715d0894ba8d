"""Turn a checkpoint of the joint encoder into what the package ships: ONNX, heads, labels.

python training/export_encoder.py --checkpoint RUN/final.pt --out data/models/encoder
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from encoder_model import CASES, GLUES, STARTS
from onnx_encoder import write_encoder
from safetensors.numpy import save_file

LINEAR = ("xpos", "upos", "script", "name", "cue", "source", "content")
MLPS = (
    "arc.dependent",
    "arc.head",
    "relation_dependent",
    "relation_head",
    "to_cue.dependent",
    "to_cue.head",
    "to_source.dependent",
    "to_source.head",
)


def joined_head(
    state: dict[str, np.ndarray],
) -> tuple[np.ndarray, np.ndarray, dict[str, tuple[int, int]]]:
    """All that is linear in a word's vector, as one matrix, and which rows are whose."""
    names = [f"linear.{k}" for k in LINEAR] + [f"{k}.linear" for k in MLPS]
    columns, start = {}, 0
    for name in names:
        size = len(state[name + ".bias"])
        columns[name.removeprefix("linear.").removesuffix(".linear")] = (start, start + size)
        start += size
    matrix = np.concatenate([state[n + ".weight"] for n in names])
    return matrix, np.concatenate([state[n + ".bias"] for n in names]), columns


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="32-bit weights, to see what 8 cost")
    arguments = parser.parse_args()
    loaded = torch.load(arguments.checkpoint, weights_only=True)
    state = {k: v.float().numpy() for k, v in loaded["model"].items()}
    body = {k.removeprefix("bert."): v for k, v in state.items() if k.startswith("bert.")}
    matrix, bias, columns = joined_head(state)
    arguments.out.mkdir(parents=True, exist_ok=True)
    forms = state["relation"].transpose(1, 0, 2).reshape(state["relation"].shape[1], -1)
    write_encoder(
        body,
        arguments.out / "model.onnx",
        head=(matrix, bias),
        relation=(slice(*columns["relation_dependent"]), forms),
        limit=None if arguments.full else 63,
    )
    kept = {
        k: state[k].astype(np.float16)
        for k in (
            "arc.none",
            "arc.weight",
            "to_cue.none",
            "to_cue.weight",
            "to_source.none",
            "to_source.weight",
            "relation_root",
        )
    }
    kept["features"] = state["features.weight"].astype(np.float16)
    save_file(kept, arguments.out / "heads.safetensors")
    labels = json.loads((arguments.checkpoint.parent / "labels.json").read_text(encoding="utf-8"))
    settings = {
        "labels": labels,
        "columns": columns,
        "steps": loaded["step"],
        "features": {"cases": CASES, "starts": STARTS, "glues": GLUES},
    }
    text = json.dumps(settings, ensure_ascii=False, indent=1)
    (arguments.out / "encoder.json").write_text(text + "\n", encoding="utf-8")
    for path in arguments.out.iterdir():
        path.chmod(0o644)


if __name__ == "__main__":
    main()
