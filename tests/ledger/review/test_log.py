from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from accordingto.ledger import Ledger
from accordingto.ledger.review import checks, log
from accordingto.ledger.review.change import Change
from accordingto.ledger.review.tables import log as table


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """Five entries: four decisions, one of them taken back."""
    with ledger.writing_connection() as connection:
        checks.accept(connection, 1, by="ann", revision=0)
        checks.correct(connection, 2, Change(act="warn"), by="bob", revision=0)
        checks.reject(connection, 3, by="ann", revision=0)
        checks.undo(connection, 3, by="eve", revision=1)
        checks.note(connection, 1, "seen", by="ann", revision=1)
    return ledger


def test_an_entry_tells_by_whom_when_and_from_what_to_what(told: Ledger) -> None:
    with told.reading_connection() as connection:
        second = log.entries(connection, claim_id=2)[0]
        assert (second.id, second.by, second.action, second.subject) == (2, "bob", "correct", "claim 2")
        assert second.at.endswith("+00:00")
        assert second.before == {"state": "unreviewed", "version_id": None, "note": None, "cells": {"act": None}}
        assert second.after is not None and second.after["cells"] == {"act": "warn"}
        assert log.entries(connection, by="eve")[0].undoes == 3
        assert [e.id for e in log.entries(connection)] == [5, 4, 3, 2, 1]
        assert [e.id for e in log.entries(connection, before_id=4, limit=2)] == [3, 2]
        assert [e.id for e in log.entries(connection, by="ann", claim_id=1)] == [5, 1]


def test_a_chain_that_nobody_touched_verifies(told: Ledger) -> None:
    with told.reading_connection() as connection:
        assert log.verify(connection) == log.Verified(5, None, 0, log.head(connection))
        first = connection.execute(select(table).where(table.c.id == 1)).one()
        assert first.previous == "0" * 64


def test_an_empty_log_verifies(ledger: Ledger) -> None:
    with ledger.reading_connection() as connection:
        assert log.verify(connection) == log.Verified(0, None, 0, log.FIRST)
        assert log.verify(connection, log.FIRST).first_broken is None


CHANGES: dict[str, Any] = {
    "at": "2020-01-01T00:00:00+00:00", "by": "mallory", "action": "accept", "subject": "claim 4", "claim_id": 4,
    "report_digest": "sha256:0", "before": '{"state":"added"}', "after": None, "salt": "00", "told": "0" * 64,
    "undoes": 1, "previous": "f" * 64, "digest": "0" * 64,
}  # fmt: skip


def test_every_column_is_tried_below() -> None:
    assert set(CHANGES) == set(table.c.keys()) - {"id"}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_entry_is_found(told: Ledger, column: str) -> None:
    with told.writing_connection() as connection:
        connection.execute(update(table).where(table.c.id == 3).values({column: CHANGES[column]}))
        assert log.verify(connection).first_broken == 3


@pytest.mark.parametrize("number", [1, 2, 4])
def test_an_entry_that_is_gone_is_found(told: Ledger, number: int) -> None:
    with told.writing_connection() as connection:
        connection.execute(delete(table).where(table.c.id == number))
        found = log.verify(connection)
        assert (found.first_broken, found.entries) == (number + 1, number - 1)
        assert found.why == f"entry {number} is missing"


def test_entries_that_are_numbered_anew_are_found(told: Ledger) -> None:
    with told.writing_connection() as connection:
        connection.execute(delete(table).where(table.c.id == 2))
        connection.execute(update(table).where(table.c.id > 2).values(id=table.c.id - 1))
        assert log.verify(connection).first_broken == 2


def test_entries_in_another_order_are_found(told: Ledger) -> None:
    with told.writing_connection() as connection:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            connection.execute(update(table).where(table.c.id == old).values(id=new))
        assert log.verify(connection).first_broken == 2


def test_details_that_vanish_without_a_purge_are_found(told: Ledger) -> None:
    with told.writing_connection() as connection:
        empty = {"before": None, "after": None, "salt": None}
        connection.execute(update(table).where(table.c.id == 4).values(empty))
        found = log.verify(connection)
        assert (found.first_broken, found.why) == (4, "what was decided is gone, and no purge tells of it")


def test_an_end_that_was_cut_off_is_found_with_a_digest_noted_before(told: Ledger) -> None:
    with told.writing_connection() as connection:
        noted = log.head(connection)
        checks.accept(connection, 4, by="ann", revision=0)
        assert log.verify(connection, noted).first_broken is None, "the log has grown since"
        connection.execute(delete(table).where(table.c.id > 4))
        assert log.verify(connection).first_broken is None, "nothing else tells of it"
        assert log.verify(connection, noted).first_broken == 5


def test_the_chain_cannot_fork(told: Ledger) -> None:
    with told.reading_connection() as connection:
        row = dict(connection.execute(select(table).where(table.c.id == 5)).mappings().one())
    with pytest.raises(IntegrityError), told._engine.begin() as connection:
        connection.execute(table.insert().values(row | {"id": 6}))


def test_a_long_log_is_verified_in_pages(told: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_PAGE", 2)
    with told.writing_connection() as connection:
        assert log.verify(connection).entries == 5
        log.append(connection, by="ann", action="export", subject="claims")
        assert log.verify(connection).entries == 6


def test_a_claim_is_named_in_what_a_purge_leaves(ledger: Ledger) -> None:
    with ledger.writing_connection() as connection, pytest.raises(ValueError, match="the river"):
        log.append(connection, by="ann", action="x", subject="the river", claim_id=1)


def test_the_same_decision_never_has_the_same_digest(ledger: Ledger) -> None:
    """Else whoever has a digest that a purge left could try what it may have been."""

    def told_of(connection: Connection) -> set[str]:
        return set(connection.scalars(select(table.c.told)))

    with ledger.writing_connection() as connection:
        for _ in range(3):
            log.append(connection, by="ann", action="x", subject="y", after={"name": "z"})
        assert len(told_of(connection)) == 3 == connection.scalar(select(func.count()).select_from(table))
