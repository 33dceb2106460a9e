"""What goes wrong with a database, in plain words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from accordingto.errors import BusyError, LedgerError, NotFoundError

_FULL = "the disk is full. Nothing that was already in the ledger is lost: make room and run it again"
_BUSY = "another program has been writing to it for too long. Close that program, or try again later"
_LOST = (
    "the connection to the server was lost. What was not yet said to be kept may be missing, all else is safe: "
    "run it again once the server can be reached"
)
_REFUSED = "you may not open it. Ask for permission, or give another path or address"

_WORDS = {
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": "the disk could not be written or read. Nothing that was already in the ledger is lost: "
    "see whether the disk is full or was taken away, then run it again",
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_READONLY": "it is write-protected. Allow writing to the file and to its folder, or give another path",
    "SQLITE_CANTOPEN": "it cannot be opened. See whether its folder exists and whether you may read and write there",
    "SQLITE_PERM": _REFUSED,
    "SQLITE_AUTH": _REFUSED,
    "SQLITE_NOTADB": "it is not a SQLite database, so not a ledger. Give the path of a ledger, or of a new file",
    "SQLITE_CORRUPT": "the file is damaged. Take a copy from your backup; "
    "“sqlite3 ledger.db .recover” can save what is still legible",
    "SQLITE_TOOBIG": "one report is larger than a SQLite database takes in one piece",
}

# By the first characters of SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_STATES = {
    "53100": _FULL,
    "53300": "the server has too many connections. Try again later",
    "53": "the server has run out of memory or room. Nothing that was already in the ledger is lost",
    "55P03": _BUSY,
    "25006": "the server or database only allows reading. Use one that allows writing",
    "28": _REFUSED,
    "42501": "you may not do this there. Ask whoever runs the server for the right to make tables and write to them",
    "22021": "the report holds a character that PostgreSQL cannot keep",
    "XX001": "the server's file is damaged. Take a copy from your backup",
    "08": _LOST,
    "57P": _LOST,
}  # fmt: skip


_PASSWORD = re.compile(r"(://[^/@:?]*):.*@|([?&]password=)[^&]*")


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn the database's errors inside the block into LedgerError that names the ledger and what to do."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise _told(name, error.orig if isinstance(error, DBAPIError) and error.orig else error) from error
    except OverflowError as error:
        # PostgreSQL compares with any number; what SQLite's driver cannot even ask for is no row's either.
        if "SQLite INTEGER" not in str(error):
            raise
        raise NotFoundError(f"Ledger {name}: it has nothing of a number that large.") from error
    except UnicodeEncodeError as error:
        where = f"character {error.start:,} of {error.object[max(0, error.start - 20) : error.start]!r}…"
        raise LedgerError(
            f"Ledger {name}: the report holds a broken character (half of a surrogate pair) near {where}, "
            "which no database can keep. Save the report as UTF-8 and read it again."
        ) from error


def without_password(address: str) -> str:
    """Return what names a server as it may be printed."""
    return _PASSWORD.sub(lambda found: f"{found[1]}@" if found[1] else f"{found[2]}…", address)


def _told(name: str, error: BaseException) -> LedgerError:
    words = _sqlite(error) or _postgres(error) or f"the database refused ({without_password(str(error))})"
    return (BusyError if words == _BUSY else LedgerError)(f"Ledger {name}: {words}.")


def _sqlite(error: BaseException) -> str | None:
    name = getattr(error, "sqlite_errorname", None) or ""
    return next((words for known, words in _WORDS.items() if name == known or name.startswith(known + "_")), None)


def _postgres(error: BaseException) -> str | None:
    if not type(error).__module__.startswith("psycopg"):
        return None
    state = getattr(error, "sqlstate", None)
    if state is None:
        said = without_password(" ".join(str(error).split()))
        if "NUL" in said:
            return "the report holds a NUL character, which PostgreSQL cannot keep. Remove it and read it again"
        if "FATAL: database" in said and "does not exist" in said:
            return "there is no such database. Make it with “createdb --encoding UTF8 --template template0 NAME”"
        if "connection failed" in said or "connection is bad" in said or "timeout" in said or "resolve" in said:
            return (
                f"the server cannot be reached or refuses ({said}). See that it runs, and that address, user and "
                "database are right"
            )
        return _LOST if type(error).__name__ in {"OperationalError", "InterfaceError"} else None
    return next((words for known, words in _STATES.items() if state.startswith(known)), None)
