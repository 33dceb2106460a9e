"""Opening a ledger: a SQLite file, or a database on a PostgreSQL server."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from accordingto.ledger.database import postgres, sqlite
from accordingto.ledger.database.writers import writing
from accordingto.ledger.faults import without_password

__all__ = ["connect", "is_server", "named", "writing"]


def is_server(address: str | Path) -> bool:
    """Whether this is the address of a PostgreSQL server and not the path of a file."""
    return str(address).startswith(("postgresql://", "postgres://"))


def named(address: str | Path) -> str:
    """Return what to call the ledger in messages: its path, or its address without a password."""
    return without_password(str(address)) if is_server(address) else str(address)


def connect(address: str | Path, create: bool) -> Engine:
    """Open the ledger at `address`, bring it up to date and return the engine.

    A file that does not exist, or is empty, and a database without tables become a ledger where `create` is true.
    Raises LedgerError where it is not a ledger, was made by a newer program, or cannot be opened.
    """
    return postgres.connect(str(address), create) if is_server(address) else sqlite.connect(Path(address), create)
