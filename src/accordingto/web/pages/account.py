"""Login, logout, and one's own password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from accordingto.errors import AccordingToError, DecisionError
from accordingto.ledger import Ledger
from accordingto.ledger.people import sessions, users
from accordingto.ledger.people.record import record
from accordingto.web.pages.rendering import page
from accordingto.web.problems import ProblemError
from accordingto.web.security.identity import give_session, session_key, take_session
from accordingto.web.security.redirects import local
from accordingto.web.security.roles import Person, anyone, at_least
from accordingto.web.security.throttling import client

router = APIRouter(include_in_schema=False)
Words = Annotated[str, Form(max_length=1024)]


@router.get("/login", dependencies=[Depends(anyone)])
def login_page(request: Request, next: str = "/") -> Response:
    """Show the form, or go on where nothing is to be entered."""
    if request.scope["state"]["person"] is not None:
        return RedirectResponse(local(next), 303)
    return page(request, "login.html", next=local(next), name="", fault=None)


@router.post("/login", dependencies=[Depends(anyone)])
def login(
    request: Request,
    name: Words = "",
    password: Words = "",
    next: Words = "/",
) -> Response:
    """Begin a session with a new key; the answer to a wrong name and to a wrong password is one and the same."""
    app = request.app.state
    ledger: Ledger = app.ledger
    try:
        app.throttle.attempt(name, client(request))
    except ProblemError as error:
        return _refused(request, name, next, error.detail, error.status, error.headers)
    with ledger.reading_connection() as connection:
        user = users.named(connection, name)
    known = user.password if user is not None and not user.disabled else None
    if not app.passwords.right(password, known) or user is None:
        return _refused(request, name, next, "The name or the password is not right.", 403)
    app.throttle.succeeded(name)
    with ledger.writing_connection() as connection:
        # A key that was there before login, by whomever it was set, is of no use afterwards.
        if (old := session_key(request, app.settings)) is not None:
            sessions.end(connection, old)
        key = sessions.begin(connection, user.id, app.settings.sessions)
    response = RedirectResponse(local(next), 303)
    give_session(response, key, app.settings)
    return response


@router.post("/logout", dependencies=[Depends(anyone)])
def logout(request: Request) -> Response:
    """End the session, here and on the server."""
    app = request.app.state
    if (key := session_key(request, app.settings)) is not None:
        with app.ledger.writing_connection() as connection:
            sessions.end(connection, key)
    response = RedirectResponse("/login", 303)
    take_session(response, app.settings)
    return response


@router.get("/account")
def account_page(request: Request, person: Annotated[Person, Depends(at_least("reader"))]) -> Response:
    """Show who one is, and the form for another password."""
    return page(request, "account.html", fault=None)


@router.post("/account/password")
def change_password(
    request: Request, person: Annotated[Person, Depends(at_least("reader"))], old: Words = "", new: Words = "",
    again: Words = "",
) -> Response:  # fmt: skip
    """Change one's own password: all sessions end, and this one goes on with a new key."""
    app = request.app.state
    if person.how != "session":
        raise ProblemError(403, "A password can be changed by whoever has logged in with it.")
    app.throttle.attempt(person.name, client(request))
    with app.ledger.reading_connection() as connection:
        user = users.find(connection, person.name)
    try:
        if not app.passwords.right(old, user.password):
            raise DecisionError("The present password is not right.")
        if new != again:
            raise DecisionError("The new password was typed in two ways.")
        hashed = app.passwords.hashed(new, user.name)
    except AccordingToError as error:
        return page(request, "account.html", 422, fault=str(error))
    app.throttle.succeeded(person.name)
    with app.ledger.writing_connection() as connection:
        users.set_password(connection, user.name, hashed)
        record(connection, person.name, "change password", user)
        key = sessions.begin(connection, user.id, app.settings.sessions)
    response = page(
        request, "account.html", fault=None, notice="The password was changed. Other browsers were logged out."
    )
    give_session(response, key, app.settings)
    return response


def _refused(
    request: Request,
    name: str,
    next: str,
    words: str,
    status: int,
    headers: dict[str, str] | None = None,
) -> Response:
    response = page(request, "login.html", status, next=local(next), name=name, fault=words)
    response.headers.update(headers or {})
    return response
