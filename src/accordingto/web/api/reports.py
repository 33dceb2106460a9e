"""`/api/v1/reports`: adding, listing and reading reports."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import Field

from accordingto.errors import NotFoundError
from accordingto.ingest import IntakeOptions, iso_date
from accordingto.ledger import Ledger
from accordingto.ledger.people.answers import Answer, answered, keep
from accordingto.ledger.review.cells import cells_of_report
from accordingto.ledger.review.report_pages import ReportRow, report_page, report_row
from accordingto.web.api.conditions import is_known
from accordingto.web.api.forms import claim_shape
from accordingto.web.api.problems import NOT_MODIFIED, may_answer
from accordingto.web.api.shapes import (
    Given,
    Number,
    PageGiven,
    ReportAdded,
    ReportLine,
    ReportPage,
    ReportShape,
    TextGiven,
)
from accordingto.web.intake import Added, Intake
from accordingto.web.problems import ProblemError
from accordingto.web.security.roles import Person, at_least

router = APIRouter(tags=["reports"])
_KEY = r"^[\x21-\x7e]{1,200}$"


class ReportsAsked(Given):
    """Which reports: words of their titles, the publisher's name, and the cursor."""

    title: Annotated[str, Field(max_length=500)] = ""
    publisher: Annotated[str, Field(max_length=500)] = ""
    cursor: Number | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@router.get("/reports", responses=may_answer(), dependencies=[Depends(at_least("reader"))])
def list_reports(request: Request, asked: Annotated[ReportsAsked, Query()]) -> ReportPage:
    """List reports, the newest addition first."""
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        rows = report_page(connection, asked.title, asked.publisher, asked.cursor, asked.limit + 1)
    shown = rows[: asked.limit]
    return ReportPage(
        reports=[ReportLine(**_line(row)) for row in shown], next=shown[-1].number if len(rows) > len(shown) else None
    )


@router.get(
    "/reports/{report}", response_model=ReportShape,
    responses=may_answer(404) | NOT_MODIFIED,
    dependencies=[Depends(at_least("reader"))],
)  # fmt: skip
def get_report(
    request: Request,
    response: Response,
    report: Annotated[Number, Path()],
    if_none_match: Annotated[str | None, Header()] = None,
) -> Any:
    """Return a report with its text and claims."""
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        row = report_row(connection, report)
        if row is None:
            raise NotFoundError(f"The ledger has no report number {report}.")
        shown = [claim_shape(one) for one in cells_of_report(connection, report) if one.state != "rejected"]
    found = ReportShape(**_line(row), text=row.text, notice=row.notice, author=row.author, claims_shown=shown)
    tag = f'"{hashlib.sha256(found.model_dump_json().encode()).hexdigest()[:32]}"'
    if is_known(tag, if_none_match):
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return found


@router.post(
    "/reports", status_code=201, response_model=ReportAdded,
    responses=may_answer(409, 413, 415) | {200: {"model": ReportAdded, "description": "The ledger has it already."}},
)  # fmt: skip
def add_report(
    request: Request,
    response: Response,
    person: Annotated[Person, Depends(at_least("editor"))],
    given: TextGiven | PageGiven,
    idempotency_key: Annotated[str | None, Header(pattern=_KEY)] = None,
) -> Any:
    """Add a report, which is read at once.

    With an Idempotency-Key the same request may be sent again without taking effect twice.
    """
    ledger: Ledger = request.app.state.ledger
    asked = hashlib.sha256(given.model_dump_json().encode()).hexdigest()
    if idempotency_key is not None:
        with ledger.reading_connection() as connection:
            known = answered(connection, idempotency_key, person.name)
        if known is not None:
            if known.request != asked:
                raise ProblemError(422, "This Idempotency-Key came with another report. Use a key once.")
            added = Added(**json.loads(known.answer))
            return _answer(response, added, known.status)
    intake: Intake = request.app.state.intake
    with intake.turn():
        added = _read(intake, given)
    status = 200 if added.known else 201
    if idempotency_key is not None:
        with ledger.writing_connection() as connection:
            told = {name: getattr(added, name) for name in ("report", "title", "claims", "known")}
            if answered(connection, idempotency_key, person.name) is None:
                keep(connection, idempotency_key, person.name, Answer(asked, status, json.dumps(told)))
    return _answer(response, added, status)


def _read(intake: Intake, given: TextGiven | PageGiven) -> Added:
    published = None
    if given.published is not None:
        published = iso_date(given.published)
        if published is None:
            raise ProblemError(422, f"published: {given.published!r} is no date. Write it as 2022-03-11.")
    options = IntakeOptions(given.title, given.url, given.publisher, published)
    from accordingto.ingest.composing import compose
    from accordingto.ingest.html import html_document  # slow to load

    if isinstance(given, PageGiven):
        page = given.html.encode()
        return intake.add(html_document(page, "the page", None, options))
    return intake.add(compose(given.text, given.text.encode(), "the report", None, options))


def _answer(response: Response, added: Added, status: int) -> ReportAdded:
    response.status_code = status
    response.headers["Location"] = f"/api/v1/reports/{added.report}"
    return ReportAdded(id=added.report, title=added.title, claims=added.claims, known=added.known)


def _line(row: ReportRow) -> dict[str, Any]:
    names = set(ReportLine.model_fields) - {"id"}
    return {name: getattr(row, name) for name in names} | {"id": row.number}
