"""What people decide about claims: the forms of pages, answered with a page or, where a script asks, the claim alone.

A form says which revision of the claim its page showed. Where somebody else decided since, nothing is changed, the
answer says who did what, and what was typed stays in the form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import Connection

from accordingto.errors import ConflictError, DecisionError, NotFoundError
from accordingto.ledger import Ledger
from accordingto.ledger.review import checks, queue
from accordingto.ledger.review.cells import cells, cells_of_report
from accordingto.ledger.review.voices import claim_of
from accordingto.web.pages import drafts, reading, review
from accordingto.web.pages.asking import Number
from accordingto.web.pages.correcting import change_of
from accordingto.web.pages.reading import ADDED, Depth
from accordingto.web.pages.rendering import fragment
from accordingto.web.security.roles import NotAllowedError, Person, at_least

router = APIRouter(include_in_schema=False)
Reviewer = Annotated[Person, Depends(at_least("reviewer"))]
Revision = Annotated[int, Form(ge=0, le=2**53 - 1)]
Then = Annotated[str, Form(max_length=20)]
Note = Annotated[str | None, Form(max_length=20_000)]


@router.get("/claims/{number}", dependencies=[Depends(at_least("reader"))])
def claim(request: Request, number: Number) -> Response:
    """Lead to a claim in its report; the number may be that of any row that shows it."""
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        found = claim_of(connection, number)
    if found is None:
        raise NotFoundError(f"The ledger has no claim number {number}, or only an older reading has it.")
    return RedirectResponse(f"/reports/{found[1]}#claim-{found[0]}", 303)


@router.post("/claims/{number}/accept")
def accept(
    request: Request, number: Number, person: Reviewer, revision: Revision, note: Note = None, then: Then = ""
) -> Response:
    """Accept a claim."""

    def decide(connection: Connection) -> int:
        return checks.accept(connection, number, by=person.name, revision=revision, note=note or None)

    return _decided(request, number, decide, person, then)


@router.post("/claims/{number}/reject")
def reject(
    request: Request, number: Number, person: Reviewer, revision: Revision, note: Note = None, then: Then = ""
) -> Response:
    """Reject a claim."""

    def decide(connection: Connection) -> int:
        return checks.reject(connection, number, by=person.name, revision=revision, note=note or None)

    return _decided(request, number, decide, person, then)


@router.post("/claims/{number}/note")
def note(request: Request, number: Number, person: Reviewer, revision: Revision, note: Note = "") -> Response:
    """Put a note beside a claim."""

    def decide(connection: Connection) -> int:
        return checks.note(connection, number, (note or "").strip(), by=person.name, revision=revision)

    return _decided(request, number, decide, person)


@router.post("/claims/{number}/undo")
def undo(request: Request, number: Number, person: Reviewer, revision: Revision, then: Then = "") -> Response:
    """Take back the last decision about a claim: one's own, or as an editor anybody's."""

    def decide(connection: Connection) -> int:
        last = checks.last_decision(connection, number)
        if last is not None and last.by != person.name and not person.may("editor"):
            raise NotAllowedError(person, "editor")
        revision_now = checks.undo(connection, number, by=person.name, revision=revision)
        if then == "review":
            # So that the claim taken back comes before the one that came after it.
            for held in queue.take(connection, person.name):
                queue.release(connection, person.name, held)
        return revision_now

    return _decided(request, number, decide, person, then)


async def sent(request: Request) -> dict[str, object]:
    """Return the fields of a form by name."""
    return dict(await request.form(max_files=0, max_fields=1000))


Sent = Annotated[dict[str, object], Depends(sent)]


@router.post("/claims/{number}/correct")
def correct(request: Request, number: Number, person: Reviewer, form: Sent) -> Response:
    """Change cells of a claim; what was typed stays in the form where it cannot be."""
    ledger: Ledger = request.app.state.ledger
    draft, before, then = drafts.posted(form), drafts.seen(form), str(form.get("then") or "")
    with ledger.reading_connection() as connection:
        report = cells(connection, number).report_id
    text = ledger.reading(report).text
    try:
        change = change_of(draft, before, text)
        with ledger.writing_connection() as connection:
            checks.correct(connection, number, change, by=person.name, revision=_revision(form))
    except DecisionError as error:
        form_again = reading.Form(number, draft, before, _revision(form), then=then)
        return reading.shown(request, report, form=form_again, fault=str(error), at=number, status=422)
    except ConflictError as error:
        now = reading.opened(ledger, report, number, then)
        if now is None:
            raise
        mixed, clashes = drafts.merged(draft, before, now.draft)
        form_again = replace(now, draft=mixed, clashes=frozenset(clashes))
        words = f"{error} What you typed is still in the form."
        return reading.shown(request, report, form=form_again, fault=words, at=number, status=409)
    return _onward(report, number, then)


@router.post("/reports/{report}/claims")
def add(request: Request, report: Number, person: Reviewer, form: Sent) -> Response:
    """Add a claim that the program missed."""
    ledger: Ledger = request.app.state.ledger
    draft, text = drafts.posted(form), ledger.reading(report).text
    try:
        change = change_of(draft, drafts.empty(), text)
        with ledger.writing_connection() as connection:
            number = checks.add_claim(connection, report, change, by=person.name)
    except DecisionError as error:
        form_again = reading.Form(ADDED, draft, drafts.empty())
        return reading.shown(request, report, form=form_again, fault=str(error), at=ADDED, status=422)
    return _onward(report, number, "")


def _decided(
    request: Request, number: int, decide: Callable[[Connection], int], person: Person, then: str = ""
) -> Response:
    """Do what was decided; answers with the claim alone where a script asks for it."""
    ledger: Ledger = request.app.state.ledger
    fault, status = None, 200
    try:
        with ledger.writing_connection() as connection:
            decide(connection)
    except (ConflictError, DecisionError) as error:
        fault, status = str(error), 409 if isinstance(error, ConflictError) else 422
    with ledger.reading_connection() as connection:
        report = cells(connection, number).report_id
        if request.headers.get("desk-fragment") == "card":
            claims = cells_of_report(connection, report)
            depth = Depth.of(claims)
            one = next(claim for claim in claims if claim.claim_id == number)
            told = {"c": one, "numbers": depth.numbers, "depths": depth.depths, "fault": fault, "at": number}
            return HTMLResponse(fragment(request, "card.html", form=None, **told), status)
    if fault is not None and then == "review":
        return review.shown(request, person, number, fault, status)
    if fault is not None:
        return reading.shown(request, report, fault=fault, at=number, status=status)
    return _onward(report, number, then)


def _onward(report: int, number: int, then: str) -> Response:
    """Lead to where the work goes on: the queue, or the claim in its report."""
    return RedirectResponse(f"/review?done={number}" if then == "review" else f"/reports/{report}#claim-{number}", 303)


def _revision(form: dict[str, object]) -> int:
    value = str(form.get("revision") or "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else 0
