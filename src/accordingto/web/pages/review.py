"""`/review`: one claim after the other, the least certain first, held for whoever has it before them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from accordingto.errors import NotFoundError
from accordingto.ledger import Ledger
from accordingto.ledger.review import queue
from accordingto.ledger.review.cells import ClaimCells, cells
from accordingto.web.pages.asking import Number
from accordingto.web.pages.marking import Marked, Segment, paragraphs
from accordingto.web.pages.rendering import page
from accordingto.web.security.roles import Person, at_least

router = APIRouter(include_in_schema=False)
Reviewer = Annotated[Person, Depends(at_least("reviewer"))]
_AROUND = 1
"""Lines of the report that are shown before and after those that the claim stands in."""


@router.get("/review")
def review(request: Request, person: Reviewer, done: Number | None = None) -> Response:
    """Show the next claim; `done` is the one decided on last, so that it can be taken back."""
    return shown(request, person, done)


def shown(
    request: Request, person: Person, done: int | None = None, fault: str | None = None, status: int = 200
) -> Response:
    """Return the page of the next claim, with what went wrong with the one before."""
    ledger: Ledger = request.app.state.ledger
    with ledger.writing_connection() as connection:
        taken = queue.take(connection, person.name)
    lines: list[tuple[Segment, ...]] = []
    with ledger.reading_connection() as connection:
        one = cells(connection, taken[0]) if taken else None
        before = _before(connection, done)
        left = queue.left(connection)
    if one is not None:
        lines = around(ledger.reading(one.report_id).text, one)
    return page(
        request, "review.html", status, fault=fault, c=one, lines=lines, left=left, most=queue.MOST, before=before
    )


@router.post("/review/{number}/skip")
def skip(request: Request, number: Number, person: Reviewer) -> Response:
    """Leave a claim to others."""
    ledger: Ledger = request.app.state.ledger
    with ledger.writing_connection() as connection:
        queue.skip(connection, person.name, number)
    return RedirectResponse("/review", 303)


def around(text: str, claim: ClaimCells) -> list[tuple[Segment, ...]]:
    """Return the lines of a report in which a claim stands, marked, and those next to them."""
    lines = paragraphs(text, [Marked(claim.claim_id, "", claim.spans)])
    at = [n for n, line in enumerate(lines) if any(segment.claims for segment in line)]
    return lines[max(0, at[0] - _AROUND) : at[-1] + 1 + _AROUND] if at else []


def _before(connection: Connection, done: int | None) -> ClaimCells | None:
    try:
        return None if done is None else cells(connection, done)
    except NotFoundError:
        return None
