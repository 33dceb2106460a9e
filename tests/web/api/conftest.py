"""A desk with two invented reports of 25 claims each, really served."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from plain_reader import plain_reader

from accordingto.ledger import Ledger
from evaluation import desk_ledger


@pytest.fixture
def desk(ledger: Path, server: Callable[..., str]) -> str:
    """The address of a desk with claims."""
    with Ledger.open(ledger) as opened:
        for number in range(2):
            opened.add(desk_ledger.reading(number))
    return server(ledger, plain_reader, api_rate="1000000/minute")


@pytest.fixture
def client(desk: str) -> Iterator[httpx2.Client]:
    """A client as a program on the same machine has it: it sends no headers of a browser."""
    with httpx2.Client(base_url=f"{desk}/api/v1") as opened:
        yield opened
