import re
import socket
import time

import httpcore2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_site import serving

from accordingto.errors import FetchError, UnavailableError
from accordingto.ingest.fetch.client import Fetcher, Limits
from accordingto.ingest.fetch.guard import GuardedBackend, is_public

INNER = """
    127.0.0.1 127.255.255.255 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1
    100.100.100.200 192.0.0.192 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1
    255.255.255.255 192.88.99.1 168.63.129.16
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 fe80::1 fe80::1%lo fc00::1 fd00:ec2::254
    fec0::1 ff02::1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::808:808 2002:7f00:1:: 2002:808:808::1 2001::1
    2001:0:7f00:1::1 2001:db8::1 3fff::1 100::1 2606:4700::5efe:7f00:1 2606:4700::200:5efe:7f00:1 4000::1
""".split()
PUBLIC = "8.8.8.8 1.1.1.1 93.184.216.34 172.32.0.1 2606:4700::1 ::ffff:8.8.8.8 64:ff9b::808:808".split()


@pytest.mark.parametrize("address", INNER)
def test_what_is_not_of_the_public_network(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_of_the_public_network(address):
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_the_clothes_of_ipv6_is_judged_like_itself(address):
    number = int(address)
    low = f"{number >> 16:x}:{number & 0xFFFF:x}"
    assert is_public(f"::ffff:{low}") == is_public(f"64:ff9b::{low}") == is_public(str(address))
    assert not is_public(f"2002:{low}::1")
    assert not is_public(f"::{low}")


@pytest.fixture(scope="module")
def site():
    with serving() as site:
        site["/"] = b"<p>inner</p>"
        yield site


HOSTS = """
    127.0.0.1 localhost localhost. LOCALHOST 2130706433 0x7f.1 0x7f000001 0177.0.0.1 127.1 127.0.1 [::1]
    [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1] 0.0.0.0 0 [::] 127.0.0.1.
""".split()


@pytest.mark.parametrize("host", HOSTS)
def test_no_notation_reaches_this_machine(site, host):
    site.asked.clear()
    with Fetcher() as fetcher, pytest.raises(FetchError) as raised:
        fetcher.fetch(site.address("/", host))
    assert not site.asked
    assert re.search("--allow-private-addresses|there is no host|not a web address", str(raised.value))


def test_by_option_it_does(site):
    with Fetcher(allow_private=True) as fetcher:
        assert fetcher.fetch(site.address("/", "localhost")).data == b"<p>inner</p>"


def test_proxies_of_the_environment_are_not_used(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Fetcher(allow_private=True) as fetcher:
        assert fetcher.fetch(site.address()).data == b"<p>inner</p>"


def test_a_name_is_resolved_once_and_the_checked_address_is_connected_to():
    """Rebinding: a name that is public when it is looked at and inner a moment later."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    connected = []

    class Recording(httpcore2.SyncBackend):
        def connect_tcp(self, host, port, *rest):
            connected.append(host)
            raise httpcore2.ConnectError("nobody there")

    backend = GuardedBackend(False, lambda host, port: next(answers))
    backend._inner = Recording()
    backend.budget.until = time.monotonic() + 60
    with pytest.raises(httpcore2.ConnectError):
        backend.connect_tcp("rebinding.example", 80, 1.0)
    assert connected == ["93.184.216.34"]
    with pytest.raises(FetchError, match="private network"):
        backend.connect_tcp("rebinding.example", 80, 1.0)
    assert connected == ["93.184.216.34"]


def test_of_several_addresses_only_the_public_are_tried():
    tried = []

    class Recording(httpcore2.SyncBackend):
        def connect_tcp(self, host, port, *rest):
            tried.append(host)
            raise httpcore2.ConnectTimeout("too slow")

    backend = GuardedBackend(False, lambda host, port: ["10.0.0.1", "8.8.8.8", "::1", "1.1.1.1", "8.8.8.8"])
    backend._inner = Recording()
    backend.budget.until = time.monotonic() + 60
    with pytest.raises(httpcore2.ConnectTimeout):
        backend.connect_tcp("mixed.example", 443, 1.0)
    assert tried == ["8.8.8.8", "1.1.1.1"]


def test_the_host_that_was_meant_stays_in_the_request(site):
    site.asked.clear()
    with Fetcher(allow_private=True, resolve=lambda host, port: ["127.0.0.1"]) as fetcher:
        fetcher.fetch(site.address("/", "news.example"))
    assert {headers["host"] for _, headers in site.asked} == {f"news.example:{site.port}"}


def no_such_host(host, port):
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def no_resolver(host, port):
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


def test_no_such_host_is_told_from_no_resolver():
    with Fetcher(resolve=no_such_host) as fetcher, pytest.raises(FetchError, match="there is no host") as raised:
        fetcher.fetch("https://nowhere.example/")
    assert not isinstance(raised.value, UnavailableError)
    with Fetcher(resolve=no_resolver) as fetcher, pytest.raises(UnavailableError, match="could not be looked up"):
        fetcher.fetch("https://nowhere.example/")


def test_a_resolver_that_hangs_is_given_up():
    import threading

    never = threading.Event()
    try:
        fetcher = Fetcher(resolve=lambda host, port: never.wait(20) and [], limits=Limits(total=0.2))
        with fetcher, pytest.raises(UnavailableError):
            fetcher.fetch("https://slow.example/")
    finally:
        never.set()
