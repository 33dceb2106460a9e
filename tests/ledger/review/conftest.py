"""A ledger with the report about a river, and what must hold in it whatever was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import Connection, select

from accordingto.ledger import Ledger
from accordingto.ledger.review.register import expected
from accordingto.ledger.review.tables import register
from accordingto.records import Reading


@pytest.fixture
def river_ledger(place: str, river: Reading) -> Iterator[Ledger]:
    """In a file and on a server, for what may differ there."""
    with Ledger.open(place) as ledger:
        ledger.add(river)
        yield ledger


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger: copying it is faster than making the tables for each test."""
    path = tmp_path_factory.mktemp("empty") / "ledger.db"
    Ledger.open(path).close()
    return path


@pytest.fixture
def ledger(tmp_path: Path, empty_file: Path, river: Reading) -> Iterator[Ledger]:
    """In a file."""
    with Ledger.open(copy(empty_file, tmp_path / "ledger.db")) as opened:
        opened.add(river)
        yield opened


@pytest.fixture
def agrees() -> Callable[[Connection], bool]:
    """Return a function that tells whether the register is what it would be if it were made again."""
    return register_agrees


def register_agrees(connection: Connection) -> bool:
    rows = connection.execute(select(register).order_by(register.c.claim_id))
    return [tuple(row) for row in rows] == sorted(tuple(row) for row in expected(connection))
