"""Running the network: the only place where onnxruntime is imported."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

# Its builds (seen in 1.32, on Linux, too) tell their makers of every session unless they find this when loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime

from accordingto.errors import ModelError
from accordingto.reading.package import ModelPackage
from accordingto.reading.words import GAPS, QUOTES, SHAPES, Words

Scores = NDArray[np.float32]
CLS, SEP = 101, 102
# What onnxruntime would do of its own accord and is slower for it: its fused sum and norm takes ten times the norm's.
SLOWER = ["SkipLayerNormFusion"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the network says of the words of one window.

    `roles` (words, 7) and `entities` (words, 9) are unnormalised scores in the order of `labels`;
    `vectors` (words, width) is what the link and pointer heads go on from.
    """

    roles: Scores
    entities: Scores
    vectors: Scores


class Encoder(Protocol):
    """The seam at which tests put a fake."""

    def encode(self, words: Words, low: int, high: int) -> Encoded:
        """Encode the words from `low` to `high` as one window."""

    def link(self, encoded: Encoded, words: Words, low: int, cues: NDArray[np.int64]) -> Scores:
        """Score each word's part in the attribution of each cue (first word, from `low`): (cues, words, 5)."""

    def point(self, encoded: Encoded, anaphors: NDArray[np.int64]) -> Scores:
        """Score each word as antecedent of each anaphor, 'none' last: (anaphors, words + 1)."""


def feed(words: Words, low: int, high: int) -> dict[str, NDArray[np.int64]]:
    """What the network is given for words `low` to `high`: each of shape (1, pieces), but `first` of (1, words)."""
    a, b = int(words.first[low]), int(words.first[high])
    lengths = np.diff(words.first[low : high + 1])
    values = {
        "pieces": np.r_[CLS, words.pieces[a:b], SEP],
        "shape": np.r_[SHAPES, np.repeat(words.shape[low:high], lengths), SHAPES],
        "gap": np.r_[GAPS, np.repeat(words.gap[low:high], lengths), GAPS],
        "quote": np.r_[QUOTES, np.repeat(words.quote[low:high], lengths), QUOTES],
        "first": words.first[low:high].astype(np.int64) - a + 1,
    }
    return {key: value[None].astype(np.int64) for key, value in values.items()}


class OnnxEncoder:
    """The trained network under onnxruntime, one window at a time.

    One window a call, so that the scale of dynamic int8 never depends on what else is being read.
    """

    def __init__(self, package: ModelPackage, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Spinning threads burn a core that other reports could use.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._encoder, self._links, self._pointer = (
                onnxruntime.InferenceSession(
                    str(package.folder / f"{name}.onnx"),
                    options,
                    providers=["CPUExecutionProvider"],
                    disabled_optimizers=SLOWER,
                )
                for name in ("encoder", "links", "pointer")
            )
        except Exception as error:
            raise ModelError(f"The model in {package.folder} could not be loaded: {error}") from None

    def encode(self, words: Words, low: int, high: int) -> Encoded:
        """Encode the words from `low` to `high` as one window."""
        roles, entities, vectors = self._encoder.run(["roles", "entities", "vectors"], feed(words, low, high))
        return Encoded(roles[0], entities[0], vectors[0])

    def link(self, encoded: Encoded, words: Words, low: int, cues: NDArray[np.int64]) -> Scores:
        """Score each word's part in the attribution of each cue: (cues, words, 5)."""
        high = low + len(encoded.vectors)
        feed = {"vectors": encoded.vectors, "roles": encoded.roles, "cues": cues,
                "gap": words.gap[low:high], "quote": words.quote[low:high]}  # fmt: skip
        scores: Scores = self._links.run(["linked"], feed)[0]
        return scores

    def point(self, encoded: Encoded, anaphors: NDArray[np.int64]) -> Scores:
        """Score each word as antecedent of each anaphor, 'none' last: (anaphors, words + 1)."""
        scores: Scores = self._pointer.run(["antecedents"], {"vectors": encoded.vectors, "anaphors": anaphors})[0]
        return scores
