"""Score the entity heads on UNER English-EWT dev: exact spans with kinds PER, ORG and LOC.

    python -m evaluation.entities [--model FOLDER]

The sentences are given one at a time, as the corpus has them.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast

from accordingto.records import Entity
from evaluation.attributions import table
from evaluation.shared import UNER_DEV, AbsentError, shared

KINDS = ("PER", "ORG", "LOC")
Marked = tuple[int, int, str]
Sentence = tuple[str, list[Marked]]


def f1(right: int, found: int, gold: int) -> dict[str, float]:
    """F1, precision and recall in percent; all 100 where there is nothing to find and nothing was found."""
    return {
        "f1": 200 * right / (found + gold) if found + gold else 100.0,
        "precision": 100 * right / found if found else 100.0,
        "recall": 100 * right / gold if gold else 100.0,
    }


def score(sentences: Iterable[Sentence], mark: Callable[[str], Iterable[Entity]]) -> dict[str, dict[str, float]]:
    """Score `mark` on sentences with gold spans: one row a kind, and "all"."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for text, gold in sentences:
        expected = set(gold)
        given = {(e.start, e.end, e.kind) for e in mark(text) if e.kind in KINDS}
        for counter, spans in ((right, expected & given), (found, given), (wanted, expected)):
            counter.update(kind for _, _, kind in spans)
    rows = {kind: f1(right[kind], found[kind], wanted[kind]) for kind in KINDS}
    return rows | {"all": f1(right.total(), found.total(), wanted.total())}


def read_sentences(path: Path) -> list[Sentence]:
    """UNER's sentences with character spans."""
    from training.corpora.entities import read_uner

    return cast("list[Sentence]", read_uner(path))


def measure(path: Path, model: Path | None = None) -> dict[str, dict[str, float]]:
    """Score the reading model on a UNER file."""
    from accordingto.reading.reader import AttributionReader

    reader = AttributionReader(model)
    return score(read_sentences(path), lambda text: reader.mark(text).entities)


def main(argv: list[str] | None = None) -> int:
    """Print the table; exit code 0, also where ../shared is absent."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.entities", description=__doc__)
    parser.add_argument("--model", type=Path, help="a model folder other than the one that ships")
    arguments = parser.parse_args(argv)
    try:
        path = shared(UNER_DEV)
    except AbsentError as absent:
        print(f"skipped: {absent}")
        return 0
    print("UNER English-EWT dev, exact spans")
    print("\n".join(table(measure(path, arguments.model))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
