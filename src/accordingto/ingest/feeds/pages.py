"""The feeds that a web page names."""

from __future__ import annotations

from urllib.parse import urljoin

from accordingto.ingest.fetch.addresses import is_web_address

_KINDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def feeds_named(page: bytes, address: str) -> list[str]:
    """Return the addresses of the feeds that a page's head links to, in its order; `address` is the page's own."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page[:200_000], parser=html.HTMLParser(no_network=True, huge_tree=False))
        links = [link for link in tree.iter("link") if (link.get("type") or "").strip().lower() in _KINDS]
        found = [urljoin(address, link.get("href") or "") for link in links]
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        return []
    return [feed for feed in found if is_web_address(feed) and feed != address]
