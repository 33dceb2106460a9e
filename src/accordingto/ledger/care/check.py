"""Whether a ledger is whole: everything that can be told from the ledger itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, Table, func, select

from accordingto.errors import LedgerError
from accordingto.ledger.care import contents
from accordingto.ledger.care.derived import derived
from accordingto.ledger.care.faults import Fault
from accordingto.ledger.care.index import disagreement
from accordingto.ledger.care.texts import texts
from accordingto.ledger.ledger import Ledger
from accordingto.ledger.review import log
from accordingto.ledger.review import tables as desk
from accordingto.ledger.schema import claims, readings, reports

MOST = 1_000
"""Faults that are told; with that many the backup is the better way."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, what is wrong, and the digest of the log's last entry.

    `head`, noted elsewhere, shows later whether the end of the log was cut off. `unseen` says why the full-text index
    was not looked at, None where it was.
    """

    reports: int
    readings: int
    claims: int
    decisions: int
    faults: tuple[Fault, ...]
    head: str
    unseen: str | None = None


def check(ledger: Ledger, expect: str | None = None) -> Checked:
    """Look at the whole ledger as it is at this moment; `expect` is a digest of the log that was noted earlier.

    Raises LedgerError where it cannot be read at all.
    """
    with ledger.reading_connection() as connection:
        verified = log.verify(connection, expect)
        found = list(islice(_faults(connection, verified), MOST))
        held = (reports, readings, claims, desk.log)
        counts = {table.name: _count(connection, table) for table in held}
    why, unseen = None, None
    try:
        why = disagreement(ledger) if len(found) < MOST else None
    except LedgerError as error:
        unseen = str(error)
    if why:
        found.append(Fault("the full-text index", why))
    return Checked(
        counts["reports"], counts["readings"], counts["claims"], counts["log"], tuple(found), verified.head, unseen
    )


def _faults(connection: Connection, verified: log.Verified) -> Iterator[Fault]:
    # What the database itself vouches for comes first: where that is wrong, the rest follows from it.
    yield from _database(connection)
    if verified.first_broken is not None:
        yield Fault(f"the log, entry {verified.first_broken}", verified.why or "the chain is broken there")
    yield from texts(connection)
    yield from derived(connection)


def _database(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name == "sqlite":
        for row in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST})"):
            if row[0] != "ok":
                yield Fault("the file", str(row[0]))
    for table in contents.tables():
        for key in table.foreign_keys:
            yield from _dangling(connection, table, key.parent.name, key.column.table, key.column.name)


def _dangling(connection: Connection, table: Table, column: str, other: Table, key: str) -> Iterator[Fault]:
    there = other.alias("there")
    lacking = table.c[column].is_not(None) & ~select(there.c[key]).where(there.c[key] == table.c[column]).exists()
    for value in connection.scalars(select(table.c[column]).where(lacking).distinct().limit(MOST)):
        yield Fault(f"the table {table.name}", f"{column} is {value}, but {other.name} has no such row")


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
