"""ZIP: an archive of reports, of web captures (WACZ), or an office document."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from typing import Any

from accordingto.errors import InputError, TooLargeError, UnreadableError
from accordingto.ingest.archives.entering import entered, held
from accordingto.ingest.archives.members import BROKEN, Tally, is_report, read_member, shown_member, words
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

_DIRECTORY = 32_000_000
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_OTHERS = {
    "xl/workbook.xml": "an Excel workbook; save its table as CSV",
    "xl/workbook.bin": "an Excel workbook; save its table as CSV",
    "ppt/presentation.xml": "a PowerPoint presentation; save its text as .txt",
    "content.xml": "an OpenDocument file; save it as .docx or its text as .txt",
    "META-INF/container.xml": "an e-book; save its text as .txt",
}


def documents(
    stream: io.BufferedReader[Any], name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    """Yield the reports in a ZIP archive by the order of their names; a DOCX or WACZ file goes to its own reader.

    Raises UnreadableError for a broken archive, TooLargeError for one that is nested too deep or too large.
    """
    inside = entered(stream, name, options)[1]
    if not stream.seekable():
        stream = held(stream, name)
    _check_directory(stream, name)
    try:
        archive = zipfile.ZipFile(stream)
    except InputError:
        raise
    except BROKEN as error:
        raise UnreadableError(f"{name}: a damaged ZIP archive ({words(error)}). Copy or download it again.") from None
    with archive:
        names = {info.filename for info in archive.infolist()}
        if "word/document.xml" in names:
            from accordingto.ingest.office.docx import documents as docx_documents

            stream.seek(0)
            yield from docx_documents(stream, name, path, options)
            return
        if other := next((what for member, what in _OTHERS.items() if member in names), None):
            raise UnreadableError(f"{name}: {other}.")
        wacz = "datapackage.json" in names and any(member.startswith("archive/") for member in names)
        yield from _members(archive, name, path, inside, wacz)


def _members(
    archive: zipfile.ZipFile, name: str, path: str | None, options: IntakeOptions, wacz: bool
) -> Iterator[Document | InputError]:
    from accordingto.ingest.archives.wacz import is_capture

    assert options.allowance is not None
    tally = Tally(name)
    wanted = is_capture if wacz else is_report
    infos = [(shown_member(_name(info)), number, info) for number, info in enumerate(archive.infolist())]
    for member, _, info in sorted(infos, key=lambda entry: entry[:2]):
        if info.filename.endswith("/"):  # the library's own question fails for a member without a name
            continue
        options.allowance.enter(name)
        if not wanted(member):
            tally.left_out += not wacz
            continue
        tally.met += 1
        place = f"{name}/{member}"
        if info.flag_bits & _ENCRYPTED:
            yield UnreadableError(f"{place}: encrypted. Unpack the archive with its password first.")
        elif stat.S_ISLNK(info.external_attr >> 16):
            yield UnreadableError(f"{place}: a link inside the archive; links are not followed.")
        else:
            try:
                content = archive.open(info)
            except BROKEN as error:
                yield UnreadableError(f"{place}: damaged inside its archive ({words(error)}).")
                continue
            with content:
                yield from read_member(content, member, name, path, options)
            if options.allowance.exhausted:
                return
    yield from tally.close(options)


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; many programs write UTF-8 without saying so."""
    if not info.flag_bits & _UTF8_NAME:
        try:
            return info.filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return info.filename


def _check_directory(stream: io.BufferedReader[Any], name: str) -> None:
    """Refuse a table of contents that would fill memory, before the library reads all of it."""
    size = stream.seek(0, io.SEEK_END)
    start = max(0, size - 66_000)
    stream.seek(start)
    tail = stream.read(66_000)
    stream.seek(0)
    end = tail.rfind(_END)
    length = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    end_64 = tail.rfind(_END_64, 0, max(end, 0))
    if end_64 >= 0:
        length = max(length if length < 0xFFFFFFFF else 0, int.from_bytes(tail[end_64 + 40 : end_64 + 48], "little"))
    if min(length, size) > _DIRECTORY:
        raise TooLargeError(f"{name}: an archive of too many members to be read at once. Split it, or unpack it.")
