"""Where the server listens."""

from __future__ import annotations

import socket
from contextlib import closing

import pytest

from accordingto.errors import LedgerError
from accordingto.web.server import address_of, is_loopback, listen


def test_answers_do_not_wait_for_acknowledgements():
    with (
        closing(listen("127.0.0.1", 0)) as listening,
        closing(socket.create_connection(listening.getsockname())),
        closing(listening.accept()[0]) as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(
    ("host", "own", "shown"),
    [("127.0.0.1", True, "127.0.0.1"), ("localhost", True, None), ("::1", True, "[::1]"),
     ("0.0.0.0", False, "127.0.0.1"), ("::", False, "[::1]"), ("127.8.9.10", True, "127.8.9.10")],
)  # fmt: skip
def test_who_can_reach_it_and_what_to_type(host, own, shown):
    if ":" in host and not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    try:
        listening = listen(host, 0)
    except LedgerError:
        pytest.skip(f"{host} cannot be had here")
    with closing(listening):
        assert is_loopback(listening) is own
        port = listening.getsockname()[1]
        assert shown is None or address_of(listening, secure=True) == f"https://{shown}:{port}/"


def test_the_port_can_be_had_again_at_once():
    with closing(listen("127.0.0.1", 0)) as listening, closing(socket.create_connection(listening.getsockname())):
        port = listening.getsockname()[1]
        accepted = listening.accept()[0]
        accepted.close()
    with closing(listen("127.0.0.1", port)) as again:
        assert again.getsockname()[1] == port
