import gzip
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from web_site import send

from accordingto.errors import FetchError, TooLargeError, UnavailableError
from accordingto.ingest.fetch.answers import content_type, retry_after
from accordingto.ingest.fetch.client import MOST_REDIRECTS, Fetcher, Limits

PAGE = b"<p>The bridge is closed.</p>"


def moved(to, status=302):
    return status, {"Location": to}, b""


def test_a_page_comes_with_what_the_server_says_of_it(site, fetcher):
    headers = {"Content-Type": "Text/HTML; Charset=ISO-8859-2", "ETag": '"a1"', "Last-Modified": "Fri, 11 Mar 2022"}
    site["/report?n=1"] = 200, headers, PAGE
    got = fetcher.fetch(site.address("/report?n=1#comments"))
    assert (got.address, got.data) == (site.address("/report?n=1"), PAGE)
    assert (got.content_type, got.charset) == ("text/html", "ISO-8859-2")
    assert (got.etag, got.last_modified) == ('"a1"', "Fri, 11 Mar 2022")
    assert abs(datetime.fromisoformat(got.captured) - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_program_names_itself_and_nothing_else(site, fetcher):
    site["/"] = PAGE
    fetcher.fetch(site.address())
    for _, headers in site.asked:
        assert headers["user-agent"].startswith("accordingto/")
        assert not headers.keys() & {"cookie", "referer", "authorization", "from"}


def test_what_has_not_changed_is_not_sent_again(site, fetcher):
    def answer(handler):
        known = handler.headers["If-None-Match"] == '"a1"' and handler.headers["If-Modified-Since"] == "Fri"
        send(handler, 304 if known else 200, {"ETag": '"a1"'}, b"" if known else PAGE)

    site["/"] = answer
    first = fetcher.fetch(site.address())
    assert not first.unchanged and first.data == PAGE
    again = fetcher.fetch(site.address(), etag=first.etag, last_modified="Fri")
    assert again.unchanged and again.data == b""


@pytest.mark.parametrize("etag", ['"ü"', '"中"', '"a\r\nX: b"', '"\0"'])
def test_marks_of_versions_that_no_request_may_hold_are_left_out(site, fetcher, etag):
    site["/"] = PAGE
    assert fetcher.fetch(site.address(), etag=etag, last_modified="Fri").data == PAGE
    asked = site.asked[-1][1]
    assert "if-none-match" not in asked and "x" not in asked and asked["if-modified-since"] == "Fri"


def test_an_address_without_a_path_is_that_of_the_first_page(site, fetcher):
    site["/"] = PAGE
    assert fetcher.fetch(site.address("")).address == fetcher.fetch(site.address("/#top")).address == site.address("/")


def test_unchanged_without_being_asked_is_a_fault_of_the_server(site, fetcher):
    site["/"] = 304, {}, b""
    with pytest.raises(FetchError, match="nothing changed"):
        fetcher.fetch(site.address())


def test_redirects_are_followed_and_the_last_address_counts(site, fetcher):
    site["/a"] = moved("/b?x=ü#part", 301)
    site["/b?x=%C3%BC"] = moved(site.address("/c", "localhost"), 307)
    site["/c"] = PAGE
    assert fetcher.fetch(site.address("/a")).address == site.address("/c", "localhost")


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("ftp://example.org/x", "only addresses"),
        ("file:///etc/passwd", "only addresses"),
        ("javascript:alert(1)", "only addresses|not a web address"),
        ("http://me:secret@127.0.0.1/", "user name or password"),
        ("http://127.0.0.1:22/", "port 22"),
        ("http://[::1", "not a web address|is none"),
    ],
)
def test_a_redirect_is_looked_at_like_an_address_that_was_given(site, fetcher, to, words):
    site["/a"] = moved(to)
    with pytest.raises(FetchError, match=words) as raised:
        fetcher.fetch(site.address("/a"))
    assert str(raised.value).startswith(site.address("/a") + ": ")
    assert "secret" not in str(raised.value)


def test_a_redirect_into_a_private_network_is_refused(site):
    site["/a"] = moved(site.address("/b", "inner.example"))
    site["/b"] = PAGE
    reached = {"news.example": "127.0.0.1", "inner.example": "127.0.0.1"}
    with Fetcher(resolve=lambda host, port: [reached[host]], gap=0) as fetcher:
        # The site's own name is let through, as if it were public; the guard stays in force for the other.
        backend = fetcher._backend
        allowed = backend._addresses
        backend._addresses = lambda host, port: ["127.0.0.1"] if host == "news.example" else allowed(host, port)
        with pytest.raises(FetchError, match=r"sent on to http://inner.example.*private network"):
            fetcher.fetch(site.address("/a", "news.example"))
    assert site.paths() == ["/a"]


def test_redirects_come_to_an_end(site, fetcher):
    site["/loop"] = moved("/loop")
    for n in range(MOST_REDIRECTS + 2):
        site[f"/{n}"] = moved(f"/{n + 1}")
    for path in ("/loop", "/0"):
        with pytest.raises(FetchError, match="without end"):
            fetcher.fetch(site.address(path))
    assert len(site.paths()) == 1 + MOST_REDIRECTS + 1


def test_cookies_live_as_long_as_one_fetch(site, fetcher):
    site["/a"] = 302, {"Location": "/b", "Set-Cookie": "seen=1; Path=/"}, b""
    site["/b"] = PAGE
    fetcher.fetch(site.address("/a"))
    fetcher.fetch(site.address("/b"))
    cookies = [headers.get("cookie") for path, headers in site.asked if path == "/b"]
    assert cookies == ["seen=1", None]


def test_cookies_that_no_request_may_hold_are_left_out(site, fetcher):
    def answer(handler):
        handler.send_response_only(302)
        handler.wfile.write(b"".join(getattr(handler, "_headers_buffer", [])))
        handler._headers_buffer = []
        handler.wfile.write("Set-Cookie: a=ü\r\nSet-Cookie: b=2\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n".encode())

    site["/a"] = answer
    site["/b"] = PAGE
    assert fetcher.fetch(site.address("/a")).data == PAGE
    assert site.asked[-1][1]["cookie"] == "b=2"


@pytest.mark.parametrize(("status", "words"), [(404, "no such page"), (403, "does not let"), (410, "taken away")])
def test_refusals_in_words_at_once(site, fetcher, clock, status, words):
    site["/"] = status, {}, b""
    with pytest.raises(FetchError, match=words) as raised:
        fetcher.fetch(site.address())
    assert not isinstance(raised.value, UnavailableError)
    assert site.paths() == ["/"] and clock.waits == []


def test_a_busy_server_is_asked_again_with_longer_pauses(site, fetcher, clock):
    answers = iter([(503, {}, b""), (502, {}, b""), (200, {}, PAGE)])
    site["/"] = lambda handler: send(handler, *next(answers))
    assert fetcher.fetch(site.address()).data == PAGE
    assert clock.waits == [1.0, 2.0]


def test_a_server_that_stays_busy_is_left_alone(site, fetcher):
    site["/"] = 500, {}, b""
    with pytest.raises(UnavailableError, match="500"):
        fetcher.fetch(site.address())
    assert len(site.paths()) == 3


def test_retry_after_is_kept_to(site, fetcher, clock):
    answers = iter([(429, {"Retry-After": "7"}, b""), (200, {}, PAGE)])
    site["/"] = lambda handler: send(handler, *next(answers))
    assert fetcher.fetch(site.address()).data == PAGE
    assert clock.waits == [7.0]


def test_a_server_that_asks_for_much_patience_is_not_asked_again(site, fetcher, clock):
    site["/"] = 429, {"Retry-After": "3600"}, b""
    with pytest.raises(UnavailableError, match="in 3,600 seconds"):
        fetcher.fetch(site.address())
    assert len(site.paths()) == 1 and clock.waits == []


def test_a_connection_that_breaks_off_is_tried_again(site, fetcher, clock):
    def broken(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    answers = iter([broken, lambda handler: send(handler, 200, {}, PAGE)])
    site["/"] = lambda handler: next(answers)(handler)
    assert fetcher.fetch(site.address()).data == PAGE
    assert clock.waits == [1.0]


def test_nobody_listening_is_told_in_words(site, fetcher):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(UnavailableError, match="the connection failed") as raised:
            fetcher.fetch(address)
    assert str(raised.value).startswith(address)


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    handler.close_connection = True
    while True:
        handler.wfile.write(b"more and more " * 1000)


def test_an_endless_body_is_given_up_at_the_limit(site, fetcher):
    site["/"] = endless
    with pytest.raises(TooLargeError, match="--max-size"):
        fetcher.fetch(site.address(), most_bytes=200_000)


def test_a_page_as_long_as_the_limit_is_read(site, fetcher):
    site["/"] = b"x" * 5000
    assert len(fetcher.fetch(site.address(), most_bytes=5000).data) == 5000
    with pytest.raises(TooLargeError):
        fetcher.fetch(site.address(), most_bytes=4999)


@pytest.mark.parametrize("packed", [gzip.compress, zlib.compress], ids=["gzip", "deflate"])
def test_a_bomb_is_given_up_at_the_limit(site, fetcher, packed, request):
    coding = request.node.callspec.id
    site["/"] = 200, {"Content-Encoding": coding}, packed(b"\0" * 60_000_000)
    site["/good"] = 200, {"Content-Encoding": coding}, packed(PAGE)
    assert fetcher.fetch(site.address("/good")).data == PAGE
    with pytest.raises(TooLargeError):
        fetcher.fetch(site.address(), most_bytes=1_000_000)


def test_a_bomb_in_a_bomb_is_given_up_at_the_limit(site, fetcher):
    bomb = gzip.compress(gzip.compress(b"\0" * 60_000_000))
    site["/"] = 200, {"Content-Encoding": "gzip, gzip"}, bomb
    with pytest.raises(TooLargeError):
        fetcher.fetch(site.address(), most_bytes=1_000_000)


def test_broken_packing_is_told_in_words(site, fetcher):
    site["/"] = 200, {"Content-Encoding": "gzip"}, b"this is not gzip"
    site["/other"] = 200, {"Content-Encoding": "br"}, b"nor was this asked for"
    with pytest.raises(FetchError, match="packed and broken"):
        fetcher.fetch(site.address())
    with pytest.raises(FetchError, match="not asked for"):
        fetcher.fetch(site.address("/other"))


def drip(in_the_headers):
    def answer(handler):
        handler.close_connection = True
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" if in_the_headers else b"HTTP/1.1 200 OK\r\n\r\n")
        for n in range(200):
            handler.wfile.write(b"X-%d: y\r\n" % n if in_the_headers else b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    return answer


@pytest.mark.parametrize("in_the_headers", [True, False], ids=["headers", "body"])
def test_a_server_that_drips_is_given_up_in_time(site, in_the_headers):
    site["/"] = drip(in_the_headers)
    begun = time.monotonic()
    with Fetcher(True, Limits(total=0.5)) as fetcher, pytest.raises(UnavailableError, match="it took longer than"):
        fetcher.fetch(site.address())
    assert time.monotonic() - begun < 3


def test_a_server_that_says_nothing_is_given_up(site, clock):
    done = threading.Event()
    site["/"] = lambda handler: done.wait(10)
    fetcher = Fetcher(True, Limits(read=0.1), clock=clock, sleep=clock.sleep)
    with fetcher, pytest.raises(UnavailableError, match="did not answer in time"):
        fetcher.fetch(site.address())
    done.set()
    assert clock.waits == [1.0, 2.0]


def test_gigantic_headers_are_refused(site, fetcher):
    def answer(handler):
        handler.close_connection = True
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 500_000 + b"\r\n\r\n")

    site["/"] = answer
    with pytest.raises(FetchError):
        fetcher.fetch(site.address())


def test_what_is_no_http_is_told_in_words(site, fetcher):
    def answer(handler):
        handler.close_connection = True
        handler.wfile.write(b"220 mail.example ESMTP ready\r\n")

    site["/"] = answer
    with pytest.raises(FetchError, match="the connection failed"):
        fetcher.fetch(site.address())


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "audio/mpeg", "font/woff2"])
def test_pictures_sound_and_film_are_not_loaded(site, fetcher, kind):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.end_headers()
        handler.close_connection = True

    site["/"] = answer
    with pytest.raises(FetchError, match=f"not text but {kind}"):
        fetcher.fetch(site.address())


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://example.org/", "only addresses"),
        ("file:///etc/passwd", "only addresses"),
        ("https://", "only addresses|not a web address"),
        ("https://me:secret@example.org/", "user name or password"),
        ("http://example.org:25/", "port 25"),
        ("http://example.org:70000/", "port 70000|not a web address"),
        ("http://exa mple.org/", "no host|not a web address"),
        ("http://example.org/" + "x" * 9000, "over 8,000"),
    ],
)
def test_addresses_that_are_none_of_a_report(fetcher, address, words):
    with pytest.raises(FetchError, match=words) as raised:
        fetcher.fetch(address)
    assert "secret" not in str(raised.value)
    assert len(str(raised.value)) < 600


def test_waiting_can_be_broken_off(site):
    class StoppedError(Exception):
        pass

    def sleep(seconds):
        raise StoppedError

    site["/"] = 503, {}, b""
    with Fetcher(allow_private=True, sleep=sleep) as fetcher, pytest.raises(StoppedError):
        fetcher.fetch(site.address())


def test_an_untrusted_certificate_is_told_in_words():
    import ssl

    import httpcore2

    from accordingto.ingest.fetch.client import _broken

    error = httpcore2.ConnectError("failed")
    error.__cause__ = ssl.SSLCertVerificationError("certificate verify failed")
    error.__cause__.verify_message = "self-signed certificate"
    told = _broken(error)
    assert "self-signed certificate" in str(told) and not isinstance(told, UnavailableError)
    assert isinstance(_broken(TimeoutError("x")), UnavailableError)


def test_retry_after_is_seconds_or_a_date():
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=90))
    assert retry_after("120") == 120.0
    assert 80 < retry_after(soon) < 95
    assert retry_after("Fri, 11 Mar 2022 10:00:00 GMT") == 0.0
    assert retry_after("") is retry_after("soon") is retry_after("-5") is None
    assert retry_after("9" * 400) == 999_999_999.0


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("text/html", ("text/html", None)),
        ('TEXT/HTML; charset="Windows-1250"', ("text/html", "Windows-1250")),
        ("application/rss+xml;charset=utf-8; x=y", ("application/rss+xml", "utf-8")),
        ("", ("", None)),
        ("nonsense", ("", None)),
        ("text/html; charset=", ("text/html", None)),
    ],
)
def test_content_type(header, told):
    assert content_type(header) == told
