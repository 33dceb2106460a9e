"""A trained model as a folder: weights, tokenizer, manifest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from accordingto.errors import ModelError

FORMAT = 1
SHIPPED = Path(__file__).parent / "model"
WEIGHTS = ("encoder.onnx", "links.onnx", "pointer.onnx", "tokenizer.json")
ACT_HEAD = "acts.npz"  # a model may do without


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """An opened model folder; `digest` names its weights, `manifest` tells how it was made."""

    folder: Path
    digest: str
    manifest: dict[str, Any]
    tokenizer: Tokenizer


def weights_digest(folder: Path) -> str:
    """The digest of a folder's weight files, in a fixed order."""
    digest = hashlib.sha256()
    for name in (*WEIGHTS, *([ACT_HEAD] if (folder / ACT_HEAD).exists() else [])):
        digest.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return "sha256:" + digest.hexdigest()


def open_package(folder: Path | None = None) -> ModelPackage:
    """Open a model folder, by default the one that ships; raises ModelError where it is not whole."""
    folder = folder or SHIPPED
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        digest = weights_digest(folder)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{folder} is not a whole model folder ({error}). Install accordingto again, or name another with --model."
        ) from None
    if manifest.get("format") != FORMAT:
        raise ModelError(
            f"The model in {folder} is of format {manifest.get('format')}, this program reads format {FORMAT}. "
            "Install the model and the program of the same release."
        )
    if manifest.get("digest") != digest:
        raise ModelError(f"The weights in {folder} are not those its manifest names. Install accordingto again.")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return ModelPackage(folder, digest, manifest, tokenizer)
