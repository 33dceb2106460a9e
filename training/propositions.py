"""Fits the weights by which two claims are found to bear on each other: one logistic model for each ground.

    python -m training.propositions

Learns on the development half of Breaking NLI, the development pairs of claims, `claim_pairs.tsv` (written by hand) and
`claim_pairs_wikinews.tsv` (pairs with much in common judged by hand, the others taken for no relation without being
read). All sentences of Breaking NLI together weigh as much as `SHARE` of the rest of a ground, since reports seldom
differ in one word alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accordingto.linking.propositions.alignment import Features
from accordingto.linking.propositions.decision import GROUNDS, ground_of
from accordingto.linking.propositions.making import proposition_of
from accordingto.linking.propositions.proposition import Proposition
from evaluation.contradictions import breaking_nli, pairs
from evaluation.shared import ROOT

WEIGHTS = ROOT / "src/accordingto/linking/propositions/tables/weights.tsv"
WRITTEN = tuple(Path(__file__).with_name(name) for name in ("claim_pairs.tsv", "claim_pairs_wikinews.tsv"))
DEVELOPMENT = ROOT / "evaluation/pairs/development.jsonl"
SHARE = 0.5
UNSURE = 0.3
"""How much a pair counts that the annotator was unsure of."""
RIDGE = 0.05
DAY = "2030-05-01"
WEIGHT = {"claim_pairs": 1.0, "claim_pairs_wikinews": 0.5}
"""Most pairs of Wikinews were drawn without keys: easy ones that are no relation."""
TRUE = {
    "same": ("same", "agree"), "number": ("number", "update", "contradict", "reverse"),
    "negation": ("opposed", "contradict", "reverse"), "antonym": ("opposed", "contradict", "reverse"),
    "filler": ("opposed", "contradict", "reverse"),
}  # fmt: skip
# Agreement makes no pair more of another, so these weights may not fall below nothing.
NEVER_NEGATIVE = ("shorter", "longer", "negative", "bits", "alike", "names", "words")


def cases() -> Iterator[tuple[str, str, float, Proposition, Proposition]]:
    """Yield where a case is from, its relation, how much it counts, and its two propositions."""
    for case in breaking_nli("development"):
        if case.one and case.other:
            yield "nli", case.truth, 1.0, case.one, case.other
    for case in pairs(DEVELOPMENT):
        if case.one and case.other:
            yield "pairs", case.truth, UNSURE if case.group == "unsure" else 1.0, case.one, case.other
    for path in WRITTEN:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line[0] != "#":
                truth, one, other, *titles = line.split("\t")
                first, second = titles or (None, None)
                yield (path.stem, truth, WEIGHT[path.stem], proposition_of(one, "assert", None, DAY, first),
                       proposition_of(other, "assert", None, DAY, second))  # fmt: skip


def fit(x: NDArray[np.float64], y: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of a logistic model, the constant last, by gradient descent with bounds."""
    x = np.hstack([x, np.ones((len(x), 1))])
    bounded = np.array([f.name in NEVER_NEGATIVE for f in fields(Features)] + [False])
    ridge = np.array([RIDGE] * (x.shape[1] - 1) + [0.0])
    found = np.zeros(x.shape[1])
    for _ in range(20_000):
        chance = 1 / (1 + np.exp(-x @ found))
        found -= 0.5 * (x.T @ (weight * (chance - y)) / weight.sum() + ridge * found / len(x) * 10)
        found[bounded] = np.maximum(found[bounded], 0)
    return found


def main() -> None:
    """Write the table of weights."""
    by_ground = defaultdict(list)
    for origin, truth, weight, one, other in cases():
        ground = ground_of(one, other)
        # Sentences that differ in one word are no measure of how much two tellings of one thing have in common.
        if ground is not None and (origin, ground.name) != ("nli", "same"):
            by_ground[ground.name].append((origin, truth in TRUE[ground.name], weight, astuple(ground.features)))
    lines = ["# ground\tfeature\tweight. Fitted by training/propositions.py; do not edit.\n"]
    for name in GROUNDS:
        rows = by_ground[name]
        number = Counter((origin, is_true) for origin, is_true, *_ in rows)
        print(name, dict(sorted(number.items())))
        rest = sum(weight for origin, _, weight, _ in rows if origin != "nli")
        share = SHARE * rest / max(1, sum(origin == "nli" for origin, *_ in rows))
        found = fit(
            np.array([row[3] for row in rows]), np.array([float(row[1]) for row in rows]),
            np.array([share if row[0] == "nli" else row[2] for row in rows]),
        )  # fmt: skip
        for feature, value in zip([f.name for f in fields(Features)] + ["constant"], found, strict=True):
            lines.append(f"{name}\t{feature}\t{value:.2f}\n")
    WEIGHTS.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
