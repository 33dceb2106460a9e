"""The server: where it listens, how it starts and stops, and how long it waits for whom."""

from __future__ import annotations

import ipaddress
import socket
from asyncio import TimerHandle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from accordingto.errors import LedgerError

HEAD_SECONDS = 15.0
"""How long a client may take to send the head of a request."""
STALL_SECONDS = 120.0
"""How long a client may leave an answer lying."""
MOST_CONNECTIONS = 800
_BACKLOG = 512
_STOP_SECONDS = 10


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; raises LedgerError in words where that cannot be."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        advice = "Give another port with --port." if port else "Give another address with --host."
        raise LedgerError(f"The desk cannot listen on {host}, port {port}: {reason}. {advice}") from error
    # Connections inherit it. Otherwise the parts of an answer wait for one another, 40 milliseconds each time: asyncio
    # sees to it only for sockets that it made itself.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def is_loopback(listening: socket.socket) -> bool:
    """Return whether only this machine can reach a socket."""
    return ipaddress.ip_address(listening.getsockname()[0].partition("%")[0]).is_loopback


def address_of(listening: socket.socket, secure: bool) -> str:
    """Return the address to type into a browser on this machine."""
    name, port = listening.getsockname()[:2]
    if ipaddress.ip_address(name.partition("%")[0]).is_unspecified:
        name = "127.0.0.1" if listening.family == socket.AF_INET else "::1"
    return f"{'https' if secure else 'http'}://{f'[{name}]' if ':' in name else name}:{port}/"


class Server(uvicorn.Server):
    """uvicorn, which tells when it has started."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        """Take what to do once requests are answered."""
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as uvicorn does, then tell."""
        await super().startup(sockets)
        if self.started:
            self._tell()


def server(
    app: FastAPI, started: Callable[[], None], *, log_level: str = "warning", proxy: bool = False,
    certificate: Path | None = None, key: Path | None = None,
) -> Server:  # fmt: skip
    """Return a server of the application; `server.run(sockets=[…])` runs it until it is told to stop.

    With `proxy`, what a proxy on this machine says of clients (X-Forwarded-For, X-Forwarded-Proto) is believed.
    """
    return Server(
        uvicorn.Config(
            app, http=PatientProtocol, ws="none", lifespan="off", log_level=log_level, server_header=False,
            access_log=log_level in {"info", "debug", "trace"}, proxy_headers=proxy,
            forwarded_allow_ips=["127.0.0.1", "::1"], limit_concurrency=MOST_CONNECTIONS, timeout_keep_alive=5,
            timeout_graceful_shutdown=_STOP_SECONDS, h11_max_incomplete_event_size=32 * 1024,
            ssl_certfile=certificate, ssl_keyfile=key,
        ),
        started,
    )  # fmt: skip


class PatientProtocol(H11Protocol):
    """HTTP as uvicorn speaks it, but nobody holds a connection by sending a head, or taking an answer, very slowly."""

    _head: TimerHandle | None = None
    _stalled: TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Take what came; begin or cease to wait for the rest of a head."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting_for_head()
        elif self._head is None:
            self._wait_for_head()

    def pause_writing(self) -> None:
        """Begin to wait for a client that does not take its answer."""
        super().pause_writing()
        self._stop_stalling()
        self._stalled = self.loop.call_later(STALL_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Cease to wait: the client goes on."""
        super().resume_writing()
        self._stop_stalling()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cease to wait: the client is gone."""
        self._stop_waiting_for_head()
        self._stop_stalling()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        self._head = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _stop_waiting_for_head(self) -> None:
        if self._head is not None:
            self._head.cancel()
        self._head = None

    def _stop_stalling(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
        self._stalled = None
