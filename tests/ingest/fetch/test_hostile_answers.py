"""Whatever a server sends, it is fetched or refused in words."""

from contextlib import suppress

import httpcore2
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import InputError
from accordingto.ingest.fetch.client import Fetched, Fetcher
from accordingto.ingest.fetch.reports import format_of

NAMES = ["Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Location", "Retry-After", "ETag",
         "Last-Modified", "Set-Cookie", "Connection", "Upgrade"]  # fmt: skip
VALUES = st.text(max_size=12) | st.sampled_from(
    ["text/html; charset=x", "chunked", "gzip", "gzip, gzip", "deflate", "5", "-1", "0", "9" * 30, "/", "//", "ü",
     "http://[", "http://127.0.0.1/", "https://e.example/" + "x" * 9000, "120", "Fri, 99 Foo", "a=b; Domain=.example",
     "multipart/x; charset*=utf-8''%ff", "text/html; charset*0=u", "image/png", ";", "/;;=", '"', "close", "h2c"]
)  # fmt: skip
BODIES = st.binary(max_size=200) | st.sampled_from(
    [b"5\r\nhello\r\n0\r\n\r\n", b"ffffffffffffffff\r\n", b"\x1f\x8b\x08", b"5;x=" + b"y" * 500]
)


class Sending(httpcore2.SyncBackend):
    """Connects to a server that sends the same bytes to everybody."""

    def __init__(self, data):
        super().__init__()
        self.data = data

    def connect_tcp(self, *arguments, **options):
        return httpcore2.MockStream([self.data[i : i + 50] for i in range(0, len(self.data), 50)] or [b""])


def fetched(data):
    with Fetcher(resolve=lambda host, port: ["8.8.8.8"], sleep=lambda seconds: None, gap=0.0) as fetcher:
        fetcher._backend._inner = Sending(data)
        with suppress(InputError):
            got = fetcher.fetch("http://e.example/a", etag='"a"', most_bytes=10_000)
            assert isinstance(got, Fetched) and len(got.data) <= 10_000
            assert got.address.startswith("http") and got.charset != ""
            format_of(got)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data):
    fetched(data)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([100, 101, 200, 204, 206, 301, 302, 304, 308, 401, 404, 429, 500, 503, 999]),
    st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=5),
    BODIES,
)
def test_any_answer(status, headers, body):
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    fetched(f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode("utf-8", "replace") + body)
