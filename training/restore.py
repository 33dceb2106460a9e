"""Turn a model folder back into a checkpoint, so that training can go on from a model that shipped.

    python -m training.restore src/accordingto/reading/model restored.pt

Weights in 8 bits come back as the float32 numbers that they stand for; what rounding lost stays lost.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from accordingto.reading.decoder import allowed_moves
from accordingto.reading.labels import ENTITIES, LINKED, ROLES
from training.networks import Encoder, Heads, Size

# The weights of linear layers lose their names in the export; they stand in the order in which the network uses them.
ENCODER = [f"encoder.layers.{n}.{part}.weight" for n in range(Size().layers) for part in ("qkv", "out", "up", "down")]
UNNAMED = {
    "encoder": [*ENCODER, "heads.roles.weight", "heads.entities.word.weight", "heads.entities.out.weight"],
    "links": ["links.word.weight", "links.role.weight", "links.between.weight", "links.out.weight"],
    "pointer": ["pointer.key.weight"],
}
CHAINS = {"roles": ("role_chain", ROLES), "links": ("link_chain", LINKED), "entities": ("entity_chain", ENTITIES)}


def weights(path: Path, unnamed: list[str]) -> dict[str, Tensor]:
    """The weights of one graph by their names in training."""
    stored = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(path)).graph.initializer}
    found, matrices = {}, []
    for name, value in stored.items():
        if name.startswith("onnx::MatMul"):
            if name.endswith("_quantized"):
                stem = name.removesuffix("_quantized")
                whole = value.astype(np.float32) - stored[f"{stem}_zero_point"].astype(np.float32)
                matrices.append(whole * stored[f"{stem}_scale"])
            elif not name.endswith(("_scale", "_zero_point")):
                matrices.append(value)
        else:
            found[name] = value
    if len(matrices) != len(unnamed):
        raise ValueError(f"{path}: {len(matrices)} matrices, {len(unnamed)} expected: another export than this one's")
    if "table" in found:
        found["encoder.word.weight"] = found.pop("table").astype(np.float32) * found.pop("scale")
    found |= {name: matrix.T for name, matrix in zip(unnamed, matrices, strict=True)}
    return {name: torch.from_numpy(np.ascontiguousarray(value, dtype=np.float32)) for name, value in found.items()}


def restore(folder: Path) -> dict[str, dict[str, Tensor]]:
    """The checkpoint that `folder` was exported from, but for what 8 bits lose."""
    encoder, heads = Encoder(Size()), Heads(Size())
    own = encoder.state_dict()
    told = heads.state_dict()
    for graph, unnamed in UNNAMED.items():
        for name, value in weights(folder / f"{graph}.onnx", unnamed).items():
            first, _, rest = name.partition(".")
            if first == "encoder":
                own[rest] = value.reshape(own[rest].shape)
            else:
                key = rest if first == "heads" else name
                told[key] = value.reshape(told[key].shape)
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
