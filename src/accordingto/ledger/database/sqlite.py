"""A ledger in a SQLite file: making it, recognising it, bringing it up to date."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, text

from accordingto.errors import LedgerError
from accordingto.ledger.database import recognised, writers
from accordingto.ledger.database.copying import copy
from accordingto.ledger.faults import explained
from accordingto.ledger.migrations import NEWEST, upgrade


def connect(path: Path, create: bool) -> Engine:
    """Open the ledger in a file, bring it up to date and return the engine; see `database.connect`.

    Before an older ledger is brought up to date, a copy of it is kept beside it: `ledger.db.before-0004`.
    """
    if path.is_dir():
        raise LedgerError(f"Ledger {path}: this is a folder. Give the path of a file, such as {path / 'ledger.db'}.")
    if not create and not path.exists():
        raise LedgerError(
            f"Ledger {path}: there is no such file. Make one with “accordingto read REPORT --ledger {path}”."
        )
    with explained(str(path)):
        address = address_of(path, create)
        opened = engine(address)
        try:
            with opened.connect() as connection:
                version = _version(connection, path)
            if version is None and not create:
                raise LedgerError(f"Ledger {path}: it is an empty file. Give the path of a ledger, or of a new file.")
            if version != NEWEST:
                _write_ahead(address)
                _bring_up_to_date(opened, address, path)
        except BaseException:
            opened.dispose()
            raise
    return opened


def address_of(path: Path, create: bool) -> str:
    """Return the `file:` address with which SQLite opens the file to write, or to read where it is write-protected."""
    return f"{path.absolute().as_uri()}?{_mode(path, create)}"


def engine(address: str) -> Engine:
    """Return an engine for a `file:` address."""
    made = create_engine("sqlite://", creator=lambda: _opened(address), poolclass=QueuePool)

    # Python's own transaction handling leaves table changes outside of the transaction, so BEGIN is said here.
    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writers.writes(connection) else "BEGIN")

    return made


def copy_before(path: Path) -> Path:
    """Return where an older ledger is kept when this program brings it up to date."""
    return Path(f"{path}.before-{NEWEST}")


def _opened(address: str) -> sqlite3.Connection:
    patience = writers.PATIENCE
    connection = sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    # What was said to be kept is on the disk, also where the power goes.
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _mode(path: Path, create: bool) -> str:
    if not path.exists():
        return "mode=rwc"
    if os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
        return "mode=rwc" if create else "mode=rw"
    # A write-protected ledger can still be read. SQLite wants to write beside it unless told that nobody else does.
    return "mode=ro" if Path(f"{path}-wal").exists() else "mode=ro&immutable=1"


def _version(connection: Connection, path: Path) -> str | None:
    tables = {row.name for row in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))}
    return recognised.version(tables, lambda query: connection.scalar(text(query)), str(path), "a SQLite database")


def _bring_up_to_date(opened: Engine, address: str, path: Path) -> None:
    with writers.writing(opened) as connection:
        # Another program may have been faster.
        version = _version(connection, path)
        if version == NEWEST:
            return
        if version is not None:
            with closing(_opened(address)) as source:
                copy(source, copy_before(path))
        upgrade(connection)


def _write_ahead(address: str) -> None:
    """Switch to a write-ahead log, with which people can read while one writes; the file remembers it."""
    # SQLite does not wait for this lock by itself when two programs make the same ledger at once.
    until = time.monotonic() + writers.PATIENCE
    with closing(_opened(address)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(0.05)
