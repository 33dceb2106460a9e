"""A packed file (gzip, bzip2, xz, zstd): a report, a table, a WARC or a tar archive inside."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from accordingto.errors import InputError, UnreadableError
from accordingto.ingest.allowance import Allowance
from accordingto.ingest.archives import warc
from accordingto.ingest.archives.entering import BUFFER, entered, held
from accordingto.ingest.archives.frames import Packing, Unpacked, frames, packing_of
from accordingto.ingest.dispatch import documents as documents_of
from accordingto.ingest.formats import Format, recognise
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

_HEAD = 8192
_INNER = {".tgz": ".tar"}


def documents(
    stream: io.BufferedReader[Any], name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    """Yield the reports inside, unpacked as they are read; `report.html.gz` is read as `report.html` would be.

    A WARC is read record by record, so that a damaged one costs only itself. Raises UnreadableError for what is
    damaged or not packed at all, TooLargeError for what is nested too deep or unpacks too far.
    """
    stream, inside = entered(stream, name, options)
    assert inside.allowance is not None
    head = stream.peek(_HEAD)
    packing = packing_of(head)
    if packing is None:
        raise UnreadableError(f"{name}: not packed as its name says (gzip, bzip2, xz or zstd). Check the file.")
    kind = recognise(_inner_name(path), _unpacked_head(head, packing))
    captures = kind is Format.WARC
    parts = frames(stream, packing, name, inside.allowance, go_past_damage=captures)
    if captures:
        yield from warc.captures(parts, name, path, inside)
    else:
        content = io.BufferedReader(Unpacked(parts), BUFFER)
        if kind is Format.PARQUET:
            content = held(content, name)
        yield from documents_of(content, name, path, inside, kind)


def _inner_name(path: str | None) -> str | None:
    if path is None or not PurePath(path).name:
        return path
    outer = PurePath(path)
    return str(outer.with_suffix(_INNER.get(outer.suffix.lower(), "")))


def _unpacked_head(head: bytes, packing: Packing) -> bytes:
    """Unpack as much of the first bytes as there is."""
    try:
        first = next(frames(io.BufferedReader(io.BytesIO(head)), packing, "", Allowance(len(head))), None)
        return first.read1(_HEAD) if first is not None else b""
    except InputError:
        return b""
