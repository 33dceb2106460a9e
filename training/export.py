"""Write a trained checkpoint as a model folder: three ONNX graphs, the tokenizer and a manifest."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn

from accordingto.reading.encoder import feed
from accordingto.reading.package import FORMAT, weights_digest
from accordingto.reading.windows import cut_windows
from accordingto.reading.words import split_words
from training.corpora.sample import load_tokenizer
from training.graph import build
from training.networks import Heads, LinkHead, Pointer, Size
from training.rounding import Compensated

CORPORA = {
    "PolNeAR (train)": "texts: none stated; software MIT",
    "GUM": "annotations CC BY 4.0, texts CC BY / CC BY-SA",
    "CrossNER politics": "MIT",
    "WikiGold": "CC BY 4.0",
    "re3d": "public domain, OGL v3, CC BY-SA 3.0, CC BY 3.0 AU, EU notice (by folder)",
    "GAP (development)": "Apache-2.0",
    "Wikinews 2019 (days 1-15, entity labels by a teacher; rows of 63 reports by hand)": "CC BY 2.5",
}
PRETRAINED = "all-MiniLM-L6-v2 (Apache-2.0)"
TEACHER = "spaCy en_core_web_md 3.8.0 (MIT), entity labels only"


class _Linking(nn.Module):
    def __init__(self, links: LinkHead) -> None:
        super().__init__()
        self.links = links

    def forward(self, vectors: Tensor, roles: Tensor, gap: Tensor, quote: Tensor, cues: Tensor) -> Tensor:
        row = torch.zeros_like(cues)
        return self.links(vectors[None], roles[None], gap[None], quote[None], row, cues)


class _Pointing(nn.Module):
    def __init__(self, pointer: Pointer) -> None:
        super().__init__()
        self.pointer = pointer

    def forward(self, vectors: Tensor, anaphors: Tensor) -> Tensor:
        return self.pointer(vectors[None], torch.zeros_like(anaphors), anaphors)


def _export(module: nn.Module, inputs: dict[str, Tensor], outputs: dict[str, dict[int, str]], axes, path: Path) -> None:
    torch.onnx.export(
        module.eval(), tuple(inputs.values()), str(path), input_names=list(inputs), output_names=list(outputs),
        dynamic_axes=axes | outputs, opset_version=17, dynamo=False,
    )  # fmt: skip
    onnx.checker.check_model(str(path))


def encoder_weights(encoder: dict[str, Tensor], heads: dict[str, Tensor]) -> dict[str, NDArray[np.float32]]:
    """The weights of a checkpoint under the names that `training.graph` knows."""
    named = {**encoder, **{f"heads.{name}": value for name, value in heads.items()}}
    return {name: value.detach().numpy().astype(np.float32) for name, value in named.items()}


def feeds(texts: Iterable[str], tokenizer: Tokenizer) -> Iterator[dict[str, NDArray[np.int64]]]:
    """What the encoder is given for all windows of some texts."""
    for text in texts:
        words = split_words(text, tokenizer)
        for window in cut_windows(words, text):
            yield feed(words, window.low, window.high)


def export(checkpoint: Path, tokenizer: Path, out: Path, notes: dict, texts: list[str]) -> None:
    """Write the model folder `out` from `checkpoint`; `notes` go into the manifest (seed, scores, confidence).

    `texts` are read to round the weights by; without any they stay in float32.
    """
    state = torch.load(checkpoint, map_location="cpu")
    heads = Heads(Size())
    heads.load_state_dict(state["heads"])
    moves = {"roles": heads.role_chain.weights().tolist(), "links": heads.link_chain.weights().tolist()}
    moves["entities"] = heads.entity_chain.weights().tolist()
    out.mkdir(parents=True, exist_ok=True)
    weights = encoder_weights(state["encoder"], state["heads"])
    plain = build(weights, Size().layers, Size().heads, None)
    rounding = Compensated(plain, feeds(texts, load_tokenizer(str(tokenizer)))) if texts else None
    onnx.save(build(weights, Size().layers, Size().heads, rounding) if rounding else plain, out / "encoder.onnx")
    words, c = torch.zeros(3, dtype=torch.long), torch.tensor([1, 2])
    vectors, roles = torch.randn(3, Size().width), torch.randn(3, 7)
    _export(
        _Linking(heads.links), {"vectors": vectors, "roles": roles, "gap": words, "quote": words, "cues": c},
        {"linked": {0: "cues", 1: "words"}},
        {k: {0: "words"} for k in ("vectors", "roles", "gap", "quote")} | {"cues": {0: "cues"}}, out / "links.onnx",
    )  # fmt: skip
    _export(
        _Pointing(heads.pointer), {"vectors": vectors, "anaphors": c}, {"antecedents": {0: "anaphors", 1: "words"}},
        {"vectors": {0: "words"}, "anaphors": {0: "anaphors"}}, out / "pointer.onnx",
    )  # fmt: skip
    shutil.copy(tokenizer, out / "tokenizer.json")
    manifest = {
        "format": FORMAT, "digest": weights_digest(out), "pretrained": PRETRAINED, "teacher": TEACHER,
        "corpora": CORPORA, "moves": moves, "confidence": [0.0, 0.3, 0.2, 0.3, 0.2, 0.0, 0.0, 0.0],
    } | notes  # fmt: skip
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--texts", type=Path, default=Path("../shared/data/polnear/train/text"), help="to round by")
    parser.add_argument("--count", type=int, default=60, help="how many of the texts are read; 0: stay in float32")
    parser.add_argument("--seed", type=int, default=20261122)
    args = parser.parse_args()
    files = sorted(args.texts.glob("*.txt"))
    chosen = files[:: max(1, len(files) // max(1, args.count))][: args.count]
    texts = [file.read_bytes().decode("utf-8") for file in chosen]
    export(args.checkpoint, args.tokenizer, args.out, {"seed": args.seed}, texts)


if __name__ == "__main__":
    main()
