"""Programs with tokens: let in, and shut out again at once."""

from __future__ import annotations

import pytest
from desk_people import add_token, add_user, logged_in, program

from accordingto.ledger import Ledger
from accordingto.ledger.people import tokens, users


def _change(path, what) -> None:
    with Ledger.open(path) as opened, opened.writing_connection() as connection:
        what(connection)


@pytest.mark.parametrize(
    "shut_out",
    [
        lambda connection: tokens.revoke(connection, "bot", "test"),
        lambda connection: tokens.revoke(connection, "bot", None),
        lambda connection: users.disable(connection, "bot"),
        lambda connection: connection.execute(tokens.tokens.update().values(expires_at="2020-01-01T00:00:00+00:00")),
    ],
    ids=["revoked", "all revoked", "disabled", "too old"],
)  # fmt: skip
def test_a_token_counts_until_it_is_revoked_too_old_or_its_user_disabled(ledger, server, shut_out):
    client = program(server(ledger), add_token(ledger, "bot", "editor"))
    assert "Role: editor" in client.get("/account").text
    _change(ledger, shut_out)
    answer = client.get("/api/v1/nothing")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("header", ["Bearer", "bearer ato_", "Bearer ' OR 1=1 --", "Bearer \u00ff\u00fe"])
def test_what_is_no_token_lets_nobody_in(ledger, server, header):
    add_user(ledger, "Ana")
    answer = program(server(ledger)).get("/account", headers={"Authorization": header.encode("latin-1")})
    assert answer.status_code == 401


def test_a_wrong_token_is_refused_even_at_an_open_desk(ledger, server):
    assert program(server(ledger), {"Authorization": "Bearer ato_x"}).get("/account").status_code == 401


def test_a_wrong_token_is_not_made_good_by_a_session(ledger, server):
    add_user(ledger, "Ana")
    client = logged_in(server(ledger), "Ana")
    assert client.get("/account", headers={"Authorization": "Bearer ato_x"}).status_code == 401


def test_other_kinds_of_authorization_are_no_login(ledger, server):
    add_user(ledger, "Ana")
    answer = program(server(ledger)).get("/api/v1/nothing", headers={"Authorization": "Basic QW5hOng="})
    assert answer.status_code == 404, "a proxy's own login is passed over"
    assert program(server(ledger)).get("/account", headers={"Authorization": "Basic QW5hOng="}).status_code == 303
