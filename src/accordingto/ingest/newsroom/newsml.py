"""NewsML-G2: news items, alone or in a news message with packages of them.

https://iptc.org/standards/newsml-g2/
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from accordingto.errors import InputError, NoArticleError
from accordingto.ingest.bounded import bounded
from accordingto.ingest.newsroom.item import Item, first_of, item_document
from accordingto.ingest.newsroom.markup import html_lines, is_markup, lines
from accordingto.ingest.newsroom.nitf import nitf_item
from accordingto.ingest.newsroom.xml import children, find, local, parse, value, words
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TEXT = ("text", "composite", "")
_REPORT = ("newsitem", "packageitem")


def documents(stream: BinaryIO, name: str, path: str | None, options: IntakeOptions) -> Iterator[Document | InputError]:
    """Yield the report of each news item, in order, and an error for each that cannot be read.

    Pictures and films without a word, packages that only list other items, and items that carry concepts or plans are
    passed over where there are others. Raises UnreadableError, TooLargeError, and NoArticleError where nothing is a
    report.
    """
    data = bounded(stream, name, options)
    root = parse(data, name)
    items = [element for element in root.iter("*") if local(element) in _REPORT]
    signal = _code(find(root, "header/signal"))
    found = False
    for number, element in enumerate(items, 1):
        place = name if len(items) == 1 else f"{name}, item {number}"
        try:
            item = _item(element, place, signal)
            if item is not None:
                found = True
                yield item_document(item, data, place, path, options)
        except InputError as error:
            found = True
            yield error
    if not found:
        raise NoArticleError(
            f"{name}: NewsML-G2 without a report in it (packages, pictures or films only). Give the items with text."
        )


def _item(element: Any, name: str, signal: str | None) -> Item | None:
    """Return what an item tells, or None for one that is not meant to have words of its own."""
    about, content = find(element, "itemMeta"), find(element, "contentMeta")
    inner = _content(element, name)
    kind = _last(_code(find(about, "itemClass")))
    status = _code(find(about, "pubStatus"))
    if not inner.lines and not kind.startswith("text"):
        inner.lines = [found for d in children(content, "description") if (found := words(d))]
    if not inner.lines and _last(status) in ("", "usable") and (kind not in _TEXT or local(element) == "packageitem"):
        return None
    provider, holder = find(about, "provider"), find(element, "rightsInfo/copyrightHolder")
    sources = [found for source in children(content, "infoSource") if (found := _party(source))]
    return Item(
        lines=inner.lines,
        title=first_of((_headline(content), inner.title, words(find(about, "title")))),
        publisher=first_of(
            (
                _party(provider),
                _party(holder),
                inner.publisher,
                _last(value(provider, "qcode")).upper(),
                _host(provider),
            )
        ),
        author=first_of((words(find(content, "by")), inner.author, _parties(children(content, "creator")))),
        dateline=first_of((words(find(content, "dateline")), inner.dateline, _party(find(content, "located")))),
        credit=first_of((words(find(content, "creditline")), inner.credit, ", ".join(sources))),
        item=first_of((value(element, "guid"), inner.item)),
        revision=first_of((value(element, "version"), inner.revision)),
        url=inner.url,
        language=first_of((value(find(content, "language"), "tag"), value(element, _LANGUAGE), inner.language)),
        first=first_of((words(find(about, "firstCreated")), words(find(content, "contentCreated")))),
        version=first_of((words(find(about, "versionCreated")), inner.version)),
        embargo=words(find(about, "embargoed")),
        status=first_of((status, inner.status)),
        signal=first_of((_signal(about), inner.signal, signal)),
        notes=list(dict.fromkeys([*(found for n in children(about, "edNote") if (found := words(n))), *inner.notes])),
    )


def _content(element: Any, name: str) -> Item:
    """Return the first content that has words, with what an NITF inside says of itself."""
    for carrier in element.iterfind("{*}contentSet/{*}*"):
        if local(carrier) == "inlinexml":
            nitf = next((inner for inner in carrier.iter("*") if local(inner) == "nitf"), None)
            item = nitf_item(nitf) if nitf is not None else Item(lines=lines(carrier))
        elif local(carrier) == "inlinedata":
            item = Item(lines=_data_lines(carrier, name))
        else:
            continue
        if item.lines:
            return item
    return Item()


def _data_lines(carrier: Any, name: str) -> list[str]:
    text = "".join(carrier.itertext())
    if _last(value(carrier, "encoding")) == "base64":
        try:
            text = base64.b64decode(text).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return []
    kind = value(carrier, "contenttype") or ""
    if kind and not kind.startswith("text/") and "xml" not in kind:
        return []
    if "ml" in kind or is_markup(text):
        return html_lines(text, name)
    return [line.strip() for line in text.splitlines() if line.strip()]


def _headline(content: Any) -> str | None:
    """Return the main headline: the first of no other role."""
    headlines = [(_last(value(h, "role")), words(h)) for h in children(content, "headline")]
    headlines.sort(key=lambda headline: headline[0] not in ("", "main", "headline", "hl1"))
    return first_of(found for _, found in headlines)


def _signal(about: Any) -> str | None:
    return first_of(code for signal in children(about, "signal") if "update" not in (code := _code(signal) or ""))


def _parties(elements: list[Any]) -> str | None:
    return ", ".join(found for element in elements if (found := _party(element))) or None


def _party(element: Any) -> str | None:
    """Return the name of a person, place or organisation in words."""
    name = words(find(element, "name"))
    literal = value(element, "literal")
    return name or (literal if literal and not literal.startswith(("urn:", "http")) else None)


def _host(element: Any) -> str | None:
    try:
        return urlsplit(value(element, "uri") or "").hostname
    except ValueError:
        return None


def _code(element: Any) -> str | None:
    return first_of((value(element, "qcode"), value(element, "uri"), value(element, "literal")))


def _last(code: str | None) -> str:
    return (code or "").rstrip("/").replace("/", ":").replace("#", ":").rpartition(":")[2].lower()
