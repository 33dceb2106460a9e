"""What check, backup, compact and move cost, in processor seconds of this program, on an invented ledger.

python -m evaluation.care_cost --reports 2000 --server postgresql://user@host/empty-database
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from accordingto.ledger import Ledger
from accordingto.ledger.care.backup import backup
from accordingto.ledger.care.check import check
from accordingto.ledger.care.compact import compact
from accordingto.ledger.care.moving import move
from evaluation.invented_ledger import readings


def main() -> None:
    """Print a line for each."""
    parser = argparse.ArgumentParser(description="What looking after a ledger costs.")
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--server", help="the address of an empty database, which gets the ledger")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with Ledger.open(path) as ledger:
            for reading in readings(given.reports):
                ledger.add(reading)
        print(f"{given.reports} reports, {path.stat().st_size / 1e6:.1f} MB")
        _timed("check", lambda: _check(path))
        _timed("backup", lambda: backup(path, Path(folder) / "copy.db"))
        _timed("compact", lambda: compact(path))
        if given.server:
            _timed("move to the server", lambda: _move(path, given.server))
            _timed("check on the server", lambda: _check(given.server))
            _timed("backup of the server", lambda: backup(given.server, Path(folder) / "server.db"))
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory")


def _timed(what: str, act: Callable[[], object]) -> None:
    began = time.process_time()
    act()
    print(f"{what}: {time.process_time() - began:.1f} s")


def _check(address: str | Path) -> None:
    with Ledger.open(address, create=False) as ledger:
        assert check(ledger).faults == ()


def _move(path: Path, server: str) -> None:
    with Ledger.open(path, create=False) as source, Ledger.open(server) as target:
        move(source, target)


if __name__ == "__main__":
    main()
