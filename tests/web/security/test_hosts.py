"""By which names a desk lets itself be called, and when it wants to know who calls."""

from __future__ import annotations

import pytest
from desk_people import CHEAP, add_user, exchange, program
from hypothesis import given
from hypothesis import strategies as st

from accordingto.web.security.hosts import answers_to
from accordingto.web.settings import Settings

FOREIGN = [
    "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.7", "",
    "localhost:", "localhost:80:80", "[::2]", "0.0.0.0", "user@localhost", "localhost/x",
]  # fmt: skip


def test_an_open_desk_needs_no_login_and_names_who_sits_there(ledger, server):
    told = program(server(ledger)).get("/account").text
    assert "Tester" in told
    assert "Role: admin" in told


def test_with_the_first_user_everybody_has_to_log_in(ledger, server):
    client = program(server(ledger))
    assert client.get("/account").status_code == 200
    add_user(ledger, "Ana")
    assert client.get("/account").status_code == 303


def test_an_open_desk_refuses_other_names(ledger, server):
    client = program(server(ledger))
    for host in FOREIGN:
        answer = client.get("/account", headers={"Host": host})
        assert answer.status_code == 421, host
        assert "Tester" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:9", "[::1]:8000", "desk.news.example"])
def test_names_that_a_desk_goes_by(host):
    assert answers_to(host, Settings(allowed_hosts=("Desk.News.example",)))


def test_a_desk_for_others_goes_by_addresses_in_digits_but_not_by_names():
    settings = Settings(open_to_all=False)
    assert answers_to("192.0.2.7:8000", settings)
    assert not answers_to("evil.example", settings)


@given(st.text(max_size=40))
def test_no_host_header_is_a_fault(host):
    assert answers_to(host, CHEAP) in {True, False}


def test_two_hosts_or_none_are_refused(ledger, server):
    address = server(ledger)
    two = exchange(
        address, b"GET /account HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    )
    none = exchange(address, b"GET /account HTTP/1.0\r\n\r\n")
    assert two.split()[1] == b"400"
    assert none.split()[1] == b"421"
