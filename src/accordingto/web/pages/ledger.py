"""`/`: all claims of the ledger, filtered, searched and in an order."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from accordingto.errors import DecisionError
from accordingto.ledger import Ledger
from accordingto.ledger.review.listing import MOST, SORTS, STANDINGS, STATES, Filters, Page, counted, listed
from accordingto.records import ACTS
from accordingto.records.source import KINDS
from accordingto.web.pages.asking import Asked, asked, has_empty
from accordingto.web.pages.rendering import page
from accordingto.web.security.roles import at_least

router = APIRouter(dependencies=[Depends(at_least("reader"))], include_in_schema=False)

_ORDERS = {
    "newest": "newest report first", "oldest": "oldest report first", "said": "last said first",
    "least-sure": "least sure first", "most-sure": "most sure first", "source": "by source",
}  # fmt: skip
_VIEWS = (
    ("All", ()),
    ("Not reviewed", (("state", "unreviewed"), ("sort", "least-sure"))),
    ("Disputed or contradicted", (("standing", "disputed"), ("standing", "contradicted"))),
    ("Denied", (("act", "deny"),)),
    ("Changed by people", (("state", "corrected"), ("state", "added"))),
    ("Rejected", (("state", "rejected"),)),
)
_EXPORTS = (("CSV", "csv"), ("JSON Lines", "jsonl"))
_LIMIT = 50


@router.get("/")
def ledger(request: Request) -> Response:
    """Show claims; the address alone says which, so that it can be kept and sent to others."""
    opened: Ledger = request.app.state.ledger
    try:
        wanted = asked(request)
    except DecisionError as error:
        return _shown(request, None, Page((), None), 0, str(error))
    if has_empty(request):
        return RedirectResponse(wanted.address("/", cursor=wanted.cursor), 303)
    try:
        with opened.reading_connection() as connection:
            found = listed(connection, wanted.filters, wanted.sort, wanted.cursor, _LIMIT)
            number = counted(connection, wanted.filters)
    except DecisionError as error:
        return _shown(request, wanted, Page((), None), 0, str(error))
    return _shown(request, wanted, found, number, None)


def _shown(request: Request, wanted: Asked | None, found: Page, number: int, fault: str | None) -> Response:
    given = wanted or Asked(Filters(), "newest", None, ())
    pairs = {*given.parameters, *([("sort", given.sort)] if given.sort != "newest" else [])}
    return page(
        request, "ledger.html", 200 if fault is None else 400,
        rows=found.rows, after=found.after, number=number, most=MOST, fault=fault, asked=given, f=given.filters,
        orders={name: _ORDERS.get(name, name) for name in SORTS}, acts=ACTS, standings=STANDINGS, kinds=KINDS,
        all_states=STATES, exports=_EXPORTS,
        views=[(name, "&".join(f"{k}={v}" for k, v in view), pairs == set(view)) for name, view in _VIEWS],
    )  # fmt: skip
