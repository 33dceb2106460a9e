"""What a server's answer says: refusals in words, when to come again, of what kind the body is, and the body."""

from __future__ import annotations

import email.message
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from accordingto.errors import FetchError, TooLargeError, UnavailableError

MOVED = (301, 302, 303, 307, 308)
UNCHANGED = 304
_BUSY = (429, 500, 502, 503, 504)
_WORDS = {
    401: "it is for subscribers or members (401)",
    402: "it is for subscribers (402)",
    403: "the site does not let programs read it (403)",
    404: "there is no such page (404)",
    410: "the page was taken away (410)",
    451: "it may not be shown for legal reasons (451)",
}
_NO_REPORT = ("image/", "audio/", "video/", "font/")
# What is always at hand to unpack in pieces; all that requests ask for.
PACKINGS = ("gzip", "deflate")


class AgainError(UnavailableError):
    """Worth another try at once, or after `seconds` where the server says so."""

    def __init__(self, message: str, seconds: float | None = None) -> None:
        super().__init__(message)
        self.seconds = seconds


class RefusedError(FetchError):
    """The server answered that it does not give this, or with something that is no text."""


def refuse(response: httpx2.Response) -> None:
    """Raise a FetchError where an answer's first lines tell that it gives nothing to read."""
    status = response.status_code
    if status in _BUSY:
        seconds = retry_after(response.headers.get("retry-after", ""))
        later = f"in {seconds:,.0f} seconds" if seconds else "later"
        raise AgainError(f"the server is busy or has a fault ({status}). Try again {later}.", seconds)
    if status in MOVED or status == UNCHANGED:
        return
    if not 200 <= status < 300:
        raise RefusedError(f"{_WORDS.get(status, f'the server refuses it ({status})')}.")
    kind, _ = content_type(response.headers.get("content-type", ""))
    if kind.startswith(_NO_REPORT):
        raise RefusedError(f"it is not text but {kind}.")
    packings = {word.strip().lower() for word in response.headers.get("content-encoding", "").split(",")}
    if unknown := packings - {"", "identity", *PACKINGS}:
        raise RefusedError(f"the server packs it in a way that was not asked for ({', '.join(sorted(unknown))}).")


def body(response: httpx2.Response, most: int, cut: bool) -> bytes:
    """Return the unpacked body, never more than `most` bytes: more is cut off, or else raises TooLargeError."""
    data = bytearray()
    for piece in response.iter_bytes():
        data += piece
        if len(data) > most:
            if cut:
                break
            raise TooLargeError(f"over {most:,} bytes. Allow more with --max-size (such as --max-size 50MB).")
    return bytes(data[:most])


def retry_after(value: str) -> float | None:
    """Return the seconds that a Retry-After means, which is a number of them or a date; None for neither."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def content_type(header: str) -> tuple[str, str | None]:
    """Return the media type of a Content-Type in small letters ("" where it is none), and its charset."""
    message = email.message.Message()
    message["content-type"] = " ".join(header.split())
    charset = message.get_param("charset")
    return (message.get_content_type() if "/" in header else ""), str(charset).strip("'\" ") if charset else None
