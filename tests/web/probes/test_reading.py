"""Looking changes nothing: every address that can be read, and a ledger that is the same afterwards.

`GET /review` may note who holds the claim that it shows, for ten minutes: so that two people do not get the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx2
import pytest
from desk_people import add_user, logged_in
from desk_requests import unsafe, with_a_judgement
from desk_routes import routes
from desk_state import changed, state
from plain_reader import plain_reader
from waiting import wait_until

_ASKED = {
    "/stories": "q=dam", "/api/v1/stories": "q=said", "/sources": "q=a", "/log": "verify=true&claim=1",
    "/": "query=said&sort=said", "/review": "done=1", "/reports/{report}": "correct=3&then=review",
    "/sources/{number}": "other=a", "/api/v1/claims": "sort=least-sure&limit=200", "/login": "next=/logout",
}  # fmt: skip
_AS_IF = "decision=accept&revision=0&verdict=same&note=x&password=x&delete=1&_method=POST"
_LEASED = "/review"


@pytest.fixture
def reader(attacked: Path, server: Callable[..., str]) -> Iterator[httpx2.Client]:
    """Somebody who may read everything."""
    with_a_judgement(attacked)
    add_user(attacked, "Ann", "admin")
    with closing(logged_in(server(attacked, plain_reader), "Ann")) as client:
        client.timeout = 30
        yield client


def test_reading_changes_nothing(reader: httpx2.Client, attacked: Path) -> None:
    sent = reader.post("/add", data={"text": "Ben says it snows."}).headers["location"]
    wait_until(lambda: reader.get("/api/v1/reports").json()["reports"][0]["id"] == 3)
    read = [route for route in routes(attacked) if route.method == "GET"]
    assert len(read) > 20
    for route in read:
        path = sent if route.path.startswith("/add/") else route.at(1)
        asked = _ASKED.get(route.path, "")
        left_out = ("leases",) if route.path == _LEASED else ()
        for query, fine in ((asked, (200, 303)), (f"{asked}&{_AS_IF}", (200, 303, 400, 422))):
            before = state(attacked, *left_out)
            assert reader.get(f"{path}?{query}").status_code in fine, (path, query)
            assert changed(before, attacked) == [], path


def test_no_other_way_of_reading_an_address_changes_anything(reader: httpx2.Client, attacked: Path) -> None:
    before = state(attacked)
    for asking in unsafe(attacked):
        for method in ("HEAD", "OPTIONS", "TRACE", "GET"):
            answer = reader.request(method, asking.path, params={"revision": "0", "decision": "accept"})
            assert answer.status_code in (200, 303, 404, 405, 422), (method, asking.path)
    assert changed(before, attacked) == []
