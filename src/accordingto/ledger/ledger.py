"""The ledger: one file or database in which readings are kept, listed, read again and searched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, select

from accordingto.errors import NotFoundError
from accordingto.ledger import reports as catalogue
from accordingto.ledger.database import connect, named, writing
from accordingto.ledger.faults import explained
from accordingto.ledger.load import load
from accordingto.ledger.originals import Waiting
from accordingto.ledger.reports import Report
from accordingto.ledger.schema import readings, reports
from accordingto.ledger.search import Found, Wanted, search
from accordingto.ledger.store import store
from accordingto.records import Reading


class Ledger:
    """An open ledger; a context manager. Every method raises LedgerError where it cannot be read or written.

    `name` is what to call it in messages: the path of the file, or the server's address without a password.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        """Take an engine from `connect`; use `Ledger.open` instead."""
        self._engine = engine
        self.name = name

    @property
    def is_server(self) -> bool:
        """Whether it is in a database on a server, not in a file."""
        return self._engine.dialect.name == "postgresql"

    @classmethod
    def open(cls, address: str | Path, create: bool = True) -> Self:
        """Open the ledger in a file or at `postgresql://user@host/database`, bringing it up to date.

        A missing or empty file, or a database without tables, becomes one where `create`. Raises LedgerError where it
        is not a ledger, was written by a newer program, or cannot be opened.
        """
        return cls(connect(address, create), named(address))

    def close(self) -> None:
        """Close file or connections; what was added is already safe."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """Return the ledger itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the ledger."""
        self.close()

    def add(self, reading: Reading, originals: Waiting | None = None) -> bool:
        """Keep a reading, all of it or nothing; returns False where it is already there (see `store`).

        `originals` hold the bytes that it was read from, where these are to be kept with it.
        """
        with self.writing_connection() as connection:
            if originals is not None:
                originals.put(connection, [reading.document])
            return store(connection, reading)

    def reports(self) -> list[Report]:
        """Return all reports, each version by itself, in the order in which they were first read."""
        with self.reading_connection() as connection:
            return catalogue.listed(connection)

    def find_report(self, text: str) -> int:
        """Return the row number of the report that `text` means: row number, address, path, id or title words.

        Raises LedgerError saying what to type where none or several fit.
        """
        with self.reading_connection() as connection:
            return catalogue.find(connection, text)

    def reading(self, report: int | str) -> Reading:
        """Return the current (newest) reading of a report, by row number or by text as for `find_report`.

        Its status and notice are what the publisher has said of it since.
        """
        number = self.find_report(report) if isinstance(report, str) else report
        with self.reading_connection() as connection:
            current = (readings.c.report_id == number) & readings.c.is_current
            reading_id = connection.scalar(select(readings.c.id).where(current))
            if reading_id is None:
                message = f"Ledger {self.name}: it has no report number {number}. “accordingto show LEDGER” lists them."
                raise NotFoundError(message)
            return _as_marked_since(connection, number, load(connection, reading_id))

    def search(
        self,
        query: str = "",
        *,
        source: str | None = None,
        publisher: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 50,
    ) -> list[Found]:
        """Return the claims with all words of `query`, said by `source`, in reports of `publisher` between two days.

        Words in double quotation marks must follow each other; `conscr*` finds any ending. `source` and `publisher`
        match parts of names, whatever their case and accents; `since` and `until` are ISO days, months or years,
        inclusive, and leave out reports without a date.
        """
        with self.reading_connection() as connection:
            return search(connection, Wanted(query, source, publisher, since, until, limit))

    @contextmanager
    def reading_connection(self) -> Iterator[Connection]:
        """Give a connection to read with, for `ledger.linkage`."""
        with explained(self.name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing_connection(self) -> Iterator[Connection]:
        """Give a connection that holds the write lock, for `ledger.linkage`: all of the block is kept or nothing."""
        with explained(self.name), writing(self._engine) as connection:
            yield connection


def _as_marked_since(connection: Connection, number: int, reading: Reading) -> Reading:
    row = connection.execute(select(reports.c.status, reports.c.notice).where(reports.c.id == number)).one()
    return replace(reading, document=replace(reading.document, status=row.status, notice=row.notice))
