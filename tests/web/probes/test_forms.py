"""What no browser would put into a form or into JSON: half characters, floods, depth, words that take for ever."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from desk_people import browser
from plain_reader import PlainReader
from waiting import wait_until

from accordingto.records import Document, Reading
from accordingto.web.intake import Intake

_URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
_JSON = {"Content-Type": "application/json"}
MEGA = 1024 * 1024


def _multipart(charset: str, field: tuple[str, bytes]) -> dict[str, object]:
    name, value = field
    return {
        "content": f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n--B--\r\n",
        "headers": {"Content-Type": f"multipart/form-data; boundary=B; charset={charset}"},
    }


def test_a_form_in_an_encoding_of_the_senders_choice_is_refused(client: httpx2.Client) -> None:
    """Some decode to half a character, which neither a page nor a database can hold; some to a fault."""
    for charset in ("unicode_escape", "punycode", "undefined", "utf-7", "zlib", "rot13", "nonsense", '"utf-16"'):
        for address, name in (
            ("/login", "name"), ("/claims/3/note", "note"), ("/claims/3/correct", "who_name"), ("/add", "text"),
            ("/reports/1/claims", "content_words"), ("/sources/1/judge", "note"),
        ):  # fmt: skip
            assert client.post(address, **_multipart(charset, (name, rb"x\ud800"))).status_code == 415
    assert client.post("/login", **_multipart("UTF-8", ("name", b"x"))).status_code == 403


@pytest.mark.parametrize("seen", ['{"act":"\\ud800"}', "[" * 100_000, '{"a":' * 50_000, "9" * 10_000, "[1]", "NaN"])
def test_what_the_form_kept_may_be_anything(client: httpx2.Client, seen: str) -> None:
    form = {"revision": "0", "seen": seen, "content_words": "not in it"}
    assert client.post("/claims/3/correct", data=form).status_code in (400, 422)


@pytest.mark.parametrize(
    "body",
    [b'{"\\ud800":1}', b'{"note":"\\ud800"}', b'{"note":"\\u0000"}', b"[" * 100_000, b'{"note":' * 50_000, b"\xff\xfe",
     b'{"quantities":[{"minimum":' + b"9" * 5000 + b"}]}", b'{"quantities":[{"minimum":NaN}]}',
     b'{"source":{"id":1e300}}', b'{"content_spans":[[5,1]]}', b'{"content_spans":[[0,2147483647]]}', b'{"a":1}{}'],
)  # fmt: skip
def test_no_json_is_a_fault(client: httpx2.Client, body: bytes) -> None:
    for method, address in (
        ("PATCH", "/api/v1/claims/3"), ("POST", "/api/v1/claims/3/reviews"), ("POST", "/api/v1/reports/1/claims"),
        ("POST", "/api/v1/reports"),
    ):  # fmt: skip
        answer = client.request(method, address, content=body, headers=_JSON | {"If-Match": '"3-0"'})
        assert answer.status_code in (400, 412, 422), (method, address)
        assert answer.headers["content-type"] == "application/problem+json"


def test_no_nul_comes_in(client: httpx2.Client) -> None:
    for field in ("who_name", "note", "content_words", "act", "said_start", "number_0_unit", "standing_0_by"):
        form = {"revision": "0", "seen": "{}", "standing_0_status": "disputed", "number_0_minimum": "1"}
        answer = client.post("/claims/3/correct", data=form | {field: "a\x00b"})
        assert answer.status_code == 422, field


def test_a_flood_of_fields_or_members_holds_nobody_up(client: httpx2.Client) -> None:
    """A parser took half a minute for these, and nobody else was answered meanwhile."""
    flood = b"&" * (31 * MEGA)
    members = b'{"decision":"accept",' + b",".join(b'"k%d":1' % n for n in range(70_000)) + b"}"
    for address, body, headers, status in (
        ("/claims/3/note", flood, _URLENCODED, 413), ("/add", flood, _URLENCODED, 413),
        ("/claims/3/correct", b"a=1&" * 200_000, _URLENCODED, 400),
        ("/api/v1/claims/3/reviews", members, _JSON, 422),
    ):  # fmt: skip
        began = time.monotonic()
        answer = client.post(address, content=body, headers=headers)
        assert answer.status_code == status, address
        assert len(answer.content) < 100_000
        assert time.monotonic() - began < 5, address


def test_words_that_nearly_stand_in_a_report_are_looked_up_quickly(client: httpx2.Client) -> None:
    """A pattern went through the report once for each word, and the whole desk waited for it."""
    text = "Ann says " + "a " * 60_000 + "."
    report = client.post("/api/v1/reports", json={"text": text}).json()["id"]
    began = time.monotonic()
    answer = client.post(f"/reports/{report}/claims", data={"content_words": "a " * 9000 + "b", "seen": "{}"})
    assert answer.status_code == 422 and "does not stand in the report" in answer.text
    assert time.monotonic() - began < 5


def test_many_reports_at_once_leave_room_for_readers(attacked: Path, server: Callable[..., str]) -> None:
    """Those who wait for a reading held all threads of the desk."""
    go_on = threading.Event()

    class Slow(PlainReader):
        def read(self, document: Document) -> Reading:
            go_on.wait(20)
            return super().read(document)

    def slow(app: object) -> None:
        app.state.intake = Intake(app.state.ledger, Slow)  # type: ignore[attr-defined]

    address = server(attacked, slow)
    answers: list[int] = []

    def add(number: int) -> None:
        with browser(address) as client:
            answer = client.post("/api/v1/reports", json={"text": f"Ann{number} says it rains."}, timeout=30)
            answers.append(answer.status_code)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: len(answers) >= 42)
        with browser(address) as client:
            assert client.get("/api/v1/health", timeout=5).status_code == 200
    finally:
        go_on.set()
        for thread in threads:
            thread.join()
    assert sorted(answers) == [201] * 8 + [503] * 42
