"""Logging in and out: sessions, their keys, and what ends them."""

from __future__ import annotations

import time

import httpx2
import pytest
from desk_people import PASSWORD, add_token, add_user, browser, logged_in, program
from pwdlib import PasswordHash

from accordingto.ledger import Ledger
from accordingto.ledger.people import users

COOKIE = "accordingto-"
ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "/\\evil.example", "\\/evil.example", "/\t/evil.example",
    "/%0d%0aSet-Cookie:%20a=b\r\nSet-Cookie: a=b", "javascript:alert(1)", "evil", " //evil.example", "/\r\nX: y",
]  # fmt: skip


def _key(client: httpx2.Client) -> str:
    (value,) = [cookie.value for cookie in client.cookies.jar if cookie.name.startswith(COOKIE)]
    return value


def _inside(client: httpx2.Client) -> bool:
    return client.get("/account").status_code == 200


def _change(path, what) -> None:
    with Ledger.open(path) as opened, opened.writing_connection() as connection:
        what(connection)


def test_pages_lead_to_the_login_and_back(ledger, server):
    add_user(ledger, "Ana", "editor")
    client = browser(server(ledger))
    assert client.get("/account?x=1").headers["location"] == "/login?next=/account%3Fx%3D1"
    assert "Log in" in client.get("/login?next=/account").text
    answer = client.post("/login", data={"name": "Ana", "password": PASSWORD, "next": "/account?x=1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/account?x=1")
    assert "Role: editor" in client.get("/account").text


def test_what_was_sent_after_the_session_ended_is_not_redirected_away(ledger, server):
    add_user(ledger, "Ana")
    answer = browser(server(ledger)).post("/account/password", data={"old": "x"})
    assert answer.status_code == 401
    assert "log in in another tab" in answer.text


def test_no_script_reads_the_cookie_and_no_other_site_sends_it(ledger, server):
    add_user(ledger, "Ana")
    client = browser(server(ledger))
    cookie = client.post("/login", data={"name": "Ana", "password": PASSWORD}).headers["set-cookie"]
    parts = [part.strip().lower() for part in cookie.split(";")]
    assert {"httponly", "samesite=lax", "path=/"} <= set(parts)
    assert "secure" not in parts


def test_over_https_the_cookie_is_secure_and_of_this_host_alone(ledger, server):
    add_user(ledger, "Ana")
    client = browser(server(ledger, secure=True))
    cookie = client.post("/login", data={"name": "Ana", "password": PASSWORD}).headers["set-cookie"]
    assert cookie.startswith("__Host-accordingto-")
    assert "secure" in cookie.lower()


def test_a_key_set_before_login_is_worth_nothing_after_it(ledger, server):
    add_user(ledger, "Ana")
    address = server(ledger)
    port = address.rpartition(":")[2]
    client = browser(address)
    client.cookies.set(f"{COOKIE}{port}", "planted-by-an-attacker", domain="127.0.0.1", path="/")
    assert not _inside(client)
    answer = client.post("/login", data={"name": "Ana", "password": PASSWORD})
    assert "planted-by-an-attacker" not in answer.headers["set-cookie"]
    attacker = browser(address)
    attacker.cookies.set(f"{COOKIE}{port}", "planted-by-an-attacker")
    assert not _inside(attacker)


def test_each_login_has_a_new_key_and_ends_the_session_of_before(ledger, server):
    add_user(ledger, "Ana")
    address = server(ledger)
    client = logged_in(address, "Ana")
    first = _key(client)
    client.post("/login", data={"name": "Ana", "password": PASSWORD})
    assert _key(client) != first
    old = browser(address)
    old.cookies.set(f"{COOKIE}{address.rpartition(':')[2]}", first)
    assert not _inside(old)


def test_logout_ends_the_session_on_the_server_too(ledger, server):
    add_user(ledger, "Ana")
    address = server(ledger)
    client = logged_in(address, "Ana")
    key = _key(client)
    assert client.post("/logout").headers["location"] == "/login"
    assert not list(client.cookies.jar)
    old = browser(address)
    old.cookies.set(f"{COOKIE}{address.rpartition(':')[2]}", key)
    assert not _inside(old)


def test_keys_and_passwords_are_not_in_the_ledger(ledger, server):
    add_user(ledger, "Ana")
    client = logged_in(server(ledger), "Ana")
    kept = b"".join(file.read_bytes() for file in ledger.parent.glob("ledger.db*"))
    assert _key(client).encode() not in kept
    assert PASSWORD.encode() not in kept
    assert b"$argon2id$" in kept


def test_disabling_ends_sessions_at_once(ledger, server):
    add_user(ledger, "Ana")
    client = logged_in(server(ledger), "Ana")
    assert _inside(client)
    _change(ledger, lambda connection: users.disable(connection, "Ana"))
    assert not _inside(client)
    _change(ledger, lambda connection: users.enable(connection, "Ana"))
    assert not _inside(client), "the session must not come back with the account"


def test_another_role_counts_at_once(ledger, server):
    add_user(ledger, "Ana", "admin")
    client = logged_in(server(ledger), "Ana")
    _change(ledger, lambda connection: users.set_role(connection, "Ana", "reader"))
    assert "Role: reader" in client.get("/account").text


def test_changing_the_password_ends_the_other_sessions(ledger, server):
    add_user(ledger, "Ana")
    address = server(ledger)
    here, elsewhere = logged_in(address, "Ana"), logged_in(address, "Ana")
    before = _key(here)
    new = "five other words of geese"
    answer = here.post("/account/password", data={"old": PASSWORD, "new": new, "again": new})
    assert "The password was changed" in answer.text
    assert _inside(here) and _key(here) != before
    assert not _inside(elsewhere)
    assert browser(address).post("/login", data={"name": "Ana", "password": PASSWORD}).status_code == 403
    logged_in(address, "Ana", new)


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("wrong", "five other words of geese", "five other words of geese", "present password is not right"),
        (PASSWORD, "five other words of geese", "five other words of goose", "in two ways"),
        (PASSWORD, "short", "short", "12 to 1024 characters"),
        (PASSWORD, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "too easily guessed"),
        (PASSWORD, "ana ana ana 1234", "ana ana ana 1234", "too easily guessed"),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_or_to_a_weak_one(ledger, server, old, new, again, words):
    add_user(ledger, "Ana")
    client = logged_in(server(ledger), "Ana")
    answer = client.post("/account/password", data={"old": old, "new": new, "again": again})
    assert answer.status_code == 422
    assert words in answer.text


def test_a_token_cannot_change_the_password(ledger, server):
    header = add_token(ledger, "bot")
    answer = program(server(ledger)).post("/account/password", headers=header, data={"old": "", "new": "", "again": ""})
    assert answer.status_code == 403


def test_unknown_wrong_disabled_and_without_password_look_the_same(ledger, server, monkeypatch):
    add_user(ledger, "Ana")
    add_user(ledger, "Off")
    add_user(ledger, "Bot", password=None)
    _change(ledger, lambda connection: users.disable(connection, "Off"))
    compared = []
    verify = PasswordHash.verify

    def counted(self, password, known):
        compared.append(known[:30])
        return verify(self, password, known)

    monkeypatch.setattr(PasswordHash, "verify", counted)
    client = browser(server(ledger))
    told = set()
    for name, password in (("Ana", "wrong"), ("Nobody", "wrong"), ("Off", PASSWORD), ("Bot", ""), ("Bot", PASSWORD)):
        answer = client.post("/login", data={"name": name, "password": password})
        told.add((answer.status_code, answer.text.replace(f'value="{name}"', 'value=""')))
        assert "set-cookie" not in answer.headers
    assert len(told) == 1
    # The same work for each: one comparison, at the same cost.
    assert len(compared) == 5
    assert len({known.split("$")[3] for known in compared}) == 1


def test_an_idle_session_runs_out(ledger, server):
    from datetime import timedelta

    from accordingto.ledger.people.sessions import Lasting

    add_user(ledger, "Ana")
    client = logged_in(server(ledger, sessions=Lasting(timedelta(seconds=0.4), timedelta(days=1))), "Ana")
    for _ in range(4):
        time.sleep(0.15)
        assert _inside(client), "a session that is used goes on"
    time.sleep(0.5)
    assert not _inside(client)


def test_login_leads_to_no_other_site_and_sets_no_foreign_header(ledger, server):
    add_user(ledger, "Ana")
    client = browser(server(ledger))
    for wanted in ELSEWHERE:
        answer = client.post("/login", data={"name": "Ana", "password": PASSWORD, "next": wanted})
        assert (answer.status_code, answer.headers["location"]) == (303, "/"), wanted
        assert "x" not in answer.headers
        assert all(cookie.startswith(COOKIE) for cookie in answer.headers.get_list("set-cookie"))
        assert client.get("/login", params={"next": wanted}).headers["location"] == "/"


def test_what_is_typed_at_login_is_escaped(ledger, server):
    add_user(ledger, "Ana")
    told = browser(server(ledger)).post("/login", data={"name": '"><script>alert(1)</script>', "password": "x"}).text
    assert "<script>alert" not in told
    assert "&lt;script&gt;alert" in told


def test_strange_bytes_at_login_are_no_fault(ledger, server):
    add_user(ledger, "Ana")
    client = browser(server(ledger))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    multipart = {"Content-Type": "multipart/form-data; boundary=x"}
    for body, headers in (
        (b"name=%ff%fe&password=%ed%a0%80", form), (b"name=%00&password=%00", form), (b"", form), (b"&&==&", form),
        (b"name=" + 2000 * b"a", form), (b"--x\r\n\r\n--x--", multipart), (b"nothing of the kind", multipart),
        (b'{"name": "Ana"}', {"Content-Type": "application/json"}), (b"name=Ana", {"Content-Type": "\xff".encode()}),
    ):  # fmt: skip
        answer = client.post("/login", content=body, headers=headers)
        assert answer.status_code in {400, 403, 422}, (body[:40], answer.status_code)
        assert "set-cookie" not in answer.headers
