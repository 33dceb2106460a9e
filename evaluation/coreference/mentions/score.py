"""How likely two mentions are of one event or entity, by a small table of weights that anyone can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from evaluation.coreference.mentions.mention import Kind
from evaluation.coreference.mentions.pairs import FEATURES, compared, told
from evaluation.coreference.mentions.traits import Traits

BASE, LEAST = "base", "least"
TELLING = 0.2
"""How much a feature must move the sum (in log odds) to be told as a reason."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: the log odds of a pair that has nothing in common (`base`) and what each feature adds.

    `least` is the score that mentions must reach on average to be clustered.
    """

    base: float
    by_feature: tuple[float, ...]
    least: float

    def scores(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return scores, 0 to 1, of pairs whose features are the last axis."""
        logits = self.base + sum(w * features[..., at].astype(np.float64) for at, w in enumerate(self.by_feature))
        return np.asarray(1 / (1 + np.exp(-logits)), np.float64)


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely two mentions are of one thing, 0 to 1, and why: what speaks for it, then what speaks against."""

    score: float
    why: str


def score(one: Traits, other: Traits, alike: float, weights: Weights | None = None) -> Likely:
    """Compare two mentions of one kind; symmetric. `alike` says how alike their reports are (1 for one report)."""
    weights = weights or weights_of(one.mention.kind)
    first, second = sorted((one, other), key=lambda traits: traits.mention.address)
    features = compared(first, second, alike)
    words = told(first, second, alike)
    parts = [
        (weight * value, words[name])
        for name, weight, value in zip(FEATURES[one.mention.kind], weights.by_feature, features, strict=True)
        if abs(weight * value) >= TELLING
    ]
    parts.sort(key=lambda part: -abs(part[0]))
    pro = "; ".join(reason for moved, reason in parts if moved > 0) or "nothing"
    con = "; ".join(reason for moved, reason in parts if moved < 0)
    likely = float(weights.scores(np.array(features, np.float32)))
    return Likely(likely, f"for it: {pro}" + (f". Against it: {con}" if con else ""))


@cache
def weights_of(kind: Kind) -> Weights:
    """Return the weights that ship."""
    text = (files("evaluation.coreference.mentions") / "tables" / "weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return weights_from({name: float(weight) for told_kind, name, weight in rows if told_kind == kind}, kind)


def weights_from(told_weights: Mapping[str, float], kind: Kind) -> Weights:
    """Make weights of a table by feature name, with rows for the base and the least score."""
    return Weights(told_weights[BASE], tuple(told_weights[name] for name in FEATURES[kind]), told_weights[LEAST])


def rows_of(weights: Weights, kind: Kind) -> list[tuple[Kind, str, float]]:
    """Return the weights as rows of the table."""
    named = {LEAST: weights.least, BASE: weights.base, **dict(zip(FEATURES[kind], weights.by_feature, strict=True))}
    return [(kind, name, weight) for name, weight in named.items()]
