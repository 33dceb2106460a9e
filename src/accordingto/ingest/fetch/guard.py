"""Refuses to connect to anything but public addresses, on the very address that is connected to.

The name is resolved once, each address it has is checked, and the connection is made to a checked one: a name that
has another address the next time (rebinding), a number written in another way (2130706433, 0x7f.1) or a redirect
cannot get around that. Which name was meant stays with TLS and with the request's Host.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore2

from accordingto.errors import FetchError, TooLargeError, UnavailableError

Resolve = Callable[[str, int], list[str]]
# Public by their registration but not by their use, or not yet known to Python: assignments of protocols, relays of
# 6to4, the inner service of a large cloud; documentation.
_INNER_4 = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
_PUBLIC_6 = IPv6Network("2000::/3")
_INNER_6 = tuple(map(IPv6Network, ("2002::/16", "3fff::/20")))
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


def is_public(address: str) -> bool:
    """Whether an IP address, as the system writes it, is one of the public network.

    Private, loopback, link-local, shared, multicast, reserved and unspecified addresses are not, nor IPv6 addresses
    that stand for such an IPv4 address (mapped, NAT64) or tunnel to any (6to4, Teredo, ISATAP).
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if found in _NAT64:
            return is_public(str(ip_address(int(found) & 0xFFFFFFFF)))
        if found not in _PUBLIC_6 or any(found in net for net in _INNER_6):
            return False
        if (int(found) >> 32) & 0xFFFFFFFF in _ISATAP:
            return False
    elif any(found in net for net in _INNER_4):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses that the system's resolver has for a host; raises OSError."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass
class Budget:
    """What one request may still take: the moment by which it must be over (`time.monotonic`), and bytes."""

    until: float
    bytes: int

    def seconds(self) -> float:
        """Return the seconds left; raises ReadTimeout where none are."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time for the whole request is used up")
        return left


class GuardedBackend(httpcore2.NetworkBackend):
    """Opens connections to public addresses only (or to all, where that is wanted), within a budget.

    `budget` is set by the client before each request. Not for several threads at once.
    """

    def __init__(self, allow_private: bool, resolve: Resolve) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._inner = httpcore2.SyncBackend()
        self.budget = Budget(0.0, 0)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Resolve, check, and connect to the first checked address that answers.

        Raises FetchError where there is no such host, or it is none that may be connected to.
        """
        failed: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port):
            try:
                wait = min(timeout or self.budget.seconds(), self.budget.seconds())
                stream = self._inner.connect_tcp(address, port, wait, local_address, socket_options)
                return _Metered(stream, self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
        raise failed

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Refuse: no address on the web is a socket of this machine."""
        raise FetchError("a socket of this machine is never read.")

    def _addresses(self, host: str, port: int) -> list[str]:
        found = list(dict.fromkeys(_resolved(self._resolve, host, port, self.budget.seconds())))
        if self._allow_private:
            return found
        public = [address for address in found if is_public(address)]
        if found and not public:
            raise FetchError(
                f"{host} is in a private network or on this machine ({found[0]}), which is not read. "
                "If you know it and want that, add --allow-private-addresses."
            )
        return public


def _resolved(resolve: Resolve, host: str, port: int, seconds: float) -> list[str]:
    """Resolve within a time: the system's resolver knows none, so that it runs beside."""
    answer: list[list[str] | Exception] = []

    def ask() -> None:
        try:
            answer.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answer.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    found = answer[0] if answer else TimeoutError()
    if isinstance(found, list):
        return found
    if (isinstance(found, socket.gaierror) and found.errno != socket.EAI_AGAIN) or isinstance(found, UnicodeError):
        raise FetchError(f"there is no host {host}. Check the address.")
    raise UnavailableError(f"the name {host} could not be looked up. Check the network, or try again later.")


class _Metered(httpcore2.NetworkStream):
    """A stream whose reads and writes count against the budget of the present request; it may serve several."""

    def __init__(self, inner: httpcore2.NetworkStream, backend: GuardedBackend) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._backend.budget.seconds()
        data = self._inner.read(max_bytes, left if timeout is None else min(timeout, left))
        self._backend.budget.bytes -= len(data)
        if self._backend.budget.bytes < 0:
            raise TooLargeError("far more was sent than one report may have.")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = self._backend.budget.seconds()
        self._inner.write(buffer, left if timeout is None else min(timeout, left))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._backend.budget.seconds()
        wait = left if timeout is None else min(timeout, left)
        return _Metered(self._inner.start_tls(ssl_context, server_hostname, wait), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
