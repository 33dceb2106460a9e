"""What linking one more report costs in ledgers of growing size.

    python -m evaluation.linking_cost [--sizes 1000,10000,100000] [--folder FOLDER] [--plot FILE.svg]

Writes a ledger of invented reports without the model up to each size, then links new reports one by one and takes the
median; prints seconds, ratio to the first size, and the most memory that the process has used. While the ledger grows,
all that linking keeps of each report is written and looked up, but pairs are not decided, which takes most of the time
and which no later report reads.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from accordingto.ledger import Ledger
from accordingto.ledger.store import store
from accordingto.linking import duplicates, propositions
from accordingto.linking.engine import link
from evaluation.invented_ledger import reading

AT_ONCE = 500


def grow(ledger: Ledger, count: int, more: int) -> None:
    """Add readings `count` to `count + more` to a ledger, many in one transaction."""
    stream = (reading(number) for number in range(count, count + more))
    while some := list(islice(stream, AT_ONCE)):
        with ledger.writing_connection() as connection:
            for one in some:
                store(connection, one)


def cost_of_one(ledger: Ledger, count: int, repeats: int) -> float:
    """Return the median seconds of linking one new report, which is added before the clock starts."""
    seconds = []
    for number in range(repeats):
        grow(ledger, count + number, 1)
        begun = time.perf_counter()
        link(ledger)
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def measured(path: Path, sizes: list[int], repeats: int) -> list[tuple[int, float, float, float]]:
    """Return (reports, median seconds for one more, megabytes of memory, megabytes of file) for each size."""
    rows = []
    with Ledger.open(path) as ledger:
        count = len(ledger.reports())
        for size in sizes:
            while count < size:
                more = min(AT_ONCE, size - count)
                grow(ledger, count, more)
                count += more
                with (
                    patch.object(propositions, "compare", lambda *_: None),
                    patch.object(duplicates, "joins", lambda *_: ()),
                ):
                    link(ledger)
            median = cost_of_one(ledger, count, repeats)
            count += repeats
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            rows.append((size, median, memory, path.stat().st_size / 1e6))
            print(
                f"{size:9,} reports: {1000 * median:7.2f} ms for one more, ratio {median / rows[0][1]:.2f}, "
                f"{memory:,.0f} MB of memory, file {rows[-1][3]:,.0f} MB",
                flush=True,
            )
    return rows


def plot(rows: list[tuple[int, float, float, float]], path: Path) -> None:
    """Draw the cost of one more report over the size of the ledger."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "accordingto"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 3.2), layout="constrained")
    axes.plot([row[0] for row in rows], [1000 * row[1] for row in rows], marker="o")
    axes.set(xscale="log", ylim=(0, None), xlabel="reports in the ledger", ylabel="ms to link one more (median)")
    axes.grid(visible=True, alpha=0.3)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,3000,10000,30000,100000")
    parser.add_argument("--repeats", type=int, default=101)
    parser.add_argument("--folder", type=Path, help="keep the ledger here and go on with one that is there")
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        rows = measured(folder / "invented.db", sizes, options.repeats)
    if options.plot:
        plot(rows, options.plot)


if __name__ == "__main__":
    main()
