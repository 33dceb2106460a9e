"""A desk with claims to attack; the ledger is made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from desk_people import browser
from plain_reader import plain_reader

from accordingto.ledger import Ledger
from accordingto.ledger.review import checks
from accordingto.linking.engine import link
from evaluation import desk_ledger


@pytest.fixture(scope="session")
def two_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A linked ledger with two invented reports of 25 claims each, the first two of which somebody decided on."""
    path = tmp_path_factory.mktemp("two_reports") / "ledger.db"
    with Ledger.open(path) as opened:
        for number in range(2):
            opened.add(desk_ledger.reading(number))
        link(opened)
        with opened.writing_connection() as connection:
            checks.accept(connection, 1, by="Ann", revision=0)
            checks.reject(connection, 2, by="Ann", revision=0, note="not said")
    return path


@pytest.fixture
def attacked(two_reports: Path, tmp_path: Path) -> Path:
    """The ledger of the desk that a test attacks."""
    return Path(shutil.copy(two_reports, tmp_path / "attacked.db"))


@pytest.fixture
def desk(attacked: Path, server: Callable[..., str]) -> str:
    """The address of an open desk on that ledger."""
    return server(attacked, plain_reader)


@pytest.fixture
def client(desk: str) -> Iterator[httpx2.Client]:
    """A browser on the desk's own pages."""
    with browser(desk) as opened:
        opened.timeout = 30
        yield opened
