"""The review queue: the least certain claims first, and two people never get the same one at once.

Whoever takes a claim holds it for some minutes, after which others get it. The caller's transaction must hold the
write lock. Deciding about a claim gives it back by itself.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, or_, select

from accordingto.ledger.review.tables import leases, register

SKIPPED_HOURS = 8
"""How long a person who skipped a claim does not get it again; everybody else does."""

_SKIPPED = "\x1f"  # before the name of who skipped; no name has it


def take(
    connection: Connection, by: str, count: int = 1, minutes: float = 10, now: datetime | None = None
) -> list[int]:
    """Return up to `count` unreviewed claims and hold them for `by`: those held already, then the least certain."""
    at = now or datetime.now(UTC)
    connection.execute(delete(leases).where(leases.c.until <= _written(at)))
    unreviewed = select(register.c.claim_id).where(register.c.state == "unreviewed")
    unreviewed = unreviewed.order_by(register.c.confidence, register.c.claim_id)
    mine = unreviewed.join(leases, leases.c.claim_id == register.c.claim_id).where(leases.c.by == by)
    taken = list(connection.scalars(mine.limit(count)))
    if len(taken) < count:
        others = or_(~leases.c.by.startswith(_SKIPPED), leases.c.by == _SKIPPED + by)
        held = select(leases.c.claim_id).where(leases.c.claim_id == register.c.claim_id, others)
        taken += connection.scalars(unreviewed.where(~held.exists()).limit(count - len(taken)))
    _hold(connection, taken, by, at + timedelta(minutes=minutes))
    return taken


def release(connection: Connection, by: str, claim_id: int) -> None:
    """Give a claim back, so that anybody gets it; nothing where `by` does not hold it."""
    connection.execute(delete(leases).where(leases.c.claim_id == claim_id, leases.c.by == by))


def skip(connection: Connection, by: str, claim_id: int, now: datetime | None = None) -> None:
    """Leave a claim to others: `by` does not get it again for SKIPPED_HOURS. Nothing where somebody else holds it."""
    at = now or datetime.now(UTC)
    held = select(leases.c.by).where(leases.c.claim_id == claim_id, leases.c.until > _written(at))
    holder = connection.scalar(held)
    shown = connection.scalar(select(register.c.claim_id).where(register.c.claim_id == claim_id))
    if shown is not None and holder in (None, by):
        _hold(connection, [claim_id], _SKIPPED + by, at + timedelta(hours=SKIPPED_HOURS))


def holder(connection: Connection, claim_id: int, now: datetime | None = None) -> str | None:
    """Return who has a claim before them, None where nobody has."""
    at = _written(now or datetime.now(UTC))
    held = select(leases.c.by).where(leases.c.claim_id == claim_id, leases.c.until > at)
    by = connection.scalar(held.where(~leases.c.by.startswith(_SKIPPED)))
    return None if by is None else str(by)


def left(connection: Connection) -> int:
    """Return how many claims nobody has reviewed yet."""
    query = select(func.count()).select_from(register).where(register.c.state == "unreviewed")
    return connection.scalar(query) or 0


def _hold(connection: Connection, claim_ids: list[int], by: str, until: datetime) -> None:
    if claim_ids:
        connection.execute(delete(leases).where(leases.c.claim_id.in_(claim_ids)))
        rows = [{"claim_id": claim_id, "by": by, "until": _written(until)} for claim_id in claim_ids]
        connection.execute(insert(leases), rows)


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
