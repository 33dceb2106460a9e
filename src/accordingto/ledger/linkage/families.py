"""Reports that reprint one another: what finds them, what holds them together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, insert, select, update

from accordingto.ledger.linkage.pieces import in_pieces
from accordingto.ledger.linkage.tables import report_bands, report_prints, reprints
from accordingto.ledger.schema import reports


@dataclass(frozen=True, slots=True)
class Printed:
    """One report as far as reprints go; `family` is the lowest report number of its family."""

    report: int
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    text: str
    family: int


@dataclass(frozen=True, slots=True)
class Reprint:
    """A pair of reports, by number, of which one was found to reprint the other."""

    one: int
    other: int
    score: float
    why: str


def has_print(connection: Connection, report_id: int) -> bool:
    """Whether a report has been compared with the others."""
    return (
        connection.scalar(select(report_prints.c.report_id).where(report_prints.c.report_id == report_id)) is not None
    )


def put_print(connection: Connection, report_id: int, body: str, bands: Iterable[int], agencies: Sequence[str]) -> None:
    """Keep what a report is compared by; it is a family of its own until `join`."""
    row = {"report_id": report_id, "body": body, "family": report_id, "credits": json.dumps(list(agencies))}
    connection.execute(insert(report_prints), [row])
    rows = [{"band": band, "report_id": report_id} for band in sorted(set(bands))]
    if rows:
        connection.execute(insert(report_bands), rows)


def with_body(connection: Connection, body: str) -> int | None:
    """Return the first report with exactly these words, None where there is none."""
    found: int | None = connection.scalar(
        select(func.min(report_prints.c.report_id)).where(report_prints.c.body == body)
    )
    return found


def sharing_bands(connection: Connection, bands: Sequence[int], at_least: int = 1) -> list[tuple[int, int]]:
    """Return (report, family) of the reports that share so many of these bands, the lowest number first."""
    shared: dict[int, int] = {}
    for some in in_pieces(bands):
        query = select(report_bands.c.report_id).where(report_bands.c.band.in_(some))
        for report in connection.scalars(query):
            shared[report] = shared.get(report, 0) + 1
    found = sorted(report for report, count in shared.items() if count >= at_least)
    families: dict[int, int] = {}
    for some in in_pieces(found):
        query = select(report_prints.c.report_id, report_prints.c.family).where(report_prints.c.report_id.in_(some))
        families |= {row.report_id: row.family for row in connection.execute(query)}
    return [(report, families[report]) for report in found]


def join(connection: Connection, found: Reprint) -> None:
    """Keep a pair that reprint one another and make one family of theirs."""
    one, other = sorted((found.one, found.other))
    row = {"one_id": one, "other_id": other, "score": found.score, "why": found.why}
    connection.execute(insert(reprints), [row])
    pair = select(report_prints.c.family).where(report_prints.c.report_id.in_((one, other)))
    families = sorted(set(connection.scalars(pair)))
    if len(families) == 2:
        kept, gone = families
        connection.execute(update(report_prints).where(report_prints.c.family == gone).values(family=kept))


def printed(connection: Connection, numbers: Sequence[int]) -> list[Printed]:
    """Return the reports with these numbers, in the order of their numbers."""
    found = []
    for some in in_pieces(sorted(set(numbers))):
        query = _printed().where(reports.c.id.in_(some)).order_by(reports.c.id)
        found += [Printed(**row) for row in connection.execute(query).mappings()]
    return found


def members(connection: Connection, family: int) -> list[Printed]:
    """Return all reports of a family, in the order of their numbers."""
    query = _printed().where(report_prints.c.family == family).order_by(reports.c.id)
    return [Printed(**row) for row in connection.execute(query).mappings()]


def families(connection: Connection) -> list[int]:
    """Return the families of two or more reports."""
    query = select(report_prints.c.family).group_by(report_prints.c.family).having(func.count() > 1)
    return sorted(connection.scalars(query))


def proofs(connection: Connection, numbers: Iterable[int]) -> list[Reprint]:
    """Return the pairs among these reports that hold their family together."""
    found: list[Reprint] = []
    for some in in_pieces(sorted(set(numbers))):
        query = select(reprints).where(reprints.c.one_id.in_(some)).order_by(reprints.c.one_id, reprints.c.other_id)
        found += [Reprint(row.one_id, row.other_id, row.score, row.why) for row in connection.execute(query)]
    return found


def _printed() -> Select[tuple[int, str, str | None, str | None, str | None, str | None, str, int]]:
    return select(
        reports.c.id.label("report"), reports.c.digest.label("document"), reports.c.title, reports.c.publisher,
        reports.c.published, reports.c.url, reports.c.text, report_prints.c.family,
    ).join(report_prints, report_prints.c.report_id == reports.c.id)  # fmt: skip
