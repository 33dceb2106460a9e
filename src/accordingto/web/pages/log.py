"""`/log`: every decision: who, when, from what to what; and whether the chain of it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from accordingto.exports import wording
from accordingto.ledger import Ledger
from accordingto.ledger.review import log
from accordingto.ledger.review.log import Entry
from accordingto.web.pages.asking import Number, row_number
from accordingto.web.pages.rendering import page
from accordingto.web.security.roles import Person, at_least

router = APIRouter(include_in_schema=False)
Words = Annotated[str, Query(max_length=100)]
_LIMIT = 100
_NOTHING = "nothing"
_CAUSES = ("state", "note")


@router.get("/log")
def entries(
    request: Request, person: Annotated[Person, Depends(at_least("reader"))], before: Number | None = None,
    claim: Words = "", by: Words = "", verify: bool = False,
) -> Response:  # fmt: skip
    """Show the log, the newest entry first; `verify` reads the whole chain, for those who may decide."""
    ledger: Ledger = request.app.state.ledger
    wanted = row_number(claim.strip(), "claim") if claim.strip() else None  # a form sends what is left empty, too
    with ledger.reading_connection() as connection:
        found = log.entries(connection, before_id=before, claim_id=wanted, by=by.strip() or None, limit=_LIMIT + 1)
        verified = log.verify(connection) if verify and person.may("reviewer") else None
    shown = [(entry, list(changes(entry))) for entry in found[:_LIMIT]]
    more = found[_LIMIT - 1].id if len(found) > _LIMIT else None
    return page(
        request, "log.html", entries=shown, more=more, before=before, claim=wanted, by=by.strip(), verified=verified
    )


def changes(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield what an entry changed: cell, what it was, what it became, in words."""
    before, after = entry.before or {}, entry.after or {}
    for name in _CAUSES:
        if name in after and before.get(name) != after[name]:
            yield name, before.get(name) or _NOTHING, after[name] or _NOTHING
    for cell, value in (after.get("cells") or {}).items():
        was = (before.get("cells") or {}).get(cell)
        yield wording.CELLS.get(cell, cell), in_words(cell, was), in_words(cell, value)
    for name in sorted(after.keys() - {*_CAUSES, "cells", "version_id"}):
        yield name, plain(before.get(name)), plain(after[name])


def in_words(cell: str, value: Any) -> str:
    """Return a cell as the log keeps it, in words."""
    if not value:
        return _NOTHING
    if cell == "said":
        start, end, words = (*value, None, None, None)[:3]
        return wording.days(start, end, words or "") if start or end or words else _NOTHING
    if cell == "quantities":
        told = (f"{wording.how_many(low, high, unit, about)} (“{words}”)" for low, high, unit, about, words in value)
        return "; ".join(told)
    if cell == "verification":
        return "; ".join(f"{wording.STANDING.get(s, s)}{f' by {by}' if by else ''}" for s, by in value)
    if cell.endswith("_spans"):
        return f"“{value[0]}”" if value[0] else _NOTHING
    return plain(value)


def plain(value: Any) -> str:
    """Return a value of a kind that the log may get later."""
    if isinstance(value, list):
        return ", ".join(plain(part) for part in value if part is not None) or _NOTHING
    return _NOTHING if value in (None, "", {}) else str(value)
