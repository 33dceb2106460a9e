"""Addresses and forms that no page makes: each is answered in words, none is a fault of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from desk_people import add_user, browser, logged_in
from desk_reports import dam, hostile, toll

from accordingto.ledger import Ledger
from accordingto.ledger.review.cells import cells
from accordingto.linking.engine import link

BIG = 99999999999999999999


@pytest.fixture
def somewhere(place: str) -> str:
    """A ledger of the three reports in a file and in a PostgreSQL database."""
    with Ledger.open(place) as opened:
        for reading in (dam(), toll(), hostile()):
            opened.add(reading)
        link(opened)
    return place


@pytest.fixture
def somebody(server: Callable[..., str], somewhere: str) -> Iterator[httpx2.Client]:
    with browser(server(somewhere, api_rate="1000000/minute")) as client:
        yield client


def test_every_page_is_there(somebody: httpx2.Client) -> None:
    for path, words in {
        "/": "7 claims", "/?query=flood&sort=oldest": "2 claims", "/?number_from=13": "1 claim",
        "/reports": "River rises", "/reports?title=RIVER&publisher=post": "River rises",
        "/reports/1": "the dam had held", "/sources": "Quoted most", "/sources?q=astrom": "2 reports",
        "/sources/1": "12 houses", "/sources/1?other=ministry": "This is the same", "/stories?q=flood": "Told once",
        "/review": "7 claims left", "/log?verify=true": "The chain holds", "/help": "Keys",
    }.items():  # fmt: skip
        answer = somebody.get(path)
        assert answer.status_code == 200, (path, answer.text[-600:])
        assert words in answer.text, path


def test_no_address_is_a_fault_of_the_program(somebody: httpx2.Client) -> None:
    for path, status in {
        f"/reports/{BIG}": 422, f"/claims/{BIG}": 422, f"/sources/{BIG}": 422, "/reports/999": 404, "/claims/999": 404,
        "/sources/999": 404, "/reports/x": 422, f"/log?claim={BIG}": 422, "/log?claim=&by=": 200, "/log?claim=x": 422,
        f"/review?done={BIG}": 422, "/review?done=999": 200, "/?cursor=zzz": 400, "/?number_from=1e400": 400,
        "/?act=sing": 400, "/?report=x": 400, "/?sort=up": 400, "/?query=%00%22*": 200, "/?source=%ED%A0%80": 200,
        "/sources?q=%00": 200, "/stories?q=%22%00": 200, "/add/none": 404, "/reports/1?correct=6": 200,
    }.items():  # fmt: skip
        answer = somebody.get(path)
        assert answer.status_code == status, (path, answer.text[-600:])
        assert answer.headers["content-type"].startswith("text/html"), path


def test_no_form_is_a_fault_of_the_program(somebody: httpx2.Client, somewhere: str) -> None:
    whole = {
        "revision": "0", "other": "5", "verdict": "same", "seen": "{", "act": "sing", "who": "999",
        "content_words": "x", "number_0_minimum": "9" * 30, "then": "//evil.example", "note": "n" * 9_000,
    }  # fmt: skip
    posts = (
        "/claims/1/correct", "/reports/1/claims", "/claims/999/accept", f"/claims/{BIG}/reject", "/claims/1/undo",
        "/sources/1/judge/7/undo", "/sources/999/judge", "/review/999/skip", f"/review/{BIG}/skip", "/claims/1/note",
    )  # fmt: skip
    for path in posts:
        for sent in (whole, {}, whole | {"revision": str(BIG)}, whole | {"revision": "-1"}):
            answer = somebody.post(path, data=sent)
            assert answer.status_code < 500, (path, sent, answer.text)
            assert not answer.headers.get("location", "/").startswith("//"), path
    with Ledger.open(somewhere) as opened, opened.reading_connection() as connection:
        assert cells(connection, 1).act == "assert"


def test_only_who_may_sees_and_sends(server: Callable[..., str], desk_ledger: Path) -> None:
    for name, role in {"rea": "reader", "rev": "reviewer", "edi": "editor"}.items():
        add_user(desk_ledger, name, role)
    address = server(desk_ledger, api_rate="1000000/minute")
    reader, reviewer, editor = (logged_in(address, name) for name in ("rea", "rev", "edi"))
    allowed = {"/review": (403, 200, 200), "/add": (403, 403, 200), "/log": (200, 200, 200), "/": (200, 200, 200)}
    for path, statuses in allowed.items():
        assert tuple(client.get(path).status_code for client in (reader, reviewer, editor)) == statuses, path
    sent = {"other": "5", "verdict": "different"}
    assert reader.post("/claims/1/accept", data={"revision": "0"}).status_code == 403
    assert reviewer.post("/sources/1/judge", data=sent).status_code == 403
    assert reviewer.post("/claims/1/accept", data={"revision": "0"}).status_code == 303
    assert editor.post("/sources/1/judge", data=sent).status_code == 303
    # An editor may take back what a reviewer decided.
    assert editor.post("/claims/1/undo", data={"revision": "1"}).status_code == 303
    assert "Review" not in reader.get("/").text.partition("</nav>")[0]
