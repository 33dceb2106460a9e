"""Turn a model folder back into a checkpoint, so that training can go on from a model that shipped.

    python -m training.restore src/accordingto/reading/model restored.pt

Weights in 7 and 8 bits come back as the float32 numbers that they stand for; what rounding lost stays lost.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from accordingto.reading.decoder import allowed_moves
from accordingto.reading.labels import ENTITIES, LINKED, ROLES
from accordingto.reading.words import GAPS, QUOTES, SHAPES
from training.networks import Encoder, Heads, Size

Stored = dict[str, NDArray[np.generic]]
# The weights of linear layers lose their names in an export by torch; they stand in the order in which they are used.
UNNAMED = {
    "links": ["links.word.weight", "links.role.weight", "links.between.weight", "links.out.weight"],
    "pointer": ["pointer.key.weight"],
}
CHAINS = {"roles": ("role_chain", ROLES), "links": ("link_chain", LINKED), "entities": ("entity_chain", ENTITIES)}


def stored(path: Path) -> Stored:
    """The constants of a graph by their names."""
    return {i.name: numpy_helper.to_array(i) for i in onnx.load(str(path)).graph.initializer}


def linear(constants: Stored, name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weight (outer, inner) and bias of one product of `training.graph`, rounded or not."""
    weight = constants[f"{name}.weight"].astype(np.float32)
    if f"{name}.scale" in constants:
        weight = weight * constants[f"{name}.scale"].astype(np.float32)
    if f"{name}.shrink" in constants:
        weight = weight * constants[f"{name}.shrink"].astype(np.float32)[:, None]
    return weight.T, constants[f"{name}.bias"].astype(np.float32)


def encoder_weights(constants: Stored) -> dict[str, NDArray[np.float32]]:
    """The weights of the encoder and its two heads, named as in `training.networks` (heads with `heads.` before)."""
    found: dict[str, NDArray[np.float32]] = {
        "word.weight": constants["table"].astype(np.float32) * constants["scales"].astype(np.float32),
        "position.weight": constants["positions"].astype(np.float32),
    }
    # The graph has one table of all combinations of marks: the sum of three, which are told apart up to a constant.
    marks = constants["marks"].astype(np.float32).reshape(SHAPES + 1, GAPS + 1, QUOTES + 1, -1)
    found["shape.weight"] = marks[:, 0, 0]
    found["gap.weight"] = marks[0, :, 0] - marks[0, 0, 0]
    found["quote.weight"] = marks[0, 0] - marks[0, 0, 0]
    found |= {n: v.astype(np.float32) for n, v in constants.items() if n.startswith("norm.") or ".norm" in n}
    last = Size().layers - 1
    for n in range(Size().layers):
        at = f"layers.{n}"
        three = [linear(constants, f"{at}.{part}") for part in (("three",) if n < last else ("query", "both"))]
        found[f"{at}.qkv.weight"] = np.concatenate([weight for weight, _ in three])
        found[f"{at}.qkv.bias"] = np.concatenate([bias for _, bias in three])
        for part in ("out", "up", "down"):
            found[f"{at}.{part}.weight"], found[f"{at}.{part}.bias"] = linear(constants, f"{at}.{part}")
    for name, graph in (("roles", "roles"), ("entities.word", "entities.word"), ("entities.out", "entities")):
        found[f"heads.{name}.weight"], found[f"heads.{name}.bias"] = linear(constants, graph)
    found |= {f"heads.entities.near.{k}": constants[f"near.{k}"].astype(np.float32) for k in ("weight", "bias")}
    return found


def head_weights(path: Path, unnamed: list[str]) -> dict[str, NDArray[np.float32]]:
    """The weights of a head's graph as torch exports it."""
    constants = stored(path)
    matrices = [value for name, value in constants.items() if name.startswith("onnx::MatMul")]
    if len(matrices) != len(unnamed):
        raise ValueError(f"{path}: {len(matrices)} matrices, {len(unnamed)} expected: another export than this one's")
    named = {n: v.astype(np.float32) for n, v in constants.items() if not n.startswith("onnx::")}
    return named | {name: matrix.T.astype(np.float32) for name, matrix in zip(unnamed, matrices, strict=True)}


def restore(folder: Path) -> dict[str, dict[str, Tensor]]:
    """The checkpoint that `folder` was exported from, but for what rounding lost."""
    encoder, heads = Encoder(Size()), Heads(Size())
    own, told = encoder.state_dict(), heads.state_dict()
    found = encoder_weights(stored(folder / "encoder.onnx"))
    for graph, unnamed in UNNAMED.items():
        found |= {f"heads.{n}": v for n, v in head_weights(folder / f"{graph}.onnx", unnamed).items()}
    for name, value in found.items():
        state, key = (told, name.removeprefix("heads.")) if name.startswith("heads.") else (own, name)
        state[key] = torch.from_numpy(np.array(value, dtype=np.float32)).reshape(state[key].shape)
    moves = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["moves"]
    for name, (chain, labels) in CHAINS.items():
        told[f"{chain}.moves"] = torch.tensor(moves[name]) - torch.from_numpy(allowed_moves(labels))
    encoder.load_state_dict(own)
    heads.load_state_dict(told)
    return {"encoder": encoder.state_dict(), "heads": heads.state_dict()}


def main() -> None:
    """Write the checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    torch.save(restore(args.folder), args.out)


if __name__ == "__main__":
    main()
