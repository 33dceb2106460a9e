import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.errors import InputError, NoArticleError
from accordingto.ingest.feeds.opml import read_opml, write_opml

LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="News">
  <outline type="rss" text="Lunna Gazette" title="The Lunna Gazette" xmlUrl="https://lunna.example/rss.xml"/>
  <outline type="rss" text="Strait" xmlURL=" http://strait.example/feed "/>
  <outline type="rss" text="Twice" xmlUrl="https://lunna.example/rss.xml"/>
  <outline type="link" text="A page" url="https://page.example/"/>
  <outline type="rss" text="Bad" xmlUrl="file:///etc/passwd"/>
</outline></body></opml>"""


def test_lists_with_folders():
    assert read_opml(LIST, "f") == {
        "https://lunna.example/rss.xml": "The Lunna Gazette",
        "http://strait.example/feed": "Strait",
    }


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html/>", "not a list of feeds"),
        (b"<opml><body/></opml>", "no addresses of feeds"),
        (b"hello", "not well-formed XML"),
        (b"", "not well-formed|empty"),
        (b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml/>', "declares entities"),
    ],
)
def test_what_is_none_is_told_in_words(data, words):
    with pytest.raises(InputError, match=words) as raised:
        read_opml(data, "feeds.opml")
    assert str(raised.value).startswith("feeds.opml: ")


def test_an_empty_list_is_told_from_a_broken_one():
    with pytest.raises(NoArticleError):
        read_opml(write_opml({}), "f")


ADDRESSES = st.from_regex(r"https://[a-z]{1,9}\.example/[a-z&<>'\"]{0,9}", fullmatch=True)


@given(st.dictionaries(ADDRESSES, st.text(max_size=30), min_size=1))
def test_what_is_written_is_read_again(titles):
    found = read_opml(write_opml(titles), "f")
    assert list(found) == list(titles)
    for address, title in titles.items():
        if title.isprintable() and title.strip():
            assert found[address] == " ".join(title.split())
