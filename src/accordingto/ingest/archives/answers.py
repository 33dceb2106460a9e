"""What a web server answered, as a WARC keeps it: its status, its type, and the body with its codings undone."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass

_STATUS = re.compile(r"\s*HTTP/\S+\s+(\d{3})", re.ASCII)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: `status` None where it is no HTTP, `type` without parameters in small letters.

    `bodies` are the body as it was sent, without chunks, and without its content coding; the last is what to read.
    """

    status: int | None
    type: str
    charset: str | None
    bodies: tuple[bytes, ...]


def answer(block: bytes, longest: int) -> Answer:
    """Read an HTTP answer; raises ValueError for one that is broken, OverflowError for a body over `longest` bytes."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.response)
    record.is_http = True
    record.set_bytes_content(block)
    try:
        record.parse_http(quirks_mode=True)
    except OSError as error:
        raise ValueError(str(error)) from None
    headers, reader = record.http_headers, record.reader
    if headers is None or reader is None:
        raise ValueError("no HTTP header")
    status = _STATUS.match(headers.status_line or "")
    body = reader.read()
    bodies = [body]
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        bodies.append(_unchunked(body, longest))
    for coding in reversed((headers.get("Content-Encoding") or "").lower().split(",")[:3]):
        bodies.append(_decoded(bodies[-1], coding.strip(), longest))
    return Answer(
        status=int(status[1]) if status else None,
        type=(record.http_content_type or "").strip().lower(),
        charset=record.http_charset,
        bodies=tuple(bodies),
    )


def _unchunked(body: bytes, longest: int) -> bytes:
    from fastwarc.stream_io import ChunkedReader

    try:
        return _bounded(ChunkedReader(io.BytesIO(body)), longest)
    except OSError:
        return body  # many crawlers keep the header of chunks that they undid


def _decoded(body: bytes, coding: str, longest: int) -> bytes:
    from fastwarc.stream_io import BrotliReader, GzipReader, ZstdReader

    readers = {"gzip": GzipReader, "x-gzip": GzipReader, "br": BrotliReader, "zstd": ZstdReader}
    try:
        if coding in readers:
            return _bounded(readers[coding](io.BytesIO(body)), longest)
        if coding == "deflate":
            return _inflated(body, longest)
    except (OSError, zlib.error):
        pass
    return body


def _bounded(reader: object, longest: int) -> bytes:
    parts: list[bytes] = []
    length = 0
    while part := reader.read(_CHUNK):  # type: ignore[attr-defined]  # its readers share no class with io
        parts.append(part)
        length += len(part)
        if length > longest:
            raise OverflowError
    return b"".join(parts)


def _inflated(body: bytes, longest: int) -> bytes:
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):  # some servers leave the zlib header out
        try:
            data = zlib.decompressobj(bits).decompress(body, longest + 1)
        except zlib.error:
            continue
        if len(data) > longest:
            raise OverflowError
        return data
    return body
