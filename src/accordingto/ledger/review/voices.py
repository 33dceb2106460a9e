"""What pages ask besides lists and cells: who is quoted most, whom a claim may be given to, which claim a row shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select, union

from accordingto.ledger.linkage.pieces import in_pieces
from accordingto.ledger.review.claim_rows import SourceCell
from accordingto.ledger.review.tables import checks, register
from accordingto.ledger.review.versions import PEOPLE
from accordingto.ledger.schema import claims, readings, sources


@dataclass(frozen=True, slots=True)
class Voice:
    """A source's name with how many claims of the ledger bear it; `number` is the row of one source of that name."""

    number: int
    name: str
    kind: str | None
    claims: int


def most_quoted(connection: Connection, limit: int = 40) -> list[Voice]:
    """Return the named sources with most claims; names are counted as they are written."""
    quoted = func.count().label("claims")
    names = (
        select(register.c.source, quoted, func.max(register.c.claim_id).label("claim_id"))
        .where(register.c.source != "").group_by(register.c.source).order_by(quoted.desc(), register.c.source)
        .limit(10 * limit).subquery()
    )  # fmt: skip
    query = (
        select(sources.c.id.label("number"), sources.c.name, sources.c.kind, names.c.claims)
        .join(register, register.c.claim_id == names.c.claim_id)
        .join(claims, claims.c.id == register.c.version_id)
        .join(sources, sources.c.id == claims.c.source_id)
        .where(sources.c.named, sources.c.kind.is_distinct_from("author"))
        .order_by(names.c.claims.desc(), sources.c.name)
        .limit(limit)
    )
    return [Voice(**row) for row in connection.execute(query).mappings()]


def decided(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the state of those rows of `claims` that people decided on, by row number."""
    found: dict[int, str] = {}
    for some in in_pieces(sorted(set(numbers))):
        own = select(checks.c.claim_id.label("number"), checks.c.state).where(checks.c.claim_id.in_(some))
        again = select(checks.c.program_id.label("number"), checks.c.state).where(checks.c.program_id.in_(some))
        found |= {row.number: row.state for row in connection.execute(union(own, again))}
    return found


def claim_of(connection: Connection, number: int) -> tuple[int, int] | None:
    """Return the lasting number of the claim that a row of `claims` shows, and its report; None where there is none.

    The row may be the claim itself, a version of it, or what a newer reading has in its place.
    """
    own = select(register.c.claim_id, register.c.report_id).where(register.c.claim_id == number)
    version = select(register.c.claim_id, register.c.report_id).where(register.c.version_id == number)
    newer = select(checks.c.claim_id, checks.c.report_id).where(checks.c.program_id == number)
    for query in (own, version, newer):
        if (row := connection.execute(query).first()) is not None:
            return row.claim_id, row.report_id
    return None


def sources_of_report(connection: Connection, report_id: int) -> list[SourceCell]:
    """Return the sources that a claim of a report may be given to: the current reading's and those people named."""
    here = readings.c.is_current | (readings.c.program_version == PEOPLE)
    query = (
        select(sources.c.id, sources.c.name, sources.c.kind, sources.c.named, sources.c.role, sources.c.country)
        .join(readings, readings.c.id == sources.c.reading_id)
        .where(readings.c.report_id == report_id, here)
        .order_by(sources.c.named.desc(), sources.c.name, sources.c.id)
    )
    return [SourceCell(**row) for row in connection.execute(query).mappings()]


def unreviewed(connection: Connection, report_ids: Iterable[int]) -> dict[int, int]:
    """Return how many claims of each of these reports nobody has reviewed, by report."""
    found: dict[int, int] = {}
    # Not a condition: the database would take the index of all that is unreviewed.
    waiting = func.sum(case((register.c.state == "unreviewed", 1), else_=0)).label("waiting")
    for some in in_pieces(sorted(set(report_ids))):
        query = select(register.c.report_id, waiting).where(register.c.report_id.in_(some))
        found |= {row.report_id: row.waiting for row in connection.execute(query.group_by(register.c.report_id))}
    return found


def people_of_reports(connection: Connection, report_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the names of the people whom reports quote, by report: of their current readings and by people's word."""
    here = readings.c.is_current | (readings.c.program_version == PEOPLE)
    query = (
        select(readings.c.report_id, sources.c.name)
        .join(sources, sources.c.reading_id == readings.c.id)
        .where(here, sources.c.kind == "person", sources.c.named)
    )
    found: dict[int, set[str]] = {}
    for some in in_pieces(sorted(set(report_ids))):
        for row in connection.execute(query.where(readings.c.report_id.in_(some))):
            found.setdefault(row.report_id, set()).add(row.name)
    return found
