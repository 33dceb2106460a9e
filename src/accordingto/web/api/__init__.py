"""The API under the desk."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1")
