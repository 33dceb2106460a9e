"""Clustering by average link: two clusters join while their members are alike on average."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def average_link(alike: NDArray[np.float64], least: float) -> list[tuple[int, ...]]:
    """Join the two clusters that are most alike on average (UPGMA) until none reach `least`.

    `alike` (n, n) is symmetric. Equals are joined in the order of their rows, so callers sort what the rows stand for.
    """
    size = len(alike)
    if not size:
        return []
    members: list[tuple[int, ...]] = [(at,) for at in range(size)]
    totals = np.array(alike, dtype=np.float64)  # sums over pairs of members
    counts = np.ones(size)
    means = totals.copy()
    np.fill_diagonal(means, -np.inf)
    nearest = means.argmax(axis=1)
    best = means.max(axis=1)
    while best[one := int(best.argmax())] >= least:
        other = int(nearest[one])  # comes after it, or its own row would have been the first of the best
        totals[one] += totals[other]
        totals[:, one] += totals[:, other]
        counts[one] += counts[other]
        members[one] += members[other]
        members[other] = ()
        row = np.where(means[one] > -np.inf, totals[one] / (counts[one] * counts), -np.inf)
        means[other] = means[:, other] = row[other] = -np.inf
        means[one] = means[:, one] = row
        best[other] = -np.inf
        stale = (best > -np.inf) & ((nearest == one) | (nearest == other) | (row >= best))
        stale[one] = True
        nearest[stale] = means[stale].argmax(axis=1)
        best[stale] = means[stale].max(axis=1)
    return [tuple(sorted(group)) for group in members if group]
