import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.errors import InputError, UnreadableError
from accordingto.ingest.feeds.parsing import parse

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Lunna &amp;amp; Gazette</title><link>https://lunna.example/</link>
<item><title>Bridge &lt;b&gt;closed&lt;/b&gt;</title><link>/a</link><guid isPermaLink="false">id-1</guid>
  <pubDate>Fri, 11 Mar 2022 10:00:00 +0100</pubDate><dc:creator>Ada Brandt</dc:creator>
  <description>&lt;p&gt;A café near the bridge&lt;/p&gt; ...</description></item>
<item><title>Two</title><link>https://lunna.example/b</link><description>teaser</description>
  <content:encoded><![CDATA[<p>One.</p><script>alert(1)</script><p>Two.</p>
  <p>The post <a href="x">Two</a> appeared first on <a href="y">Lunna</a>.</p>]]></content:encoded></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link href="https://x.example/"/>
<entry><id>tag:1</id><title type="html">A &amp;lt; B</title><link href="/1"/><updated>2022-03-12T10:00:00Z</updated>
<published>2022-03-10T10:00:00Z</published><author><name>Ada</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi <b>you</b></p><p>there</p></div></content></entry>
<entry><id>tag:2</id><link href="https://x.example/2"/><updated>2022-03-12T10:00:00Z</updated><summary>s</summary></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old</title><link>http://r.example/</link>
</channel><item rdf:about="http://r.example/1"><title>t</title><link>http://r.example/1</link>
<dc:date>2022-03-11T10:00:00+01:00</dc:date><description>d</description></item></rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "J",
    "home_page_url": "https://j.example/",
    "items": [
        {"id": "1", "url": "/1", "title": "One", "content_html": "<p>a</p><p>b</p>", "date_published": "2022-03-11",
         "authors": [{"name": "Ada"}, {"name": "Ben"}]},
        {"id": 2, "summary": "only this", "url": "https://j.example/2", "date_modified": "2022-03-12T08:00:00Z"},
        "nonsense",
        {"content_text": "No id. Two\n\nparagraphs."},
    ],
}  # fmt: skip


def test_rss():
    feed = parse(RSS.format(encoding="iso-8859-1").encode("iso-8859-1"), "f")
    one, two = feed.entries
    assert feed.title == "Lunna & Gazette"
    assert (one.id, one.address, one.title) == ("id-1", "https://lunna.example/a", "Bridge closed")
    assert (one.author, one.published) == ("Ada Brandt", "2022-03-11T10:00:00+01:00")
    assert "A café near the bridge" in one.text and not one.whole
    assert (two.id, two.text, two.whole) == ("https://lunna.example/b", "One.\nTwo.", True)


def test_atom():
    one, two = parse(ATOM.encode(), "f").entries
    assert (one.id, one.address, one.title) == ("tag:1", "https://x.example/1", "A < B")
    assert (one.text, one.whole, one.author) == ("Hi you\nthere", True, "Ada")
    assert (one.published, one.updated) == ("2022-03-10T10:00:00+00:00", "2022-03-12T10:00:00+00:00")
    assert (two.text, two.whole) == ("s", False)


def test_rdf():
    (one,) = parse(RDF.encode(), "f").entries
    assert (one.id, one.address, one.text, one.whole) == ("http://r.example/1", "http://r.example/1", "d", False)
    assert (one.published or one.updated) == "2022-03-11T10:00:00+01:00"


def test_json_feed():
    feed = parse(json.dumps(JSON).encode(), "f")
    one, two, three = feed.entries
    assert feed.title == "J"
    assert (one.address, one.text, one.whole, one.author) == ("https://j.example/1", "a\nb", True, "Ada, Ben")
    assert one.published == "2022-03-11"
    assert (two.id, two.text, two.whole) == ("2", "only this", False)
    assert three.id.startswith("sha256:") and three.text == "No id. Two\nparagraphs."


def test_an_item_that_its_publisher_changed_is_another_to_remember():
    one = parse(ATOM.encode(), "f").entries[0]
    later = parse(ATOM.replace("2022-03-12", "2022-03-13").encode(), "f").entries[0]
    assert one.id == later.id and one.version != later.version
    assert parse(RSS.format(encoding="utf-8").encode(), "f").entries[0].version == "id-1"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The council met on Friday. It decided.", True),
        ("The council met on Friday and…", False),
        ("The council met on Friday and [...]", False),
        ("The council met on Friday. Read more", False),
        ("The council met on Friday. Continue reading →", False),
        ("The council met on Friday. Read the full story at The Gazette.", False),
        ("The council met. “I shall read more books,” Brandt said.", True),
    ],
)
def test_where_a_text_is_broken_off_it_is_a_summary(text, whole):
    feed = {**JSON, "items": [{"id": "1", "url": "https://a.example/", "content_text": text}]}
    assert parse(json.dumps(feed).encode(), "f").entries[0].whole is whole


def test_a_long_summary_is_the_article():
    feed = RSS.format(encoding="utf-8").replace("A café near the bridge", "The bridge is closed. " * 100)
    feed = feed.replace("&lt;/p&gt; ...", "&lt;/p&gt;")
    assert parse(feed.encode(), "f").entries[0].whole


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_encodings(encoding):
    assert "café" in parse(RSS.format(encoding=encoding).encode(encoding), "f").entries[0].text


def test_the_charset_of_the_server_counts():
    feed = RSS.format(encoding="utf-8").encode("iso-8859-15")
    assert "café" in parse(feed, "f", charset="iso-8859-15").entries[0].text


BOMB = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
ATTACKS = {
    "billion laughs": BOMB + "]><rss version='2.0'><channel><title>&j;</title></channel></rss>",
    "external": '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
    "parameter": '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]><rss><channel/></rss>',
    "in utf-16": ('<?xml version="1.0" encoding="utf-16"?>' + BOMB[21:] + "]><rss/>").encode("utf-16"),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_entities_are_refused_in_words(attack):
    with pytest.raises(UnreadableError, match="declares entities"):
        parse(attack if isinstance(attack, bytes) else attack.encode(), "f")


def test_entities_in_the_clothes_of_another_encoding_do_nothing():
    feed = '<?xml version="1.0" encoding="utf-7"?><!DOCTYPE rss [+ADwAIQBFAE4AVABJAFQAWQ- a "b">]><rss version="2.0"/>'
    begun = time.monotonic()
    with suppress(InputError):
        assert "passwd" not in str(parse(feed.encode(), "f"))
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("data", [b"", b"hello", b"<html><body>x</body></html>", b"{}", b'{"items": 1}', b"{", b"[1]"])
def test_what_is_no_feed_is_told_in_words(data):
    with pytest.raises(InputError) as raised:
        parse(data, "some feed")
    assert str(raised.value).startswith("some feed: ")


def test_a_broken_feed_gives_what_can_be_read():
    whole = RSS.format(encoding="utf-8")
    feed = parse(whole[: whole.index("<item><title>Two")].encode(), "f")
    assert [entry.id for entry in feed.entries] == ["id-1"]
    assert parse(whole.replace("Two</title>", "Two & three</title>").encode(), "f").entries[1].title == "Two & three"


@pytest.mark.parametrize(
    "data", [b"<rss><channel><ti", b'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entr']
)
def test_a_feed_that_breaks_off_before_its_first_item_is_told_in_words(data):
    with pytest.raises(UnreadableError, match=r"^f: .*broken"):
        parse(data, "f")


def test_a_feed_without_items_is_one():
    assert parse(b'<rss version="2.0"><channel><title>Quiet</title></channel></rss>', "f").entries == ()


def test_what_stands_before_a_feed_does_not_matter():
    before = '\n<?xml version="1.0"?><?xml-stylesheet href="a.css"?><!-- made by <b>Press</b> --><!DOCTYPE rss>\n'
    assert parse((before + ATOM).encode(), "f") == parse(ATOM.encode(), "f")
    about_xml = ATOM.replace("<summary>s<", "<summary>Write &lt;!ENTITY a 'b'&gt; to declare one.<")
    assert "declare one" in parse(about_xml.encode(), "f").entries[1].text


def test_repeated_items_count_once():
    data = json.dumps({**JSON, "items": [JSON["items"][0]] * 3}).encode()
    assert len(parse(data, "f").entries) == 1


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://[", "ftp://a/b"]
)
def test_only_web_addresses_are_addresses(address):
    item = {"id": "1", "title": "t", "url": address}
    (entry,) = parse(json.dumps({**JSON, "items": [item]}).encode(), "f").entries
    assert entry.address is None


def test_deep_nesting_is_survived():
    for data in (
        "<rss version='2.0'><channel>" + "<a>" * 50_000,
        '{"version":"https://jsonfeed.org/version/1","items":' + "[" * 50_000,
        "<rss version='2.0'><channel><item><description>"
        + "&lt;div&gt;" * 50_000
        + "</description></item></channel></rss>",
    ):
        begun = time.monotonic()
        with suppress(InputError):
            parse(data.encode(), "f")
        assert time.monotonic() - begun < 10


@given(st.binary(max_size=400))
def test_bytes_never_crash_it(data):
    for prefix in (
        b"",
        b"<rss version='2.0'><channel><item><title>",
        b'{"version":"https://jsonfeed.org/version/1","items":[',
    ):
        with suppress(InputError):
            assert all(entry.id for entry in parse(prefix + data, "f").entries)


KEYS = "id url title authors author name content_html summary date_published items".split()
LEAVES = st.none() | st.integers() | st.text(max_size=8)


def nested(inner):
    return st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)


@given(st.recursive(LEAVES, nested, max_leaves=12))
def test_any_json_is_a_feed_or_refused(data):
    try:
        feed = parse(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": data}).encode(), "f")
    except InputError:
        return
    assert all(entry.id and "\0" not in f"{entry}" for entry in feed.entries)
    "".join(entry.id + entry.text for entry in feed.entries).encode()
