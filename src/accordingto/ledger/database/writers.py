"""One writer at a time, whatever the database; the others wait for their turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

PATIENCE = 30.0
"""Seconds to wait while another program writes."""


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose transaction holds the write lock from its start; commits at the end of the block."""
    # Taking the lock at once means that two writers queue up instead of one failing when it first writes.
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


def writes(connection: Connection) -> bool:
    """Whether the transaction that begins on this connection is one of `writing`."""
    return bool(connection.get_execution_options().get("writes", False))
