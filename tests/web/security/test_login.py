"""Logging in and out, and what sessions outlive."""

from __future__ import annotations

from desk_people import add_user, browser, logged_in


def test_login(ledger, server):
    add_user(ledger, "Ana", "editor")
    address = server(ledger)
    assert browser(address).get("/account").headers["location"] == "/login?next=/account"
    client = logged_in(address, "Ana")
    assert "editor" in client.get("/account").text
