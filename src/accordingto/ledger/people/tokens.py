"""Tokens with which programs use the API in a person's name. Only their digests are kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, or_, select, update

from accordingto.errors import DecisionError, NotFoundError
from accordingto.ledger.people.tables import tokens, users
from accordingto.ledger.people.users import User, find, now

PREFIX = "ato_"
"""By which people, and programs that look for leaked secrets, recognise a token."""


@dataclass(frozen=True)
class Token:
    """What is known of a token: all but the token itself."""

    id: int
    name: str
    created_at: str
    expires_at: str | None
    revoked_at: str | None

    @property
    def counts(self) -> bool:
        """Whether it is still taken."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now())


def issue(connection: Connection, user_name: str, name: str, days: int | None) -> str:
    """Make a token that counts for so many days, or for good, and return it: it cannot be seen a second time."""
    user = find(connection, user_name)
    if any(token.name == name and token.counts for token in of_user(connection, user.name)):
        raise DecisionError(f"{user.name} has a token {name!r} already. Revoke it first, or give another name.")
    token = PREFIX + secrets.token_urlsafe(32)
    until = None
    if days is not None:
        until = (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="microseconds")
    row = {"user_id": user.id, "name": name, "digest": digest(token), "created_at": now(), "expires_at": until}
    connection.execute(tokens.insert().values(row))
    return token


def bearer(connection: Connection, token: str) -> User | None:
    """Return the user in whose name a token speaks, None where it is unknown, revoked, too old or theirs no more."""
    living = (tokens.c.digest == digest(token)) & tokens.c.revoked_at.is_(None) & ~users.c.disabled
    living &= or_(tokens.c.expires_at.is_(None), tokens.c.expires_at > now())
    row = connection.execute(select(*users.c).join_from(tokens, users).where(living)).first()
    return None if row is None else User(*row)


def of_user(connection: Connection, user_name: str) -> list[Token]:
    """Return a user's tokens, the revoked too, in the order in which they were made."""
    columns = (tokens.c.id, tokens.c.name, tokens.c.created_at, tokens.c.expires_at, tokens.c.revoked_at)
    rows = connection.execute(
        select(*columns).where(tokens.c.user_id == find(connection, user_name).id).order_by(tokens.c.id)
    )
    return [Token(*row) for row in rows]


def revoke(connection: Connection, user_name: str, name: str | None) -> int:
    """Take a user's token of that name, or all, from now on no more; returns how many; raises NotFoundError."""
    user = find(connection, user_name)
    which = (tokens.c.user_id == user.id) & tokens.c.revoked_at.is_(None)
    if name is not None:
        which &= tokens.c.name == name
    revoked = connection.execute(update(tokens).where(which).values(revoked_at=now())).rowcount
    if not revoked:
        known = ", ".join(f"“{token.name}”" for token in of_user(connection, user.name) if token.counts)
        raise NotFoundError(f"{user.name} has no such token. Tokens: {known or 'none'}.")
    return revoked


def digest(secret: str) -> str:
    """Return the SHA-256 of a random secret; slow hashing is for passwords, which are not random."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
