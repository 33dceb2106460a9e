"""From scores to spans: the best sequence of labels that the scheme allows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Range = tuple[int, int]
FORBIDDEN = np.float32(-1e4)
LEAST = -50.0  # what a word inside a span costs at most, so that sums stay precise
SLACK = 1e-3


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
    """The Viterbi path of each of many sequences at once: (rows, words, labels) -> (rows, words).

    Most words are O beyond any doubt, so that only the stretches between them are searched, all side by side.
    """
    rows, words, labels = scores.shape
    paths = np.zeros((rows, words), dtype=np.int64)
    row, low, high = _open_stretches(scores, moves)
    if not len(row):
        return paths
    sizes = high - low
    longest = int(sizes[0])
    places = low[:, None] + np.arange(longest)
    part = scores[row[:, None], np.minimum(places, words - 1)]
    going_on = np.searchsorted(-sizes, -np.arange(longest)).tolist()  # how many stretches have more words than each t
    reached = np.zeros((longest, len(row), labels), dtype=scores.dtype)
    reached[0] = part[:, 0] + np.where(low[:, None] > 0, moves[0], moves[-1])
    inner = moves[:-1][None]
    for t in range(1, longest):
        n = going_on[t]
        np.maximum.reduce(reached[t - 1, :n, :, None] + inner, axis=1, out=reached[t, :n])
        reached[t, :n] += part[:n, t]
    end = reached[sizes - 1, np.arange(len(row))] + np.where(high[:, None] < words, moves[:-1, 0], np.float32(0.0))
    back = (reached[:, :, :, None] + inner[None]).argmax(2)
    for k, (size, here) in enumerate(zip(sizes.tolist(), end.argmax(1).tolist(), strict=True)):
        before = back[:size, k].tolist()
        found = [here]
        for t in range(size - 2, -1, -1):
            found.append(before[t][found[-1]])
        paths[row[k], low[k] : high[k]] = found[::-1]
    return paths


def _open_stretches(scores: Scores, moves: Scores) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Row, first word and end of each stretch of words that may be other than O, the longest first.

    A span on the best path gains something over the same words as O, for these could always stand in its place. So a
    word is O where no span over it, from any word to any other, can gain anything whatever stands around it.
    """
    enter, step = _most_gained(moves.astype(np.float32).tobytes(), scores.shape[2])
    outside = scores[..., :1].astype(np.float64)
    begin = scores[..., 1::2] - outside + enter
    inside = np.cumsum(np.maximum(scores[..., 2::2] - outside, LEAST) + step, axis=1)
    from_here = np.maximum.accumulate(inside[:, ::-1], axis=1)[:, ::-1]
    gained = np.maximum.accumulate(begin - inside, axis=1) + from_here
    open_words = np.zeros((scores.shape[0], scores.shape[1] + 2), dtype=bool)
    open_words[:, 1:-1] = (gained > -SLACK).any(-1)
    turns = open_words[:, 1:] != open_words[:, :-1]
    row, at = np.nonzero(turns)
    low, high = at[::2], at[1::2]
    order = np.argsort(low - high, kind="stable")
    return row[::2][order], low[order], high[order]


@lru_cache(maxsize=64)
def _most_gained(moves: bytes, labels: int) -> tuple[Scores, Scores]:
    """The most that moves can bring to a span of each kind over O: at its two borders, and at each word within."""
    table = np.frombuffer(moves, dtype=np.float32).reshape(labels + 1, labels).astype(np.float64)
    begins, insides = np.arange(1, labels, 2), np.arange(2, labels, 2)
    after = [0, *begins]  # what may follow a span
    enter = (table[:, begins] - table[:, :1]).max(0)
    leave = (np.maximum(table[begins], table[insides]) - table[0])[:, after].max(1)
    step = np.maximum(table[begins, insides], table[insides, insides]) - table[0, 0]
    return enter + np.maximum(leave, 0.0), step


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
