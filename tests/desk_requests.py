"""For each route of the desk a request that takes effect, so that refusing it means something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from desk_people import PASSWORD
from desk_routes import Route, routes

from accordingto.ledger import Ledger
from accordingto.ledger.linkage.judging import judge
from evaluation import desk_ledger

_WORDS = desk_ledger.reading(0).document.text[:20]
_JSON: dict[str, dict[str, Any]] = {
    "/api/v1/reports": {"text": "Ann says it rains."},
    "/api/v1/claims/{claim}": {"act": "deny"},
    "/api/v1/claims/{claim}/reviews": {"decision": "accept"},
    "/api/v1/reports/{report}/claims": {"content_spans": [[0, 20]]},
    "/api/v1/reviews/next": {"count": 1},
}
_FORMS: dict[str, dict[str, str]] = {
    "/login": {"name": "Ann", "password": PASSWORD},
    "/logout": {},
    "/account/password": {"old": PASSWORD, "new": "other words of cows", "again": "other words of cows"},
    "/claims/{number}/accept": {"revision": "0"},
    "/claims/{number}/reject": {"revision": "0"},
    "/claims/{number}/note": {"revision": "0", "note": "see page two"},
    "/claims/{number}/undo": {"revision": "1"},
    "/claims/{number}/correct": {"revision": "0", "seen": "{}", "act": "deny"},
    "/reports/{report}/claims": {"seen": "{}", "content_words": _WORDS},
    "/sources/{number}/judge": {"other": "3", "verdict": "different"},
    "/sources/{number}/judge/{decision}/undo": {},
    "/review/{number}/skip": {},
    "/add": {"text": "Ben says it snows."},
}


@dataclass(frozen=True)
class Asking:
    """A request to a route, which takes effect where `claim` was not decided on."""

    route: Route
    path: str
    claim: int

    def send(self, client: httpx2.Client, headers: dict[str, str] | None = None, **other: Any) -> httpx2.Response:
        """Send it, with another body where one is given."""
        body = other or ({"json": _JSON[self.route.path]} if self.route.is_api else {"data": _FORMS[self.route.path]})
        match = {"If-Match": f'"{self.claim}-0"'} if "{claim}" in self.path or self.route.is_api else {}
        return client.request(self.route.method, self.path, headers=match | (headers or {}), **body)


def unsafe(ledger: Path) -> list[Asking]:
    """Return a request for every route that is more than reading, each about a claim of its own."""
    listed = [route for route in routes(ledger) if route.method not in ("GET", "HEAD")]
    assert {route.path for route in listed} == _JSON.keys() | _FORMS.keys(), "a route that this file does not know"
    return [_asking(route, claim) for claim, route in enumerate(listed, 3)]


def _asking(route: Route, claim: int) -> Asking:
    # Ann decided on the first claim already, so that can be taken back.
    about = 1 if route.path.endswith("{number}/undo") else claim
    values = {"claim": about, "number": 1 if route.path.startswith("/sources") else about, "report": 1, "decision": 1}
    return Asking(route, re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), route.path), about)


def with_a_judgement(ledger: Path) -> None:
    """Put into a ledger what an editor decided of two sources."""
    with Ledger.open(ledger) as opened, opened.writing_connection() as connection:
        judge(connection, 1, 2, "same", by="Ann", note=None)
