"""Write the network that reads two claims as ONNX, in 7 bits, from a checkpoint of `training.claim_relations`.

python -m training.claim_relations_export run/epoch3.pt FOLDER --tokenizer $MINILM/tokenizer.json [--layers 6]
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.claim_relations import GROUPS, LABELS, Example, drawn
from training.graph import build_pairs
from training.networks import Size
from training.pair_network import feed
from training.rounding import Compensated

READ = 600
"""Pairs that are read to round the weights by."""


def weights_of(checkpoint: Path) -> dict[str, NDArray[np.float32]]:
    """The weights of a checkpoint under the names that `training.graph` knows."""
    state = torch.load(checkpoint, map_location="cpu")["judge"]
    return {name.removeprefix("encoder."): value.numpy().astype(np.float32) for name, value in state.items()}


def feeds(examples: Sequence[Example], tokenizer: Tokenizer) -> Iterator[dict[str, NDArray[np.int64]]]:
    """What the network is given for some pairs."""
    for example in examples:
        yield feed(tokenizer, example.one, example.other)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--notes", type=json.loads, default={}, help="JSON to add to the manifest, such as scores")
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    weights = weights_of(args.checkpoint)
    plain = build_pairs(weights, args.layers, Size().heads, None)
    examples = drawn(300, 0)
    rounding = Compensated(plain, feeds(examples[:: max(1, len(examples) // READ)], tokenizer))
    args.out.mkdir(parents=True, exist_ok=True)
    onnx.save(build_pairs(weights, args.layers, Size().heads, rounding), args.out / "pairs.onnx")
    digest = hashlib.sha256((args.out / "pairs.onnx").read_bytes()).hexdigest()
    manifest = {
        "digest": f"sha256:{digest}", "labels": LABELS, "pretrained": "all-MiniLM-L6-v2 (Apache-2.0)",
        "corpora": {
            "groups of claims written for this, training/claim_groups": "CC BY 4.0",
            "Breaking NLI, development half": "CC BY-SA 4.0",
            "Wikinews 2019, days 1-15 (contents of claims)": "CC BY 2.5",
        },
        "groups": sum(len(path.read_text(encoding="utf-8").splitlines()) for path in GROUPS.glob("*.jsonl")),
    } | args.notes  # fmt: skip
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
