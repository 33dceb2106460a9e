"""What changes about who may use the desk stands in the log of decisions like any other."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from accordingto.ledger.people.users import User
from accordingto.ledger.review import log


def record(
    connection: Connection, by: str, action: str, user: User, before: dict[str, Any] | None = None, **after: Any
) -> None:
    """Add an entry on a user: by whom, what was done, and the name beside what was there before and is now.

    No password, token or digest of one belongs here.
    """
    log.append(
        connection, by=by, action=action, subject=f"user {user.id}", before=before, after={"name": user.name} | after
    )
