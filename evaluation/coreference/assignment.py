"""The best one-to-one assignment, as CEAF needs it.

Own code because scipy is no dependency: the Hungarian method with potentials (Kuhn 1955; Jonker & Volgenant 1987), row
by row. Who shares nothing with whom cannot matter, so each connected part is solved by itself and most parts are tiny.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]


def best_total(weights: Mapping[Pair, float]) -> float:
    """Return the greatest sum of weights over one-to-one pairs; pairs that are not in `weights` weigh nothing."""
    return sum(_solve(part) for part in _parts(weights))


def _parts(weights: Mapping[Pair, float]) -> list[NDArray[np.float64]]:
    """Split the pairs into connected parts, each as a matrix of rows by columns."""
    columns: defaultdict[int, list[int]] = defaultdict(list)
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in weights:
        columns[row].append(column)
        rows[column].append(row)
    parts = []
    seen: set[int] = set()
    for start in columns:
        if start in seen:
            continue
        seen.add(start)
        here, there, waiting = [start], dict.fromkeys(columns[start]), list(columns[start])
        while waiting:
            for row in rows[waiting.pop()]:
                if row not in seen:
                    seen.add(row)
                    here.append(row)
                    new = [column for column in columns[row] if column not in there]
                    there.update(dict.fromkeys(new))
                    waiting.extend(new)
        parts.append(np.array([[weights.get((row, column), 0.0) for column in there] for row in here]))
    return parts


def _solve(weights: NDArray[np.float64]) -> float:
    """Return the best total of a matrix of weights (none negative)."""
    if min(weights.shape) == 1:
        return float(weights.max())
    cost = -(weights if weights.shape[0] <= weights.shape[1] else weights.T)
    height, width = cost.shape
    of_row, of_column = np.zeros(height + 1), np.zeros(width + 1)
    taken = np.zeros(width + 1, dtype=int)  # the row (from 1) that has each column; column 0 holds the row being placed
    for row in range(1, height + 1):
        taken[0], column = row, 0
        least, came, used = np.full(width + 1, np.inf), np.zeros(width + 1, dtype=int), np.zeros(width + 1, dtype=bool)
        while taken[column]:
            used[column] = True
            placed = taken[column]
            slack = cost[placed - 1] - of_row[placed] - of_column[1:]
            nearer = ~used[1:] & (slack < least[1:])
            least[1:][nearer], came[1:][nearer] = slack[nearer], column
            following = 1 + int(np.where(used[1:], np.inf, least[1:]).argmin())
            step = least[following]
            of_row[taken[used]] += step
            of_column[used] -= step
            least[~used] -= step
            column = following
        while column:
            taken[column], column = taken[came[column]], int(came[column])
    return float(-sum(cost[taken[column] - 1, column - 1] for column in range(1, width + 1) if taken[column]))
