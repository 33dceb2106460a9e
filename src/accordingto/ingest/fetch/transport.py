"""The way out: requests go over connections that only the guarded backend opens, and over no proxy."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from functools import cache

import httpcore2
import httpx2

from accordingto.ingest.fetch.guard import GuardedBackend


@cache
def _trusted() -> ssl.SSLContext:
    """Return the system's certificates, which take a while to load."""
    return httpcore2.default_ssl_context()


class GuardedTransport(httpx2.BaseTransport):
    """A transport of httpx over a guarded backend; raises httpcore's errors."""

    def __init__(self, backend: GuardedBackend) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_trusted(), max_connections=4, keepalive_expiry=5.0, network_backend=backend
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return the answer, its body not yet read."""
        assert isinstance(request.stream, httpx2.SyncByteStream)
        url = request.url
        response = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw, content=request.stream, extensions=request.extensions,
            )
        )  # fmt: skip
        return httpx2.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
