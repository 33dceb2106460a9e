"""Uploads that are too large, too long or too slow, and clients that hold a connection."""

from __future__ import annotations

import itertools
import json
import socket
import time
from contextlib import suppress

import pytest
from desk_people import add_token, add_user, exchange, program
from fastapi import Depends, FastAPI, Request, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from accordingto.web import server as serving
from accordingto.web.security.roles import at_least

MEGA = 1024 * 1024


class Item(BaseModel):
    """What the JSON probe takes."""

    name: str


def _with_uploads(app: FastAPI) -> None:
    reviewer = [Depends(at_least("reviewer"))]

    @app.post("/api/v1/item", dependencies=reviewer)
    def item(item: Item) -> dict[str, int]:
        return {"length": len(item.name)}

    @app.post("/api/v1/file", dependencies=reviewer)
    def file(file: UploadFile) -> dict[str, int | None]:
        return {"length": file.size}

    @app.post("/api/v1/stream", dependencies=reviewer)
    async def stream(request: Request) -> dict[str, int]:
        return {"length": sum([len(part) async for part in request.stream()])}

    @app.get("/api/v1/endless")
    def endless() -> StreamingResponse:
        return StreamingResponse(itertools.repeat(MEGA * b"x"))


def _connected(address: str) -> socket.socket:
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=10)


def _head(path: str, *headers: str) -> bytes:
    return "\r\n".join((f"POST {path} HTTP/1.1", "Host: localhost", *headers, "", "")).encode()


def _until_closed(line: socket.socket) -> bytes:
    answer = b""
    with suppress(ConnectionError):
        while part := line.recv(65536):
            answer += part
    return answer


def test_what_fits_is_taken(ledger, server):
    client = program(server(ledger, _with_uploads, most_bytes=MEGA))
    assert client.post("/api/v1/item", json={"name": "x" * 1000}).json() == {"length": 1000}
    assert client.post("/api/v1/file", files={"file": b"x" * (MEGA - 1000)}).json() == {"length": MEGA - 1000}


@pytest.mark.parametrize("path", ["/api/v1/item", "/api/v1/file", "/api/v1/stream", "/api/v1/nothing"])
def test_a_body_that_says_it_is_too_large_is_not_even_read(ledger, server, path):
    address = server(ledger, _with_uploads, most_bytes=MEGA)
    answer = exchange(address, _head(path, f"Content-Length: {MEGA + 1}"))
    assert answer.split()[1] == b"413"
    assert b"connection: close" in answer.lower()
    assert b"1 MB" in answer


@pytest.mark.parametrize(
    ("path", "kind", "start"),
    [
        ("/api/v1/item", "application/json", b'{"name": "'),
        ("/api/v1/file", "multipart/form-data; boundary=b",
         b'--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'),
        ("/api/v1/file", "multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n'),
        ("/api/v1/stream", "text/plain", b""),
        ("/login", "application/x-www-form-urlencoded", b"name="),
    ],
)  # fmt: skip
def test_an_endless_upload_is_cut_off(ledger, server, path, kind, start):
    address = server(ledger, _with_uploads, most_bytes=MEGA)
    sent = 0
    with _connected(address) as line:
        line.sendall(_head(path, "Transfer-Encoding: chunked", f"Content-Type: {kind}"))
        with suppress(ConnectionError):
            line.sendall(b"%x\r\n%s\r\n" % (len(start), start) if start else b"")
            while sent < 40 * MEGA:
                line.sendall(b"10000\r\n" + 65536 * b"x" + b"\r\n")
                sent += 65536
        answer = _until_closed(line)
    assert sent < 20 * MEGA, "the desk went on reading"
    assert not answer or answer.split()[1] in {b"413", b"400"}


def test_before_login_next_to_nothing_is_taken(ledger, server):
    add_user(ledger, "Ana")
    address = server(ledger, _with_uploads)
    for path in ("/login", "/api/v1/file", "/api/v1/stream"):
        answer = exchange(address, _head(path, f"Content-Length: {MEGA}"))
        assert answer.split()[1] == b"413", path
    header = add_token(ledger, "bot")
    assert program(address, header).post("/api/v1/stream", content=MEGA * b"x").json() == {"length": MEGA}


def test_a_reader_uploads_nothing_however_small(ledger, server):
    header = add_token(ledger, "bot", "reader")
    answer = program(server(ledger, _with_uploads), header).post("/api/v1/stream", content=b"x")
    assert answer.status_code == 403
    assert "reviewer or more" in answer.json()["detail"]


@pytest.mark.parametrize("drip", [True, False])
def test_a_slow_body_is_not_waited_for(ledger, server, drip):
    address = server(ledger, _with_uploads, body_seconds=0.5, pause_seconds=0.3)
    with _connected(address) as line:
        line.sendall(_head("/api/v1/item", "Content-Length: 1000", "Content-Type: application/json"))
        began = time.monotonic()
        while drip and time.monotonic() - began < 0.8:
            with suppress(ConnectionError):
                line.sendall(b"x")
            time.sleep(0.1)
        answer = _until_closed(line)
    assert time.monotonic() - began < 5
    assert answer.split()[1] == b"408"
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["status"] == 408


def test_a_slow_head_is_not_waited_for(ledger, server, monkeypatch):
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.4)
    address = server(ledger)
    for start in (b"", b"GET /account HTTP/1.1\r\nHost: loc", b"GET /account HTTP/1.1\r\nHost: localhost\r\nA: "):
        with _connected(address) as line:
            began = time.monotonic()
            line.sendall(start)
            for _ in range(6):
                time.sleep(0.1)
                with suppress(ConnectionError):
                    line.sendall(b"x" if start else b"")
            assert _until_closed(line) == b""
            assert time.monotonic() - began < 3
    assert program(address).get("/account").status_code == 200


def test_the_second_head_on_a_connection_is_not_waited_for_either(ledger, server, monkeypatch):
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.4)
    address = server(ledger)
    with _connected(address) as line:
        line.sendall(b"GET /static/mark.svg HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 200")
        time.sleep(0.2)
        line.sendall(b"GET /static")
        began = time.monotonic()
        _until_closed(line)
        assert time.monotonic() - began < 3


def test_a_slow_answer_of_the_desk_itself_is_no_slow_head(ledger, server, monkeypatch):
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.2)

    def with_slow_page(app: FastAPI) -> None:
        @app.get("/api/v1/slow")
        def slow() -> str:
            time.sleep(0.6)
            return "done"

    assert program(server(ledger, with_slow_page)).get("/api/v1/slow").json() == "done"


def test_who_does_not_take_an_answer_does_not_hold_it(ledger, server, monkeypatch):
    monkeypatch.setattr(serving, "STALL_SECONDS", 0.4)
    address = server(ledger, _with_uploads)
    with _connected(address) as line:
        line.sendall(b"GET /api/v1/endless HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(1)
        # What was on its way comes, then the end; a client that goes on taking would never see it.
        assert 0 < len(_until_closed(line)) < 100 * MEGA
    assert program(address).get("/account").status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None, "multipart/form-data"])
def test_json_is_taken_as_json_only(ledger, server, kind):
    client = program(server(ledger, _with_uploads))
    headers = {} if kind is None else {"Content-Type": kind}
    answer = client.post("/api/v1/item", content=b'{"name": "x"}', headers=headers)
    assert answer.status_code in {400, 415, 422}
    assert answer.headers["content-type"] == "application/problem+json"


def test_broken_json_is_told_in_words(ledger, server):
    client = program(server(ledger, _with_uploads))
    for content in (b"{", b'{"name": 1}', b"\xff", b"[" * 100_000, b'{"name": "\\ud800"}', b"null"):
        answer = client.post("/api/v1/item", content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code in {200, 400, 422}, (content[:20], answer.text)
        if answer.status_code != 200:
            assert answer.json()["status"] == answer.status_code
            assert answer.json()["detail"]
