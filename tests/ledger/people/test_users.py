"""Accounts: names that cannot be confused, roles, and who can log in at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.errors import DecisionError, NotFoundError
from accordingto.ledger import Ledger
from accordingto.ledger.people import sessions, tokens, users
from accordingto.ledger.people.sessions import Lasting


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    with Ledger.open(tmp_path_factory.mktemp("people") / "ledger.db") as ledger:
        yield ledger


@pytest.fixture
def connection(opened):
    """A connection of which nothing is kept."""
    with opened.writing_connection() as connection:
        yield connection
        connection.rollback()


def test_a_user_is_kept_as_given(connection):
    users.add(connection, "  Ana  Lyse ", "editor", "hash")
    user = users.find(connection, "Ana Lyse")
    assert (user.name, user.role, user.password, user.disabled) == ("Ana Lyse", "editor", "hash", False)
    assert users.listed(connection) == [user]


@pytest.mark.parametrize("name", ["ana", "ANA", " Ana ", "\uff21na"])
def test_names_that_look_the_same_are_the_same(connection, name):
    user = users.add(connection, "Ana", "reader", None)
    assert users.named(connection, name) == user
    with pytest.raises(DecisionError, match="already"):
        users.add(connection, name, "admin", None)


@pytest.mark.parametrize("name", ["", "  ", "x" * 65, "a\x00b", "a\x1b[31mb", "a\u202eb", "a\u200bb"])
def test_names_that_cannot_be_read_are_refused(connection, name):
    with pytest.raises(DecisionError):
        users.add(connection, name, "reader", None)
    assert not users.any_user(connection)


@given(name=st.text(max_size=70))
def test_any_name_is_kept_so_that_it_is_found_or_refused(opened, name):
    with opened.writing_connection() as connection:
        try:
            user = users.add(connection, name, "reader", None)
        except DecisionError:
            assert users.listed(connection) == []
        else:
            assert users.find(connection, user.name) == user
        connection.rollback()


def test_there_is_no_other_role(connection):
    with pytest.raises(DecisionError, match="reader, reviewer, editor, admin"):
        users.add(connection, "Ana", "root", None)
    users.add(connection, "Ana", "reader", None)
    with pytest.raises(DecisionError):
        users.set_role(connection, "Ana", "Admin")
    users.set_role(connection, "Ana", "admin")
    assert users.find(connection, "Ana").role == "admin"


def test_an_unknown_user_is_told_with_those_there_are(connection):
    with pytest.raises(NotFoundError, match="none yet"):
        users.find(connection, "Ana")
    users.add(connection, "Bo", "reader", None)
    for change in (users.disable, users.enable):
        with pytest.raises(NotFoundError, match="Bo"):
            change(connection, "Ana")
    assert users.named(connection, "Ana") is None


def test_who_can_log_in_at_all(connection):
    assert not users.any_that_can_log_in(connection)
    users.add(connection, "bot", "reader", None)
    assert users.any_user(connection)
    assert not users.any_that_can_log_in(connection), "neither password nor token"
    tokens.issue(connection, "bot", "test", 1)
    assert users.any_that_can_log_in(connection)
    tokens.revoke(connection, "bot", None)
    assert not users.any_that_can_log_in(connection)
    tokens.issue(connection, "bot", "past", -1)
    assert not users.any_that_can_log_in(connection)
    users.add(connection, "Ana", "reader", "hash")
    assert users.any_that_can_log_in(connection)
    users.disable(connection, "Ana")
    assert not users.any_that_can_log_in(connection)
    users.enable(connection, "Ana")
    assert users.any_that_can_log_in(connection)


@pytest.mark.parametrize("change", [users.disable, lambda c, name: users.set_password(c, name, "other")])
def test_what_ends_sessions_ends_only_that_users(connection, change):
    ana, bo = (users.add(connection, name, "reader", "hash") for name in ("Ana", "Bo"))
    keys = [sessions.begin(connection, user.id, Lasting()) for user in (ana, ana, bo)]
    change(connection, "ana")
    assert [sessions.holder(connection, key, Lasting()) is None for key in keys] == [True, True, False]
