"""From scores to spans: the best sequence of labels that the scheme allows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Range = tuple[int, int]
FORBIDDEN = np.float32(-1e4)


def allowed_moves(labels: Sequence[str]) -> Scores:
    """Penalties (labels + 1, labels): I-x may follow B-x or I-x only; the last row is the start of the text."""
    moves = np.zeros((len(labels) + 1, len(labels)), dtype=np.float32)
    for j, after in enumerate(labels):
        if after[0] == "I":
            for i, before in enumerate([*labels, "O"]):
                if before[0] == "O" or before[2:] != after[2:]:
                    moves[i, j] = FORBIDDEN
    return moves


def log_softmax(scores: Scores) -> Scores:
    """Normalise over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)), dtype=np.float32)


def best_paths(scores: Scores, moves: Scores) -> NDArray[np.int64]:
    """The Viterbi path of each of many sequences at once: (rows, words, labels) -> (rows, words)."""
    rows, words, labels = scores.shape
    if not words:
        return np.zeros((rows, 0), dtype=np.int64)
    back = np.zeros((words, rows, labels), dtype=np.int8)
    best = scores[:, 0] + moves[-1]
    inner = moves[:-1][None]
    for t in range(1, words):
        reached = best[:, :, None] + inner
        back[t] = reached.argmax(1)
        best = reached.max(1) + scores[:, t]
    paths = np.zeros((rows, words), dtype=np.int64)
    here = best.argmax(1)
    every = np.arange(rows)
    for t in range(words - 1, -1, -1):
        paths[:, t] = here
        here = back[t, every, here]
    return paths


def ranges(path: NDArray[np.int64], begin: int) -> list[Range]:
    """Half-open ranges of words labelled `begin` (B-) and `begin + 1` (I-)."""
    found = []
    at = 0
    size = len(path)
    starts = np.flatnonzero(path == begin)
    for start in starts:
        at = int(start) + 1
        while at < size and path[at] == begin + 1:
            at += 1
        found.append((int(start), at))
    return found
