"""Score what a popular library extracts on PolNeAR dev: textacy's direct quotations on a spaCy medium pipeline.

    python -m evaluation.peers --spacy-model FOLDER

Needs the extra `benchmark`; evaluation/speed.py says where the spaCy model comes from.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from evaluation.attributions import count, score, table
from evaluation.shared import POLNEAR_DEV, SCORER, AbsentError, shared


class Token(Protocol):
    """What is used of a spaCy token: `idx` is its offset in code points."""

    idx: int

    def __len__(self) -> int:
        """Its length in code points."""


class Quotation(Protocol):
    """A textacy triple; speaker and cue are tokens, content is a run of tokens."""

    speaker: Iterable[Token]
    cue: Iterable[Token]
    content: Iterable[Token]


def fragment(tokens: Iterable[Token]) -> list[list[int]]:
    """One span from the first token to the last, or none."""
    given = list(tokens)
    return [[given[0].idx, given[-1].idx + len(given[-1])]] if given else []


def predicted(name: str, quotations: Iterable[Quotation]) -> dict[str, Any]:
    """Turn a text's quotations into a line for the scorer."""
    attributions = [
        {"source": fragment(q.speaker), "cue": fragment(q.cue), "content": fragment(q.content)} for q in quotations
    ]
    return {"id": name, "attributions": attributions}


def pieces(text: str, by_paragraph: bool) -> list[tuple[int, str]]:
    """The parts of a text that are handed over one at a time, each with its offset."""
    return [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", text)] if by_paragraph else [(0, text)]


def shifted(attribution: dict[str, list[list[int]]], by: int) -> dict[str, list[list[int]]]:
    """Move all spans of an attribution."""
    return {role: [[start + by, end + by] for start, end in spans] for role, spans in attribution.items()}


def extract(dev: Path, model: Path, by_paragraph: bool) -> Iterator[dict[str, Any]]:
    """Run the library over the dev texts, whole or paragraph by paragraph.

    It refuses a piece with unbalanced quotation marks, so whole texts lose all of theirs to one such paragraph.
    """
    import spacy
    from textacy.extract.triples import direct_quotations

    pipeline = spacy.load(model)
    for path in sorted((dev / "text").glob("*.txt")):
        attributions: list[dict[str, list[list[int]]]] = []
        for offset, piece in pieces(path.read_bytes().decode("utf-8"), by_paragraph):
            with suppress(ValueError):
                found = predicted(path.stem, direct_quotations(pipeline(piece)))["attributions"]
                attributions += [shifted(attribution, offset) for attribution in found]
        yield {"id": path.stem, "attributions": attributions}


def main(argv: list[str] | None = None) -> int:
    """Print the table; exit code 0, also where ../shared is absent."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.peers", description="Score textacy's quotations.")
    parser.add_argument("--spacy-model", type=Path, required=True, help="the unpacked medium model")
    arguments = parser.parse_args(argv)
    try:
        dev, scorer = shared(POLNEAR_DEV), shared(SCORER)
    except AbsentError as absent:
        print(f"skipped: {absent}")
        return 0
    for by_paragraph in (False, True):
        lines = list(extract(dev, arguments.spacy_model, by_paragraph))
        how = "paragraph by paragraph" if by_paragraph else "whole texts"
        print(f"textacy's direct quotations on spaCy medium, {how}: {count(lines)} quotations in {len(lines)} texts")
        print("\n".join(table(score(dev, lines, scorer))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
