"""Other sites' pages change nothing at a desk, whoever is logged in there."""

from __future__ import annotations

from desk_people import PASSWORD, add_token, add_user, browser, logged_in, program
from fastapi import Depends, FastAPI

from accordingto.web.security.roles import at_least

OWN = [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://{host}"}, {}]
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "nonsense"},
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost:1"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://{host}"}, {"Origin": "http://{host}.evil.example"},
    {"Origin": "http://evil.example/{host}"}, {"Origin": "http://[bad"},
]  # fmt: skip


def _with_probe(app: FastAPI) -> None:
    @app.post("/api/v1/probe", dependencies=[Depends(at_least("reviewer"))])
    def probe() -> dict[str, bool]:
        return {"done": True}


def _filled(headers: dict[str, str], address: str) -> dict[str, str]:
    return {name: value.replace("{host}", address.removeprefix("http://")) for name, value in headers.items()}


def test_another_sites_page_changes_nothing_at_an_open_desk(ledger, server):
    address = server(ledger, _with_probe)
    client = program(address)
    for headers in FOREIGN:
        answer = client.post("/api/v1/probe", headers=_filled(headers, address))
        assert answer.status_code == 403, headers
        assert answer.headers["content-type"] == "application/problem+json"


def test_another_sites_page_changes_nothing_where_somebody_is_logged_in(ledger, server):
    add_user(ledger, "Ana")
    address = server(ledger, _with_probe)
    client = logged_in(address, "Ana")
    del client.headers["Sec-Fetch-Site"]
    for headers in FOREIGN:
        sent = _filled(headers, address)
        assert client.post("/api/v1/probe", headers=sent).status_code == 403, headers
        assert client.post("/logout", headers=sent).status_code == 403, headers
        assert client.get("/account", headers=sent).status_code == 200, "still logged in; reading is no change"


def test_another_sites_page_logs_nobody_in(ledger, server):
    add_user(ledger, "Ana")
    answer = browser(server(ledger)).post(
        "/login", data={"name": "Ana", "password": PASSWORD}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_ones_own_pages_and_programs_do(ledger, server):
    address = server(ledger, _with_probe)
    client = program(address)
    for headers in OWN:
        assert client.post("/api/v1/probe", headers=_filled(headers, address)).status_code == 200, headers


def test_over_https_a_page_of_plain_http_changes_nothing(ledger, server):
    address = server(ledger, _with_probe, secure=True)
    client = program(address)
    sent = _filled({"Origin": "http://{host}"}, address)
    assert client.post("/api/v1/probe", headers=sent).status_code == 403


def test_a_cookie_without_a_word_where_it_comes_from_is_not_enough(ledger, server):
    add_user(ledger, "Ana")
    client = logged_in(server(ledger, _with_probe), "Ana")
    assert client.post("/api/v1/probe").status_code == 200
    del client.headers["Sec-Fetch-Site"]
    assert client.post("/api/v1/probe").status_code == 403


def test_tokens_are_exempt_and_alone_decide(ledger, server):
    header = add_token(ledger, "bot")
    add_user(ledger, "Ana")
    address = server(ledger, _with_probe)
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert program(address).post("/api/v1/probe", headers=header | foreign).status_code == 200
    client = logged_in(address, "Ana")
    assert client.post("/api/v1/probe", headers={"Authorization": "Bearer ato_wrong"}).status_code == 401
