"""Whether what is derived agrees with what it comes from: current readings, the register, what waits for linking."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from accordingto.ledger.care.faults import Fault
from accordingto.ledger.linkage.pieces import in_pieces
from accordingto.ledger.linkage.tables import linked, unlinked
from accordingto.ledger.review.register import expected
from accordingto.ledger.review.tables import register
from accordingto.ledger.schema import readings, reports


def derived(connection: Connection) -> Iterator[Fault]:
    """Yield where derived rows are missing, superfluous or wrong."""
    yield from _current(connection)
    yield from _linking(connection)
    yield from _register(connection)


def _current(connection: Connection) -> Iterator[Fault]:
    current = func.count(readings.c.id)
    query = (
        select(reports.c.id, current.label("current"))
        .outerjoin(readings, (readings.c.report_id == reports.c.id) & readings.c.is_current)
        .group_by(reports.c.id)
        .having(current != 1)
        .order_by(reports.c.id)
    )
    for row in connection.execute(query):
        yield Fault(f"report {row.id}", f"{row.current} of its readings are current, where it must be one")


def _linking(connection: Connection) -> Iterator[Fault]:
    query = (
        select(readings.c.report_id, unlinked.c.reading_id.label("waits"), linked.c.reading_id.label("done"))
        .outerjoin(unlinked, unlinked.c.reading_id == readings.c.id)
        .outerjoin(linked, linked.c.reading_id == readings.c.id)
        .where(readings.c.is_current, unlinked.c.reading_id.is_(None) == linked.c.reading_id.is_(None))
        .order_by(readings.c.report_id)
    )
    for row in connection.execute(query):
        both = row.waits is not None
        yield Fault(
            f"report {row.report_id}",
            "it has been linked and waits to be linked at once" if both else "it has not been linked and does not wait",
        )


def _register(connection: Connection) -> Iterator[Fault]:
    numbers = list(connection.scalars(select(reports.c.id).order_by(reports.c.id)))
    for some in in_pieces(numbers):
        query = select(register).where(register.c.report_id.in_(some))
        shown = {row.claim_id: tuple(row) for row in connection.execute(query)}
        for row in expected(connection, some):
            if tuple(row) != shown.pop(row.claim_id, None):
                yield Fault(f"claim {row.claim_id}", "the register does not show it as it stands")
        for claim_id in sorted(shown):
            yield Fault(f"claim {claim_id}", "the register shows it, but no reading and no decision does")
