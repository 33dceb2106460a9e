import gzip
import json

import pytest

from accordingto.errors import InputError
from accordingto.ingest import IntakeOptions, ingest
from accordingto.ingest.fetch.addresses import is_web_address, same_site, shown_address
from accordingto.ingest.fetch.client import Fetched
from accordingto.ingest.fetch.reports import format_of
from accordingto.ingest.formats import Format
from accordingto.records import Document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PROSE = "Ada Brandt, the harbour master of Lunna, said that the bridge would stay closed until Friday at least. "


def page(head="", text=PROSE * 4):
    body = "".join(f"<p>{text}</p>" for _ in range(3))
    return (
        f"<html><head><title>Bridge closed</title>{head}</head><body><article>{body}</article></body></html>".encode()
    )


def one(address, fetcher, **options):
    (item,) = ingest(address, IntakeOptions(**options), fetcher)
    return item


def test_a_page_becomes_a_document_of_the_last_address_and_the_hour(site, fetcher):
    site["/go"] = 302, {"Location": "/bridge"}, b""
    site["/bridge"] = page()
    document = one(site.address("/go"), fetcher)
    assert document.url == site.address("/bridge")
    assert document.path == site.address("/go")
    assert document.captured and document.captured.endswith("+00:00")
    assert document.title == "Bridge closed"
    assert document.original.startswith("sha256:")


def test_a_page_may_name_its_canonical_address_but_not_that_of_another_site(site, fetcher):
    site["/a"] = page(f'<link rel="canonical" href="{site.address("/story/bridge")}">')
    site["/b"] = page('<link rel="canonical" href="https://famous.example/story/bridge">')
    assert one(site.address("/a"), fetcher).url == site.address("/story/bridge")
    assert one(site.address("/b"), fetcher).url == site.address("/b")
    assert one(site.address("/b"), fetcher, url="https://given.example/x").url == "https://given.example/x"


def test_the_charset_of_the_server_counts(site, fetcher):
    words = "Žluťoučký kůň úpěl ďábelské ódy, řekl starosta. " * 3
    site["/t"] = 200, {"Content-Type": "text/plain; charset=iso-8859-2"}, words.encode("iso-8859-2")
    assert one(site.address("/t"), fetcher).text == words
    site["/h"] = (
        200,
        {"Content-Type": "text/html; charset=iso-8859-2"},
        page(text=words * 2).decode().encode("iso-8859-2"),
    )
    assert "Žluťoučký kůň" in one(site.address("/h"), fetcher).text


def test_a_charset_that_is_none_does_no_harm(site, fetcher):
    site["/t"] = 200, {"Content-Type": "text/plain; charset=klingon"}, "café ".encode() * 20
    assert "café" in one(site.address("/t"), fetcher).text


def test_what_cannot_be_read_is_yielded_as_an_error(site, fetcher):
    site["/empty"] = b""
    for path, words in (("/none", "no such page"), ("/empty", "empty")):
        error = one(site.address(path), fetcher)
        assert isinstance(error, InputError) and words in str(error)
        assert str(error).startswith(site.address(path) + ": ")


def test_the_size_limit_of_reports_holds(site, fetcher):
    site["/"] = 200, {"Content-Type": "text/plain"}, b"x" * 1000
    assert "--max-size" in str(one(site.address(), fetcher, max_size=100))


def test_reports_in_json_lines_keep_their_own_addresses(site, fetcher):
    lines = [{"text": PROSE, "url": "https://other.example/1"}, {"text": PROSE + "More."}]
    body = "\n".join(map(json.dumps, lines)).encode()
    site["/reports"] = 200, {"Content-Type": "application/x-ndjson"}, body
    found = list(ingest(site.address("/reports"), None, fetcher))
    assert [d.url for d in found if isinstance(d, Document)] == ["https://other.example/1", None]
    assert all(d.captured for d in found)


def test_without_a_fetcher_only_the_public_network_is_reached(site):
    (error,) = ingest(site.address())
    assert "private network" in str(error)
    assert not site.asked


@pytest.mark.parametrize(
    ("data", "content_type", "address", "wanted"),
    [
        (b"<!doctype html><p>x", "text/html", "/a", Format.HTML),
        (b"<p>begins without its frame", "text/html", "/a", Format.HTML),
        (b"<!doctype html><p>x", "text/plain", "/a.txt", Format.HTML),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "text/html", "/feed", Format.FEED),
        (b"%PDF-1.7 ...", "application/octet-stream", "/a", Format.PDF),
        (b"PK\x03\x04....", "application/zip", "/a", Format.ZIP),
        (b"PK\x03\x04....", DOCX, "/", Format.DOCX),
        (b"title,text\n", "text/csv", "/a", Format.CSV),
        (b"title,text\n", "application/octet-stream", "/a.csv", Format.CSV),
        (b"Plain words.", "text/plain", "/a.html", Format.TEXT),
        (b"Plain words.", "", "/a", Format.TEXT),
        (gzip.compress(b"x"), "text/html", "/a", Format.PACKED),
    ],
)  # fmt: skip
def test_the_format_is_told_by_content_then_type_then_address(data, content_type, address, wanted):
    fetched = Fetched("https://e.example" + address, "2030-01-01T00:00:00+00:00", data=data, content_type=content_type)
    assert format_of(fetched) is wanted


def test_what_is_a_web_address():
    assert is_web_address("https://example.org") and is_web_address("HTTP://EXAMPLE.ORG")
    assert not any(map(is_web_address, ("ftp://example.org", "example.org", "https.txt", "/http://x", "-")))


def test_same_site():
    assert same_site("https://www.example.org/a", "http://example.org:8080/b")
    assert same_site("https://m.example.org/a", "https://amp.example.org/b")
    assert not same_site("https://news.example.org/", "https://example.org/")
    assert not same_site("https://example.org.evil.example/", "https://example.org/")
    assert not same_site("/a", "/b")
    assert not same_site("http://[::1", "https://example.org/")


def test_shown_addresses_hide_passwords_and_end():
    assert shown_address("https://me:secret@example.org/a@b") == "https://example.org/a@b"
    assert shown_address("https://example.org/" + "x" * 1000).endswith("…")
