"""`/help`: what the marks mean, what becomes of claims, and the keys."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from accordingto.web.pages.rendering import page
from accordingto.web.security.roles import at_least

router = APIRouter(dependencies=[Depends(at_least("reader"))], include_in_schema=False)


@router.get("/help")
def help_page(request: Request) -> Response:
    """Show the help."""
    return page(request, "help.html")
