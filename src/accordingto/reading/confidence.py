"""How likely an attribution is usable as it stands, from how sure the network was of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Evidence:
    """Chances (0 to 1) that the network gave to the parts of one attribution.

    `cue`, `source`, `content`: the mean over the words of the part; `edges`: the least sure end of a content
    fragment; `rest`: the chance that no other word near the cue belongs to it. `source` is 1 where there is none.
    """

    cue: float
    source: float
    content: float
    edges: float
    rest: float
    has_source: bool
    fragments: int

    def features(self) -> tuple[float, ...]:
        """What the calibration weighs: log-odds, kept within ±6, and two flags."""
        sure = [_log_odds(p) for p in (self.cue, self.source, self.content, self.edges, self.rest)]
        return (1.0, *sure, float(self.has_source), float(self.fragments > 1))


def _log_odds(chance: float) -> float:
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return float(np.clip(np.log(chance / (1 - chance)), -6.0, 6.0))


def chance_of(evidence: Evidence, weights: Sequence[float]) -> float:
    """The calibrated chance, rounded to 3 decimals (Platt's logistic scaling; weights from the model's manifest)."""
    score = sum(w * f for w, f in zip(weights, evidence.features(), strict=True))
    return round(float(1.0 / (1.0 + np.exp(-score))), 3)
