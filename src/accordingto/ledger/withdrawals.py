"""Corrected, withheld and killed items: a publisher's later word marks its earlier reports, which all stay."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from accordingto.ledger.schema import reports
from accordingto.records import Document

MARKING = ("corrected", "withheld", "killed")


def mark_earlier(connection: Connection, report_id: int, document: Document) -> None:
    """Give the earlier reports of the same item and publisher the status and notice of a report that has just come.

    Earlier is what has a lower revision; where that is not told, what came before. A report that comes late, or is read
    again, after a later one that marks it, is marked itself.
    """
    if document.item is None:
        return
    publisher = reports.c.publisher
    same = publisher.is_(None) if document.publisher is None else publisher == document.publisher
    query = select(reports.c.id, reports.c.revision, reports.c.status, reports.c.notice)
    others = query.where(reports.c.item == document.item, same, reports.c.id != report_id).order_by(reports.c.id)
    late = None
    for row in connection.execute(others).all():
        theirs, ours = _number(row.revision), _number(document.revision)
        later = row.id > report_id if theirs is None or ours is None else theirs > ours
        if later:
            late = row if row.status in MARKING else late
        elif document.status in MARKING:
            _mark(connection, row.id, document.status, document.notice)
    if late is not None:
        _mark(connection, report_id, late.status, late.notice)


def _mark(connection: Connection, report_id: int, status: str, notice: str | None) -> None:
    connection.execute(update(reports).where(reports.c.id == report_id).values(status=status, notice=notice))


def _number(revision: str | None) -> int | None:
    return int(revision) if revision is not None and revision.isascii() and revision.isdigit() else None
