"""People who use a desk in tests, and their browsers."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

import httpx2

from accordingto.ledger import Ledger
from accordingto.ledger.people import tokens, users
from accordingto.web.security.passwords import Passwords
from accordingto.web.settings import Settings

CHEAP = Settings(password_time=1, password_memory=64, somebody="Tester")
"""As shipped, but passwords cost nothing, and whoever works at an open desk is called Tester."""
PASSWORD = "four words of horses"


def add_user(path: Path, name: str, role: str = "reviewer", password: str | None = PASSWORD) -> None:
    """Make an account in a ledger."""
    hashed = None if password is None else Passwords(CHEAP).hashed(password, name)
    with Ledger.open(path) as opened, opened.writing_connection() as connection:
        users.add(connection, name, role, hashed)


def add_token(path: Path, name: str, role: str = "reviewer") -> dict[str, str]:
    """Make an account with a token and return the header that a program sends."""
    with Ledger.open(path) as opened, opened.writing_connection() as connection:
        users.add(connection, name, role, None)
        return {"Authorization": f"Bearer {tokens.issue(connection, name, 'test', 1)}"}


def program(address: str, headers: dict[str, str] | None = None) -> httpx2.Client:
    """Return a client that is no browser, such as a program with a token."""
    return httpx2.Client(base_url=address, headers=headers, verify=False, trust_env=False)


def browser(address: str) -> httpx2.Client:
    """Return a client that behaves as a browser on the desk's own pages."""
    return httpx2.Client(base_url=address, headers={"Sec-Fetch-Site": "same-origin"}, verify=False, trust_env=False)


def logged_in(address: str, name: str, password: str = PASSWORD) -> httpx2.Client:
    """Return a browser in which somebody has logged in."""
    client = browser(address)
    answer = client.post("/login", data={"name": name, "password": password})
    assert answer.status_code == 303, answer.text
    return client


def exchange(address: str, request: bytes) -> bytes:
    """Send bytes as they are and return all that comes back until the desk closes the connection."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        answer = b""
        with suppress(ConnectionError):
            line.sendall(request)
            while part := line.recv(65536):
                answer += part
    return answer
