"""OPML: lists of feeds, as feed readers give and take them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from accordingto.errors import NoArticleError, UnreadableError
from accordingto.ingest.fetch.addresses import is_web_address
from accordingto.ingest.newsroom.xml import local, parse

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_opml(data: bytes, name: str) -> dict[str, str | None]:
    """Return the addresses of the feeds in an OPML file with their titles, each once, in the file's order.

    Folders are looked into; `name` is the file as errors call it. Raises UnreadableError for what is no OPML, and
    NoArticleError for a list without feeds.
    """
    root = parse(data, name)
    if local(root) != "opml":
        raise UnreadableError(f"{name}: not a list of feeds (OPML). Give such a file, or the addresses of feeds.")
    found: dict[str, str | None] = {}
    for outline in root.iter("outline"):
        told = {key.lower(): " ".join(value.split()) for key, value in outline.attrib.items()}
        address = told.get("xmlurl", "")
        if is_web_address(address):
            found.setdefault(address, told.get("title") or told.get("text"))
    if not found:
        raise NoArticleError(f"{name}: there are no addresses of feeds (xmlUrl) in this list.")
    return found


def write_opml(titles: Mapping[str, str | None]) -> bytes:
    """Return an OPML file (2.0, UTF-8) of feeds, given by address with their titles."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Feeds"
    body = etree.SubElement(root, "body")
    for address, title in titles.items():
        words = _NOT_IN_XML.sub("", title or address)
        outline = {"type": "rss", "text": words, "title": words, "xmlUrl": _NOT_IN_XML.sub("", address)}
        etree.SubElement(body, "outline", outline)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written
