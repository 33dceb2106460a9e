"""`/reports/{id}`: a report's text with who said what marked in it, each claim in words beside it, and its form."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from fastapi import APIRouter, Depends, Request, Response

from accordingto.ledger import Ledger
from accordingto.ledger.review.cells import ClaimCells, cells_of_report
from accordingto.ledger.review.voices import sources_of_report
from accordingto.records import ACTS
from accordingto.records.claim import STATUSES
from accordingto.records.source import KINDS
from accordingto.web.pages import drafts
from accordingto.web.pages.asking import Number
from accordingto.web.pages.drafts import Draft
from accordingto.web.pages.marking import Marked, paragraphs
from accordingto.web.pages.rendering import page
from accordingto.web.security.roles import at_least

router = APIRouter(dependencies=[Depends(at_least("reader"))], include_in_schema=False)
ADDED = 0
"""Stands as the number of a claim that is only being added."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form that is open on the page: of which claim (ADDED for a new one), what is in it, what was in it at first.

    `clashes` are the cells that somebody else changed too; `then` is where to go when it is sent.
    """

    claim_id: int
    draft: Draft
    seen: Draft
    revision: int = 0
    clashes: frozenset[str] = frozenset()
    then: str = ""


@dataclass(frozen=True, slots=True)
class Depth:
    """How deep each claim stands in others, and the numbers by which the page calls claims."""

    numbers: dict[int, str]
    depths: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, claims: list[ClaimCells]) -> Depth:
        """Return the numbers and depths of the claims of a report, in their order."""
        parents = {claim.claim_id: claim.parent for claim in claims}
        depths: dict[int, int] = {}
        for claim_id in parents:
            depth, above, passed = 0, parents[claim_id], {claim_id}
            while above in parents and above not in passed:
                passed.add(above)
                depth, above = depth + 1, parents[above]
            depths[claim_id] = depth
        return cls({claim.claim_id: str(n) for n, claim in enumerate(claims, 1)}, depths)


@router.get("/reports/{report}")
def reading(
    request: Request, report: Number, correct: Number | None = None, add: bool = False, then: str = ""
) -> Response:
    """Show a report; `correct` opens the form of a claim, `add` that of a new one."""
    ledger: Ledger = request.app.state.ledger
    form = None
    if request.state.person.may("reviewer"):
        if correct is not None:
            form = opened(ledger, report, correct, then)
        elif add:
            form = Form(ADDED, drafts.empty(), drafts.empty(), then=then)
    return shown(request, report, form=form)


def opened(ledger: Ledger, report: int, claim_id: int, then: str = "") -> Form | None:
    """Return the form of a claim as it stands now, None where the report has no such claim."""
    with ledger.reading_connection() as connection:
        claim = next((c for c in cells_of_report(connection, report) if c.claim_id == claim_id), None)
    if claim is None:
        return None
    draft = drafts.drafted(claim, ledger.reading(report).text)
    return Form(claim_id, draft, draft, claim.revision, then=then)


def shown(
    request: Request, report: int, *, form: Form | None = None, fault: str | None = None, at: int | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    """Return the page of a report; `fault` is what went wrong with the claim `at`, or with the open form."""
    ledger: Ledger = request.app.state.ledger
    found = ledger.reading(report)
    with ledger.reading_connection() as connection:
        claims = cells_of_report(connection, report)
        choices = sources_of_report(connection, report) if form else []
    depth = Depth.of(claims)
    # What people have since said who said it is no longer open.
    told = {part for claim in claims for part in claim.spans.get("content", ())}
    untold = [item for item in found.unattributed if item.claim is None and not told & set(item.spans)]
    nobody = [claim.spans.get("content", ()) for claim in claims if claim.source is None and claim.state != "rejected"]
    lines = paragraphs(found.text, [marks(claim, depth) for claim in claims], [*(u.spans for u in untold), *nobody])
    return page(
        request, "reading.html", status, report=report, reading=found, document=found.document, lines=lines,
        claims=claims, numbers=depth.numbers, depths=depth.depths, untold=untold, form=form, fault=fault, at=at,
        kept=json.dumps(form.seen, ensure_ascii=False) if form else "", choices=choices, acts=ACTS, statuses=STATUSES,
        kinds=KINDS, rows=drafts.rows, plain_words=drafts.plain_words, ADDED=ADDED,
    )  # fmt: skip


def marks(claim: ClaimCells, depth: Depth) -> Marked:
    """Return what is marked of a claim in the text."""
    told = (("nested", depth.depths.get(claim.claim_id, 0) > 0), ("rejected", claim.state == "rejected"))
    forms = tuple(form for form, is_so in told if is_so)
    return Marked(claim.claim_id, depth.numbers[claim.claim_id], claim.spans, forms)
