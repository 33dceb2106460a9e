"""`/api/v1/health` and the description of the API (OpenAPI 3.1), made from the code."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request

from accordingto.ledger import Ledger
from accordingto.version import __version__
from accordingto.web.api.problems import may_answer
from accordingto.web.api.shapes import Health
from accordingto.web.security.roles import anyone

router = APIRouter(dependencies=[Depends(anyone)])


@router.get("/health", tags=["about"], responses=may_answer())
def health(request: Request) -> Health:
    """Tell whether the desk serves and reaches its ledger."""
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        connection.exec_driver_sql("SELECT 1")
    return Health(status="ok", version=__version__)


@router.get("/openapi.json", include_in_schema=False)
def description(request: Request) -> dict[str, Any]:
    """Return the description of the API."""
    described: dict[str, Any] = request.app.openapi()
    return described
