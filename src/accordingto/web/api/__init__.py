"""The API under the desk: `/api/v1`, described at `/api/v1/openapi.json`."""

from __future__ import annotations

from fastapi import APIRouter

from accordingto.web.api import about, across, claims, export, reports, reviews

router = APIRouter(prefix="/api/v1")
for _part in (about, reports, claims, reviews, across, export):
    router.include_router(_part.router)
