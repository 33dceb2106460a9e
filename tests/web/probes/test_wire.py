"""Requests that no browser sends: smuggled, misnamed, climbing out of folders, splitting answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from desk_people import add_user, exchange

_SECOND = b"GET /api/v1/health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"


_HEADS = (
    b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    b"Content-Length: 0\r\nContent-Length: %d\r\n\r\n",
    b"Content-Length: 0, %d\r\n\r\n",
    b"Content-Length: +%d\r\n\r\n",
    b"Content-Length: -1\r\n\r\n",
    b"Content-Length: \xb2\r\n\r\n",
    b"Content-Length: 0x5\r\n\r\n",
    b"Transfer-Encoding: identity\r\n\r\n",
    b"Transfer-Encoding: xchunked\r\n\r\n",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n5;\r\n0\r\n\r\n",
    # Bodies that are refused unread must not be taken for the next request.
    b"Sec-Fetch-Site: cross-site\r\nContent-Length: %d\r\n\r\n",
    b"Content-Length: %d\r\n\r\n",
)


def test_nothing_is_smuggled_behind_a_request(attacked: Path, server: Callable[..., str]) -> None:
    add_user(attacked, "Ann")
    address = server(attacked)
    host = address.removeprefix("http://").encode()
    second = _SECOND % host
    assert b'"status":"ok"' in exchange(address, second), "the second would be answered if it got through"
    for head in _HEADS:
        told = head.replace(b"%d", str(len(second)).encode())
        for path in (b"/login", b"/claims/1/note"):
            answer = exchange(address, b"POST " + path + b" HTTP/1.1\r\nHost: " + host + b"\r\n" + told + second)
            assert b'"status":"ok"' not in answer, head
            assert answer.count(b"HTTP/1.1 ") == 1 and answer[9:10] == b"4", head


def test_nothing_outside_of_the_static_folder_is_served(client: httpx2.Client, desk: str) -> None:
    host = desk.removeprefix("http://").encode()
    for path in (
        b"../app.py", b"%2e%2e/app.py", b"..%2fapp.py", b"..%5capp.py", b"%2fetc/passwd", b"/etc/passwd", b"%00",
        b"desk.css%00.js", b"a" * 300, b"a/" * 5000, b"", b".", b"..", b"%c0%ae%c0%ae/app.py", b"desk.css/..", b"%ff",
        b"....//app.py", b"%252e%252e/app.py", b";/../app.py", b"../templates/base.html", b"..\\app.py",
    ):  # fmt: skip
        answer = exchange(
            desk, b"GET /static/" + path + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n"
        )
        assert answer.startswith(b"HTTP/1.1 404"), path
        assert b"def " not in answer and b"root:" not in answer and b"content-security-policy" in answer
    for path in ("/reports/..%2f..%2fetc%2fpasswd", "/add/..%2f..%2fetc%2fpasswd", "/api/v1/reports/..%2f1"):
        assert client.get(path).status_code in (404, 422)


def test_no_answer_is_split_and_none_leads_elsewhere(attacked: Path, server: Callable[..., str]) -> None:
    add_user(attacked, "Ann")
    address = server(attacked)
    host = address.removeprefix("http://").encode()
    for target in (
        b"/?x=%0d%0aSet-Cookie:%20a=b", b"/a%0d%0aSet-Cookie:a=b", b"//evil.example/", b"//evil.example/%2e%2e",
        b"//evil.example/reports/", b"/%5cevil.example", b"/\\evil.example", b"/reports/", b"http://evil.example/",
        b"/login?next=//evil.example", b"/login?next=https://evil.example", b"/login?next=/%09/evil.example",
        b"/login?next=/%5cevil.example", b"/login?next=%0d%0aX:y", b"/?query=&cursor=//evil.example",
    ):  # fmt: skip
        more = b"X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\nX-Original-URL: /add\r\n"
        answer = exchange(
            address, b"GET " + target + b" HTTP/1.1\r\nHost: " + host + b"\r\n" + more + b"Connection: close\r\n\r\n"
        )
        head = answer.partition(b"\r\n\r\n")[0].lower()
        assert b"\r\nset-cookie" not in head and b"\r\nx:" not in head, target
        for line in head.split(b"\r\n"):
            if line.startswith(b"location:"):
                place = line.partition(b":")[2].strip().removeprefix(b"http://" + host)
                assert place.startswith(b"/") and not place.startswith(b"//"), target
        assert b'value="//evil' not in answer and b'value="https://evil' not in answer


@pytest.mark.parametrize("way", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_no_header_makes_a_get_a_post(client: httpx2.Client, way: str) -> None:
    assert client.get("/claims/3/accept", headers={way: "POST"}).status_code == 405
    assert client.get("/api/v1/claims/3").json()["state"] == "unreviewed"


def test_what_people_read_is_not_kept_on_the_way(client: httpx2.Client) -> None:
    for path in ("/", "/reports/1", "/api/v1/claims", "/api/v1/export/claims.csv", "/login", "/nothing"):
        assert client.get(path).headers["cache-control"] == "no-store"
