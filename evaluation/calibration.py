"""Whether a claim's confidence is the chance that it is usable: expected calibration error on PolNeAR dev.

    python -m evaluation.calibration [--model FOLDER]

A claim counts as right where it is matched one to one with a gold attribution as the scorer's "usable" has it. Where a
text has several annotators, each judges the claim and weighs 1/(number of annotators).
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from evaluation.attributions import predict
from evaluation.shared import POLNEAR_DEV, SCORER, AbsentError, shared

Fragments = Iterable[Iterable[int]]
Gold = dict[str, list[list[dict[str, Any]]]]
BINS = 10


class Judged(NamedTuple):
    """One claim's confidence, and whether an annotator's gold has it; `weight` is that annotator's."""

    confidence: float
    right: bool
    weight: float = 1.0


class Bin(NamedTuple):
    """The claims with confidences from `low` up: their weight, mean confidence and share that is right."""

    low: float
    weight: float
    confidence: float
    accuracy: float


def _characters(fragments: Fragments) -> set[int]:
    return {c for start, end in fragments for c in range(start, end)}


def usable(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> set[int]:
    """Return the positions in `found` that are matched, by the scorer's rules for "usable"."""
    roles = ("source", "cue", "content")
    wanted = [{role: _characters(a[role]) for role in roles} for a in gold]
    given = [{role: _characters(a[role]) for role in roles} for a in found]
    pairs = []
    for i, g in enumerate(wanted):
        for j, p in enumerate(given):
            either = g["content"] | p["content"]
            overlap = len(g["content"] & p["content"]) / len(either) if either else 0.0
            sources = bool(g["source"] & p["source"]) or not (g["source"] or p["source"])
            if sources and g["cue"] & p["cue"] and overlap >= 0.5:
                pairs.append((-overlap, i, j))
    used: set[int] = set()
    matched: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in used and j not in matched:
            used.add(i)
            matched.add(j)
    return matched


def judge(gold: Gold, lines: list[dict[str, Any]]) -> list[Judged]:
    """Put every predicted claim before every annotator of its text."""
    judged = []
    for line in lines:
        annotators = gold.get(line["id"], [])
        for annotator in annotators:
            matched = usable(annotator, line["attributions"])
            judged += [
                Judged(claim["confidence"], i in matched, 1 / len(annotators))
                for i, claim in enumerate(line["attributions"])
            ]
    return judged


def bins(judged: list[Judged], number: int = BINS) -> list[Bin]:
    """Sort claims into bins of equal width; empty bins are left out."""
    sorted_in: dict[int, list[Judged]] = {}
    for claim in judged:
        sorted_in.setdefault(min(int(claim.confidence * number), number - 1), []).append(claim)
    out = []
    for at, claims in sorted(sorted_in.items()):
        weight = sum(c.weight for c in claims)
        confidence = sum(c.weight * c.confidence for c in claims) / weight
        accuracy = sum(c.weight * c.right for c in claims) / weight
        out.append(Bin(at / number, weight, confidence, accuracy))
    return out


def expected_calibration_error(rows: list[Bin]) -> float:
    """The mean distance of confidence and accuracy, weighted by claims, in percentage points."""
    total = sum(row.weight for row in rows)
    return 100 * sum(row.weight * abs(row.confidence - row.accuracy) for row in rows) / total if total else 0.0


@cache
def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_attributions", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_gold(dev: Path, scorer: Path) -> Gold:
    """PolNeAR's gold, read by the scorer's own reader."""
    gold: Gold = load_scorer(scorer).read_gold(dev)
    return gold


def main(argv: list[str] | None = None) -> int:
    """Print the bins and the error; exit code 0, also where ../shared is absent."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.calibration", description=__doc__)
    parser.add_argument("--model", help="a model folder other than the one that ships")
    arguments = parser.parse_args(argv)
    try:
        dev, scorer = shared(POLNEAR_DEV), shared(SCORER)
    except AbsentError as absent:
        print(f"skipped: {absent}")
        return 0
    lines = predict(dev, ["--model", arguments.model] if arguments.model else [])
    rows = bins(judge(read_gold(dev, scorer), lines))
    print("confidence      claims   mean   usable")
    for row in rows:
        high = row.low + 1 / BINS
        print(f"{row.low:.1f} to {high:.1f}   {row.weight:8.1f}   {row.confidence:.3f}   {row.accuracy:.3f}")
    print(f"expected calibration error: {expected_calibration_error(rows):.1f} points, {BINS} bins")
    return 0


if __name__ == "__main__":
    sys.exit(main())
