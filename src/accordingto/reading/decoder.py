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


def best_path(scores: Scores, moves: Scores) -> NDArray[np.int64]:
    """The same path for one sequence (words, labels), where most words are O beyond any doubt.

    A word whose O is ahead by more than moves can make up for is O on the best path, so that only the stretches
    between such words are searched.
    """
    usual = moves[moves > FORBIDDEN / 2]
    sure = scores[:, 0] - scores[:, 1:].max(1) > 2.0 * float(usual.max() - usual.min())
    path = np.zeros(len(scores), dtype=np.int64)
    open_words = np.flatnonzero(~sure)
    if not len(open_words):
        return path
    cuts = np.flatnonzero(np.diff(open_words) > 2) + 1
    for stretch in np.split(open_words, cuts):
        low, high = max(0, int(stretch[0]) - 1), min(len(scores), int(stretch[-1]) + 2)
        part = scores[low:high]
        if low > 0 and sure[low]:
            start = np.concatenate([moves[:-1], moves[:1]])  # the word before is O as well, or begins the stretch
            path[low:high] = best_paths(part[None], start)[0]
        else:
            path[low:high] = best_paths(part[None], moves)[0]
    return path


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
