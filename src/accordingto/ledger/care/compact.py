"""Giving room on the disk back."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from accordingto.ledger.database import connect, is_server, named
from accordingto.ledger.faults import explained

_FILE = (
    "INSERT INTO claims_search (claims_search) VALUES ('optimize')",
    "VACUUM",
    "PRAGMA wal_checkpoint(TRUNCATE)",
)
_SERVER = ("VACUUM (FULL, ANALYZE)",)


@dataclass(frozen=True, slots=True)
class Compacted:
    """The size of a ledger before and after, in bytes."""

    before: int
    after: int


def compact(address: str | Path) -> Compacted:
    """Write the ledger anew without gaps; no row is changed. Raises LedgerError where another program is writing.

    What was removed is then gone from file and tables, too. As much free room is needed as the ledger takes itself; on
    a server, others wait meanwhile.
    """
    server = is_server(address)
    engine = connect(address, create=False)
    with explained(named(address)):
        try:
            before = _size(engine, address)
            _run(engine, _SERVER if server else _FILE)
            return Compacted(before, _size(engine, address))
        finally:
            engine.dispose()


def _run(engine: Engine, statements: tuple[str, ...]) -> None:
    """Run statements that no transaction may hold."""
    with closing(engine.raw_connection()) as pooled:
        connection = pooled.driver_connection
        assert connection is not None
        if engine.dialect.name == "postgresql":
            connection.rollback()
            connection.autocommit = True
        for statement in statements:
            connection.execute(statement)
        # Not to be used again with these settings.
        pooled.invalidate()


def _size(engine: Engine, address: str | Path) -> int:
    if not is_server(address):
        return sum(path.stat().st_size for path in (Path(address), Path(f"{address}-wal")) if path.exists())
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())
