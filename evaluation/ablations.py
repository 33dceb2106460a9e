"""What each part of the decoding brings: PolNeAR dev with one part left out at a time.

    python -m evaluation.ablations

The network stays as it is. Prints one row a part, F1 in percent, in the columns of `evaluation.attributions`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from accordingto.reading import reader as reading
from accordingto.reading import windows
from accordingto.reading.decoder import allowed_moves
from accordingto.reading.labels import LINKED, ROLES
from accordingto.reading.reader import AttributionReader
from evaluation.attributions import FIGURES, score

Change = Callable[[AttributionReader], None]


def _hard_moves(reader: AttributionReader) -> None:
    reader.rules = replace(reader.rules, role_moves=allowed_moves(ROLES), link_moves=allowed_moves(LINKED))


def _no_moves(reader: AttributionReader) -> None:
    flat = {name: np.zeros_like(getattr(reader.rules, name)) for name in ("role_moves", "link_moves")}
    reader.rules = replace(reader.rules, **flat)


def _no_bias(reader: AttributionReader) -> None:
    flat = {name: np.zeros_like(getattr(reader.rules, name)) for name in ("role_bias", "link_bias")}
    reader.rules = replace(reader.rules, **flat)


def _as_it_is(reader: AttributionReader) -> None:
    pass


@contextmanager
def _context(pieces: int) -> Iterator[None]:
    def cut(words: object, text: str) -> object:
        return windows.cut_windows(words, text, context=pieces)  # type: ignore[arg-type]

    with patch.object(reading, "cut_windows", cut):
        yield


def lines(reader: AttributionReader, dev: Path, nested: bool = False) -> list[dict[str, Any]]:
    """The scorer's lines for all texts of `dev`; with `nested`, claims inside claims are left in."""
    found: list[dict[str, Any]] = []
    for path in sorted((dev / "text").glob("*.txt")):
        marks = reader.mark(path.read_bytes().decode("utf-8"))
        kept = [a for a in marks.attributions if nested or a.parent is None]
        spans = [{"source": a.source, "cue": a.cue, "content": a.content} for a in kept]
        found.append({"id": path.stem, "attributions": spans})
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=None)
    args = parser.parse_args()
    dev, scorer = args.shared / "data/polnear/dev", args.shared / "tools/score_attributions.py"

    def row(name: str, change: Change = _as_it_is, nested: bool = False) -> None:
        reader = AttributionReader(args.model)
        change(reader)
        scores = score(dev, lines(reader, dev, nested), scorer)
        print(f"| {name} | " + " | ".join(f"{scores[figure]['f1']:.1f}" for figure in FIGURES) + " |", flush=True)

    row("as it ships")
    row("without the biases tuned on dev", _no_bias)
    row("forbidden moves only, no learnt ones", _hard_moves)
    row("no moves at all (each word by itself)", _no_moves)
    row("nested claims counted as well", nested=True)
    with patch.object(reading, "INNER_CUE", 2.0):
        row("without the second pass")
    for pieces in (0, 16, 64):
        with _context(pieces):
            row(f"{pieces} word pieces of context on each side instead of {windows.CONTEXT}")


if __name__ == "__main__":
    main()
