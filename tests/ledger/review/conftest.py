"""A ledger with the report about a river."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, select

from accordingto.ledger import Ledger
from accordingto.ledger.review.register import expected, rebuild
from accordingto.ledger.review.tables import register
from accordingto.records import Reading


@pytest.fixture
def river_ledger(place: str, river: Reading) -> Iterator[Ledger]:
    with Ledger.open(place) as ledger:
        ledger.add(river)
        yield ledger


@pytest.fixture
def agrees() -> Callable[[Connection], bool]:
    """Return a function that tells whether the register is what it would be if it were made again."""

    def rows(connection: Connection) -> list[tuple[object, ...]]:
        return [tuple(row) for row in connection.execute(select(register).order_by(register.c.claim_id))]

    def same(connection: Connection) -> bool:
        before = rows(connection)
        made = sorted(tuple(row) for row in expected(connection))
        rebuild(connection)
        return before == made == rows(connection)

    return same
