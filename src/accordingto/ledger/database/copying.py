"""Copying a SQLite file while programs use it; a copy has its name only once it is whole."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Write what `source` shows at this moment into a new file at `target`, replacing one that is there.

    Raises sqlite3.Error or OSError; `target` is then as it was.
    """
    part = Path(f"{target}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as written:
            source.backup(written)
            # One file and nothing beside it, whoever opens it next.
            written.execute("PRAGMA journal_mode = DELETE")
        part.replace(target)
    finally:
        for left in (part, Path(f"{part}-wal"), Path(f"{part}-shm"), Path(f"{part}-journal")):
            left.unlink(missing_ok=True)
    settle(target.absolute().parent)


def settle(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can tell."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
