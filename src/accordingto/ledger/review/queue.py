"""The review queue: the least certain claims first, and two people never get the same one at once.

Whoever takes a claim holds it for some minutes, after which others get it. The caller's transaction must hold the
write lock. Deciding about a claim gives it back by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from sqlalchemy import Connection, delete, func, insert, literal, select, tuple_, update

from accordingto.ledger.review.tables import leases, register

SKIPPED_HOURS = 8
"""How long a person who skipped a claim does not get it again; everybody else does."""

MOST = 10_000
"""What is counted at most: counting a million claims for each that is taken would take longer than all the rest."""
_PAGE = 100
_BETWEEN = "\x1f"
"""Between who holds a claim (nobody: empty) and each who skipped it, in `leases.by`; no name has it."""


def take(
    connection: Connection, by: str, count: int = 1, minutes: float = 10, now: datetime | None = None
) -> list[int]:
    """Return up to `count` unreviewed claims and hold them for `by`: those held already, then the least certain."""
    at = now or datetime.now(UTC)
    connection.execute(delete(leases).where(leases.c.until <= _written(at)))
    taken = dict(islice(_held(connection, by), count))
    for claim_id, people in _unreviewed(connection):
        if len(taken) >= count:
            break
        if not people[0] and by not in people[1:]:
            taken[claim_id] = people
    for claim_id, people in taken.items():
        _hold(connection, claim_id, [by, *people[1:]], at + timedelta(minutes=minutes))
    return list(taken)


def release(connection: Connection, by: str, claim_id: int) -> None:
    """Give a claim back, so that anybody gets it; nothing where `by` does not hold it."""
    people = _people(connection.scalar(select(leases.c.by).where(leases.c.claim_id == claim_id)))
    if people[0] == by:
        there = leases.c.claim_id == claim_id
        connection.execute(update(leases).where(there).values(by=_BETWEEN.join(["", *people[1:]])))


def skip(connection: Connection, by: str, claim_id: int, now: datetime | None = None) -> None:
    """Leave a claim to others: `by` does not get it again for SKIPPED_HOURS. Nothing where somebody else holds it."""
    at = now or datetime.now(UTC)
    connection.execute(delete(leases).where(leases.c.until <= _written(at)))
    people = _people(connection.scalar(select(leases.c.by).where(leases.c.claim_id == claim_id)))
    shown = connection.scalar(select(register.c.claim_id).where(register.c.claim_id == claim_id))
    if shown is not None and people[0] in ("", by):
        _hold(connection, claim_id, ["", *people[1:], by], at + timedelta(hours=SKIPPED_HOURS))


def holder(connection: Connection, claim_id: int, now: datetime | None = None) -> str | None:
    """Return who has a claim before them, None where nobody has."""
    at = _written(now or datetime.now(UTC))
    held = select(leases.c.by).where(leases.c.claim_id == claim_id, leases.c.until > at)
    return _people(connection.scalar(held))[0] or None


def left(connection: Connection, most: int = MOST) -> int:
    """Return how many claims nobody has reviewed yet, or `most` + 1 where they are more than `most`."""
    some = select(register.c.claim_id).where(register.c.state == "unreviewed").limit(most + 1).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def _held(connection: Connection, by: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the unreviewed claims that `by` holds, with who holds and who skipped each."""
    mine = func.substr(leases.c.by, 1, len(by) + 1).in_((by, by + _BETWEEN))
    held = {row.claim_id: row.by for row in connection.execute(select(leases.c.claim_id, leases.c.by).where(mine))}
    # Leases are few and the register is long: asked for state or order as well, a database may go through all of it.
    query = select(register.c.confidence, register.c.claim_id, register.c.state).where(register.c.claim_id.in_(held))
    found = sorted((row.confidence, row.claim_id) for row in connection.execute(query) if row.state == "unreviewed")
    yield from ((number, _people(held[number])) for _, number in found)


def _unreviewed(connection: Connection) -> Iterator[tuple[int, list[str]]]:
    """Yield all unreviewed claims, the least certain first, with who holds and who skipped each."""
    place = (register.c.confidence, register.c.claim_id)
    query = select(*place, leases.c.by).outerjoin(leases, leases.c.claim_id == register.c.claim_id)
    query = query.where(register.c.state == "unreviewed").order_by(*place).limit(_PAGE)
    last: tuple[float, int] = (-1.0, 0)
    while True:
        after = tuple_(*place) > tuple_(literal(last[0]), literal(last[1]))
        rows = connection.execute(query.where(after)).all()
        if not rows:
            return
        yield from ((row.claim_id, _people(row.by)) for row in rows)
        last = rows[-1].confidence, rows[-1].claim_id


def _people(by: str | None) -> list[str]:
    """Return who holds a claim ("" for nobody), then those who skipped it."""
    return (by or "").split(_BETWEEN)


def _hold(connection: Connection, claim_id: int, people: list[str], until: datetime) -> None:
    connection.execute(delete(leases).where(leases.c.claim_id == claim_id))
    row = {"claim_id": claim_id, "by": _BETWEEN.join(people), "until": _written(until)}
    connection.execute(insert(leases), [row])


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
