"""Write a trained checkpoint as a model folder: three ONNX graphs, the tokenizer and a manifest."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from accordingto.reading.package import FORMAT, weights_digest
from training.networks import Encoder, Heads, LinkHead, Pointer, Size

CORPORA = {
    "PolNeAR (train)": "texts: none stated; software MIT",
    "GUM": "annotations CC BY 4.0, texts CC BY / CC BY-SA",
    "CrossNER politics": "MIT",
    "WikiGold": "CC BY 4.0",
    "re3d": "public domain, OGL v3, CC BY-SA 3.0, CC BY 3.0 AU, EU notice (by folder)",
    "GAP (development)": "Apache-2.0",
    "Wikinews 2019 (days 1-15, entity labels by a teacher)": "CC BY 2.5",
}
PRETRAINED = "all-MiniLM-L6-v2 (Apache-2.0)"
TEACHER = "spaCy en_core_web_md 3.8.0 (MIT), entity labels only"


class _Encoding(nn.Module):
    """The encoder with its word table in 8 bits, a scale a row, and the two heads that every word passes."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        super().__init__()
        self.encoder, self.heads = encoder, heads
        table = encoder.word.weight.detach()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127.0
        self.register_buffer("table", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        encoder.word = _Looked(self.table, self.scale)

    def forward(self, pieces: Tensor, shape: Tensor, gap: Tensor, quote: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        vectors = self.encoder(pieces, shape, gap, quote, first)
        return self.heads.roles(vectors), self.heads.entities(vectors), vectors


class _Looked(nn.Module):
    def __init__(self, table: Tensor, scale: Tensor) -> None:
        super().__init__()
        self.register_buffer("table", table)
        self.register_buffer("scale", scale)

    def forward(self, pieces: Tensor) -> Tensor:
        return self.table[pieces].float() * self.scale[pieces]


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


def export(checkpoint: Path, tokenizer: Path, out: Path, notes: dict, quantized: bool = True) -> None:
    """Write the model folder `out` from `checkpoint`; `notes` go into the manifest (seed, scores, confidence)."""
    state = torch.load(checkpoint, map_location="cpu")
    encoder, heads = Encoder(Size()), Heads(Size())
    encoder.load_state_dict(state["encoder"])
    heads.load_state_dict(state["heads"])
    moves = {"roles": heads.role_chain.weights().tolist(), "links": heads.link_chain.weights().tolist()}
    moves["entities"] = heads.entity_chain.weights().tolist()
    out.mkdir(parents=True, exist_ok=True)
    n, w, c = torch.tensor([[101, 2023, 2003, 1037, 102]]), torch.tensor([[1, 2, 3]]), torch.tensor([1, 2])
    zeros, words = torch.zeros_like(n), torch.zeros(3, dtype=torch.long)
    vectors, roles = torch.randn(3, Size().width), torch.randn(3, 7)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "encoder.onnx"
        _export(
            _Encoding(encoder, heads), {"pieces": n, "shape": zeros, "gap": zeros, "quote": zeros, "first": w},
            {"roles": {1: "words"}, "entities": {1: "words"}, "vectors": {1: "words"}},
            {k: {1: "pieces"} for k in ("pieces", "shape", "gap", "quote")} | {"first": {1: "words"}}, raw,
        )  # fmt: skip
        if quantized:
            # Unsigned weights: signed ones saturate in the 16-bit sums of CPUs without VNNI.
            quantize_dynamic(
                raw,
                out / "encoder.onnx",
                weight_type=QuantType.QUInt8,
                per_channel=True,
                op_types_to_quantize=["MatMul"],
            )
        else:
            shutil.copy(raw, out / "encoder.onnx")
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
    parser.add_argument("--float", action="store_true", help="leave the weights in float32")
    parser.add_argument("--seed", type=int, default=20261122)
    args = parser.parse_args()
    export(args.checkpoint, args.tokenizer, args.out, {"seed": args.seed}, not args.float)


if __name__ == "__main__":
    main()
