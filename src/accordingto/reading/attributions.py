"""Attributions in one window: cues first, then for each cue its source and content."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accordingto.reading.confidence import Evidence
from accordingto.reading.decoder import Range, Scores, best_paths, log_softmax, ranges
from accordingto.reading.encoder import Encoded, Encoder
from accordingto.reading.labels import LINKED, ROLES
from accordingto.reading.windows import Window
from accordingto.reading.words import Words

_CUE = ROLES.index("B-cue")
_SOURCE, _CONTENT = LINKED.index("B-source"), LINKED.index("B-content")


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as half-open ranges of words of the whole text."""

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DecodingRules:
    """What decoding adds to the network's scores: moves (labels + 1, labels) and a bias a label (labels,)."""

    role_moves: Scores
    link_moves: Scores
    entity_moves: Scores
    role_bias: Scores
    link_bias: Scores


def find_attributions(
    encoder: Encoder, encoded: Encoded, words: Words, window: Window, rules: DecodingRules
) -> list[Found]:
    """Return the attributions whose cue begins among the words that `window` answers for."""
    path = best_paths(encoded.roles[None] + rules.role_bias, rules.role_moves)[0]
    cues = [c for c in ranges(path, _CUE) if window.keep_low <= c[0] + window.low < window.keep_high]
    if not cues:
        return []
    scores = encoder.link(encoded, words, window.low, np.asarray([low for low, _ in cues], dtype=np.int64))
    for row, (low, high) in enumerate(cues):
        scores[row, low:high, 1:] = -1e4  # a cue's own words are neither its source nor its content
    paths = best_paths(scores + rules.link_bias, rules.link_moves)
    role_chance, link_chance = np.exp(log_softmax(encoded.roles)), np.exp(log_softmax(scores))
    found = []
    for (low, high), tags, chances in zip(cues, paths, link_chance, strict=True):
        content = ranges(tags, _CONTENT)
        if not content:
            continue
        source = ranges(tags, _SOURCE)
        found.append(
            Found(
                (low + window.low, high + window.low),
                tuple((a + window.low, b + window.low) for a, b in _one_source(source, (low, high), chances)),
                tuple((a + window.low, b + window.low) for a, b in content),
                _evidence((low, high), source, content, role_chance, chances),
            )
        )
    return found


def _one_source(source: list[Range], cue: Range, chances: NDArray[np.float32]) -> list[Range]:
    """Of several source spans keep the surest; the corpus knows one source a cue."""
    if len(source) < 2:
        return source
    return [max(source, key=lambda r: (float(chances[r[0], _SOURCE]), -abs(r[0] - cue[0])))]


def _evidence(
    cue: Range, source: list[Range], content: list[Range], roles: NDArray[np.float32], chances: NDArray[np.float32]
) -> Evidence:
    def mean(parts: list[Range], label: int) -> float:
        if not parts:
            return 1.0
        return float(np.mean(np.concatenate([chances[a:b, label : label + 2].sum(-1) for a, b in parts])))

    cue_mass = roles[cue[0] : cue[1], _CUE : _CUE + 2].sum(-1)
    # An end is as sure as the jump there: the first word begins, and the next word after does not go on.
    begins = [float(chances[a, _CONTENT]) for a, _ in content]
    stops = [1.0 - float(chances[b, _CONTENT + 1]) if b < len(chances) else 1.0 for _, b in content]
    taken = np.zeros(len(chances), dtype=bool)
    for a, b in [*source, *content, cue]:
        taken[a:b] = True
    near = np.zeros_like(taken)
    near[max(cue[0] - 60, 0) : cue[1] + 60] = True
    others = chances[near & ~taken][:, 0]
    return Evidence(
        cue=float(cue_mass.mean()),
        source=mean(source, _SOURCE),
        content=mean(content, _CONTENT),
        edges=min(begins + stops),
        rest=float(others.min()) if len(others) else 1.0,
        has_source=bool(source),
        fragments=len(content),
    )
