"""How much, and for how long, a request may send."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accordingto.web.problems import ProblemError
from accordingto.web.settings import Settings

_LARGE = {"/add": "multipart/form-data", "/api/v1/reports": "application/json"}
"""Where whole reports are sent, and as what. Taking apart a large form of another kind holds up everybody else."""

# What is not read to its end is not waited for either: the connection ends with the answer.
_CLOSE = {"Connection": "close"}


class Limits:
    """Middleware that cuts off bodies that are too large, or too slow; before login very little is taken."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Wrap an application."""
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; raise ProblemError (413, 408) where it goes beyond what is allowed."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        most = self._most(request)
        told = request.headers.get("content-length", "")
        if told and "transfer-encoding" in request.headers:
            # A proxy may go by the one where the server goes by the other.
            words = "The request tells its length in two ways."
            raise ProblemError(400, words, _CLOSE)
        if not _plain(request.headers.get("content-type", "")):
            raise ProblemError(415, "The desk takes forms in UTF-8.", _CLOSE)
        if told.isdigit() and int(told) > most:
            raise _too_large(most)
        await self.app(scope, self._measured(receive, most), send)

    def _most(self, request: Request) -> int:
        if request.scope["state"].get("person") is None:
            return self.settings.most_bytes_before_login
        kind = _LARGE.get(request.scope["path"])
        if kind is not None and request.headers.get("content-type", "").lower().startswith(kind):
            return self.settings.most_bytes
        return min(self.settings.most_bytes, self.settings.most_bytes_of_forms)

    def _measured(self, receive: Receive, most: int) -> Receive:
        taken = 0
        complete = False
        loop = asyncio.get_running_loop()
        until = loop.time() + self.settings.body_seconds

        async def measured() -> Message:
            nonlocal taken, complete
            if complete:
                return await receive()
            patience = min(self.settings.pause_seconds, until - loop.time())
            try:
                message = await asyncio.wait_for(receive(), max(patience, 0))
            except TimeoutError:
                late = ProblemError(408, "The request did not arrive in time. Send it again.", _CLOSE)
                raise _in_the_body(late) from None
            taken += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if taken > most:
                raise _in_the_body(_too_large(most))
            return message

        return measured


def _plain(kind: str) -> bool:
    """Whether a body is in UTF-8: browsers say nothing else, and some codecs that Python knows decode to no text."""
    _, _, charset = kind.lower().partition("charset")
    return charset.strip(" =\"'").partition(";")[0].strip(" \"'") in ("", "utf-8", "utf8")


def _too_large(most: int) -> ProblemError:
    size = f"{most // (1024 * 1024)} MB" if most >= 1024 * 1024 else f"{most // 1024} kB"
    return ProblemError(413, f"This is more than the desk takes at once ({size}). Send it in smaller parts.", _CLOSE)


def _in_the_body(problem: ProblemError) -> HTTPException:
    # FastAPI takes any other exception while it reads a body for a fault in the body.
    return HTTPException(problem.status, problem.detail, problem.headers)
