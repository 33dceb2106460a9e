"""Copying all of a ledger into another database, to the last row and row number."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Integer, Table, func, insert, select

from accordingto.errors import LedgerError
from accordingto.ledger.care import contents
from accordingto.ledger.ledger import Ledger


def move(source: Ledger, target: Ledger, told: Callable[[str, int], None] = lambda table, rows: None) -> int:
    """Copy all rows of `source` into the empty ledger `target` and compare; returns how many rows there are.

    All are copied or none, and `source` stays as it is. `told` is called with the name of each table and its number of
    rows. Raises LedgerError where the target holds anything or cannot keep what is in the source.
    """
    with source.reading_connection() as reading, target.writing_connection() as writing:
        for table in contents.tables():
            if writing.execute(select(table).limit(1)).first() is not None:
                raise LedgerError(f"Ledger {target.name}: it is not empty. Give a new file or an empty database.")
        total = 0
        for table in contents.tables():
            count = 0
            for some in contents.rows(reading, table):
                writing.execute(insert(table), some)
                count += len(some)
            number_on(writing, table)
            told(table.name, count)
            total += count
        if contents.digests(reading) != contents.digests(writing):
            raise LedgerError(f"Ledger {target.name}: it did not keep all rows as they were. Nothing was moved.")
    return total


def number_on(connection: Connection, table: Table) -> None:
    """Let new rows get the numbers after those that were put there with theirs; SQLite does so by itself."""
    (key, *more) = table.primary_key.columns
    if connection.dialect.name != "postgresql" or more or not isinstance(key.type, Integer) or key.foreign_keys:
        return
    most = connection.scalar(select(func.max(key)))
    if most is not None:
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, key.name), most)))
