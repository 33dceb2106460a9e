"""Reads a feed: RSS, RDF and Atom with feedparser, JSON Feed by itself."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from typing import Any
from xml.sax import SAXException

from accordingto.errors import UnreadableError
from accordingto.ingest.encoding import decode
from accordingto.ingest.feeds.entries import Entry, Feed, each_once, entry, moment, moment_in_utc, one_line
from accordingto.ingest.feeds.shape import bounded_xml, check_size
from accordingto.ingest.surrogates import joined

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,200}?(?:encoding\s*=\s*[\"']([\w.:-]{1,40})[\"'])?[^>]{0,200}\?>")
_BEFORE = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ROOT = re.compile(r"<[A-Za-z_]")
_MOST_ENTRIES = 5_000
_LONGEST_AUTHOR = 300


def parse(data: bytes, name: str, charset: str | None = None, address: str | None = None) -> Feed:
    """Return a feed; `name` is the feed as errors call it, `charset` what a server told of its characters.

    `address` is what relative addresses in it are relative to. Raises UnreadableError for what is no feed, and for
    one that declares entities, and TooLargeError.
    """
    head = data[:1000].replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe")
    declared = _DECLARATION.match(head)
    text = decode(data, name, charset or (declared[1] if declared else None))
    check_size(text, name)
    if text.lstrip()[:1] == "{":
        return _json_feed(text, name, address)
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    root = _ROOT.search(text, start)
    if root is None:
        raise UnreadableError(f"{name}: not a feed (RSS, Atom or JSON Feed).")
    if "<!ENTITY" in text[start : root.start()].upper():
        raise UnreadableError(
            f"{name}: this feed declares entities of its own, which are not read (they can be used to attack)."
        )
    # Without what stands before it (declaration, document type) the root can declare nothing.
    return _xml_feed(bounded_xml(text[root.start() :], name), name, address)


@cache
def _feedparser() -> Any:
    """Return feedparser, kept from looking for an e-mail address in authors of thousands of letters: it takes hours."""
    import feedparser
    from feedparser.mixin import _FeedParserMixin

    look_for_address = _FeedParserMixin._sync_author_detail

    def within_reason(self: Any, key: str = "author") -> None:
        if len(self._get_context().get(key) or "") <= _LONGEST_AUTHOR:
            look_for_address(self, key)

    _FeedParserMixin._sync_author_detail = within_reason
    return feedparser


def _xml_feed(text: str, name: str, address: str | None) -> Feed:
    try:
        # It makes no request and opens no file when it is given a stream. What it returns becomes plain text here, so
        # that it need not clean HTML.
        found = _feedparser().parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": address or ""},
            sanitize_html=False, resolve_relative_uris=False,
        )  # fmt: skip
    except Exception:  # it raises nearly anything on hostile input, such as OverflowError
        raise UnreadableError(f"{name}: too broken to be read as a feed.") from None
    if not found.get("version") and not found.entries:
        raise UnreadableError(f"{name}: not a feed (RSS, Atom or JSON Feed).")
    if not found.entries and isinstance(found.get("bozo_exception"), SAXException):
        raise UnreadableError(f"{name}: this feed is cut off or broken (XML) before its first item.")
    base = _text(found.feed.get("link")) or address
    return Feed(
        one_line(_text(found.feed.get("title"))),
        each_once(_xml_entry(item, base, name) for item in found.entries[:_MOST_ENTRIES]),
    )


def _xml_entry(item: Any, base: str | None, name: str) -> Entry | None:
    contents = [_text(part.get("value")) or "" for part in item.get("content") or () if isinstance(part, dict)]
    return entry(
        id=_text(item.get("id")),
        address=_text(item.get("link")),
        base=base,
        title=_text(item.get("title")),
        author=_text(item.get("author")),
        published=moment(_text(item.get("published"))) or moment_in_utc(item.get("published_parsed")),
        updated=_updated(item),
        content=max(contents, key=len, default=None),
        summary=_text(item.get("summary")),
        name=name,
    )


def _updated(item: Any) -> str | None:
    # feedparser answers `updated` with `published` where there is none, but not to `in`.
    if "updated" not in item:
        return None
    return moment(_text(item["updated"])) or moment_in_utc(item.get("updated_parsed"))


def _json_feed(text: str, name: str, address: str | None) -> Feed:
    try:
        data = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"{name}: broken JSON at character {error.pos + 1} ({error.msg}).") from None
    except (ValueError, RecursionError):
        raise UnreadableError(f"{name}: JSON too deep, or a number too long, to be a feed.") from None
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise UnreadableError(f"{name}: not a feed (RSS, Atom or JSON Feed).")
    base = _text(data.get("home_page_url")) or address
    found = (_json_entry(item, base, name) for item in items[:_MOST_ENTRIES] if isinstance(item, dict))
    return Feed(one_line(_text(data.get("title"))), each_once(found))


def _json_entry(item: dict[str, Any], base: str | None, name: str) -> Entry | None:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [_text(author.get("name")) for author in authors or () if isinstance(author, dict)]
    number = item.get("id")
    return entry(
        id=str(number) if isinstance(number, int) else _text(number),
        address=_text(item.get("url")) or _text(item.get("external_url")),
        base=base,
        title=_text(item.get("title")),
        author=", ".join(one for one in names if one) or None,
        published=moment(_text(item.get("date_published"))),
        updated=moment(_text(item.get("date_modified"))),
        content=_text(item.get("content_html")) or _text(item.get("content_text")),
        summary=_text(item.get("summary")),
        name=name,
    )


def _text(value: object) -> str | None:
    # Not every database keeps a NUL.
    return joined(value).replace("\0", "") if isinstance(value, str) and value.strip("\0 \t\r\n") else None
