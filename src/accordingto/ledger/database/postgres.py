"""A ledger in a database of its own on a PostgreSQL server, for several people at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, Engine, create_engine, event, text
from sqlalchemy.dialects.postgresql.base import PGTypeCompiler

from accordingto.errors import LedgerError
from accordingto.ledger.database import recognised, writers
from accordingto.ledger.faults import explained, without_password
from accordingto.ledger.migrations import NEWEST, upgrade

LOCK = 7_233_012_486_120
"""The advisory lock that whoever writes holds; any number that other programs do not use would do."""
_REACH = 10
"""Seconds to wait for a server that does not answer."""


def connect(address: str, create: bool) -> Engine:
    """Open the ledger in the database at `postgresql://user@host/database`; see `database.connect`."""
    name = without_password(address)
    with explained(name):
        opened = engine(address)
        try:
            with opened.connect() as connection:
                version = _version(connection, name)
            if version is None and not create:
                raise LedgerError(
                    f"Ledger {name}: there is no ledger in this database yet. Make one with “accordingto read REPORT "
                    f"--ledger {name}”."
                )
            if version != NEWEST:
                with writers.writing(opened) as connection:
                    _bring_up_to_date(connection, name)
        except BaseException:
            opened.dispose()
            raise
    return opened


def engine(address: str) -> Engine:
    """Return an engine; nothing is connected yet."""
    try:
        import psycopg
    except ImportError as error:
        raise LedgerError(
            "A ledger on a PostgreSQL server needs psycopg, which is not installed. Install it with "
            "“pip install 'accordingto[postgres]'”."
        ) from error

    def opened() -> psycopg.Connection[Any]:
        return psycopg.connect(
            address, connect_timeout=_REACH, client_encoding="utf8", fallback_application_name="accordingto"
        )

    made = create_engine("postgresql+psycopg://", creator=opened, pool_pre_ping=True)
    made.dialect.type_compiler_instance = _ByCodePoint(made.dialect)

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        if writers.writes(connection):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(writers.PATIENCE * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        else:
            # All queries of one reader see the same moment, as in SQLite.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    return made


class _ByCodePoint(PGTypeCompiler):
    """Makes columns of words that sort and compare by code point, as SQLite's do, whatever the server's language."""

    def visit_TEXT(self, type_: Any, **options: Any) -> str:  # noqa: N802 (SQLAlchemy's name)
        made: str = super().visit_TEXT(type_, **options)
        return f'{made} COLLATE "C"' if isinstance(options.get("type_expression"), Column) else made


def _version(connection: Connection, name: str) -> str | None:
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise LedgerError(
            f"Ledger {name}: the database keeps its words in {encoding}, which lacks most letters of the world. Make "
            "one with “createdb --encoding UTF8 --template template0 NAME”."
        )
    tables = {row.tablename for row in connection.execute(text(_TABLES))}
    what = "a PostgreSQL database with other tables"
    return recognised.version(tables, lambda query: connection.scalar(text(query)), name, what)


_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"


def _bring_up_to_date(connection: Connection, name: str) -> None:
    # Another program may have been faster.
    if _version(connection, name) != NEWEST:
        upgrade(connection)
