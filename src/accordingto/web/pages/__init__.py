"""The pages of the desk, one file each."""

from fastapi import APIRouter

from accordingto.web.pages import (
    add,
    decisions,
    guide,
    judgements,
    ledger,
    log,
    reading,
    reports,
    review,
    sources,
    stories,
)

router = APIRouter()
for _page in (ledger, reports, reading, decisions, sources, judgements, stories, review, add, log, guide):
    router.include_router(_page.router)
