"""Where a request comes from: nothing is changed at the word of another site (cross-site request forgery)."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from accordingto.web.problems import ProblemError
from accordingto.web.settings import Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Origins:
    """Middleware that refuses what would change something and was sent by a page of another site.

    Browsers tell where a request comes from in Sec-Fetch-Site or, on plain HTTP, in Origin, and pages cannot forge
    either. What carries a token is let through: a page of another site has none. What tells neither is no browser;
    it is let through without a cookie only.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Wrap an application."""
        self.app = app
        # Over HTTPS a page of plain HTTP is another site's, whatever its name: it can be forged on the way.
        self.schemes = ("https",) if settings.secure else ("http", "https")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or raise ProblemError (403)."""
        if scope["type"] == "http" and scope["method"] not in SAFE:
            request = Request(scope, receive)
            if not _by_token(request) and not own(request, self.schemes):
                words = (
                    "This request was sent by a page of another site, or by a browser that does not tell. Nothing was "
                    "changed. Open the desk's page by its own address and try there."
                )
                raise ProblemError(403, words)
        await self.app(scope, receive, send)


def own(request: Request, schemes: Sequence[str]) -> bool:
    """Return whether a request was made by a page of this desk, by hand, or by no browser at all."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    if origin is None:
        return "cookie" not in request.headers
    return origin.lower() in {f"{scheme}://{request.headers.get('host', '').lower()}" for scheme in schemes}


def _by_token(request: Request) -> bool:
    person = request.scope["state"].get("person")
    return person is not None and person.how == "token"
