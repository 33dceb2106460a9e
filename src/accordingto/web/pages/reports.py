"""`/reports`: all reports, those read last first."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from accordingto.ledger import Ledger
from accordingto.ledger.review.report_pages import report_page
from accordingto.ledger.review.voices import unreviewed
from accordingto.web.pages.asking import Number
from accordingto.web.pages.rendering import page
from accordingto.web.security.roles import at_least

router = APIRouter(dependencies=[Depends(at_least("reader"))], include_in_schema=False)
_LIMIT = 50


@router.get("/reports")
def reports(request: Request, title: str = "", publisher: str = "", before: Number | None = None) -> Response:
    """Show reports with these words in title and publisher; `before` is the row number that the page goes on from."""
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        found = report_page(connection, title, publisher, before, _LIMIT + 1)
        left = unreviewed(connection, [report.number for report in found])
    more = found[_LIMIT - 1].number if len(found) > _LIMIT else None
    asked = {"title": title.strip(), "publisher": publisher.strip()}
    kept = urlencode({name: words for name, words in asked.items() if words})
    return page(
        request, "reports.html", reports=found[:_LIMIT], left=left, before=before, more=more, kept=kept,
        title=asked["title"], publisher=asked["publisher"],
    )  # fmt: skip
