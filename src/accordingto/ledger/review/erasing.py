"""All rows that belong to one report, whatever their table, and removing them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, literal, or_, select, update

from accordingto.ledger import schema
from accordingto.ledger.linkage.tables import judgements
from accordingto.ledger.people.tables import idempotency
from accordingto.ledger.review.tables import log


def owned(report_id: int) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Yield each table with rows of the report and the condition for those, what others refer to last.

    Entries of the log are left out: they only refer to claims.
    """
    ids = _ids(report_id)
    for table in reversed(schema.metadata.sorted_tables):
        if table is schema.reports:
            yield table, table.c.id == report_id
        elif table is not log and (owner := _owner(table, ids)) is not None:
            name, target = owner
            yield table, table.c[name].in_(ids[target])


def _ids(report_id: int) -> dict[str, Select[Any]]:
    """Select the row numbers of the report's rows to which others refer, by table."""
    reading = select(schema.readings.c.id).where(schema.readings.c.report_id == report_id)

    def of_reading(table: Table) -> Select[Any]:
        return select(table.c.id).where(table.c.reading_id.in_(reading))

    return {
        "reports": select(literal(report_id)), "readings": reading, "sources": of_reading(schema.sources),
        "claims": select(schema.claims.c.id).where(schema.claims.c.report_id == report_id),
        "links": of_reading(schema.links), "unattributed": of_reading(schema.unattributed),
    }  # fmt: skip


def _owner(table: Table, ids: dict[str, Select[Any]]) -> tuple[str, str] | None:
    """Return the column by which rows belong to a report and the table it refers to: the reading, else the first."""
    found = {
        column.name: key.column.table.name
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in ids
    }
    if "reading_id" in found:
        return "reading_id", "readings"
    return next(iter(found.items()), None)


def erase(connection: Connection, report_id: int, digest: str) -> None:
    """Remove all rows of a report that linking no longer knows, and what the log told of it."""
    forget_originals(connection, report_id)
    of_report = log.c.report_digest == digest
    empty(connection, of_report & (log.c.action != "purge"))
    connection.execute(update(log).where(of_report).values(claim_id=None))
    judged = or_(judgements.c.one_report == digest, judgements.c.other_report == digest)
    connection.execute(delete(judgements).where(judged))
    # The item's own name stays, so that it is not fetched again.
    seen = update(schema.feed_items).where(schema.feed_items.c.digest == digest)
    connection.execute(seen.values(address=None, digest=None))
    for table, mine in owned(report_id):
        connection.execute(delete(table).where(mine))


def empty(connection: Connection, entries: ColumnElement[bool]) -> None:
    """Take out of entries of the log what was decided; the chain still verifies."""
    connection.execute(update(log).where(entries).values(before=None, after=None, salt=None))


def forget_originals(connection: Connection, report_id: int) -> None:
    """Remove the bytes that a report was read from, and the answers to requests, which repeat words of reports."""
    originals = schema.originals
    for table, key in ((schema.reports, "id"), (schema.readings, "report_id")):
        of_report = select(table.c.original).where(table.c[key] == report_id, table.c.original.is_not(None))
        connection.execute(delete(originals).where(originals.c.digest.in_(of_report)))
    connection.execute(delete(idempotency))
