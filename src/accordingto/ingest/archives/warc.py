"""WARC: the pages of a crawl, one record after the other."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import Any

from accordingto.errors import InputError, NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest.archives.answers import Answer, answer
from accordingto.ingest.archives.digests import agrees
from accordingto.ingest.archives.entering import entered
from accordingto.ingest.dates import iso_date
from accordingto.ingest.dispatch import documents as documents_of
from accordingto.ingest.formats import Format, recognise
from accordingto.ingest.options import IntakeOptions, too_large
from accordingto.records import Document

_TYPES = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/plain": Format.TEXT,
    "application/pdf": Format.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.DOCX,
}
# Programs' answers, menus and site maps are JSON and XML too: only what agencies deliver is read of those.
_DELIVERED = {Format.NINJS, Format.NEWSML, Format.NITF}
_UNTYPED = {Format.HTML, Format.PDF, *_DELIVERED}
_FOR_MACHINES = re.compile(r"/(?:robots|ads|app-ads|humans|security|llms|llms-full)\.txt(?:[?#]|$)", re.IGNORECASE)
_HEAD = 65_536
_SLACK = 100


class _Placed:
    """A stream that tells its place, for which the WARC library asks even of a pipe."""

    def __init__(self, stream: io.BufferedReader[Any]) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        if (offset, whence) not in ((0, io.SEEK_CUR), (self._place, io.SEEK_SET)):
            raise io.UnsupportedOperation("seek")
        return self._place

    def tell(self) -> int:
        return self._place

    def close(self) -> None:
        """Leave the stream open: it belongs to the caller."""


@dataclass(slots=True)
class _Crawl:
    """One WARC in reading: its name and path, and what was met in it."""

    name: str
    path: str | None
    options: IntakeOptions
    records: int = 0
    reports: int = 0
    failed: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def exhausted(self) -> bool:
        """Whether more was unpacked than is allowed."""
        return self.options.allowance is not None and self.options.allowance.exhausted


def documents(
    stream: io.BufferedReader[Any], name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    """Yield the reports of a WARC that is not packed, in its order; see `captures`."""
    stream, inside = entered(stream, name, options)
    yield from captures([stream], name, path, inside)


def captures(
    parts: Iterable[io.BufferedReader[Any]], name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    """Yield the reports of a WARC whose records come in `parts`; with their address and the time they were captured.

    Pages without an article are counted, not complained of: a crawl is mostly menus and pictures. One sentence at the
    end tells how many. What is damaged is yielded as an error, and the rest goes on.
    """
    crawl = _Crawl(name, path, options)
    for number, part in enumerate(parts, start=1):
        try:
            yield from _part(part, number, crawl)
        except InputError as error:
            crawl.failed += 1
            yield error
        if crawl.exhausted:
            return
    yield from _summary(crawl)


def _part(part: io.BufferedReader[Any], number: int, crawl: _Crawl) -> Iterator[Document | InputError]:
    from fastwarc.warc import ArchiveIterator

    expected = 0
    before = crawl.records
    placed = _Placed(part)
    try:
        for record in ArchiveIterator(placed, parse_http=False, quirks_mode=True, stream_detect=False):
            crawl.records += 1
            place = f"{crawl.name}, record {crawl.records}"
            if record.stream_pos > expected + _SLACK:
                crawl.failed += 1
                yield UnreadableError(f"{place}: damaged bytes stand before it; what was there is lost.")
            expected = record.stream_pos + record.content_length + _header_length(record)
            try:
                yield from _record(record, place, crawl)
            except InputError as error:
                crawl.failed += 1
                yield error
            if crawl.exhausted:
                return
    except OSError as error:
        raise UnreadableError(f"{crawl.name}: damaged after record {crawl.records} ({error}).") from None
    if crawl.records == before and placed.tell():
        raise UnreadableError(f"{crawl.name}: part {number} of it is no WARC record.")


def _header_length(record: Any) -> int:
    return sum(len(key) + len(value) + 4 for key, value in record.headers.items_bytes())


def _record(record: Any, place: str, crawl: _Crawl) -> Iterator[Document | InputError]:
    from fastwarc.warc import WarcRecordType

    kind = record.record_type
    if kind == WarcRecordType.revisit:
        crawl.left_out["captured again unchanged"] += 1
        return
    if kind not in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion):
        return
    headers, length = record.headers, record.content_length
    url = (headers.get("WARC-Target-URI") or "").strip("<> \t") or None
    place = f"{place} ({url[:200]})" if url else place
    if headers.get("Content-Length") is None:
        raise UnreadableError(f"{place}: a damaged record, it does not tell its length.")
    is_http = kind == WarcRecordType.response and "http" in (headers.get("Content-Type") or "http").lower()
    longest = crawl.options.max_bytes
    block = record.reader.read(min(length, _HEAD))
    told = _told(block, headers, is_http, place, crawl.options)
    if (reason := _left_out(told, url)) is not None:
        crawl.left_out[reason] += 1
        return
    if length > longest + _HEAD:
        raise too_large(place, crawl.options)
    if length > len(block):
        block += record.reader.read(length - len(block))
        if len(block) < length:
            raise UnreadableError(f"{place}: cut off, {length - len(block):,} bytes of it are missing.")
        told = _told(block, headers, is_http, place, crawl.options)
    body = told.bodies[-1]
    form = _form(told, body)
    if form is None:
        crawl.left_out["of other kinds"] += 1
        return
    _check_digests(headers, block, told, place, crawl.options)
    yield from _reports(body, form, told.charset, url, _captured(headers), place, crawl)


def _told(block: bytes, headers: Any, is_http: bool, place: str, options: IntakeOptions) -> Answer:
    if not is_http:
        return Answer(None, (headers.get("Content-Type") or "").partition(";")[0].strip().lower(), None, (block,))
    spend = options.allowance.spend if options.allowance else None
    try:
        told = answer(block, options.max_bytes)
    except ValueError as error:
        raise UnreadableError(f"{place}: a broken HTTP header ({error}).") from None
    except OverflowError:
        if spend:
            spend(options.max_bytes, place)
        raise TooLargeError(
            f"{place}: unpacks to over {options.max_bytes:,} bytes. If you trust it, allow more with --max-size."
        ) from None
    if spend:
        spend(sum(len(body) for body in told.bodies[1:]), place)
    return told


def _left_out(told: Answer, url: str | None) -> str | None:
    """Return why a record is left out, as far as its header tells."""
    if told.status is not None and told.status != 200:
        return "redirects and error pages"
    wanted = not told.type or told.type in _TYPES or told.type == "application/octet-stream"
    if not (wanted or told.type.endswith(("json", "xml"))) or (url and _FOR_MACHINES.search(url)):
        return "of other kinds"
    return None


def _form(told: Answer, body: bytes) -> Format | None:
    form = _TYPES.get(told.type)
    if form is not None:
        return form
    found = recognise(None, body[:8192])
    return found if found in (_DELIVERED if told.type.endswith(("json", "xml")) else _UNTYPED) else None


def _reports(
    body: bytes, form: Format, charset: str | None, url: str | None, captured: str | None, place: str, crawl: _Crawl
) -> Iterator[Document | InputError]:
    options = replace(crawl.options, url=crawl.options.url or url, charset=charset)
    stream = io.BufferedReader(io.BytesIO(body))
    for item in documents_of(stream, place, crawl.path, options, form):
        if isinstance(item, Document):
            crawl.reports += 1
            yield replace(item, captured=captured)
        elif isinstance(item, NoArticleError):
            crawl.left_out["without an article"] += 1
        else:
            crawl.failed += 1
            yield item


def _check_digests(headers: Any, block: bytes, told: Answer, place: str, options: IntakeOptions) -> None:
    stated = headers.get("WARC-Payload-Digest")
    whole = headers.get("WARC-Block-Digest")
    # Crawlers differ in whether a payload is what was sent or what is left without chunks and codings.
    wrong = (stated and agrees(stated, told.bodies) is False) or (whole and agrees(whole, [block]) is False)
    if wrong:
        options.warn(f"{place}: its digest does not match, it was changed or damaged; read all the same.")


def _captured(headers: Any) -> str | None:
    from datetime import datetime

    day = iso_date(headers.get("WARC-Date") or "")
    if day is None or "T" not in day:
        return day
    moment = datetime.fromisoformat(day)
    return moment.astimezone(UTC).isoformat() if moment.tzinfo else day


def _summary(crawl: _Crawl) -> Iterator[InputError]:
    """Tell in one sentence what was met; yields an error where no report was and nothing else was said."""
    parts = ", ".join(f"{count:,} {reason}" for reason, count in crawl.left_out.most_common())
    if not crawl.records:
        if not crawl.failed:
            yield NoArticleError(f"{crawl.name}: empty, there is no record in it.")
    elif not crawl.reports and not crawl.failed:
        yield NoArticleError(
            f"{crawl.name}: records: {crawl.records:,}, none of them a report ({parts or 'none are answers'})."
        )
    elif parts:
        crawl.options.warn(f"{crawl.name}: reports read: {crawl.reports:,}; left out: {parts}.")
