"""The problems that routes may answer with, for the description of the API."""

from __future__ import annotations

from typing import Any

from accordingto.web.api.shapes import Problem

_WORDS = {
    400: "The request cannot be understood.",
    401: "Nobody is logged in: send a token (Authorization: Bearer …).",
    403: "The role does not reach.",
    404: "There is nothing of that number.",
    409: "Somebody else decided in the meantime; nothing was changed.",
    412: "The ETag in If-Match is not the one of now; nothing was changed.",
    413: "The request is too large.",
    415: "The content type is not taken.",
    421: "The desk is not called by that name.",
    422: "What was sent makes no sense; nothing was changed.",
    428: "A change needs If-Match with the ETag that was seen.",
    429: "Too many requests; Retry-After says when to go on.",
    503: "Another program is writing for too long, or the ledger cannot be reached. Try again.",
}
NOT_MODIFIED: dict[int | str, dict[str, Any]] = {304: {"description": "What the client has is still right."}}
ALWAYS = (400, 401, 403, 421, 422, 429, 503)


def may_answer(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the problems of a route: those that every route has, and `statuses`."""
    return {
        status: {"model": Problem, "description": _WORDS[status], "content": {"application/problem+json": {}}}
        for status in sorted({*ALWAYS, *statuses})
    }
