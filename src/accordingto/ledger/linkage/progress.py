"""Which readings have been linked and which wait."""

from __future__ import annotations

from sqlalchemy import Connection, Table, delete, func, insert, select

from accordingto.ledger.linkage import tables
from accordingto.ledger.schema import claims, readings, reports, sources


def waiting(connection: Connection) -> list[int]:
    """Return the row numbers of the readings that wait, in the order of their reports' digests."""
    query = (
        select(reports.c.digest, readings.c.id)
        .select_from(tables.unlinked)
        .join(readings, readings.c.id == tables.unlinked.c.reading_id)
        .join(reports, reports.c.id == readings.c.report_id)
    )
    # Few wait: asked for this order, a database may go through all reports.
    return [row.id for row in sorted(connection.execute(query), key=tuple)]


def count_waiting(connection: Connection) -> int:
    """Return how many readings wait to be linked."""
    return connection.scalar(select(func.count()).select_from(tables.unlinked)) or 0


def report_of(connection: Connection, reading_id: int) -> int | None:
    """Return the report of a reading that still waits and is current, None where it is not."""
    query = (
        select(readings.c.report_id)
        .join(tables.unlinked, tables.unlinked.c.reading_id == readings.c.id)
        .where(readings.c.id == reading_id, readings.c.is_current)
    )
    return connection.scalar(query)


def done(connection: Connection, reading_id: int, rules: str) -> None:
    """Note that a reading has been linked by these rules."""
    skip(connection, reading_id)
    connection.execute(insert(tables.linked).values(reading_id=reading_id, rules=rules))


def skip(connection: Connection, reading_id: int) -> None:
    """Take a reading off the list without linking it: a newer one of its report has its place."""
    connection.execute(delete(tables.unlinked).where(tables.unlinked.c.reading_id == reading_id))


def made_by_other_rules(connection: Connection, rules: str) -> bool:
    """Whether anything was linked by other rules than these."""
    # One at a time: asked for both at once, a database goes through all of them.
    ends = [connection.scalar(select(end(tables.linked.c.rules))) for end in (func.min, func.max)]
    return any(found is not None and found != rules for found in ends)


def begin_anew(connection: Connection) -> None:
    """Drop all that linking has made (not what people entered) and let every current reading wait."""
    for table in (
        tables.relations, tables.proposition_keys, tables.claim_propositions, tables.propositions, tables.source_keys,
        tables.reprints, tables.report_bands, tables.report_prints, tables.linked, tables.unlinked,
    ):  # fmt: skip
        connection.execute(delete(table))
    current = select(readings.c.id).where(readings.c.is_current)
    connection.execute(insert(tables.unlinked).from_select(["reading_id"], current))


def forget_older(connection: Connection, report_id: int, reading_id: int) -> None:
    """Drop what was made of the older readings of a report."""
    older = select(readings.c.id).where(readings.c.report_id == report_id, readings.c.id != reading_id)
    claimed = select(claims.c.id).where(claims.c.reading_id.in_(older))
    named = select(sources.c.id).where(sources.c.reading_id.in_(older))
    _drop(connection, tables.claim_propositions, "claim_id", claimed)
    _drop(connection, tables.source_keys, "source_id", named)
    _drop(connection, tables.linked, "reading_id", older)


def _drop(connection: Connection, table: Table, column: str, ids: object) -> None:
    connection.execute(delete(table).where(table.c[column].in_(ids)))  # type: ignore[arg-type]
