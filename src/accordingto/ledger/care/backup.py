"""A copy of a ledger while it is used, and a ledger made from a copy."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from accordingto.errors import LedgerError
from accordingto.ledger.care.moving import move
from accordingto.ledger.database import is_server, named
from accordingto.ledger.database.copying import copy, settle
from accordingto.ledger.database.recognised import version
from accordingto.ledger.database.sqlite import address_of
from accordingto.ledger.faults import explained
from accordingto.ledger.ledger import Ledger

_BESIDE = ("-wal", "-shm", "-journal")


def backup(address: str | Path, target: Path) -> int:
    """Write a copy of the ledger as it is at this moment into a new file, and return its size in bytes.

    The copy of a file is that file to the last row, in its own format; that of a database on a server is a SQLite file.
    Whoever uses the ledger goes on. Raises LedgerError where it is no ledger, is damaged, or `target` is there already.
    """
    if target.exists():
        raise LedgerError(f"Copy {target}: there is such a file already. Give another name; nothing was copied.")
    _writable(target)
    made = Path(f"{target}.new")
    try:
        with explained(str(target)):
            if is_server(address):
                _from_server(str(address), made)
            else:
                with closing(_opened(Path(address))) as source, explained(named(address)):
                    _recognise(source, Path(address))
                    copy(source, made)
            try:
                _vouch(made)
            except LedgerError as error:
                raise LedgerError(
                    f"Ledger {named(address)}: it is damaged, so that no copy was kept. Restore an earlier one."
                ) from error
            made.replace(target)
            settle(target.absolute().parent)
    finally:
        made.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path, address: str | Path, force: bool = False) -> Path | None:
    """Make the copy at `source` the ledger at `address`; the copy stays as it is.

    A ledger that is there is refused unless `force`; it is then kept aside, and where is returned. On a server the
    database must be empty. Raises LedgerError where the copy is none or is damaged: nothing is changed then.
    """
    _vouch(source)
    if is_server(address):
        _to_server(source, str(address))
        return None
    target = Path(address)
    if target.exists() and not force:
        raise LedgerError(
            f"Ledger {target}: it is there already. With --force the copy takes its place, and it is kept aside."
        )
    part = Path(f"{target}.restored")
    with explained(str(target)):
        with closing(_opened(source)) as opened:
            copy(opened, part)
        try:
            if target.exists():
                shutil.copymode(target, part)
            aside = _set_aside(target) if target.exists() else None
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        settle(target.absolute().parent)
    return aside


def _from_server(address: str, target: Path) -> None:
    try:
        with Ledger.open(address, create=False) as source, Ledger.open(target) as written:
            move(source, written)
    finally:
        for beside in _BESIDE:
            Path(f"{target}{beside}").unlink(missing_ok=True)


def _to_server(source: Path, address: str) -> None:
    # A copy may be of an older format, which opening would change.
    part = Path(f"{source}.part")
    try:
        with explained(str(source)), closing(_opened(source)) as opened:
            copy(opened, part)
        with Ledger.open(part, create=False) as read, Ledger.open(address) as target:
            move(read, target)
    finally:
        for left in part.parent.glob(f"{part.name}*"):
            left.unlink()


def _writable(target: Path) -> None:
    folder = target.absolute().parent
    if not folder.is_dir():
        raise LedgerError(f"Copy {target}: there is no folder {folder}. Make it, or give another path.")


def _opened(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise LedgerError(f"Ledger {path}: there is no such file.")
    return sqlite3.connect(address_of(path, create=False), uri=True)


def _recognise(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what is no ledger and what is of a newer format."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if version(tables, lambda query: connection.execute(query).fetchone()[0], str(path), "a SQLite database") is None:
        raise LedgerError(f"Ledger {path}: it is an empty file.")


def _vouch(path: Path) -> None:
    """Refuse a copy that is no ledger or whose file is damaged."""
    with explained(str(path)), closing(_opened(path)) as connection:
        _recognise(connection, path)
        (said, *_), *more = connection.execute("PRAGMA integrity_check(1)").fetchall()
        if said != "ok" or more or connection.execute("PRAGMA foreign_key_check").fetchone():
            raise LedgerError(f"Ledger {path}: the file is damaged ({said}). Use another copy.")


def _set_aside(path: Path) -> Path:
    """Keep a ledger under another name; raises LedgerError where a program has it open."""
    aside = Path(f"{path}.before-restore")
    number = 1
    while aside.exists():
        number += 1
        aside = Path(f"{path}.before-restore-{number}")
    # SQLite throws the log beside a damaged file away when it opens it.
    log, kept = Path(f"{path}-wal"), Path(f"{aside}-wal")
    if log.exists():
        shutil.copyfile(log, kept)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=1)) as connection:
            # Only who has the file to himself may do this, and then all of it is in one file.
            connection.execute("PRAGMA journal_mode = DELETE")
        kept.unlink(missing_ok=True)
    except sqlite3.OperationalError as error:
        kept.unlink(missing_ok=True)
        if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise LedgerError(f"Ledger {path}: another program has it open. Close that program first.") from error
        raise
    except sqlite3.DatabaseError:
        # A damaged file is what people restore for; it is kept with its log.
        for beside in _BESIDE:
            Path(f"{path}{beside}").unlink(missing_ok=True)
    try:
        # Both names for a moment, so that at no time there is no ledger.
        os.link(path, aside)
    except OSError:
        path.replace(aside)
    return aside
