"""Hold the program to the project's own gold rows (evaluation/gold/, docs/guidelines.md).

    python -m evaluation.gold                           both halves
    python -m evaluation.gold --half development --faults
    python -m evaluation.gold --agreement               a second, blind annotation of ten reports against the first

The scored half is of reports dated after the 15th of a month. Nothing is developed on it, so its faults are not shown.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from accordingto.records.claim import LINKS
from evaluation.rows import Reading, Tally, tally

GOLD = Path(__file__).with_name("gold")
HALVES = ("development", "scored")
# What the model learns from: no measure of what it finds, but of how sources are named. Not all cells are filled.
TRAINING = "training"


def load(half: str, folder: Path = GOLD) -> list[Reading]:
    """The gold readings of a half, in order."""
    lines = (folder / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read(gold: Iterable[Reading], model: Path | None = None) -> Iterator[Reading]:
    """Read the texts of gold readings with the program, knowing of each only what the gold's document tells."""
    from accordingto.pipeline import Reader
    from accordingto.records import Document

    reader = Reader(model)
    for reading in gold:
        known: dict[str, Any] = {k: v for k, v in reading["document"].items() if k not in ("id", "path")}
        # Through JSON, as the command line prints it: spans are lists then, as in gold.
        yield json.loads(reader.read(Document(reading["text"], **known)).to_json())


def figures(total: Tally) -> dict[str, float]:
    """Percentages by what they measure; what there is nothing of is left out."""
    table = {
        "rows found": ("found", "rows"),
        "spurious or twice": ("spurious", "claims"),
        "source name right": ("name right", "found"),
        "source name not the fullest": ("name not the fullest", "found"),
        "source abstained": ("name abstained", "found"),
        "source wrong": ("name wrong", "found"),
        "quotation": ("quotation right", "found"),
        "act": ("act right", "found"),
        "rows wholly right": ("whole", "found"),
    }
    for cell in ("kind", "named", "country", "role"):
        table[f"source's {cell}"] = (f"{cell} right", f"{cell} asked")
    several = ("said", "quantities", "times", "verification", "refers_to", "via", "co_sources")
    for cell in (*several, *LINKS):
        table[f"{cell}, recall"] = (f"{cell} right", f"{cell} wanted")
        table[f"{cell}, precision"] = (f"{cell} right", f"{cell} given")
    found = {name: total.ratio(*parts) for name, parts in table.items()}
    return {name: value for name, value in found.items() if value is not None}


def show(title: str, total: Tally) -> None:
    """Print one table."""
    count = total.count
    rows = f"{count['rows']} rows, {count['optional found']} optional ones found besides"
    print(f"{title}: {count['reports']} reports, {rows}, {count['claims']} claims given")
    for name, value in figures(total).items():
        cell = name.split(",")[0]
        of = f"   of {count[cell + (' wanted' if 'recall' in name else ' given')]}" if "," in name else ""
        print(f"  {name:30} {value:6.1f}{of}")


def main(argv: list[str] | None = None) -> int:
    """Print the tables; exit code 0."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.gold", description=__doc__.split("\n")[0])
    parser.add_argument("--half", choices=(*HALVES, TRAINING), help="one half only")
    parser.add_argument("--model", type=Path, help="a model folder other than the one that ships")
    parser.add_argument("--faults", action="store_true", help="also list every fault, but those of the scored half")
    parser.add_argument("--agreement", action="store_true", help="the second annotation against the first instead")
    parser.add_argument("--gold", type=Path, default=GOLD, help="the folder with the gold")
    arguments = parser.parse_args(argv)
    if arguments.agreement:
        second = {r["annotation"]["report"]: r for r in load("second", arguments.gold)}
        first = [r for half in HALVES for r in load(half, arguments.gold) if r["annotation"]["report"] in second]
        show("second annotation", tally((r, second[r["annotation"]["report"]]) for r in first))
        return 0
    for half in [arguments.half] if arguments.half else HALVES:
        gold = load(half, arguments.gold)
        total = tally(zip(gold, read(gold, arguments.model), strict=True))
        show(half, total)
        if arguments.faults and half != "scored":
            print("\n".join(total.faults))
    return 0


if __name__ == "__main__":
    sys.exit(main())
