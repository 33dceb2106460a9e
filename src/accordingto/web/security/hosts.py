"""Which names a desk answers to: a foreign name that leads here is somebody's trick (DNS rebinding)."""

from __future__ import annotations

import ipaddress
import re

from starlette.types import ASGIApp, Receive, Scope, Send

from accordingto.web.problems import ProblemError
from accordingto.web.settings import Settings

_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")


class Hosts:
    """Middleware that refuses requests for names that are not the desk's."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Wrap an application."""
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or raise ProblemError (421)."""
        if scope["type"] == "http":
            hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
            if len(hosts) != 1 or not answers_to(hosts[0], self.settings):
                words = "The desk does not go by this name. Whoever runs it can add names with --allow-host NAME."
                raise ProblemError(421, words)
        await self.app(scope, receive, send)


def answers_to(host: str, settings: Settings) -> bool:
    """Return whether a Host header names this desk: localhost, an address in digits, or a name that was allowed.

    An address in digits cannot be made to lead elsewhere, so any will do where the desk is reached from outside; at an
    open desk it must be this machine's own.
    """
    match = _HOST.fullmatch(host)
    if match is None:
        return False
    name = match["name"].lower().rstrip(".")
    if name == "localhost" or name in {allowed.lower().rstrip(".") for allowed in settings.allowed_hosts}:
        return True
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return address.is_loopback or not settings.open_to_all
