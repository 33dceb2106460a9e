"""Accuracy of the pointer head on GAP: the first name, the second, or neither.

    python -m evaluation.pronouns

Scores the test part. The threshold (the least chance at which one of the two names is chosen) is picked on the
validation part alone.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from accordingto.reading.reader import AttributionReader
from training.corpora.coreference import read_gap

THRESHOLDS = tuple(t / 100 for t in range(2, 62, 4))


def chances(reader: AttributionReader, row: dict[str, Any]) -> tuple[float, float]:
    """The chance that the pointer head gives to each of the two names."""
    at, _ = row["pronoun"]
    found = reader.refer(row["text"], [at]).get(at)
    if found is None:
        return 0.0, 0.0
    spans = [(row[k][0], row[k][0] + len(row[k][1])) for k in "AB"]
    a, b = (sum(p for offset, p in found.candidates if start <= offset < end) for start, end in spans)
    return a, b


def accuracy(rows: list[dict[str, Any]], scores: list[tuple[float, float]], threshold: float) -> float:
    """The share of rows in which the choice of A, B or neither is right."""
    right = 0
    for row, (a, b) in zip(rows, scores, strict=True):
        chosen = "neither" if max(a, b) < threshold else "A" if a >= b else "B"
        truth = "A" if row["A"][2] else "B" if row["B"][2] else "neither"
        right += chosen == truth
    return right / len(rows)


def main() -> None:
    """Print the accuracy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/gap"))
    parser.add_argument("--model", type=Path, default=None)
    args = parser.parse_args()
    reader = AttributionReader(args.model)
    parts = {part: read_gap(args.data / f"gap-{part}.tsv") for part in ("validation", "test")}
    scores = {part: [chances(reader, row) for row in rows] for part, rows in parts.items()}
    best = max(THRESHOLDS, key=lambda t: accuracy(parts["validation"], scores["validation"], t))
    print(f"threshold {best:.2f} (validation accuracy {accuracy(parts['validation'], scores['validation'], best):.3f})")
    print(f"GAP test: accuracy {accuracy(parts['test'], scores['test'], best):.3f} on {len(parts['test'])} pronouns")


if __name__ == "__main__":
    main()
