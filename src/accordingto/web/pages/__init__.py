"""The pages of the desk, one file each."""

from fastapi import APIRouter

from accordingto.web.pages import decisions, guide, judgements, ledger, reading, sources, stories

router = APIRouter()
for _page in (ledger, reading, decisions, sources, judgements, stories, guide):
    router.include_router(_page.router)
