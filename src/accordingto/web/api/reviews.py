"""`/api/v1/reviews`: the log of decisions, and the queue of claims that wait for one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from accordingto.ledger import Ledger
from accordingto.ledger.review import log, queue
from accordingto.ledger.review.cells import cells_of
from accordingto.web.api.forms import claim_shape, entry_shape
from accordingto.web.api.problems import may_answer
from accordingto.web.api.shapes import EntryPage, Given, Number, Queue
from accordingto.web.security.roles import Person, at_least

router = APIRouter(tags=["reviews"])


class ReviewsAsked(Given):
    """Whose decisions to list, about which claim, before which one (the cursor)."""

    claim: Number | None = None
    by: Annotated[str, Field(max_length=300)] | None = None
    cursor: Number | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class QueueAsked(Given):
    """How many claims to take."""

    count: Annotated[int, Field(ge=1, le=50)] = 1


@router.get("/reviews", responses=may_answer(), dependencies=[Depends(at_least("reader"))])
def list_reviews(request: Request, asked: Annotated[ReviewsAsked, Query()]) -> EntryPage:
    """List decisions, the newest first."""
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        found = log.entries(
            connection, before_id=asked.cursor, claim_id=asked.claim, by=asked.by, limit=asked.limit + 1
        )
    shown = found[: asked.limit]
    return EntryPage(
        reviews=[entry_shape(entry) for entry in shown], next=shown[-1].id if len(found) > len(shown) else None
    )


@router.post("/reviews/next", responses=may_answer(413, 415))
def take_next(request: Request, person: Annotated[Person, Depends(at_least("reviewer"))], asked: QueueAsked) -> Queue:
    """Take claims from the queue, the least certain first; nobody else gets them for ten minutes."""
    ledger: Ledger = request.app.state.ledger
    with ledger.writing_connection() as connection:
        numbers = queue.take(connection, person.name, asked.count)
        found = cells_of(connection, numbers)
        left = queue.left(connection)
    return Queue(claims=[claim_shape(one) for one in found], left=min(left, queue.MOST), more=left > queue.MOST)
