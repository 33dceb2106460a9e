"""Tokens: shown once, kept as digests, taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from accordingto.errors import DecisionError, NotFoundError
from accordingto.ledger import Ledger
from accordingto.ledger.people import tokens, users
from accordingto.ledger.people.tables import tokens as table


@pytest.fixture
def connection(tmp_path):
    with Ledger.open(tmp_path / "ledger.db") as ledger, ledger.writing_connection() as connection:
        users.add(connection, "bot", "editor", None)
        yield connection


def test_a_token_speaks_for_its_user_and_only_its_digest_is_kept(connection):
    token = tokens.issue(connection, "Bot", "feeds", 30)
    assert token.startswith("ato_") and len(token) == 47
    assert tokens.bearer(connection, token) == users.find(connection, "bot")
    (kept,) = connection.scalars(select(table.c.digest))
    assert len(kept) == 64 and kept not in token and token not in kept
    assert tokens.bearer(connection, kept) is None


def test_a_token_that_ran_out_or_was_revoked_speaks_for_nobody(connection):
    past, kept = tokens.issue(connection, "bot", "past", -1), tokens.issue(connection, "bot", "kept", None)
    assert tokens.bearer(connection, past) is None
    assert tokens.bearer(connection, kept) is not None
    assert tokens.revoke(connection, "bot", "kept") == 1
    assert tokens.bearer(connection, kept) is None
    assert [(token.name, token.counts) for token in tokens.of_user(connection, "bot")] == [
        ("past", False), ("kept", False),
    ]  # fmt: skip


def test_one_name_means_one_token(connection):
    tokens.issue(connection, "bot", "feeds", 30)
    with pytest.raises(DecisionError, match="Revoke it first"):
        tokens.issue(connection, "bot", "feeds", 30)
    tokens.revoke(connection, "bot", "feeds")
    tokens.issue(connection, "bot", "feeds", 30)


def test_revoking_what_is_not_there_tells_what_is(connection):
    users.add(connection, "Ana", "reader", None)
    tokens.issue(connection, "Ana", "hers", None)
    tokens.issue(connection, "bot", "feeds", None)
    with pytest.raises(NotFoundError, match="“feeds”"):
        tokens.revoke(connection, "bot", "hers")
    tokens.issue(connection, "bot", "other", None)
    assert tokens.revoke(connection, "bot", None) == 2
    with pytest.raises(NotFoundError, match="none"):
        tokens.revoke(connection, "bot", None)
    assert tokens.of_user(connection, "Ana")[0].counts
