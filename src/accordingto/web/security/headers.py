"""Headers that tell a browser what a page of the desk may do: next to nothing."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
"""Nothing from outside, and nothing written into the page itself: no inline script, no inline style."""

# Referrer-Policy is not “no-referrer”: with that, browsers send “Origin: null” with the desk's own forms, and over
# plain HTTP, where they do not send Sec-Fetch-Site, these could not be told from forged ones.
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def guard(path: str, headers: MutableHeaders) -> None:
    """Add the headers to an answer; Cache-Control only where the answer has none."""
    for name, value in _ALWAYS.items():
        headers[name] = value
    # What is public may be kept but is asked after; what people read is not kept on shared machines.
    headers.setdefault("Cache-Control", "no-cache" if path.startswith("/static/") else "no-store")


class Headers:
    """Middleware that guards every answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                guard(scope["path"], MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, guarded)
