"""Reports as people browse them: pages by cursor, and one report with its text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, Select, func, select

from accordingto.ledger.folding import folded
from accordingto.ledger.review.tables import register
from accordingto.ledger.schema import reports


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report; `claims` counts what is shown of it. `text` is "" where a list was asked for."""

    number: int
    digest: str
    version: int
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    url: str | None
    path: str | None
    status: str | None
    notice: str | None
    author: str | None
    first_read_at: str
    claims: int
    text: str = ""


def report_page(connection: Connection, title: str, publisher: str, before: int | None, limit: int) -> list[ReportRow]:
    """Return reports, the newest addition first, before row number `before`; words of title and publisher must occur.

    Case and accents do not count.
    """
    query = _query().order_by(reports.c.id.desc()).limit(limit)
    if folded(title) or folded(publisher):
        query = query.where(reports.c.id.in_(_fitting(connection, folded(title), folded(publisher), before, limit)))
    elif before is not None:
        query = query.where(reports.c.id < before)
    return [ReportRow(**row) for row in connection.execute(query).mappings()]


def _fitting(connection: Connection, title: str, publisher: str, before: int | None, limit: int) -> list[int]:
    """Return the numbers of the newest reports with these words: their claims are counted for these only."""
    query = select(reports.c.id, reports.c.title, reports.c.publisher).order_by(reports.c.id.desc())
    if before is not None:
        query = query.where(reports.c.id < before)
    with connection.execute(query.execution_options(yield_per=1_000)) as rows:
        fitting = (
            row.id for row in rows
            if all(word in folded(row.title or "") for word in title.split())
            and all(word in folded(row.publisher or "") for word in publisher.split())
        )  # fmt: skip
        return list(islice(fitting, limit))


def report_row(connection: Connection, number: int) -> ReportRow | None:
    """Return one report with its text, None where there is none of that number."""
    row = connection.execute(_query().add_columns(reports.c.text).where(reports.c.id == number)).mappings().first()
    return None if row is None else ReportRow(**row)


def _query() -> Select[tuple[object, ...]]:
    counted = (
        select(func.count())
        .where(register.c.report_id == reports.c.id, register.c.state != "rejected")
        .correlate(reports)
        .scalar_subquery()
    )
    return select(
        reports.c.id.label("number"), reports.c.digest, reports.c.version, reports.c.title, reports.c.publisher,
        reports.c.published, reports.c.language, reports.c.url, reports.c.path, reports.c.status, reports.c.notice,
        reports.c.author, reports.c.first_read_at, counted.label("claims"),
    )  # fmt: skip
