"""Whether the full-text index holds what the claims say."""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.exc import DBAPIError

from accordingto.ledger.fulltext import postgres
from accordingto.ledger.ledger import Ledger
from accordingto.ledger.schema import claims


def disagreement(ledger: Ledger) -> str | None:
    """Return what is wrong with the full-text index in words, None where nothing is.

    A file must allow writing for this (nothing is written). Raises LedgerError where it does not.
    """
    if ledger.is_server:
        return _on_server(ledger)
    with ledger.writing_connection() as connection:
        try:
            # With 1 as its rank the index is also compared with the claims, not only with itself.
            connection.exec_driver_sql("INSERT INTO claims_search (claims_search, rank) VALUES ('integrity-check', 1)")
        except DBAPIError as error:
            if not getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
                raise
            return "it does not hold what the claims say"
    return None


def _on_server(ledger: Ledger) -> str | None:
    index = postgres.TABLE
    held = select(func.count()).select_from(claims.outerjoin(index, index.c.rowid == claims.c.id))
    wrong = or_(index.c.words.is_(None), index.c.words != func.ledger_vector(claims.table_valued()))
    with ledger.reading_connection() as connection:
        differing = connection.scalar(held.where(wrong)) or 0
        superfluous = index.outerjoin(claims, index.c.rowid == claims.c.id)
        differing += connection.scalar(select(func.count()).select_from(superfluous).where(claims.c.id.is_(None))) or 0
    return f"{differing:,} of its entries do not hold what the claims say" if differing else None
