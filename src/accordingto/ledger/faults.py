"""What goes wrong with a database file, in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from accordingto.errors import LedgerError

_WORDS = {
    "SQLITE_FULL": "the disk is full. Nothing that was already in the ledger is lost: make room and run it again",
    "SQLITE_IOERR": "the disk could not be written or read. Nothing that was already in the ledger is lost: "
    "see whether the disk is full or was taken away, then run it again",
    "SQLITE_BUSY": "another program has been writing to it for too long. Close that program, or try again later",
    "SQLITE_LOCKED": "another program has been writing to it for too long. Close that program, or try again later",
    "SQLITE_READONLY": "it is write-protected. Allow writing to the file and to its folder, or give another path",
    "SQLITE_CANTOPEN": "it cannot be opened. See whether its folder exists and whether you may read and write there",
    "SQLITE_PERM": "you may not open it. Ask for permission to the file, or give another path",
    "SQLITE_AUTH": "you may not open it. Ask for permission to the file, or give another path",
    "SQLITE_NOTADB": "it is not a SQLite database, so not a ledger. Give the path of a ledger, or of a new file",
    "SQLITE_CORRUPT": "the file is damaged. Take a copy from your backup; "
    "“sqlite3 ledger.db .recover” can save what is still legible",
    "SQLITE_TOOBIG": "one report is larger than a SQLite database takes in one piece",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the database's errors inside the block into LedgerError that names the ledger and what to do."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise LedgerError(f"Ledger {path}: {_plain(error)}.") from error
    except UnicodeEncodeError as error:
        where = f"character {error.start:,} of {error.object[max(0, error.start - 20) : error.start]!r}…"
        raise LedgerError(
            f"Ledger {path}: the report holds a broken character (half of a surrogate pair) near {where}, "
            "which no database can keep. Save the report as UTF-8 and read it again."
        ) from error


def _plain(error: Exception) -> str:
    original = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(original, "sqlite_errorname", None) or ""
    for known, words in _WORDS.items():
        if name == known or name.startswith(known + "_"):
            return words
    return f"the database refused ({original})"
