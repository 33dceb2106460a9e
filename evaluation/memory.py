"""Peak memory of `accordingto read` for few and for many reports, each in a process of its own.

    python -m evaluation.memory [--reports 10 1000] [--texts FOLDER] [--model FOLDER]

The same ten texts are repeated under different addresses, so that the largest report is the same in both.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from evaluation.texts import read_texts, texts_folder

REPORTS = (10, 1000)
# VmHWM is the process's own; ru_maxrss would begin with the peak of the process it was started from.
_CHILD = """
import sys
from pathlib import Path
def peak():
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    import resource
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
out = sys.argv.pop(1)
from accordingto.cli.app import main
try:
    main()
except SystemExit as end:
    if end.code:
        raise
Path(out).write_text(str(peak()))
"""


def write_reports(texts: Sequence[str], number: int, path: Path) -> None:
    """Write `number` reports as JSON Lines, repeating `texts` under different addresses."""
    with path.open("w", encoding="utf-8") as file:
        for i, text in enumerate(itertools.islice(itertools.cycle(texts), number)):
            report = {"text": text, "url": f"https://example.org/{i}", "published": "2030-03-15"}
            file.write(json.dumps(report) + "\n")


def peak(texts: Sequence[str], number: int, options: Sequence[str] = (), child: str = _CHILD) -> float:
    """Peak resident memory in MB of reading `number` reports to JSON."""
    with tempfile.TemporaryDirectory() as folder:
        reports, out = Path(folder) / "reports.jsonl", Path(folder) / "peak"
        write_reports(texts, number, reports)
        command = [sys.executable, "-c", child, str(out), "read", str(reports), "--format", "json", *options]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        return int(out.read_text(encoding="utf-8")) / 1024


def show(texts: Sequence[str], numbers: Sequence[int], options: Sequence[str] = ()) -> None:
    """Print the peak for each number of reports."""
    for number in numbers:
        print(f"peak memory for {number:5} reports: {peak(texts[:10], number, options):6.0f} MB", flush=True)


def main(argv: list[str] | None = None) -> int:
    """Print the peaks."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.memory", description="Peak memory of reading.")
    parser.add_argument("--reports", type=int, nargs="+", default=REPORTS)
    parser.add_argument("--texts", type=Path, help="a folder of .txt files; default PolNeAR dev, else examples/")
    parser.add_argument("--model", help="a model folder other than the one that ships")
    arguments = parser.parse_args(argv)
    texts = read_texts(arguments.texts or texts_folder())
    show(texts, arguments.reports, ["--model", arguments.model] if arguments.model else [])
    return 0


if __name__ == "__main__":
    sys.exit(main())
