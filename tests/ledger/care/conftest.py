from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from full_ledger import fill

from accordingto.ledger import Ledger
from accordingto.records import Reading


@pytest.fixture
def river(river: Reading) -> Reading:
    """The report, with every number standing somewhere, as in what the program reads."""
    first, *claims = river.claims
    return replace(river, claims=(replace(first, quantities=first.quantities[:1]), *claims))


@pytest.fixture
def some(river: Reading, other: Callable[..., Reading]) -> list[Reading]:
    """Three reports with the same claims."""
    return [
        river,
        other(" Two.", url="https://post.example/two", title="The dam held"),
        other(" 3\u2028 \U0001f30a.", url=None, published=None),
    ]


@pytest.fixture
def full(place: str, some: list[Reading]) -> str:
    """The address of a ledger with everything in it."""
    fill(place, some)
    return place


@pytest.fixture
def ledger(full: str) -> Iterator[Ledger]:
    with Ledger.open(full) as opened:
        yield opened
