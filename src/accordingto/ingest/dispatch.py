"""Sends an input to the reader of its format."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from accordingto.errors import InputError
from accordingto.ingest.formats import Format, recognise
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

Documents = Iterator[Document | InputError]
_HEAD = 8192

# Each of these modules has `documents(stream, name, path, options)`, and is loaded when it is first needed: extractors
# and table readers take long to load.
READERS = {
    Format.TEXT: "accordingto.ingest.text",
    Format.HTML: "accordingto.ingest.html",
    Format.JSON_LINES: "accordingto.ingest.jsonl",
    Format.FEED: "accordingto.ingest.feeds.feed",
    Format.NINJS: "accordingto.ingest.newsroom.ninjs",
    Format.NEWSML: "accordingto.ingest.newsroom.newsml",
    Format.NITF: "accordingto.ingest.newsroom.nitf",
    Format.CSV: "accordingto.ingest.tables.delimited",
    Format.PARQUET: "accordingto.ingest.tables.parquet",
    Format.WARC: "accordingto.ingest.archives.warc",
    Format.ZIP: "accordingto.ingest.archives.zipped",
    Format.TAR: "accordingto.ingest.archives.tar",
    Format.PACKED: "accordingto.ingest.archives.packed",
    Format.MAIL: "accordingto.ingest.mail.message",
    Format.PDF: "accordingto.ingest.office.pdf",
    Format.DOCX: "accordingto.ingest.office.docx",
}


def documents(
    stream: io.BufferedReader[Any], name: str, path: str | None, options: IntakeOptions, kind: Format | None = None
) -> Documents:
    """Yield the reports in a stream, and an error for each that cannot be read.

    `name` is the input as errors call it, `path` what the documents keep of it (None for standard input); `kind` is
    recognised from the path and the first bytes where it is not given.
    """
    kind = kind or recognise(path, stream.peek(_HEAD))
    if kind is Format.TEXT and path is None and options.fields:
        kind = Format.CSV  # nothing in a table itself tells it from text, but who maps columns gives one
    reader: Callable[[io.BufferedReader[Any], str, str | None, IntakeOptions], Documents]
    reader = import_module(READERS[kind]).documents
    try:
        yield from reader(stream, name, path, options)
    except InputError as error:
        yield error


def documents_in(data: bytes, name: str, path: str | None, options: IntakeOptions) -> Documents:
    """Yield the reports in some bytes, such as a member of an archive."""
    yield from documents(io.BufferedReader(io.BytesIO(data), _HEAD), name, path, options)
