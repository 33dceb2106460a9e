"""Opening the ledger's SQLite file: making it, recognising it, bringing it up to date."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, column, create_engine, event, select, table, text

from accordingto.errors import LedgerError
from accordingto.ledger.faults import explained
from accordingto.ledger.migrations import NEWEST, VERSION_TABLE, upgrade

PATIENCE = 30.0
"""Seconds to wait while another program writes."""


def connect(path: Path, create: bool) -> Engine:
    """Open the ledger at `path`, bring it up to date and return the engine.

    A file that does not exist, or is empty, becomes a ledger where `create` is true. Raises LedgerError where the file
    is not a ledger, was made by a newer program, or cannot be opened.
    """
    if path.is_dir():
        raise LedgerError(f"Ledger {path}: this is a folder. Give the path of a file, such as {path / 'ledger.db'}.")
    if not create and not path.exists():
        raise LedgerError(
            f"Ledger {path}: there is no such file. Make one with “accordingto read REPORT --ledger {path}”."
        )
    with explained(path):
        address = f"{path.absolute().as_uri()}?{_mode(path, create)}"
        engine = _engine(address)
        try:
            if _version(engine, path, create) != NEWEST:
                _write_ahead(address)
                with writing(engine) as connection:
                    upgrade(connection)
        except BaseException:
            engine.dispose()
            raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose transaction holds the write lock from its start; commits at the end of the block."""
    # Taking the lock at once means that two writers queue up instead of one failing when it first writes.
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


def _engine(address: str) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: _opened(address), poolclass=QueuePool)

    # Python's own transaction handling leaves table changes outside of the transaction, so BEGIN is said here.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _opened(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _mode(path: Path, create: bool) -> str:
    if not path.exists():
        return "mode=rwc"
    if os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
        return "mode=rwc" if create else "mode=rw"
    # A write-protected ledger can still be read. SQLite wants to write beside it unless told that nobody else does.
    return "mode=ro" if Path(f"{path}-wal").exists() else "mode=ro&immutable=1"


def _version(engine: Engine, path: Path, create: bool) -> str | None:
    """Return the number of the last step the ledger has had, None for a new file; refuse what is not a ledger."""
    with engine.connect() as connection:
        names = {row.name for row in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))}
        if VERSION_TABLE not in names:
            if names or not create:
                what = "a SQLite database, but not a ledger" if names else "an empty file"
                raise LedgerError(f"Ledger {path}: it is {what}. Give the path of a ledger, or of a new file.")
            return None
        version = connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))
    if version is not None and str(version) > NEWEST:
        raise LedgerError(
            f"Ledger {path}: it was written by a newer accordingto (ledger format {version}; this program knows "
            f"{NEWEST}). Nothing was changed. Upgrade with “pip install --upgrade accordingto”."
        )
    return None if version is None else str(version)


def _write_ahead(address: str) -> None:
    """Switch to a write-ahead log, with which people can read while one writes; the file remembers it."""
    connection = _opened(address)
    # SQLite does not wait for this lock by itself when two programs make the same ledger at once.
    until = time.monotonic() + PATIENCE
    try:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(0.05)
    finally:
        connection.close()
