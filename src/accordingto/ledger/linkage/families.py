"""Reports that reprint one another: what finds them, what holds them together."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, insert, select, update

from accordingto.ledger.linkage.pieces import in_pieces
from accordingto.ledger.linkage.tables import report_bands, report_prints, reprints
from accordingto.ledger.schema import reports

_PAGE = 50
_MANY = 4000


@dataclass(frozen=True, slots=True)
class Printed:
    """One report as far as reprints go; `family` is the number of one report of its family."""

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


def put_print(
    connection: Connection, report_id: int, body: str | None, bands: Iterable[int], agencies: Sequence[str]
) -> None:
    """Keep what a report is compared by; it is a family of its own until `join`."""
    row = {"report_id": report_id, "body": body, "family": report_id, "credits": json.dumps(list(agencies))}
    connection.execute(insert(report_prints), [row])
    rows = [{"band": band, "family": report_id, "report_id": report_id} for band in sorted(set(bands))]
    if rows:
        connection.execute(insert(report_bands), rows)


def with_body(connection: Connection, body: str) -> int | None:
    """Return the first report with exactly these words, None where there is none."""
    query = select(func.min(report_prints.c.report_id)).where(report_prints.c.body == body)
    found: int | None = connection.scalar(query)
    return found


def sharing_bands(connection: Connection, bands: Sequence[int], at_least: int = 1) -> list[tuple[int, Iterable[int]]]:
    """Return the families with reports that share so many of these bands, each with those reports.

    The reports of large families are read a page at a time: whoever stops at the first reads little.
    """
    query = select(report_bands).where(report_bands.c.band.in_(bands)).limit(_MANY)
    rows = list(connection.execute(query))
    if len(rows) == _MANY:
        return [(f, _members_sharing(connection, f, bands, at_least)) for f in _stepped(connection, bands, at_least)]
    shared = Counter((row.family, row.report_id) for row in rows)
    found: dict[int, list[int]] = defaultdict(list)
    for (family, report), count in sorted(shared.items()):
        if count >= at_least:
            found[family].append(report)
    return list(found.items())


def join(connection: Connection, found: Reprint) -> None:
    """Keep a pair that reprint one another and make one family of theirs; the larger keeps its number."""
    one, other = sorted((found.one, found.other))
    row = {"one_id": one, "other_id": other, "score": found.score, "why": found.why}
    connection.execute(insert(reprints), [row])
    pair = select(report_prints.c.family).where(report_prints.c.report_id.in_((one, other)))
    sized = (
        select(func.count(), report_prints.c.family)
        .where(report_prints.c.family.in_(pair))
        .group_by(report_prints.c.family)
    )
    sizes = sorted((size, -family) for size, family in connection.execute(sized))
    if len(sizes) == 2:
        gone, kept = (-family for _, family in sizes)
        connection.execute(update(report_prints).where(report_prints.c.family == gone).values(family=kept))
        connection.execute(update(report_bands).where(report_bands.c.family == gone).values(family=kept))


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


def count_reprints(connection: Connection) -> int:
    """Return how many reports reprint another: all members of families but one of each."""
    sizes = select(func.count().label("size")).select_from(report_prints).group_by(report_prints.c.family).subquery()
    return connection.scalar(select(func.coalesce(func.sum(sizes.c.size - 1), 0))) or 0


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


def _stepped(connection: Connection, bands: Sequence[int], at_least: int) -> list[int]:
    """Return the families with so many of these bands, by stepping from one to the next over all reports of each.

    A family with fewer has no report with so many; families that share no more than a footer are the most.
    """
    found: Counter[int] = Counter()
    for band in dict.fromkeys(bands):
        after = -1
        while True:
            beyond = (report_bands.c.band == band) & (report_bands.c.family > after)
            family = connection.scalar(select(func.min(report_bands.c.family)).where(beyond))
            if family is None:
                break
            found[family] += 1
            after = family
    return sorted(family for family, count in found.items() if count >= at_least)


def _members_sharing(connection: Connection, family: int, bands: Sequence[int], at_least: int) -> Iterator[int]:
    """Yield the reports of a family that share so many of these bands, those with low numbers early."""
    shared: Counter[int] = Counter()
    left = dict.fromkeys(bands, 0)
    while left:
        for band, after in list(left.items()):
            page = _page(connection, band, family, after)
            if len(page) < _PAGE:
                del left[band]
            else:
                left[band] = page[-1]
            for report in page:
                shared[report] += 1
                if shared[report] == at_least:
                    yield report


def _page(connection: Connection, band: int, family: int, after: int) -> list[int]:
    table = report_bands.c
    query = select(table.report_id).where(table.band == band, table.family == family, table.report_id > after)
    return list(connection.scalars(query.order_by(table.report_id).limit(_PAGE)))
