"""Accounts of the desk: names, roles, and the hashes of passwords. Nobody is ever deleted: the log names them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, or_, select, update

from accordingto.errors import DecisionError, NotFoundError
from accordingto.ledger.people.tables import sessions, tokens, users

ROLES = ("reader", "reviewer", "editor", "admin")
"""From the least to the most: each may do all that those before it may."""

LONGEST_NAME = 64


@dataclass(frozen=True)
class User:
    """An account. `password` is the argon2 hash, None for an account that has tokens only."""

    id: int
    name: str
    role: str
    password: str | None
    disabled: bool
    created_at: str


def add(connection: Connection, name: str, role: str, password: str | None) -> User:
    """Make an account with the hash of a password; raises DecisionError where the name is taken or unfit."""
    name = _fit(name)
    if _named(connection, name) is not None:
        raise DecisionError(f"There is a user {name!r} already (upper and lower case are the same in names).")
    row = {"name": name, "role": _known(role), "password": password, "disabled": False, "created_at": now()}
    connection.execute(users.insert().values(row))
    return find(connection, name)


def find(connection: Connection, name: str) -> User:
    """Return the user of that name, whatever its case; raises NotFoundError."""
    user = _named(connection, name)
    if user is None:
        known = ", ".join(known.name for known in listed(connection)) or "none yet"
        raise NotFoundError(f"There is no user {name!r}. Users: {known}.")
    return user


def named(connection: Connection, name: str) -> User | None:
    """Return the user of that name, whatever its case, or None; takes as long for either."""
    return _named(connection, name)


def listed(connection: Connection) -> list[User]:
    """Return all users, the disabled too, by name."""
    rows = connection.execute(select(users).order_by(users.c.name))
    return [_user(row) for row in rows]


def any_user(connection: Connection) -> bool:
    """Return whether there is any account at all, disabled or not."""
    return bool(connection.scalar(select(exists(select(users.c.id)))))


def any_that_can_log_in(connection: Connection) -> bool:
    """Return whether somebody could use the desk: an account that is not disabled and has a password or a token."""
    today = now()
    living = (tokens.c.user_id == users.c.id) & tokens.c.revoked_at.is_(None)
    living &= or_(tokens.c.expires_at.is_(None), tokens.c.expires_at > today)
    able = users.c.password.is_not(None) | exists(select(tokens.c.id).where(living))
    return bool(connection.scalar(select(exists(select(users.c.id).where(~users.c.disabled & able)))))


def set_role(connection: Connection, name: str, role: str) -> None:
    """Give a user another role; it counts from the next request on."""
    connection.execute(_of(find(connection, name)).values(role=_known(role)))


def set_password(connection: Connection, name: str, password: str) -> None:
    """Keep the hash of a new password and end all sessions of the user."""
    user = find(connection, name)
    connection.execute(_of(user).values(password=password))
    connection.execute(delete(sessions).where(sessions.c.user_id == user.id))


def disable(connection: Connection, name: str) -> None:
    """Shut a user out at once: sessions end, and neither password nor tokens are taken any more."""
    user = find(connection, name)
    connection.execute(_of(user).values(disabled=True))
    connection.execute(delete(sessions).where(sessions.c.user_id == user.id))


def enable(connection: Connection, name: str) -> None:
    """Let a user in again, with the password and the tokens of before."""
    connection.execute(_of(find(connection, name)).values(disabled=False))


def now() -> str:
    """Return this moment in UTC, ISO with microseconds: such texts sort by time."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _of(user: User) -> Any:
    return update(users).where(users.c.id == user.id)


def _named(connection: Connection, name: str) -> User | None:
    wanted = _folded(name)
    found = None
    # All names are looked at, known or not, so that the time taken tells nothing. There are hundreds at most.
    for number, known in connection.execute(select(users.c.id, users.c.name)).all():
        if _folded(known) == wanted:
            found = number
    row = connection.execute(select(users).where(users.c.id == (found or 0))).first()
    return None if row is None else _user(row)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _fit(name: str) -> str:
    fit = " ".join(unicodedata.normalize("NFC", name).split())
    if not fit or len(fit) > LONGEST_NAME:
        raise DecisionError(f"A user's name has 1 to {LONGEST_NAME} characters; this one has {len(fit)}.")
    if any(unicodedata.category(c).startswith("C") for c in fit):
        raise DecisionError(f"The name {fit!r} holds a character that cannot be seen. Type it again.")
    return fit


def _known(role: str) -> str:
    if role not in ROLES:
        raise DecisionError(f"There is no role {role!r}. Roles: {', '.join(ROLES)}.")
    return role


def _user(row: Row[Any]) -> User:
    return User(row.id, row.name, row.role, row.password, row.disabled, row.created_at)
