"""How often one may try, and ask."""

from __future__ import annotations

import pytest
from desk_people import PASSWORD, add_token, add_user, browser, program

from accordingto.web.security.throttling import network


def _try(client, name, password="wrong"):
    return client.post("/login", data={"name": name, "password": password})


@pytest.mark.parametrize("name", ["Ana", "Nobody"])
def test_guessing_is_stopped_whether_or_not_there_is_such_a_user(ledger, server, name):
    add_user(ledger, "Ana")
    client = browser(server(ledger, login_rate_name="3/15 minutes"))
    assert [_try(client, name).status_code for _ in range(4)] == [403, 403, 403, 429]
    stopped = _try(client, name.upper(), PASSWORD)
    assert stopped.status_code == 429, "not even the right password is taken, nor other case"
    assert 1 <= int(stopped.headers["retry-after"]) <= 900
    assert "minutes" in stopped.text
    add_user(ledger, "Bo")
    assert _try(client, "Bo", PASSWORD).status_code == 303, "others come in"


def test_login_in_time_forgets_the_failures(ledger, server):
    add_user(ledger, "Ana")
    client = browser(server(ledger, login_rate_name="3/15 minutes"))
    told = [_try(client, "Ana", word).status_code for word in ("a", "b", PASSWORD, "c", "d", PASSWORD)]
    assert told == [403, 403, 303, 403, 403, 303]


def test_one_address_cannot_try_many_names(ledger, server):
    add_user(ledger, "Ana")
    client = browser(server(ledger, login_rate_address="3/15 minutes"))
    assert [_try(client, f"name{i}").status_code for i in range(4)] == [403, 403, 403, 429]


def test_what_a_client_says_of_its_address_is_not_believed(ledger, server):
    add_user(ledger, "Ana")
    client = browser(server(ledger, login_rate_address="2/15 minutes"))
    told = [client.post("/login", data={"name": f"n{i}", "password": "x"}, headers={"X-Forwarded-For": f"10.0.0.{i}"})
            for i in range(3)]  # fmt: skip
    assert [answer.status_code for answer in told] == [403, 403, 429]


def test_what_a_proxy_says_of_addresses_is_believed_but_not_what_its_clients_say(ledger, server):
    add_user(ledger, "Ana")
    client = browser(server(ledger, proxy=True, login_rate_address="2/15 minutes"))

    def told(forwarded):
        return [
            client.post("/login", data={"name": address, "password": "x"}, headers={"X-Forwarded-For": address})
            for address in forwarded
        ]

    assert [answer.status_code for answer in told(f"198.51.100.{i}" for i in range(3))] == [403] * 3
    lies = [f"203.0.113.{i}, 192.0.2.1" for i in range(3)]
    assert [answer.status_code for answer in told(lies)] == [403, 403, 429]


def test_the_api_tells_whoever_asks_too_often_when_to_come_again(ledger, server):
    header = add_token(ledger, "bot")
    other = add_token(ledger, "bot2")
    address = server(ledger, api_rate="3/minute")
    told = [program(address, header).get("/api/v1/nothing") for _ in range(4)]
    assert [answer.status_code for answer in told] == [404, 404, 404, 429]
    assert told[3].headers["content-type"] == "application/problem+json"
    assert 1 <= int(told[3].headers["retry-after"]) <= 60
    assert program(address, other).get("/api/v1/nothing").status_code == 404


def test_an_open_desk_holds_nobody_up(ledger, server):
    client = program(server(ledger, api_rate="1/minute"))
    assert [client.get("/api/v1/nothing").status_code for _ in range(3)] == [404] * 3


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"), ("unknown", "unknown"),
    ],
)  # fmt: skip
def test_what_counts_as_one_address(address, counted):
    assert network(address) == counted
