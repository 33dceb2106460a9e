"""`/reports`: all reports, those read last first."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from accordingto.ledger import Ledger
from accordingto.ledger.reports import newest
from accordingto.ledger.review.voices import unreviewed
from accordingto.web.pages.rendering import page
from accordingto.web.security.roles import at_least

router = APIRouter(dependencies=[Depends(at_least("reader"))], include_in_schema=False)
_LIMIT = 50


@router.get("/reports")
def reports(request: Request, q: str = "", before: int | None = None) -> Response:
    """Show reports; `q` are words of title or publisher, `before` the row number that the page goes on from."""
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        found = newest(connection, q, before, _LIMIT + 1)
        left = unreviewed(connection, [report.number for report in found])
    more = found[_LIMIT - 1].number if len(found) > _LIMIT else None
    return page(request, "reports.html", q=q, before=before, reports=found[:_LIMIT], more=more, left=left)
