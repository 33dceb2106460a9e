"""The network that reads two claims together and tells how they bear on each other."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from accordingto.errors import ModelError
from training.pair_words import CLS, MOST, SEP

LABELS = ("same", "opposed", "number", "none")


def feed(tokenizer: Tokenizer, one: str, other: str) -> dict[str, NDArray[np.int64]]:
    """What the network is given for two claims: pieces, and which claim each is of (as `gap`)."""
    a, b = (tokenizer.encode(text, add_special_tokens=False).ids[:MOST] for text in (one, other))
    pieces = np.array([[CLS, *a, SEP, *b, SEP]], dtype=np.int64)
    second = np.array([[0] * (len(a) + 2) + [1] * (len(b) + 1)], dtype=np.int64)
    none = np.zeros_like(pieces)
    return {"pieces": pieces, "shape": none, "gap": second, "quote": none, "first": np.zeros((1, 1), dtype=np.int64)}


class OnnxPairReader:
    """The trained network under onnxruntime, one pair at a time, so that nothing depends on what else is compared."""

    def __init__(self, folder: Path, tokenizer: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            self.digest: str = manifest["digest"]
            self._session = onnxruntime.InferenceSession(
                str(folder / "pairs.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
        except Exception as error:
            raise ModelError(f"The model in {folder} could not be loaded: {error}") from None
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def chances(self, one: str, other: str) -> dict[str, float]:
        """Return the chance of each label for two claims; the mean of both orders, rounded to 3 decimals."""
        both = [self._read(one, other), self._read(other, one)]
        return {label: round(float(value), 3) for label, value in zip(LABELS, (both[0] + both[1]) / 2, strict=True)}

    def _read(self, one: str, other: str) -> NDArray[np.float64]:
        scores = self._session.run(["scores"], feed(self._tokenizer, one, other))[0][0, 0].astype(np.float64)
        powers = np.exp(scores - scores.max())
        found: NDArray[np.float64] = powers / powers.sum()
        return found
