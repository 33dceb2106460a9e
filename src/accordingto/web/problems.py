"""What goes wrong, told in words: problem details (RFC 9457) to programs, a page to people."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accordingto.errors import (
    AccordingToError,
    BusyError,
    ConflictError,
    DecisionError,
    InputError,
    NotFoundError,
    TooLargeError,
)
from accordingto.web.methods import allowed
from accordingto.web.security.roles import NotAllowedError, NotKnownError

_LOG = logging.getLogger(__name__)
# The first that fits counts.
_STATUS: tuple[tuple[type[AccordingToError], int], ...] = (
    (NotFoundError, 404), (ConflictError, 409), (DecisionError, 422), (BusyError, 503), (TooLargeError, 413),
    (InputError, 422),
)  # fmt: skip
_RETRY_SECONDS = 5
_FAULTS = 50
"""Of very many faults in one request only so many are told."""


class ProblemError(Exception):
    """An answer that is a problem: status, words for people, headers, and members for programs (RFC 9457)."""

    def __init__(
        self,
        status: int,
        detail: str,
        headers: Mapping[str, str] | None = None,
        title: str | None = None,
        **members: Any,
    ) -> None:
        """Keep what is to be told; without a title it is the status's own name."""
        super().__init__(detail)
        self.status = status
        # Half of a surrogate pair, as JSON can hold it, cannot be sent back.
        self.detail = detail.encode("utf-8", "replace").decode()
        self.headers = dict(headers or {})
        self.title = title or _phrase(status)
        self.members = members


def answer(request: Request, error: Exception) -> Response:
    """Return the answer to a request that failed with this error."""
    if isinstance(error, NotKnownError) and not _for_programs(request) and request.method in {"GET", "HEAD"}:
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(here, safe='/')}", status_code=303)
    problem = _problem(request, error)
    if problem.status >= 500:
        fault = None if isinstance(error, AccordingToError) else error
        _LOG.error("%s %r: %s", request.method, request.url.path, error, exc_info=fault)
    if _for_programs(request):
        told = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail}
        return JSONResponse(
            told | problem.members, problem.status, problem.headers, media_type="application/problem+json"
        )
    from accordingto.web.pages.rendering import page  # the pages' own folder imports this file

    response = page(request, "error.html", problem.status, problem=problem)
    response.headers.update(problem.headers)
    return response


def register(app: FastAPI) -> None:
    """Have all errors of the application answered in words."""

    async def answered(request: Request, error: Exception) -> Response:
        return answer(request, error)

    for kind in (
        HTTPException, RequestValidationError, NotKnownError, NotAllowedError, ProblemError, AccordingToError,
    ):  # fmt: skip
        app.add_exception_handler(kind, answered)


class Faults:
    """Middleware that answers whatever the others, or the program by mistake, raise."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does; where it fails before it has begun to, tell what went wrong."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except ClientDisconnect:
            return  # nobody is left to be told
        except Exception as error:
            if begun:  # the connection is closed then, so that half an answer is not taken for a whole
                raise
            await answer(Request(scope, receive), error)(scope, receive, send)


def _problem(request: Request, error: Exception) -> ProblemError:
    match error:
        case ProblemError():
            return error
        case HTTPException(status_code=405):
            return ProblemError(405, _words(error), {"Allow": allowed(request)})
        case HTTPException():
            return ProblemError(error.status_code, _words(error), error.headers)
        case RequestValidationError() if _sent_as_something_else(request, error):
            return ProblemError(415, "The API takes JSON: send it with Content-Type: application/json.")
        case RequestValidationError():
            found = error.errors()[:_FAULTS]
            faults = [{"at": list(map(str, fault["loc"])), "detail": fault["msg"]} for fault in found]
            words = "; ".join(f"{' → '.join(fault['at'][1:]) or fault['at'][0]}: {fault['detail']}" for fault in faults)
            return ProblemError(422, f"What was sent is not right: {words}.", errors=faults)
        case NotKnownError():
            return ProblemError(
                401, "Log in first, or send a token (Authorization: Bearer …).", {"WWW-Authenticate": "Bearer"}
            )
        case NotAllowedError():
            words = f"Your role is {error.person.role}; this needs {error.role} or more. Ask an admin of the desk."
            return ProblemError(403, words)
        case AccordingToError():
            return _of_ledger(request, error)
    return ProblemError(500, "This is a fault of the program; it was written to the server's log. Nothing was saved.")


def _sent_as_something_else(request: Request, error: RequestValidationError) -> bool:
    """Whether a program's body is not right because it is not even said to be JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    json = kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
    return _for_programs(request) and not json and any(fault["loc"][0] == "body" for fault in error.errors())


def _of_ledger(request: Request, error: AccordingToError) -> ProblemError:
    # Where the file lies is no business of those who read in it.
    words = str(error).replace(f"Ledger {request.app.state.ledger.name}: ", "")
    words = words[:1].upper() + words[1:]
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    headers = {"Retry-After": str(_RETRY_SECONDS)} if status == 503 else {}
    return ProblemError(status, words, headers)


def _words(error: HTTPException) -> str:
    if error.detail and error.detail != _phrase(error.status_code):
        return error.detail
    return {
        404: "There is nothing at this address.",
        405: "This address does not take that method.",
    }.get(error.status_code, _phrase(error.status_code) + ".")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"


def _for_programs(request: Request) -> bool:
    return request.url.path.startswith("/api/")
