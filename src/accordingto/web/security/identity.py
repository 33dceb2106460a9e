"""Whom a request comes from: a token, a session's cookie, or whoever sits at an open desk."""

from __future__ import annotations

from contextlib import suppress

from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from accordingto.errors import LedgerError
from accordingto.ledger import Ledger
from accordingto.ledger.people import sessions, tokens, users
from accordingto.web.problems import ProblemError
from accordingto.web.security.roles import Person
from accordingto.web.settings import Settings


class Identity:
    """Middleware that finds out who is asking, before anything of a body is read.

    It puts a Person, or None, into the request's state. Whether that is enough is for `roles.at_least` to say.
    """

    def __init__(self, app: ASGIApp, ledger: Ledger, settings: Settings) -> None:
        """Wrap an application."""
        self.app = app
        self.ledger = ledger
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its person, or raise ProblemError (401) where a token does not count."""
        if scope["type"] == "http":
            request = Request(scope, receive)
            state = scope.setdefault("state", {})
            state["person"] = None
            if not scope["path"].startswith("/static/"):
                state["person"] = await run_in_threadpool(identified, self.ledger, self.settings, request)
        await self.app(scope, receive, send)


def identified(ledger: Ledger, settings: Settings, request: Request) -> Person | None:
    """Return who is asking, None where that is not known; raises ProblemError for a token that does not count."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        with ledger.reading_connection() as connection:
            user = tokens.bearer(connection, token.strip())
        if user is None:
            words = "The token is unknown, too old, revoked, or its user was disabled."
            raise ProblemError(401, words, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
        return Person(user.name, user.role, "token")
    key = session_key(request, settings)
    if key is not None:
        with ledger.reading_connection() as connection:
            held = sessions.holder(connection, key, settings.sessions)
        if held is not None:
            user, renew = held
            if renew:
                # A ledger that cannot be written now can still be read.
                with suppress(LedgerError), ledger.writing_connection() as connection:
                    sessions.renew(connection, key, settings.sessions)
            return Person(user.name, user.role, "session")
    if settings.open_to_all:
        with ledger.reading_connection() as connection:
            if not users.any_user(connection):
                return Person(settings.somebody, users.ROLES[-1], "open")
    return None


def session_key(request: Request, settings: Settings) -> str | None:
    """Return the session's key from the request's cookie, None where it has none."""
    return request.cookies.get(_cookie(settings))


def give_session(response: Response, key: str, settings: Settings) -> None:
    """Have the browser keep a session's key where no script can read it and other sites' forms do not send it."""
    seconds = int(settings.sessions.most.total_seconds())
    response.set_cookie(
        _cookie(settings), key, max_age=seconds, path="/", secure=settings.secure, httponly=True, samesite="lax"
    )


def take_session(response: Response, settings: Settings) -> None:
    """Have the browser forget a session's key."""
    response.delete_cookie(_cookie(settings), path="/", secure=settings.secure, httponly=True, samesite="lax")


def _cookie(settings: Settings) -> str:
    # Cookies do not tell ports apart, and two desks may run on one machine. With __Host- no other host can set it.
    return f"{'__Host-' if settings.secure else ''}accordingto-{settings.port}"
