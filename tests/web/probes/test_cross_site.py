"""Every route that changes something, asked by a page of another site in somebody's browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from desk_people import add_user, logged_in, program
from desk_requests import unsafe, with_a_judgement
from desk_state import changed, state
from plain_reader import plain_reader
from waiting import wait_until

_EVIL = "https://evil.example"
_FOREIGN: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site", "Origin": _EVIL},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:1"},
    {"Origin": _EVIL},
    {"Origin": "null"},
    {"Origin": ""},
    # What a browser sent with a request that it says is not its own page's counts, whatever else it says.
    {"Sec-Fetch-Site": "cross-site", "Origin": "null", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-User": "?1"},
)
_FORM_KINDS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=B", "text/plain", "")


@pytest.fixture(params=["a session", "an open desk"])
def victim(request: pytest.FixtureRequest, attacked: Path, server: Callable[..., str]) -> httpx2.Client:
    """A browser that may do everything, once logged in and once at a desk without users; it says not yet from where."""
    with_a_judgement(attacked)
    if request.param == "an open desk":
        return program(server(attacked, plain_reader))
    add_user(attacked, "Ann", "admin")
    client = logged_in(server(attacked, plain_reader), "Ann")
    del client.headers["Sec-Fetch-Site"]
    return client


def test_no_page_of_another_site_changes_anything(victim: httpx2.Client, attacked: Path) -> None:
    listed = unsafe(attacked)
    assert len(listed) > 15
    silent = [{}] if victim.cookies else [{"Cookie": "theirs=1"}]
    before = state(attacked)
    for asking in listed:
        for headers in (*_FOREIGN, *silent):
            answer = asking.send(victim, headers)
            assert answer.status_code == 403, (asking.path, headers)
            assert "another site" in answer.text and "set-cookie" not in answer.headers
    assert changed(before, attacked) == []


def test_the_same_requests_from_a_page_of_the_desk_do(victim: httpx2.Client, attacked: Path) -> None:
    """Else those above would be refused for another reason."""
    own = {"Origin": str(victim.base_url).rstrip("/")}
    # Accounts are nothing of an open desk, and logging out would end what the others need.
    for asking in unsafe(attacked):
        if asking.path in ("/login", "/logout", "/account/password"):
            continue
        before = state(attacked)
        answer = asking.send(victim, own)
        assert answer.status_code in (200, 201, 303), (asking.path, answer.status_code)
        if asking.path == "/add":
            wait_until(lambda before=before: "reports" in changed(before, attacked))
        assert changed(before, attacked), asking.path


def test_the_api_takes_nothing_that_a_form_can_send(victim: httpx2.Client, attacked: Path) -> None:
    """A form of another site sends these kinds of bodies without asking; JSON it cannot."""
    own = {"Origin": str(victim.base_url).rstrip("/")}
    before = state(attacked)
    bodies = (b'{"decision":"accept"}', b'{"decision":"accept","note":"=x"}', b"decision=accept&text=x")
    for asking in unsafe(attacked):
        for kind in _FORM_KINDS if asking.route.is_api else ():
            for body in bodies:
                answer = asking.send(victim, own | {"Content-Type": kind}, content=body)
                assert answer.status_code == 415, (asking.path, kind, answer.status_code)
    assert changed(before, attacked) == []
