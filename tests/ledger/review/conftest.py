"""A ledger with the report about a river."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from accordingto.ledger import Ledger
from accordingto.ledger.review.register import rebuild
from accordingto.ledger.review.tables import register
from accordingto.records import Reading


@pytest.fixture
def river_ledger(tmp_path: Path, river: Reading) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(river)
        yield ledger


@pytest.fixture
def agrees() -> Callable[[Connection], bool]:
    """Return a function that tells whether the register is what it would be if it were made again."""

    def rows(connection: Connection) -> list[tuple[object, ...]]:
        return [tuple(row) for row in connection.execute(select(register).order_by(register.c.claim_id))]

    def same(connection: Connection) -> bool:
        before = rows(connection)
        rebuild(connection)
        return before == rows(connection)

    return same
