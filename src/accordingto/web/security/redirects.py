"""Where a browser may be sent after login: to a page of this desk and nowhere else."""

from __future__ import annotations

from urllib.parse import urlsplit


def local(address: str | None) -> str:
    """Return the path and query of an address within this desk, “/” for all others."""
    if not address or not address.startswith("/") or address[1:2] in {"/", "\\"}:
        return "/"
    if "\\" in address or any(ord(c) < 32 or ord(c) == 127 for c in address):
        return "/"
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc else address
