"""`/api/v1/export`: what a list shows, all of it, as a stream of CSV or JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import Field

from accordingto.exports.claims import csv_lines, json_lines
from accordingto.exports.pseudonyms import Pseudonyms
from accordingto.ledger import Ledger
from accordingto.ledger.review.listing import Filters, Listed, listed
from accordingto.ledger.review.voices import people_of_reports
from accordingto.web.api.claims import ClaimFilters, Order
from accordingto.web.api.problems import may_answer
from accordingto.web.security.roles import at_least

router = APIRouter(tags=["export"])
_AT_ONCE = 1_000
_TYPES = {"csv": "text/csv; charset=utf-8; header=present", "jsonl": "application/x-ndjson"}


class ExportAsked(ClaimFilters):
    """Filters and order of what to export."""

    sort: Order = "newest"
    redact: Annotated[bool, Field(description="Replace the names of the people quoted by labels.")] = False


def exported(ledger: Ledger, asked: ExportAsked, format: Literal["csv", "jsonl"]) -> StreamingResponse:
    """Return all claims that fit as a stream; each piece is read by itself, so that no reader holds the ledger up."""
    filters, names = asked.filters(), Pseudonyms() if asked.redact else None
    first = _piece(ledger, filters, asked.sort, None, names)  # what is wrong is told before the stream begins

    def rows() -> Iterator[Listed]:
        page = first
        yield from page[0]
        while page[1] is not None:
            page = _piece(ledger, filters, asked.sort, page[1], names)
            yield from page[0]

    lines = csv_lines(rows()) if format == "csv" else json_lines(rows())
    name = f'attachment; filename="claims.{format}"'
    return StreamingResponse(lines, media_type=_TYPES[format], headers={"Content-Disposition": name})


@router.get(
    "/export/claims.csv", response_class=StreamingResponse, dependencies=[Depends(at_least("reader"))],
    responses=may_answer() | {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)  # fmt: skip
def export_csv(request: Request, asked: Annotated[ExportAsked, Query()]) -> StreamingResponse:
    """Export claims as CSV."""
    return exported(request.app.state.ledger, asked, "csv")


@router.get(
    "/export/claims.jsonl", response_class=StreamingResponse, dependencies=[Depends(at_least("reader"))],
    responses=may_answer() | {200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}},
)  # fmt: skip
def export_jsonl(request: Request, asked: Annotated[ExportAsked, Query()]) -> StreamingResponse:
    """Export claims as JSON Lines."""
    return exported(request.app.state.ledger, asked, "jsonl")


def _piece(
    ledger: Ledger, filters: Filters, sort: str, cursor: str | None, names: Pseudonyms | None
) -> tuple[list[Listed], str | None]:
    with ledger.reading_connection() as connection:
        page = listed(connection, filters, sort, cursor, _AT_ONCE)
        people = people_of_reports(connection, (row.report_id for row in page.rows)) if names else {}
    rows = [names.hidden(row, people.get(row.report_id, ())) if names else row for row in page.rows]
    return rows, page.after
