"""`accordingto users`: accounts from the command line."""

from __future__ import annotations

import io
import sys

import pytest
from typer.testing import CliRunner

from accordingto.cli.app import app
from accordingto.ledger import Ledger
from accordingto.ledger.people import tokens, users
from accordingto.ledger.review import log
from accordingto.web.security.passwords import Passwords
from accordingto.web.settings import Settings

GOOD = "four words of horses"


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    return path


def _run(*arguments, typed=""):
    return CliRunner().invoke(app, ["users", *map(str, arguments)], input=typed)


def _user(ledger, name):
    with Ledger.open(ledger) as opened, opened.reading_connection() as connection:
        return users.find(connection, name)


def test_add_list_and_change(ledger):
    assert "No users" in _run("list", ledger).stderr
    assert _run("add", ledger, "Ana", "--role", "editor", typed=f"{GOOD}\n").exit_code == 0
    user = _user(ledger, "Ana")
    assert user.role == "editor"
    assert user.password.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert Passwords(Settings()).right(GOOD, user.password)
    assert _run("add", ledger, "bot", "--without-password").exit_code == 0
    token = _run("token", ledger, "bot", "--label", "feeds", "--days", "0").stdout.strip()
    with Ledger.open(ledger) as opened, opened.reading_connection() as connection:
        assert tokens.bearer(connection, token).name == "bot"
    assert _run("role", ledger, "Ana", "reader").exit_code == 0
    assert _run("disable", ledger, "ana").exit_code == 0
    assert _run("list", ledger).stdout.splitlines() == [
        "Ana  reader    disabled", "bot  reviewer  no password; token “feeds” until it is revoked",
    ]  # fmt: skip
    assert _run("enable", ledger, "Ana").exit_code == 0
    assert "Revoked: 1" in _run("revoke", ledger, "bot").stderr
    assert not _user(ledger, "Ana").disabled


def test_what_changed_stands_in_the_log_without_secrets(ledger):
    _run("add", ledger, "Ana", "--role", "reader", typed=f"{GOOD}\n")
    _run("role", ledger, "Ana", "admin")
    _run("password", ledger, "Ana", typed=f"{GOOD}!\n")
    token = _run("token", ledger, "Ana").stdout.strip()
    for command in ("revoke", "disable", "enable"):
        _run(command, ledger, "Ana")
    with Ledger.open(ledger) as opened, opened.reading_connection() as connection:
        entries = list(reversed(log.entries(connection)))
        verified = log.verify(connection)
    assert [entry.action for entry in entries] == [
        "add user", "change role", "change password", "issue token", "revoke token", "disable user", "enable user",
    ]  # fmt: skip
    assert {entry.subject for entry in entries} == {"user 1"}
    assert (entries[1].before, entries[1].after) == ({"role": "reader"}, {"name": "Ana", "role": "admin"})
    assert (verified.entries, verified.first_broken) == (7, None)
    told = str(entries)
    assert token not in told and tokens.digest(token) not in told and GOOD not in told and "argon2" not in told


def test_another_password(ledger):
    _run("add", ledger, "Ana", typed=f"{GOOD}\n")
    assert _run("password", ledger, "Ana", typed="five other words of geese\n").exit_code == 0
    assert Passwords(Settings()).right("five other words of geese", _user(ledger, "Ana").password)


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (("add", "Ana"), "short\n", "12 to 1024 characters"),
        (("add", "Ana"), "", "12 to 1024 characters"),
        (("add", "Ana"), "anaanaanaana1234\n", "too easily guessed"),
        (("add", "Bo"), f"{GOOD}\n", "already"),
        (("add", "\x1b[31m"), f"{GOOD}\n", "cannot be seen"),
        (("password", "Zed"), "", "no user 'Zed'. Users: Bo."),
        (("token", "Zed"), "", "no user 'Zed'"),
        (("revoke", "Bo"), "", "no such token"),
        (("disable", "Zed"), "", "no user 'Zed'"),
    ],
)
def test_what_cannot_be_done_is_told_in_words_and_changes_nothing(ledger, arguments, typed, words):
    _run("add", ledger, "Bo", "--without-password")
    told = _run(arguments[0], ledger, *arguments[1:], typed=typed)
    assert told.exit_code == 1
    assert words in told.stderr
    assert "Traceback" not in told.stderr and "\x1b" not in told.stderr
    with Ledger.open(ledger) as opened, opened.reading_connection() as connection:
        assert [user.name for user in users.listed(connection)] == ["Bo"]


def test_a_password_is_no_argument(ledger):
    assert _run("add", ledger, "Ana", GOOD).exit_code == 2
    assert _run("add", ledger, "Ana", "--password", GOOD).exit_code == 2


def test_a_typed_password_is_asked_for_twice(ledger, monkeypatch):
    from accordingto.cli import users as command

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    asked = iter([GOOD, GOOD, GOOD, f"{GOOD}!"])
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(command.getpass, "getpass", lambda prompt: next(asked))
    command.add(str(ledger), "Ana", command.Role.READER, False)
    assert Passwords(Settings()).right(GOOD, _user(ledger, "Ana").password)
    with pytest.raises(Exception, match="1"):
        command.add(str(ledger), "Bo", command.Role.READER, False)


def test_there_has_to_be_a_ledger(tmp_path):
    told = _run("add", tmp_path / "none.db", "Ana", typed=f"{GOOD}\n")
    assert told.exit_code == 1
    assert "no such file" in told.stderr
    assert not (tmp_path / "none.db").exists()
