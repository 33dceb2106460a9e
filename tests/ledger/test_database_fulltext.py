"""Words are split and folded the same in Python, which makes queries, and on the server, which makes the index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from postgres_server import Server
from sqlalchemy import Connection, func, select

from accordingto.ledger import Ledger
from accordingto.ledger.fulltext.postgres import words

anything = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs", "Cn")), max_size=40)


@pytest.fixture
def connection(postgres: Server, ledger_database: str) -> Iterator[Connection]:
    with Ledger.open(postgres.address(ledger_database)) as ledger, ledger.reading_connection() as opened:
        yield opened


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=500)
@given(anything)
@example("\U000e0100")
def test_the_server_splits_and_folds_as_python_does(connection: Connection, text: str) -> None:
    told = connection.scalar(select(func.ledger_words(text)))
    assert (told or "").split() == words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("José ÅSTRÖM’s dam-held", "jose astrom s dam held"),
        ("Москва́ ΑΘΉΝΑ", "москва αθηνα"),
        ("10,000 km² – “so”", "10 000 km² so"),
        ("don't_know\u2028x\U0001f30ay", "don t know x y"),
    ],
)
def test_words(connection: Connection, text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected
    assert " ".join((connection.scalar(select(func.ledger_words(text))) or "").split()) == expected
