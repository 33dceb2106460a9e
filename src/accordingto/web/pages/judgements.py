"""What people decide of two sources: that they are one, that they are not, and taking that back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from accordingto.errors import LedgerError
from accordingto.ledger import Ledger
from accordingto.ledger.linkage.judging import judge, take_back
from accordingto.web.pages.asking import Number
from accordingto.web.pages.sources import shown
from accordingto.web.security.roles import Person, at_least

router = APIRouter(include_in_schema=False)
Editor = Annotated[Person, Depends(at_least("editor"))]


@router.post("/sources/{number}/judge")
def judged(
    request: Request, number: Number, person: Editor, other: Annotated[int, Form(ge=1, le=2**53 - 1)],
    verdict: Annotated[str, Form(max_length=20)],
    note: Annotated[str, Form(max_length=10_000)] = "",
) -> Response:  # fmt: skip
    """Keep that a source is the same as another, or not."""
    ledger: Ledger = request.app.state.ledger
    try:
        with ledger.writing_connection() as connection:
            judge(connection, number, other, verdict, by=person.name, note=note.strip() or None)
    except LedgerError as error:
        return shown(request, number, status=422, fault=str(error))
    return RedirectResponse(f"/sources/{number}#judged", 303)


@router.post("/sources/{number}/judge/{decision}/undo")
def undone(request: Request, number: Number, decision: Number, person: Editor) -> Response:
    """Take back a decision."""
    ledger: Ledger = request.app.state.ledger
    try:
        with ledger.writing_connection() as connection:
            take_back(connection, decision, by=person.name)
    except LedgerError as error:
        return shown(request, number, status=409, fault=str(error))
    return RedirectResponse(f"/sources/{number}#judged", 303)
