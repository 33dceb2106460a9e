"""How often: attempts to log in, and a person's requests to the API."""

from __future__ import annotations

import ipaddress
import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter, RateLimiter
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from accordingto.web.problems import ProblemError
from accordingto.web.settings import Settings


class LoginThrottle:
    """Counts attempts to log in, by name whether or not somebody has it, and by address; kept in memory only."""

    def __init__(self, settings: Settings) -> None:
        """Take the rates from the settings."""
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._by_name = parse(settings.login_rate_name)
        self._by_address = parse(settings.login_rate_address)

    def attempt(self, name: str, address: str) -> None:
        """Count an attempt; raises ProblemError (429) where there were too many."""
        # Both are counted before the password is looked at, so that many attempts at once gain nothing.
        for rate, key in ((self._by_address, ("address", network(address))), (self._by_name, ("name", _folded(name)))):
            if not self._limiter.hit(rate, *key):
                raise _too_often(self._limiter, rate, *key)

    def succeeded(self, name: str) -> None:
        """Forget the attempts by that name: its owner has come in."""
        self._limiter.clear(self._by_name, "name", _folded(name))


class ApiRate:
    """Middleware that holds up whoever asks the API too often; not at an open desk, where there is one person."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Wrap an application."""
        self.app = app
        # Counts, where the moving window keeps the moment of each request.
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._rate = parse(settings.api_rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or raise ProblemError (429)."""
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            request = Request(scope, receive)
            person = scope["state"].get("person")
            key = ("person", person.name) if person else ("address", network(client(request)))
            if (person is None or person.how != "open") and not self._limiter.hit(self._rate, *key):
                raise _too_often(self._limiter, self._rate, *key)
        await self.app(scope, receive, send)


def client(request: Request) -> str:
    """Return the address from which a request comes."""
    return request.client.host if request.client else "unknown"


def network(address: str) -> str:
    """Return what counts as one address: an IPv4 address, or the /64 that one subscriber has of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _too_often(limiter: RateLimiter, rate: RateLimitItem, *key: str) -> ProblemError:
    seconds = max(1, math.ceil(limiter.get_window_stats(rate, *key).reset_time - time.time()))
    wait = f"{math.ceil(seconds / 60)} minutes" if seconds > 90 else f"{seconds} seconds"
    return ProblemError(429, f"That was too often. Try again in {wait}.", {"Retry-After": str(seconds)})


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()[:100]
