"""The act of a cue that the cue lexicon does not know: a linear head on the encoder's vector of the cue's head word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from accordingto.reading.encoder import Scores

NO_ACT = "-"


@dataclass(frozen=True, slots=True)
class ActHead:
    """`acts` are the classes (`-` for cues that fit no act), `weights` (width, acts) and `bias` (acts,).

    Where the likeliest act leads the next by less than `threshold`, the head keeps silent; the threshold was set on
    lemmas that training never saw.
    """

    acts: tuple[str, ...]
    weights: Scores
    bias: Scores
    threshold: float

    def chances(self, vectors: Scores) -> Scores:
        """Return the chance of each act for each of `vectors` (n, width), each scaled to unit variance."""
        centred = vectors - vectors.mean(axis=1, keepdims=True)
        scores = centred / (centred.std(axis=1, keepdims=True) + 1e-6) @ self.weights + self.bias
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: Scores = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
        return found

    def judge(self, vectors: Scores) -> list[tuple[str, float] | None]:
        """Return act and chance for each of `vectors`, None where the head is too unsure or sees no act."""
        if not len(vectors):
            return []
        found: list[tuple[str, float] | None] = []
        for row in self.chances(vectors):
            act = self.acts[int(row.argmax())]
            sure = lead(row[None])[0] >= self.threshold and act != NO_ACT
            found.append((act, round(float(row.max()), 3)) if sure else None)
        return found


def lead(chances: Scores) -> Scores:
    """Return by how much the likeliest act of each row leads the next."""
    ordered = np.sort(chances, axis=1)
    found: Scores = ordered[:, -1] - ordered[:, -2]
    return found


def save_act_head(path: Path, acts: Sequence[str], weights: Scores, bias: Scores, threshold: float) -> None:
    """Write a head as one file of arrays, the weights in half precision."""
    np.savez_compressed(
        path, acts=np.array(acts), weights=weights.astype(np.float16), bias=bias.astype(np.float32),
        threshold=np.float32(threshold),
    )  # fmt: skip


def open_act_head(path: Path) -> ActHead:
    """Open a head that `save_act_head` wrote."""
    with np.load(path, allow_pickle=False) as file:
        return ActHead(
            tuple(str(act) for act in file["acts"]),
            file["weights"].astype(np.float32),
            file["bias"].astype(np.float32),
            float(file["threshold"]),
        )
