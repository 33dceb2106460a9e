"""Sessions of people who logged in. Only the digest of a session's key is kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from accordingto.ledger.people.tables import sessions, users
from accordingto.ledger.people.tokens import digest
from accordingto.ledger.people.users import User

_RENEWED_AFTER = 0.1
"""A session's end is moved only when this part of its idle time has passed, so that not every request writes."""


@dataclass(frozen=True)
class Lasting:
    """How long sessions last: without a request, and at most."""

    idle: timedelta = timedelta(hours=12)
    most: timedelta = timedelta(days=7)


def begin(connection: Connection, user_id: int, lasting: Lasting, now: datetime | None = None) -> str:
    """Begin a session and return its key, which nobody has seen before; sessions that ran out are swept away."""
    now = now or datetime.now(UTC)
    connection.execute(delete(sessions).where(sessions.c.expires_at < _text(now)))
    key = secrets.token_urlsafe(32)
    until = min(now + lasting.idle, now + lasting.most)
    row = {"digest": digest(key), "user_id": user_id, "created_at": _text(now), "expires_at": _text(until)}
    connection.execute(sessions.insert().values(row))
    return key


def holder(connection: Connection, key: str, lasting: Lasting, now: datetime | None = None) -> tuple[User, bool] | None:
    """Return whose session it is and whether its end should be moved by `renew`; None where it ran out or ended."""
    now = now or datetime.now(UTC)
    mine = sessions.c.digest == digest(key)
    query = select(*users.c, sessions.c.created_at, sessions.c.expires_at).join_from(sessions, users)
    row = connection.execute(query.where(mine & ~users.c.disabled & (sessions.c.expires_at > _text(now)))).first()
    if row is None:
        return None
    *user, began, until = row
    most = datetime.fromisoformat(began) + lasting.most
    later = min(now + lasting.idle, most)
    if now >= most:
        return None
    return User(*user), later - datetime.fromisoformat(until) > lasting.idle * _RENEWED_AFTER


def renew(connection: Connection, key: str, lasting: Lasting, now: datetime | None = None) -> None:
    """Move the session's end: it was used."""
    now = now or datetime.now(UTC)
    mine = sessions.c.digest == digest(key)
    began = connection.scalar(select(sessions.c.created_at).where(mine))
    if began is not None:
        until = min(now + lasting.idle, datetime.fromisoformat(began) + lasting.most)
        connection.execute(update(sessions).where(mine).values(expires_at=_text(until)))


def end(connection: Connection, key: str) -> None:
    """End one session; an unknown key is no error."""
    connection.execute(delete(sessions).where(sessions.c.digest == digest(key)))


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
