"""What every answer tells a browser, and that nothing but the desk's own files is served."""

from __future__ import annotations

from desk_people import add_user, browser, exchange, program
from fastapi import FastAPI

PATHS = [
    "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%2e%2e%2f%2e%2e%2fetc/passwd",
    "/static//etc/passwd", "/static/..%5c..%5capp.py", "/static/%00", "/static/....//app.py", "/static/", "/static",
]  # fmt: skip
NOT_HTTP = [
    b"GET /account HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n",
    b"GET /account HTTP/1.1\r\nHost : localhost\r\n\r\n",
    b"GET /acc\nount HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
    b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"GET /account HTTP/1.1\r\nHost: localhost\r\nX-Long: " + 400_000 * b"a" + b"\r\n\r\n",
    b"GET /account?" + 400_000 * b"a" + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /account HTTP/1.1\r\nHost: localhost\r\n" + 100_000 * b"a: b\r\n" + b"\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
]


def _with_routes(app: FastAPI) -> None:
    @app.get("/api/v1/fault")
    def fault() -> None:
        raise ValueError("a secret of the program")

    @app.get("/fault")
    def fault_of_a_page() -> None:
        raise ValueError("a secret of the program")


def test_every_answer_is_guarded(ledger, server):
    add_user(ledger, "Ana")
    address = server(ledger, _with_routes)
    client = browser(address)
    answers = {
        "page": client.get("/login"), "redirect": client.get("/account"), "static": client.get("/static/desk.css"),
        "no page": client.get("/nothing"), "no api": client.get("/api/v1/nothing"), "fault": client.get("/fault"),
        "api fault": client.get("/api/v1/fault"), "name": client.get("/", headers={"Host": "evil.example"}),
        "method": client.delete("/login"), "forged": client.post("/login", headers={"Sec-Fetch-Site": "cross-site"}),
        "token": client.get("/account", headers={"Authorization": "Bearer x"}),
    }  # fmt: skip
    for what, answer in answers.items():
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy, what
        assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy and "form-action 'self'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff", what
        assert answer.headers["referrer-policy"] == "same-origin", what
        assert answer.headers["cross-origin-opener-policy"] == "same-origin", what
        assert answer.headers["cache-control"] == ("no-cache" if what == "static" else "no-store"), what
        assert "server" not in answer.headers, what
        assert "access-control-allow-origin" not in answer.headers, what
    statuses = {what: answer.status_code for what, answer in answers.items()}
    assert statuses == {
        "page": 200, "redirect": 303, "static": 200, "no page": 404, "no api": 404, "fault": 500, "api fault": 500,
        "name": 421, "method": 405, "forged": 403, "token": 401,
    }  # fmt: skip
    for what in ("fault", "api fault"):
        assert "secret" not in answers[what].text
    assert "<h1>" in answers["fault"].text
    assert answers["api fault"].json()["status"] == 500


def test_nothing_but_static_files_is_served(ledger, server):
    address = server(ledger)
    for path in PATHS:
        answer = exchange(address, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        assert answer.split()[1] in {b"404", b"405", b"307"}, (path, answer[:200])
        assert b"create_app" not in answer and b"root:" not in answer


def test_what_is_not_http_is_refused_and_the_desk_goes_on(ledger, server):
    address = server(ledger)
    for request in NOT_HTTP:
        answer = exchange(address, request)
        # A client that is still sending when the desk hangs up may not see the answer.
        assert answer.split()[1:2] == [b"400"] or (not answer and len(request) > 100_000), (request[:99], answer[:99])
    assert program(address).get("/account").status_code == 200
