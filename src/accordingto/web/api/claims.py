"""`/api/v1/claims`: listing, one claim, correcting it, deciding about it, adding one that was missed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import Field

from accordingto.errors import ConflictError
from accordingto.ledger import Ledger
from accordingto.ledger.review import checks, queue
from accordingto.ledger.review.cells import ClaimCells, cells, cells_of
from accordingto.ledger.review.listing import MOST, Filters, counted, listed
from accordingto.ledger.review.log import Entry
from accordingto.web.api.conditions import is_known, seen_revision, tag_of
from accordingto.web.api.forms import change_of, claim_shape
from accordingto.web.api.problems import NOT_MODIFIED, may_answer
from accordingto.web.api.shapes import (
    Act,
    ClaimChange,
    ClaimPage,
    ClaimShape,
    Decision,
    Figure,
    Given,
    Kind,
    Number,
    State,
    Status,
)
from accordingto.web.problems import ProblemError
from accordingto.web.security.roles import NotAllowedError, Person, at_least

router = APIRouter(tags=["claims"])
Order = Literal["newest", "oldest", "said", "least-sure", "most-sure", "source"]
_DAY = r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_Day = Annotated[str, Field(pattern=_DAY, examples=["2022-03", "2022-03-11"])]
_Words = Annotated[str, Field(max_length=500)]
IfMatch = Annotated[str | None, Header(description="The ETag of the claim as it was seen.")]


class ClaimFilters(Given):
    """Filters of claims; all must fit, and of a filter with several values one must."""

    query: _Words = ""
    source: _Words = ""
    publisher: _Words = ""
    report: Number | None = None
    act: list[Act] = Field(default_factory=list)
    standing: list[Status | Literal["contradicted", "none"]] = Field(default_factory=list)
    kind: list[Kind] = Field(default_factory=list)
    state: list[State] = Field(default_factory=list)
    published_from: _Day | Literal[""] = ""
    published_until: _Day | Literal[""] = ""
    said_from: _Day | Literal[""] = ""
    said_until: _Day | Literal[""] = ""
    number_from: Figure | None = None
    number_until: Figure | None = None
    confidence_from: Annotated[float, Field(ge=0, le=1)] | None = None
    confidence_until: Annotated[float, Field(ge=0, le=1)] | None = None

    def filters(self) -> Filters:
        """Return them as the ledger takes them."""
        told = self.model_dump(include=set(ClaimFilters.model_fields))
        many = {name: tuple(told[name]) for name in ("act", "standing", "kind", "state")}
        return Filters(**told | many)


class ClaimsAsked(ClaimFilters):
    """Filters, order and place of a list."""

    sort: Order = "newest"
    cursor: Annotated[str, Field(max_length=2_000)] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@router.get("/claims", responses=may_answer(), dependencies=[Depends(at_least("reader"))])
def list_claims(request: Request, asked: Annotated[ClaimsAsked, Query()]) -> ClaimPage:
    """List claims by the same filters and orders as the desk's ledger page."""
    ledger: Ledger = request.app.state.ledger
    filters = asked.filters()
    with ledger.reading_connection() as connection:
        page = listed(connection, filters, asked.sort, asked.cursor, asked.limit)
        found = cells_of(connection, [row.claim_id for row in page.rows])
        count = counted(connection, filters)
    return ClaimPage(
        claims=[claim_shape(one) for one in found], count=min(count, MOST), more=count > MOST, next=page.after
    )


@router.get(
    "/claims/{claim}", response_model=ClaimShape, responses=may_answer(404) | NOT_MODIFIED,
    dependencies=[Depends(at_least("reader"))],
)  # fmt: skip
def get_claim(
    request: Request,
    response: Response,
    claim: Annotated[Number, Path()],
    if_none_match: Annotated[str | None, Header()] = None,
) -> Any:
    """Return one claim; its ETag is what changes need."""
    found = _cells(request, claim)
    if is_known(tag_of(found), if_none_match):
        return Response(status_code=304, headers={"ETag": tag_of(found)})
    response.headers["ETag"] = tag_of(found)
    return claim_shape(found)


@router.patch("/claims/{claim}", responses=may_answer(404, 412, 413, 415, 428))
def correct_claim(
    request: Request,
    response: Response,
    person: Annotated[Person, Depends(at_least("reviewer"))],
    claim: Annotated[Number, Path()],
    change: ClaimChange,
    if_match: IfMatch = None,
) -> ClaimShape:
    """Give cells of a claim new values; the program's own row is kept."""
    ledger: Ledger = request.app.state.ledger
    seen = seen_revision(claim, if_match)
    with _changing(), ledger.writing_connection() as connection:
        checks.correct(connection, claim, change_of(change), by=person.name, revision=seen)
        found = cells(connection, claim)
    response.headers["ETag"] = tag_of(found)
    return claim_shape(found)


@router.post("/claims/{claim}/reviews", responses=may_answer(404, 412, 413, 415, 428))
def decide(
    request: Request,
    response: Response,
    person: Annotated[Person, Depends(at_least("reviewer"))],
    claim: Annotated[Number, Path()],
    decision: Decision,
    if_match: IfMatch = None,
) -> ClaimShape:
    """Accept or reject a claim, take the last decision back, put a note to it, or leave it to others."""
    ledger: Ledger = request.app.state.ledger
    seen = seen_revision(claim, if_match)
    by = person.name
    with _changing(), ledger.writing_connection() as connection:
        match decision.decision:
            case "accept":
                checks.accept(connection, claim, by=by, revision=seen, note=decision.note)
            case "reject":
                checks.reject(connection, claim, by=by, revision=seen, note=decision.note)
            case "undo":
                _may_undo(checks.last_decision(connection, claim), person)
                checks.undo(connection, claim, by=by, revision=seen)
            case "note":
                checks.note(connection, claim, decision.note or "", by=by, revision=seen)
            case "skip":
                queue.skip(connection, person.name, claim)
        found = cells(connection, claim)
    response.headers["ETag"] = tag_of(found)
    return claim_shape(found)


@router.post("/reports/{report}/claims", status_code=201, responses=may_answer(404, 413, 415))
def add_claim(
    request: Request,
    response: Response,
    person: Annotated[Person, Depends(at_least("reviewer"))],
    report: Annotated[Number, Path()],
    change: ClaimChange,
) -> ClaimShape:
    """Add a claim that the program missed; its content is needed."""
    ledger: Ledger = request.app.state.ledger
    with ledger.writing_connection() as connection:
        number = checks.add_claim(connection, report, change_of(change), by=person.name)
        found = cells(connection, number)
    response.headers["ETag"] = tag_of(found)
    response.headers["Location"] = f"/api/v1/claims/{number}"
    return claim_shape(found)


def _cells(request: Request, claim: int) -> ClaimCells:
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        return cells(connection, claim)


@contextmanager
def _changing() -> Iterator[None]:
    """Turn what somebody else decided in the meantime into 412: If-Match did not hold any more."""
    try:
        yield
    except ConflictError as error:
        raise ProblemError(412, str(error)) from error


def _may_undo(last: Entry | None, person: Person) -> None:
    if last is not None and last.by != person.name and not person.may("editor"):
        raise NotAllowedError(person, "editor")
