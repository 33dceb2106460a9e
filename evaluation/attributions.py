"""Score the command line's own claims on PolNeAR dev.

    python -m evaluation.attributions [--model FOLDER] [--predicted FILE]

Runs `accordingto read --format json` over the dev texts, keeps the claims whose `parent` is null (the corpus has one
layer), and hands them to the scorer in ../shared/tools.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evaluation.shared import POLNEAR_DEV, SCORER, AbsentError, shared

Scores = dict[str, dict[str, float]]
COMMAND = (sys.executable, "-c", "import sys; from accordingto.cli.app import main; sys.exit(main())")
FIGURES = ("span source", "span cue", "span content", "full", "usable")


class ReadError(Exception):
    """The command line failed, or gave offsets into another text than the file's."""


def read_with_command_line(folder: Path, options: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield the readings that `accordingto read FOLDER --format json` prints; raises ReadError where it fails."""
    command = [*COMMAND, "read", str(folder), "--format", "json", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode:
        raise ReadError(f"`accordingto read` ended with exit code {process.returncode}; its message stands above.")


def predicted(reading: dict[str, Any]) -> dict[str, Any]:
    """Turn one reading into a line for the scorer: top-level claims only, with their confidence.

    Raises ReadError where the reading's text is not the file's, for then the offsets mean something else.
    """
    path = Path(reading["document"]["path"])
    if path.read_bytes().decode("utf-8") != reading["text"]:
        raise ReadError(f"{path.name}: the text given back is not that of the file, so gold offsets do not fit it.")
    attributions = [
        {
            "source": claim["source_spans"],
            "cue": claim["cue_spans"],
            "content": claim["content_spans"],
            "confidence": claim["confidence"],
        }
        for claim in reading["claims"]
        if claim["parent"] is None
    ]
    return {"id": path.stem, "attributions": attributions}


def predict(dev: Path, options: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Read the texts of a PolNeAR folder with the command line, one scorer's line a text."""
    return [predicted(reading) for reading in read_with_command_line(dev / "text", options)]


def score(dev: Path, lines: list[dict[str, Any]], scorer: Path) -> Scores:
    """Run the scorer as its own process: F1, precision and recall by figure."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "predicted.jsonl"
        file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(scorer), str(dev), str(file), "--json"],
            stdout=subprocess.PIPE, encoding="utf-8", check=True,
        )  # fmt: skip
    scores: Scores = json.loads(done.stdout)
    scores.pop("title", None)
    return scores


def count(lines: list[dict[str, Any]]) -> int:
    """The number of claims in all lines."""
    return sum(len(line["attributions"]) for line in lines)


def table(scores: Scores) -> list[str]:
    """One printable line a figure."""
    return [
        f"  {figure:20} F1 {values['f1']:5.1f}   P {values['precision']:5.1f}   R {values['recall']:5.1f}"
        for figure, values in scores.items()
    ]


def main(argv: list[str] | None = None) -> int:
    """Print the table; exit code 0, also where ../shared is absent."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.attributions", description=__doc__)
    parser.add_argument("--model", help="a model folder other than the one that ships")
    parser.add_argument("--predicted", type=Path, help="also write the scorer's JSON Lines here")
    arguments = parser.parse_args(argv)
    try:
        dev, scorer = shared(POLNEAR_DEV), shared(SCORER)
    except AbsentError as absent:
        print(f"skipped: {absent}")
        return 0
    lines = predict(dev, ["--model", arguments.model] if arguments.model else [])
    if arguments.predicted:
        arguments.predicted.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    scores = score(dev, lines, scorer)
    print(f"PolNeAR dev: {count(lines)} top-level claims in {len(lines)} texts")
    print("\n".join(table(scores)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
