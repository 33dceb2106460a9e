"""Fit the weights of a kind on gold chains: a logistic model of pairs, then the least score that clusters best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from evaluation.coreference.mentions.clusters import Compared, grouped
from evaluation.coreference.mentions.mention import Mention
from evaluation.coreference.mentions.score import Weights
from evaluation.coreference.metrics import chains, score

PENALTY = 3.0
STEPS = 30
GRID = (0.01, 0.02, 0.03, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7)


def fit(parts: Sequence[Compared], gold: Mapping[Mention, str]) -> Weights:
    """Fit on the parts (each one topic): pairs first, then the least score with the best CoNLL F1 on these parts."""
    features, right, weight = _pairs(parts, gold)
    base, *by_feature = _logistic(features, right, weight)
    best = Weights(base, tuple(by_feature), GRID[0])
    best_score = -1.0
    for least in GRID:
        tried = Weights(base, tuple(by_feature), least)
        found = [cluster for part in parts for cluster in grouped(part, tried)]
        asked = {m: gold[m] for cluster in found for m in cluster}
        conll = score(chains(asked), found).conll
        if conll > best_score:
            best, best_score = tried, conll
    return best


def _pairs(
    parts: Sequence[Compared], gold: Mapping[Mention, str]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return features (pairs, features), whether right, and weights: a chain counts by its links, not its pairs."""
    rows, right, weight = [], [], []
    for part in parts:
        codes = {name: number for number, name in enumerate(sorted({gold[t.mention] for t in part.full}))}
        chain = np.array([codes[gold[t.mention]] for t in part.full], int)
        many = np.bincount(chain, minlength=1)
        low, high = np.tril_indices(len(chain), -1)
        rows.append(part.features[low, high].astype(np.float64))
        same = chain[low] == chain[high]
        right.append(same.astype(np.float64))
        weight.append(np.where(same, 2 / many[chain[low]], 1.0))
    return np.concatenate(rows), np.concatenate(right), np.concatenate(weight)


def _logistic(features: NDArray[np.float64], right: NDArray[np.float64], weight: NDArray[np.float64]) -> list[float]:
    """Return base and weights by Newton's method, with a quadratic penalty on all but the base."""
    table = np.hstack([np.ones((len(features), 1)), features])
    found = np.zeros(table.shape[1])
    ridge = np.full(table.shape[1], PENALTY)
    ridge[0] = 0.0
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-(table @ found)))
        slope = table.T @ (weight * (right - likely)) - ridge * found
        bend = (table * (weight * likely * (1 - likely))[:, None]).T @ table + np.diag(ridge)
        step = np.linalg.solve(bend + 1e-9 * np.eye(len(found)), slope)
        found += step
        if float(np.abs(step).max()) < 1e-6:
            break
    return [round(float(value), 3) for value in found]
