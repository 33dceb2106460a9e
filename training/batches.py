"""Samples cut into windows and padded into batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from accordingto.reading.labels import ENTITIES, LINKED, ROLES
from accordingto.reading.words import GAPS, QUOTES, SHAPES
from training.corpora.sample import UNKNOWN, Sample

CLS, SEP, PAD, MASK = 101, 102, 0, 103


@dataclass(frozen=True)
class Window:
    """Words `low` to `high` of a sample."""

    sample: Sample
    low: int
    high: int

    @property
    def pieces(self) -> int:
        return int(self.sample.words.first[self.high] - self.sample.words.first[self.low])


@dataclass
class Batch:
    """Padded tensors; see `collate` for shapes."""

    inputs: dict[str, Tensor]
    roles: Tensor
    entities: Tensor
    gap: Tensor
    quote: Tensor
    cue_row: Tensor
    cue_word: Tensor
    linked: Tensor
    anaphor_row: Tensor
    anaphor_word: Tensor
    right: Tensor
    among: Tensor


def cut(sample: Sample, size: int, stride: int, phase: int) -> Iterator[Window]:
    """Windows of at most `size` pieces, starting `phase` pieces before the text and then every `stride` pieces."""
    first = sample.words.first
    total, at = int(first[-1]), -phase
    while at < total:
        low = int(np.searchsorted(first, max(at, 0)))
        high = int(np.searchsorted(first, at + size, side="right")) - 1
        if high > low:
            yield Window(sample, low, min(high, len(sample.words)))
        if at + size >= total:
            break
        at += stride


def batches(windows: list[Window], size: int, chooser: random.Random) -> list[list[Window]]:
    """Shuffle, then sort by length within stretches of 30 batches so that little is padded."""
    windows = windows[:]
    chooser.shuffle(windows)
    out = []
    for i in range(0, len(windows), size * 30):
        stretch = sorted(windows[i : i + size * 30], key=lambda w: w.pieces)
        out += [stretch[j : j + size] for j in range(0, len(stretch), size)]
    chooser.shuffle(out)
    return out


def collate(windows: list[Window], chooser: np.random.Generator | None, masked: float = 0.0) -> Batch:
    """Pad `windows` to one batch; with a `chooser`, hide a share `masked` of the pieces."""
    rows, width = len(windows), max(w.pieces for w in windows) + 2
    count = max(w.high - w.low for w in windows)
    inputs = {k: np.full((rows, width), fill) for k, fill in
              (("pieces", PAD), ("shape", SHAPES), ("gap", GAPS), ("quote", QUOTES))}  # fmt: skip
    first = np.zeros((rows, count), dtype=np.int64)
    mask = np.zeros((rows, 1, 1, width), dtype=bool)
    roles = np.full((rows, count), UNKNOWN)
    entities = np.full((rows, count), UNKNOWN)
    marks = np.zeros((2, rows, count), dtype=np.int64)
    cue_row, cue_word, linked = [], [], []
    anaphor_row, anaphor_word, right, among = [], [], [], []
    for r, w in enumerate(windows):
        s, words = w.sample, w.sample.words
        a, b = int(words.first[w.low]), int(words.first[w.high])
        n, k = b - a, w.high - w.low
        ids = words.pieces[a:b].copy()
        if chooser is not None and masked:
            ids[chooser.random(n) < masked] = MASK
        inputs["pieces"][r, 0], inputs["pieces"][r, 1 : n + 1], inputs["pieces"][r, n + 1] = CLS, ids, SEP
        lengths = np.diff(words.first[w.low : w.high + 1])
        for key in ("shape", "gap", "quote"):
            inputs[key][r, 1 : n + 1] = np.repeat(getattr(words, key)[w.low : w.high], lengths)
        first[r, :k] = words.first[w.low : w.high] - a + 1
        mask[r, 0, 0, : n + 2] = True
        marks[0, r, :k], marks[1, r, :k] = words.gap[w.low : w.high], words.quote[w.low : w.high]
        if s.roles is not None:
            roles[r, :k] = s.roles[w.low : w.high]
            roles[r, 0] = _begun(roles[r, 0], ROLES)
            for attribution in s.attributions:
                if w.low <= attribution.cue[0] < w.high:
                    cue_row.append(r)
                    cue_word.append(attribution.cue[0] - w.low)
                    linked.append(_links(attribution, w, k, count))
        if s.entities is not None:
            entities[r, :k] = s.entities[w.low : w.high]
            entities[r, 0] = _begun(entities[r, 0], ENTITIES)
        for anaphor in s.anaphors:
            if not w.low <= anaphor.word < w.high:
                continue
            good = [x - w.low for x in anaphor.right if w.low <= x < w.high]
            choice = [x - w.low for x in anaphor.among if w.low <= x < w.high]
            if anaphor.among and len(choice) < len(anaphor.among):
                continue
            cells = np.zeros((2, count + 1), dtype=bool)
            cells[0, good or [count]] = True
            cells[1, choice if anaphor.among else np.arange(k)] = True
            cells[1, count] = True
            cells[1, anaphor.word - w.low] = False
            anaphor_row.append(r)
            anaphor_word.append(anaphor.word - w.low)
            right.append(cells[0])
            among.append(cells[1])
    empty = np.zeros((0, count), dtype=np.int64)
    none = np.zeros((0, count + 1), dtype=bool)
    return Batch(
        {k: torch.from_numpy(v) for k, v in inputs.items()}
        | {"first": torch.from_numpy(first), "mask": torch.from_numpy(mask)},
        torch.from_numpy(roles), torch.from_numpy(entities), *torch.from_numpy(marks),
        torch.tensor(cue_row, dtype=torch.long), torch.tensor(cue_word, dtype=torch.long),
        torch.from_numpy(np.stack(linked) if linked else empty),
        torch.tensor(anaphor_row, dtype=torch.long), torch.tensor(anaphor_word, dtype=torch.long),
        torch.from_numpy(np.stack(right) if right else none), torch.from_numpy(np.stack(among) if among else none),
    )  # fmt: skip


def _begun(label: int, labels: tuple[str, ...]) -> int:
    """The label of a window's first word: a span that the window cuts off begins with it."""
    return label - 1 if labels[label][0] == "I" else label


def _links(attribution, window: Window, size: int, count: int) -> np.ndarray:
    labels = np.full(count, UNKNOWN)
    labels[:size] = 0
    for kind in ("source", "content"):
        for low, high in getattr(attribution, kind):
            low, high = low - window.low, high - window.low
            begin = LINKED.index(f"B-{kind}")
            low, high = max(low, 0), min(high, size)  # a span cut off by the window begins with it
            if low < high:
                labels[low:high] = begin + 1
                labels[low] = begin
    return labels
