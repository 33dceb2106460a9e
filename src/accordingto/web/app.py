"""The application: pages, API and static files behind the checks that every request has to pass."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from accordingto.ledger import Ledger
from accordingto.version import __version__
from accordingto.web import api, pages, problems
from accordingto.web.adding import Adding
from accordingto.web.intake import Intake
from accordingto.web.pages import account
from accordingto.web.security.headers import Headers
from accordingto.web.security.hosts import Hosts
from accordingto.web.security.identity import Identity
from accordingto.web.security.limits import Limits
from accordingto.web.security.origin import Origins
from accordingto.web.security.passwords import Passwords
from accordingto.web.security.roles import undeclared
from accordingto.web.security.throttling import ApiRate, LoginThrottle
from accordingto.web.settings import Settings


def create_app(ledger: Ledger, settings: Settings) -> FastAPI:
    """Return the desk of a ledger; raises RuntimeError where a route declares no role (see `roles.at_least`)."""
    app = FastAPI(
        title="accordingto", version=__version__, summary="Who said what, on whose word: the API of the desk.",
        # The ready-made pages of documentation load scripts from elsewhere.
        docs_url=None, redoc_url=None, openapi_url=None,
        # Nothing about requests is handed to anybody, whatever the environment asks for.
        telemetry={
            "tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False,
        },
        # A request passes these from the first to the last.
        middleware=[
            Middleware(Headers), Middleware(problems.Faults), Middleware(Hosts, settings=settings),
            Middleware(Identity, ledger=ledger, settings=settings), Middleware(Origins, settings=settings),
            Middleware(ApiRate, settings=settings), Middleware(Limits, settings=settings),
        ],
    )  # fmt: skip
    app.state.ledger = ledger
    app.state.settings = settings
    app.state.intake = Intake(ledger)
    app.state.adding = Adding(app.state.intake)
    app.state.passwords = Passwords(settings)
    app.state.throttle = LoginThrottle(settings)
    problems.register(app)
    for router in (account.router, api.router, pages.router):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    if missing := undeclared(app.routes):
        raise RuntimeError(f"These declare no role: {', '.join(missing)}")
    return app
