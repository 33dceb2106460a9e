"""Sessions: their keys, and how long they last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from accordingto.ledger import Ledger
from accordingto.ledger.people import sessions, users
from accordingto.ledger.people.sessions import Lasting
from accordingto.ledger.people.tables import sessions as table

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LASTING = Lasting(timedelta(hours=10), timedelta(hours=24))


@pytest.fixture
def connection(tmp_path):
    with Ledger.open(tmp_path / "ledger.db") as ledger, ledger.writing_connection() as connection:
        users.add(connection, "Ana", "reader", "hash")
        yield connection


def _at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def _holds(connection, key, hours) -> bool:
    return sessions.holder(connection, key, LASTING, _at(hours)) is not None


def test_only_the_digest_of_a_key_is_kept_and_each_is_new(connection):
    keys = {sessions.begin(connection, 1, LASTING, NOON) for _ in range(20)}
    assert len(keys) == 20
    assert all(len(key) >= 43 for key in keys)
    kept = set(connection.scalars(select(table.c.digest)))
    assert not keys & kept
    assert all(sessions.holder(connection, digest, LASTING, NOON) is None for digest in kept)


def test_an_unused_session_runs_out(connection):
    key = sessions.begin(connection, 1, LASTING, NOON)
    assert _holds(connection, key, 9.9)
    assert not _holds(connection, key, 10)


def test_a_used_session_goes_on_but_not_for_ever(connection):
    key = sessions.begin(connection, 1, LASTING, NOON)
    for hours in (8, 16, 23):
        user, renew = sessions.holder(connection, key, LASTING, _at(hours))
        assert (user.name, renew) == ("Ana", hours < 23)
        sessions.renew(connection, key, LASTING, _at(hours))
    assert _holds(connection, key, 23.9)
    assert not _holds(connection, key, 24)


def test_not_every_request_writes(connection):
    key = sessions.begin(connection, 1, LASTING, NOON)
    told = [sessions.holder(connection, key, LASTING, _at(hours))[1] for hours in (0, 0.5, 0.9, 1.1)]
    assert told == [False, False, False, True]


def test_shorter_lasting_counts_for_sessions_that_are_there(connection):
    key = sessions.begin(connection, 1, LASTING, NOON)
    assert sessions.holder(connection, key, Lasting(timedelta(hours=1), timedelta(hours=2)), _at(3)) is None


def test_what_ran_out_is_swept_away_when_another_begins(connection):
    sessions.begin(connection, 1, LASTING, NOON)
    key = sessions.begin(connection, 1, LASTING, _at(11))
    assert len(list(connection.execute(select(table)))) == 1
    sessions.end(connection, key)
    sessions.end(connection, "unknown")
    assert not list(connection.execute(select(table)))


def test_a_session_that_ended_is_not_renewed_into_being(connection):
    key = sessions.begin(connection, 1, LASTING, NOON)
    sessions.end(connection, key)
    sessions.renew(connection, key, LASTING, NOON)
    assert not _holds(connection, key, 0)


def test_strange_keys_are_no_fault(connection):
    for key in ("", "\ud800", "x" * 100_000, "' OR 1=1 --"):
        assert sessions.holder(connection, key, LASTING) is None
