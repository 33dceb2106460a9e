"""The figures of linking that the gate holds: reprints, who is who, and contradictions, on what may be developed on."""

from __future__ import annotations

from pathlib import Path

from evaluation import contradictions, duplicates, lookalikes, reprints, same_source
from evaluation.shared import shared

PAIRS = Path(__file__).with_name("pairs") / "development.jsonl"
INPUTS = (reprints.CORPUS, same_source.MEANTIME, contradictions.BREAKING_NLI)
"""What these figures are measured on, in the folder of corpora."""
SEED = 7
Figures = dict[str, float]


def measure() -> Figures:
    """Return all of them in percent; raises AbsentError where the corpora are absent."""
    for path in INPUTS:
        shared(path)
    return _reprints() | _sources() | _contradictions()


def _reprints() -> Figures:
    originals = reprints.wikinews("develop")
    made, others = reprints.copies(originals, SEED), lookalikes.lookalikes(originals, SEED)
    reports = [*originals, *made, *others]
    total = duplicates.outcome(reports, duplicates.linked(reports).union)
    return {"reprints: precision": 100 * total.precision, "reprints: recall": 100 * total.recall}


def _sources() -> Figures:
    figures = same_source.measure(same_source.read_meantime(shared(same_source.MEANTIME)))["pairs, clustered"]
    return {f"same source: {name}": figures[name] for name in ("precision", "recall")}


def _contradictions() -> Figures:
    found: Figures = {}
    for name, cases in (
        ("breaking NLI", contradictions.breaking_nli("development")),
        ("claim pairs", contradictions.pairs(PAIRS)),
    ):
        results = [contradictions.judged(case) for case in cases]
        right, said, true = contradictions.precision_recall(results, contradictions.OPPOSITE, 0.0)
        found |= {f"{name}: precision": 100 * right / max(1, said), f"{name}: recall": 100 * right / true}
    return found
