"""Feeds made to harm the parser: each of these took it from many seconds to hours, or crashed it."""

import time
from contextlib import suppress

import pytest

from accordingto.errors import InputError, TooLargeError
from accordingto.ingest.feeds.parsing import parse
from accordingto.ingest.feeds.shape import bounded_xml

OPEN = b"<rss version='2.0'><channel><item>"
BROKEN = b"<rss version='2.0'>&<channel><item>"
CREATOR = b"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><item><dc:creator><![CDATA["
HARMFUL = {
    "an author of a million letters": OPEN + b"<author>" + b"a" * 1_000_000 + b"</author></item></channel></rss>",
    "the same, hidden": CREATOR + b"a" * 1_000_000 + b"]]></dc:creator></item></channel></rss>",
    "elements in elements": OPEN + b"<a>" * 150_000,
    "the same, broken before": BROKEN + b"<a>" * 150_000,
    "many attributes": OPEN + b"<a " + b" ".join(b"a%d='x'" % n for n in range(50_000)) + b"/></item></channel></rss>",
    "the same, broken": BROKEN + b"<a " + b" ".join(b"a%d='x'" % n for n in range(50_000)),
    "half tags": OPEN + b"<a " * 200_000,
    "half quotes": OPEN + b"<a b='" * 200_000,
    "document types": b"{<!DOCTYPE x" * 50_000 + b"<rss>",
    "ampersands": OPEN + b"&" * 500_000,
    "brackets": OPEN + b"<description>" + b"[" * 500_000 + b"</description></item></channel></rss>",
    "a name of a million letters": BROKEN + b"<" + b"a" * 1_000_000,
    "a character that is none": b"&#11111111111111111111111111;" + BROKEN + b"<title>&#11111111111111111111111;",
    "many items": b"<rss version='2.0'><channel>" + b"<item><title>x</title></item>" * 40_000 + b"</channel></rss>",
}


@pytest.mark.parametrize("data", HARMFUL.values(), ids=HARMFUL.keys())
def test_no_feed_takes_long(data):
    begun = time.monotonic()
    with suppress(InputError):
        assert len(parse(data, "f").entries) <= 1
    assert time.monotonic() - begun < 10


def test_large_feeds_of_the_usual_shape_are_read_whole():
    item = "<item><title>{0}</title><guid>{0}</guid><description>" + "words " * 200 + "</description></item>"
    items = "".join(item.format(n) for n in range(2_000))
    assert len(parse(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), "f").entries) == 2_000


def test_a_broken_feed_is_read_as_far_as_is_reasonable():
    item = "<item><title>Ben & Jo</title><guid>{0}</guid></item>"
    items = "".join(item.format(n) for n in range(500))
    assert len(parse(f"<rss version='2.0'><channel>{items}".encode(), "f").entries) == 500
    assert len(bounded_xml("<rss>&" + "<a/>" * 100_000, "f")) < 250_000


@pytest.mark.parametrize("data", ["<rss>" + "x" * 6_000_000 + "</rss>", '{"items": [' + '"<p>",' * 600_000 + "]}"])
def test_what_is_far_too_large_is_told_in_words(data):
    with pytest.raises(TooLargeError, match="too large for a feed"):
        parse(data.encode(), "f")
