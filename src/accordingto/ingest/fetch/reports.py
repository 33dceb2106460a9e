"""From what an address gave to documents: the format told by content and content type, the address, the time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from accordingto.errors import InputError
from accordingto.ingest.dispatch import documents
from accordingto.ingest.fetch.addresses import same_site
from accordingto.ingest.formats import Format, recognise
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

if TYPE_CHECKING:
    from accordingto.ingest.fetch.client import Fetched

_HEAD = 8192
# What the first bytes do not tell, or do not tell fully.
_TYPES = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/plain": Format.TEXT,
    "text/csv": Format.CSV,
    "application/x-ndjson": Format.JSON_LINES,
    "application/jsonl": Format.JSON_LINES,
    "message/rfc822": Format.MAIL,
    "multipart/related": Format.MAIL,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.DOCX,
}
# Of these the address is that of the one report; what holds several tells the address of each, or none.
OF_ONE = (Format.HTML, Format.TEXT, Format.PDF, Format.DOCX, Format.NITF)


def format_of(fetched: Fetched) -> Format:
    """Return the format of what was fetched: by its first bytes, else by its content type, else by its address."""
    found = recognise(None, fetched.data[:_HEAD])
    told = _TYPES.get(fetched.content_type)
    if found is Format.ZIP and told is Format.DOCX:
        return Format.DOCX
    if found is not Format.TEXT:
        return found
    return told or recognise(urlsplit(fetched.address).path, fetched.data[:_HEAD])


def fetched_documents(fetched: Fetched, given: str, options: IntakeOptions) -> Iterator[Document | InputError]:
    """Yield the reports in what an address gave, and an error for each that cannot be read.

    `given` is the address as a person gave it. A report's address is the one that the page itself names (its
    canonical address) where that is of the same site, else the last one after redirects.
    """
    kind = format_of(fetched)
    options = replace(options, charset=fetched.charset)
    stream = io.BufferedReader(io.BytesIO(fetched.data), _HEAD)
    for item in documents(stream, given, given, options, kind):
        yield item if isinstance(item, InputError) else _placed(item, fetched, kind, options)


def _placed(document: Document, fetched: Fetched, kind: Format, options: IntakeOptions) -> Document:
    url = document.url
    # A page may claim to be a page of another site, and would then be taken for a version of that.
    if options.url is None and kind in OF_ONE and not (url and same_site(url, fetched.address)):
        url = fetched.address
    return replace(document, url=url, captured=document.captured or fetched.captured)
