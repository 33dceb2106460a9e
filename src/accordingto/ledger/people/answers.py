"""Answers to requests that must not take effect twice (the draft on the Idempotency-Key header, IETF httpapi)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from accordingto.ledger.people.tables import idempotency

KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: `request` is the digest of what was asked, `answer` the body."""

    request: str
    status: int
    answer: str


def answered(connection: Connection, key: str, by: str) -> Answer | None:
    """Return what somebody was answered to the request of that key, None where it is new or too long ago."""
    mine = (idempotency.c.key == key) & (idempotency.c.by == by) & (idempotency.c.at > _written(-KEPT))
    query = select(idempotency.c.request, idempotency.c.status, idempotency.c.answer)
    row = connection.execute(query.where(mine)).one_or_none()
    return None if row is None else Answer(*row)


def keep(connection: Connection, key: str, by: str, answer: Answer) -> None:
    """Keep an answer, forgetting those that are too old."""
    connection.execute(delete(idempotency).where(idempotency.c.at <= _written(-KEPT)))
    row = {"key": key, "by": by, "request": answer.request, "status": answer.status, "answer": answer.answer}
    connection.execute(insert(idempotency), [row | {"at": _written()}])


def _written(later: timedelta = timedelta(0)) -> str:
    return (datetime.now(UTC) + later).isoformat(timespec="seconds")
