"""Web addresses as people and pages write them: in one form, or refused in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from accordingto.errors import FetchError

if TYPE_CHECKING:
    from httpx2 import URL

WEB = ("http://", "https://")
# Where web servers run. Below 1024 all others are of other services, which a request must not be smuggled into.
_PORTS = (80, 443)
_FREE_PORTS = 1024
_LONGEST = 8000
_DOORS = re.compile(r"(?:www|m|mobile|amp)\.(?=.)")


def is_web_address(text: str) -> bool:
    """Whether a person means an address on the web and not a file."""
    return text[:8].lower().startswith(WEB)


def checked(address: str) -> URL:
    """Return an address without fragment, with a path, and with a host that has no dot at its end.

    Raises FetchError, whose message does not name the address, for other schemes than http and https, for
    credentials, and for ports of other services. Where the host lies is not looked at here but where it is connected
    to (`guard`).
    """
    import httpx2

    if len(address) > _LONGEST:
        raise FetchError(f"an address of over {_LONGEST:,} characters, which is none of a report.")
    try:
        url = httpx2.URL(address.strip())
        url = url.copy_with(fragment=None, host=url.host.rstrip("."), raw_path=url.raw_path)
    except (httpx2.InvalidURL, ValueError, UnicodeError):
        raise FetchError("not a web address. Write it like https://example.org/report.") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError("only addresses that begin with http:// or https:// are read.")
    if url.userinfo:
        raise FetchError("it has a user name or password in it. Give the address without them.")
    if url.port is not None and url.port not in _PORTS and not _FREE_PORTS <= url.port < 65536:
        raise FetchError(f"port {url.port} is not one of web servers (80, 443, or {_FREE_PORTS:,} and up).")
    return url


def shown_address(address: str) -> str:
    """Return an address as errors call it: without user name and password, and not endlessly long."""
    before, separator, rest = address.strip().partition("://")
    authority, slash, path = rest.partition("/")
    address = before + separator + authority.rpartition("@")[2] + slash + path if separator else before
    return address if len(address) <= 300 else address[:300] + "…"


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, whatever of www., m., mobile. or amp. it begins with."""
    try:
        hosts = {_DOORS.sub("", (urlsplit(address).hostname or "").rstrip(".")) for address in (one, other)}
    except ValueError:
        return False
    return len(hosts) == 1 and "" not in hosts
