"""The register: one narrow row for each claim that is shown, made from readings and from what people decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Insert,
    Row,
    Select,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from accordingto.ledger.review.carry import places
from accordingto.ledger.review.tables import checks, register
from accordingto.ledger.schema import claims, link_claims, links, quantities, readings, reports, sources, verifications

# The gravest remark on how a claim stands comes first.
GRAVITY = ("retracted", "corrected", "disputed", "unverified")

_shown = claims.alias("shown")
_program = claims.alias("program")


def enter(connection: Connection, report_id: int, reading_id: int) -> None:
    """Show a new reading of a report: the claims of older ones leave, the new ones enter.

    Claims that people decided on stay as they are. A new claim in the place of one of those becomes its `program_id`
    and does not enter by itself. The caller's transaction must hold the write lock.
    """
    decided = connection.scalars(select(checks.c.claim_id).where(checks.c.report_id == report_id)).all()
    if decided:
        found = places(connection, report_id, reading_id)
        for claim_id in decided:
            there = update(checks).where(checks.c.claim_id == claim_id)
            connection.execute(there.values(program_id=found.get(claim_id)))
    _show(connection, report_id, reading_id)


def show_again(connection: Connection, report_id: int) -> None:
    """Show a report as its current reading and its decisions have it, where rows of it were changed."""
    current = select(readings.c.id).where(readings.c.report_id == report_id, readings.c.is_current)
    _show(connection, report_id, connection.scalar(current))


def refresh(connection: Connection, claim_id: int) -> None:
    """Show a claim as it was last decided on."""
    connection.execute(delete(register).where(register.c.claim_id == claim_id))
    connection.execute(_DECIDED_OF_CLAIM, {"claim": claim_id})


def _show(connection: Connection, report_id: int, reading_id: int | None) -> None:
    connection.execute(delete(register).where(register.c.report_id == report_id))
    connection.execute(_DECIDED_OF_REPORT, {"report": report_id})
    connection.execute(_UNDECIDED_OF_READING, {"reading": reading_id})


def _undecided() -> Select[Any]:
    """Select the rows of claims that nobody decided on: the program's cells."""
    return _cells(_shown.c.id, literal("unreviewed"), _shown).select_from(
        _shown.join(reports, reports.c.id == _shown.c.report_id).outerjoin(sources, sources.c.id == _shown.c.source_id)
    )


def _decided() -> Select[Any]:
    """Select the rows of claims that people decided on: their cells, else the program's newest."""
    shown = func.coalesce(checks.c.version_id, checks.c.program_id, checks.c.claim_id)
    program = func.coalesce(checks.c.program_id, checks.c.claim_id)
    return _cells(checks.c.claim_id, checks.c.state, _program).select_from(
        checks.join(_shown, _shown.c.id == shown)
        .join(_program, _program.c.id == program)
        .join(reports, reports.c.id == checks.c.report_id)
        .outerjoin(sources, sources.c.id == _shown.c.source_id)
    )


def _cells(claim_id: ColumnElement[int], state: ColumnElement[str], linked: FromClause) -> Select[Any]:
    """Select the columns of the register; `linked` is the program's claim, which the report's links name."""
    of = quantities.c.claim_id == _shown.c.id
    least = select(func.min(func.coalesce(quantities.c.minimum, quantities.c.maximum))).where(of)
    most = select(func.max(func.coalesce(quantities.c.maximum, quantities.c.minimum))).where(of)
    grave = case({status: n for n, status in enumerate(GRAVITY)}, value=verifications.c.status, else_=len(GRAVITY))
    status = select(verifications.c.status).where(verifications.c.claim_id == _shown.c.id)
    contradicting = (
        select(link_claims.c.id)
        .join(links, links.c.id == link_claims.c.link_id)
        .where(links.c.reading_id == linked.c.reading_id, link_claims.c.claim_id == linked.c.id)
        .where(links.c.kind.in_(("contradicts", "reverses")))
    )
    return select(
        claim_id.label("claim_id"), _shown.c.id.label("version_id"), _shown.c.report_id,
        func.coalesce(reports.c.published, "").label("published"),
        func.coalesce(reports.c.publisher, "").label("publisher"), _shown.c.searched_names.label("source"),
        sources.c.kind.label("source_kind"), _shown.c.act,
        status.order_by(grave, verifications.c.ordinal).limit(1).scalar_subquery().label("status"),
        contradicting.exists().label("contradicted"), func.coalesce(_shown.c.said_start, "").label("said"),
        least.scalar_subquery().label("minimum"), most.scalar_subquery().label("maximum"), _shown.c.confidence,
        state.label("state"),
    )  # fmt: skip


def _nobody_decided() -> ColumnElement[bool]:
    mine = or_(checks.c.program_id == _shown.c.id, checks.c.claim_id == _shown.c.id)
    return ~select(checks.c.claim_id).where(checks.c.report_id == _shown.c.report_id, mine).exists()


def _enter(rows: Select[Any]) -> Insert:
    return insert(register).from_select(list(register.c.keys()), rows)


_UNDECIDED_OF_READING = _enter(_undecided().where(_shown.c.reading_id == bindparam("reading"), _nobody_decided()))
_DECIDED_OF_REPORT = _enter(_decided().where(checks.c.report_id == bindparam("report")))
_DECIDED_OF_CLAIM = _enter(_decided().where(checks.c.claim_id == bindparam("claim")))


def expected(connection: Connection, reports: Sequence[int] | None = None) -> Iterator[Row[Any]]:
    """Yield the rows that the register must have for some reports, or all, with its columns in their order."""
    for rows in _all():
        query = rows if reports is None else rows.where(_shown.c.report_id.in_(reports))
        yield from connection.execute(query, execution_options={"yield_per": 1_000})


def _all() -> tuple[Select[Any], Select[Any]]:
    current = select(readings.c.id).where(readings.c.is_current)
    return _undecided().where(_shown.c.reading_id.in_(current), _nobody_decided()), _decided()
