"""Fetches one address at a time: robots.txt, pacing, redirects one by one, retries, limits of time and size."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self
from urllib.request import Request

import httpcore2
import httpx2
import tenacity

from accordingto.errors import FetchError, InputError, UnavailableError
from accordingto.ingest.fetch.addresses import checked, shown_address
from accordingto.ingest.fetch.answers import (
    MOVED,
    PACKINGS,
    UNCHANGED,
    AgainError,
    RefusedError,
    body,
    content_type,
    refuse,
)
from accordingto.ingest.fetch.guard import Budget, GuardedBackend, Resolve, resolve
from accordingto.ingest.fetch.pacing import GAP, Pacing
from accordingto.ingest.fetch.robots import AGENT, MOST_BYTES, Robots
from accordingto.ingest.fetch.transport import GuardedTransport
from accordingto.version import __version__

USER_AGENT = f"{AGENT}/{__version__.partition('+')[0]}"
MOST_REDIRECTS = 8
TRIES = 3
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/pdf;q=0.9, text/plain;q=0.9, */*;q=0.5",
    "Accept-Encoding": ", ".join(PACKINGS),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that a request may take, and how long a busy site is waited for; `most_bytes` after unpacking."""

    connect: float = 10.0
    read: float = 15.0
    total: float = 60.0
    patience: float = 60.0
    most_bytes: int = 40_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its last address after redirects, the bytes, and what the server says of them.

    `unchanged` means that it is as it was when `etag` or `last_modified` were given; then there are no bytes.
    `captured` is the time of fetching (ISO, UTC).
    """

    address: str
    captured: str
    unchanged: bool = False
    data: bytes = field(default=b"", repr=False)
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    url: httpx2.URL
    status: int
    headers: httpx2.Headers
    data: bytes = b""


class Fetcher:
    """Fetches addresses; a context manager. Robots rules, pacing and connections last as long as it does.

    Not for several threads at once. `allow_private` also lets it reach this machine and private networks; `resolve`,
    `clock` and `sleep` stand for the system's in tests, and `sleep` may raise to stop waiting. Proxies and passwords
    that the environment names are not used.
    """

    def __init__(
        self,
        allow_private: bool = False,
        limits: Limits | None = None,
        *,
        resolve: Resolve = resolve,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        gap: float = GAP,
    ) -> None:
        self._limits = limits or Limits()
        self._sleep = sleep
        self._backend = GuardedBackend(allow_private, resolve)
        timeout = httpx2.Timeout(self._limits.read, connect=self._limits.connect)
        self._client = httpx2.Client(
            transport=GuardedTransport(self._backend), headers=_HEADERS, timeout=timeout, trust_env=False,
            cookies=CookieJar(_Plain()),
        )  # fmt: skip
        self._pacing = Pacing(clock, sleep, gap)
        self._robots = Robots(self._robots_file, clock)

    def __enter__(self) -> Self:
        """Return the fetcher itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def fetch(
        self, address: str, *, most_bytes: int | None = None, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """Fetch an address; with `etag` or `last_modified` from an earlier answer, only what has changed since.

        Raises FetchError where it cannot be had or is no text, UnavailableError where trying later may help, and
        TooLargeError. The message begins with the address.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        # Servers send what no request may hold; then it is asked without condition.
        headers = {
            name: value for name, value in conditions.items() if value and value.isascii() and value.isprintable()
        }
        most = most_bytes or self._limits.most_bytes
        self._client.cookies.clear()
        try:
            answer = self._followed(checked(address), lambda url: self._page(url, headers, most))
            if answer.status == UNCHANGED and not headers:
                raise FetchError("the server says that nothing changed, without having been asked that.")
        except InputError as error:
            kind = UnavailableError if isinstance(error, UnavailableError) else type(error)
            raise kind(f"{shown_address(address)}: {error}") from None
        media_type, charset = content_type(answer.headers.get("content-type", ""))
        return Fetched(
            address=str(answer.url),
            captured=datetime.now(UTC).isoformat(timespec="seconds"),
            unchanged=answer.status == UNCHANGED,
            data=answer.data,
            content_type=media_type,
            charset=charset,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
        )

    def _page(self, url: httpx2.URL, headers: dict[str, str], most: int) -> _Answer:
        self._pacing.wait(url.host, self._robots.delay(url))
        return self._tried(url, headers, most)

    def _robots_file(self, url: httpx2.URL) -> bytes | None:
        """Fetch a robots.txt; None where the site has none."""
        try:
            return self._followed(url, lambda at: self._tried(at, {}, MOST_BYTES, cut=True)).data
        except RefusedError:
            return None

    def _followed(self, url: httpx2.URL, get: Callable[[httpx2.URL], _Answer]) -> _Answer:
        """Follow redirects, each looked at like an address that a person gave."""
        first, seen = url, [url]
        while True:
            try:
                answer = get(url)
                if answer.status not in MOVED:
                    return answer
                url = _next(url, answer.headers.get("location", ""))
            except InputError as error:
                if url == first:
                    raise
                kind = UnavailableError if isinstance(error, UnavailableError) else type(error)
                raise kind(f"sent on to {shown_address(str(url))}: {error}") from None
            if len(seen) > MOST_REDIRECTS or url in seen:
                raise FetchError("it sends on from address to address without end.")
            seen.append(url)

    def _tried(self, url: httpx2.URL, headers: dict[str, str], most: int, cut: bool = False) -> _Answer:
        """Ask, and ask again after a pause where the server was busy or the connection broke."""
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(AgainError),
            stop=self._enough, wait=_pause, sleep=self._sleep, reraise=True,
        )  # fmt: skip
        return retrying(self._asked, url, headers, most, cut)

    def _enough(self, state: tenacity.RetryCallState) -> bool:
        return state.attempt_number >= TRIES or _asked_seconds(state) > self._limits.patience

    def _asked(self, url: httpx2.URL, headers: dict[str, str], most: int, cut: bool) -> _Answer:
        # What is packed is smaller than what it holds, but for a little frame; the rest is for headers.
        budget = Budget(time.monotonic() + self._limits.total, most + most // 100 + 1_000_000)
        self._backend.budget = budget
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                refuse(response)
                nothing = response.status_code in MOVED or response.status_code == UNCHANGED
                data = b"" if nothing else body(response, most, cut)
                return _Answer(url, response.status_code, response.headers, data)
        except httpcore2.TimeoutException:
            if time.monotonic() > budget.until - 0.01:
                seconds = f"{self._limits.total:.0f} seconds"
                raise UnavailableError(f"it took longer than {seconds} and was given up. Try again later.") from None
            raise AgainError("the server did not answer in time. Try again later.") from None
        except httpx2.DecodingError:
            raise FetchError("what the server sent is packed and broken.") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise _broken(error) from None


class _Plain(DefaultCookiePolicy):
    """Leaves out cookies that no request may hold."""

    def set_ok(self, cookie: Cookie, request: Request) -> bool:
        plain = f"{cookie.name}{cookie.value}".isascii()
        return plain and super().set_ok(cookie, request)


def _next(url: httpx2.URL, location: str) -> httpx2.URL:
    try:
        return checked(str(url.join(location)))
    except (httpx2.InvalidURL, ValueError):
        raise FetchError("it sends on to an address that is none.") from None


def _broken(error: Exception) -> FetchError:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    if cause is not None:
        return FetchError(f"the site cannot prove that it is who it says it is ({cause.verify_message}).")
    return AgainError(f"the connection failed ({error}). Check the address, or try again later.")


def _pause(state: tenacity.RetryCallState) -> float:
    """Seconds to wait: what the server asks for, but 1, 2, 4 … at least."""
    return max(float(2 ** (state.attempt_number - 1)), _asked_seconds(state))


def _asked_seconds(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return error.seconds or 0.0 if isinstance(error, AgainError) else 0.0
