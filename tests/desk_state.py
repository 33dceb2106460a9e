"""What a ledger's file holds, read behind the desk's back, to tell whether a request changed anything."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path


def state(path: Path, *left_out: str) -> dict[str, str]:
    """Return a digest of the rows of each table of a ledger in SQLite, but for the tables left out."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.execute("BEGIN")
        listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        tables = {name for (name,) in listed}
        assert tables >= {"log", "checks", "judgements", "users", "register", "reports", *left_out}
        return {name: _digest(connection, name) for name in sorted(tables - set(left_out))}


def changed(before: dict[str, str], path: Path) -> list[str]:
    """Return the names of the tables, of those in `before`, that are no longer the same."""
    now = state(path)
    return [name for name, digest in before.items() if now.get(name) != digest]


def _digest(connection: sqlite3.Connection, table: str) -> str:
    rows = sorted(repr(row) for row in connection.execute(f'SELECT * FROM "{table}"'))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
