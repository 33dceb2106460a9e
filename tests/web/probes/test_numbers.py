"""Row numbers, cursors and words to search for that no page of the desk would send."""

from __future__ import annotations

import base64
import time
from pathlib import Path

import httpx2
from desk_routes import Route, routes

_FORM = {"revision": "0", "other": "1", "verdict": "same", "seen": "{}", "content_words": "x"}
_MATCH = {"If-Match": '"1-0"'}


def _send(client: httpx2.Client, route: Route, number: str) -> httpx2.Response:
    if not route.is_api:
        return client.request(route.method, route.at(number), data=_FORM if route.method == "POST" else None)
    body = {"decision": "accept"} if route.path.endswith("/reviews") else {"content_spans": [[0, 1]]}
    return client.request(route.method, route.at(number), headers=_MATCH, json=None if route.method == "GET" else body)


_NUMBERS = (
    "0", "-1", str(2**31), str(2**53), str(2**63 - 1), str(2**63), str(2**64), str(-(2**63) - 1), "9" * 5000, "1e3",
    "0x1", "%D9%A3", "%C2%B2", "%00", "nan", "%20", "1%0d%0aX:y",
)  # fmt: skip


def test_no_number_in_a_path_is_a_fault(client: httpx2.Client, attacked: Path) -> None:
    tried = [route for route in routes(attacked) if "{" in route.path]
    assert len(tried) > 15
    for number in _NUMBERS:
        for route in tried:
            # Leaving a claim that is not there to others does nothing, and says so to nobody.
            fine = (303, 404, 422) if route.path == "/review/{number}/skip" else (404, 412, 422)
            assert _send(client, route, number).status_code in fine, (number, route)


def test_no_number_in_a_query_is_a_fault(client: httpx2.Client) -> None:
    for query in _QUERIES:
        for number in (2**63, -(2**63) - 1, 2**64, 10**30, "%D9%A3", "%00", "x"):
            assert client.get(f"{query}{number}").status_code in (200, 400, 404, 422), (query, number)


_QUERIES = (
    "/reports?before=", "/log?before=", "/log?claim=", "/review?done=", "/reports/1?correct=", "/?report=",
    "/?number_from=", "/?confidence_until=", "/?published_from=", "/api/v1/reviews?cursor=", "/api/v1/reviews?claim=",
    "/api/v1/claims?report=", "/api/v1/claims?number_from=", "/api/v1/reports?cursor=",
)  # fmt: skip
_CURSORS = (
    b"[" * 1400, b"null", b"{}", b"[1,2]", b"\xff\xfe", b'["newest",null,1]', b'["newest","x",true]',
    b'["newest","x",18446744073709551616]', b'["newest","\\ud800",1]', b'["newest","\\u0000",1]',
    b'["newest","x\' OR 1=1 --",1]', b'["least-sure",1e999,1]', b'["least-sure",NaN,1]',
    b'["least-sure",' + b"9" * 30 + b",1]", b'["least-sure",' + b"9" * 400 + b",1]", b'["said","",1]',
)  # fmt: skip


def test_a_forged_cursor_is_told_as_such(client: httpx2.Client) -> None:
    for written in _CURSORS:
        cursor = base64.urlsafe_b64encode(written).decode().rstrip("=")
        for address in ("/", "/api/v1/claims"):
            for sort in ("newest", "least-sure"):
                answer = client.get(address, params={"cursor": cursor, "sort": sort})
                assert answer.status_code in (200, 400, 404, 422), (address, written)


_HOSTILE = (
    '"', '"a', "NEAR(a b)", "content:a", "a OR", "NOT", "^a", "{a b}:c", "(a", "a)", "\x00", "a\x00b", "\U0001f600",
    "*", "';drop table claims;--", "' UNION SELECT password FROM users --", "%", "_", "\\", "%s%n", "\x1f", '""*',
    "\u202e", "é" * 400,
)  # fmt: skip


def test_no_words_to_search_for_are_syntax(client: httpx2.Client) -> None:
    for words in _HOSTILE:
        asked = {"query": words, "source": words, "publisher": words}
        for address in ("/", "/api/v1/claims", "/api/v1/export/claims.csv"):
            for one in ({"query": words}, asked):
                assert client.get(address, params=one).status_code in (200, 303, 422), (address, words)
        for address, name in (("/sources", "q"), ("/stories", "q"), ("/reports", "title"), ("/log", "by")):
            assert client.get(address, params={name: words[:100]}).status_code == 200, (address, words)
    assert client.get("/", params={"source": "%"}).text.count("<tr id=") == 0, "% stands for itself"


def test_very_many_words_are_refused_in_words_and_at_once(client: httpx2.Client) -> None:
    for words in (" ".join(["a*"] * 5000), '"' + "a " * 5000 + '"', "a-b " * 3000):
        for address, name, status in (
            ("/", "query", 400), ("/", "source", 400), ("/stories", "q", 422), ("/sources", "q", 422),
            ("/sources/1", "other", 422),
        ):  # fmt: skip
            began = time.monotonic()
            answer = client.get(address, params={name: words})
            assert answer.status_code == status and "words" in answer.text, (address, name)
            assert time.monotonic() - began < 5, "SQLite took half a minute for thousands of a*"


def test_a_word_longer_than_a_database_takes_is_refused_in_words(client: httpx2.Client) -> None:
    for word in ("a" * 60_000, "Å" * 9_000, "a" * 501):
        for address, name, status in (("/", "query", 400), ("/", "source", 400), ("/stories", "q", 422),
                                      ("/sources", "q", 422), ("/sources/1", "other", 422)):  # fmt: skip
            answer = client.get(address, params={name: word})
            assert answer.status_code == status and "letters" in answer.text, (address, name)
    for address, name in (("/", "publisher"), ("/reports", "title"), ("/log", "by")):
        assert client.get(address, params={name: "a" * 60_000}).status_code in (200, 422), address


def test_an_address_with_thousands_of_filters_makes_no_page_of_a_hundred_megabytes(client: httpx2.Client) -> None:
    answer = client.get("/?" + "&".join(f"kind=k{n}" for n in range(2000)))
    assert answer.status_code == 400 and len(answer.content) < 50_000
