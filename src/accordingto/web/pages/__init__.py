"""The pages of the desk, one file each."""

from fastapi import APIRouter

from accordingto.web.pages import help, ledger, stories

router = APIRouter()
for _page in (ledger, stories, help):
    router.include_router(_page.router)
