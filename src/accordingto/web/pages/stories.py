"""`/stories?q=`: one matter across reports: its points at issue, their sides, origins, turns and a timeline."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from accordingto.exports.story_page import chart_of, entries_of, quoted
from accordingto.ledger import Ledger
from accordingto.ledger.linkage import progress
from accordingto.linking.about import claims_about
from accordingto.linking.bearing import day_of
from accordingto.linking.matter import matter_of
from accordingto.linking.story import story_of
from accordingto.linking.who import LedgerWho
from accordingto.web.pages.rendering import page
from accordingto.web.security.roles import at_least

router = APIRouter(dependencies=[Depends(at_least("reader"))], include_in_schema=False)
_MOST = 500


@router.get("/stories")
def stories(request: Request, q: str = "") -> Response:
    """Tell the matter that some words mean."""
    ledger: Ledger = request.app.state.ledger
    story, numbers = None, []
    with ledger.reading_connection() as connection:
        waiting = progress.count_waiting(connection)
        if q.strip():
            who = LedgerWho(connection)
            numbers = claims_about(connection, q, _MOST)
            story = story_of(matter_of(connection, numbers, who), who) if numbers else None
    chart = chart_of(entries_of(story)) if story else None
    return page(
        request, "story.html", q=q, story=story, chart=chart, waiting=waiting, cut=len(numbers) >= _MOST, most=_MOST,
        day_of=day_of, quoted=quoted,
    )  # fmt: skip
