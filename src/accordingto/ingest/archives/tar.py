"""tar archives of reports, read from front to back."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from tarfile import InvalidHeaderError, TruncatedHeaderError  # type: ignore[attr-defined]  # typeshed lacks them
from typing import Any

from accordingto.errors import InputError, TooLargeError, UnreadableError
from accordingto.ingest.archives.entering import entered
from accordingto.ingest.archives.members import BROKEN, Tally, is_report, read_member, shown_member, words
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

# Headers that hold names and attributes; the library would take all of one into memory.
_EXTENDED = {
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
}
_LONGEST_EXTENDED = 1_000_000


class _Archive(tarfile.TarFile):
    """A tar archive in which reading goes on after a damaged header, which is noted in `damaged`."""

    damaged = False


class _Header(tarfile.TarInfo):
    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> _Header:
        try:
            return super().fromtarfile(tarfile)
        except (InvalidHeaderError, TruncatedHeaderError):
            if isinstance(tarfile, _Archive):
                tarfile.damaged = True
            raise

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        header = super().frombuf(buf, encoding, errors)
        if header.type in _EXTENDED and not 0 <= header.size <= _LONGEST_EXTENDED:
            raise TooLargeError("a header of over 1 MB")
        return header


def documents(
    stream: io.BufferedReader[Any], name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    """Yield the reports in a tar archive, in the archive's order.

    Raises UnreadableError for what is no tar archive or breaks off, TooLargeError for one nested too deep.
    """
    stream, inside = entered(stream, name, options)
    tally = Tally(name)
    try:
        with _Archive.open(
            fileobj=stream, mode="r|", tarinfo=_Header, ignore_zeros=True, errors="surrogateescape"
        ) as archive:
            while (info := archive.next()) is not None:
                archive.members = []  # type: ignore[attr-defined]  # it would keep all of them
                yield from _damage(archive, name)
                yield from _member(archive, info, path, inside, tally)
                if inside.allowance is not None and inside.allowance.exhausted:
                    return
            yield from _damage(archive, name)
    except TooLargeError as error:
        raise TooLargeError(str(error) if name in str(error) else f"{name}: damaged, {error}.") from None
    except InputError:
        raise
    except BROKEN as error:
        raise UnreadableError(f"{name}: a damaged or cut off tar archive ({words(error)}).") from None
    yield from tally.close(options)


def _damage(archive: _Archive, name: str) -> Iterator[InputError]:
    if archive.damaged:
        archive.damaged = False
        yield UnreadableError(f"{name}: damaged before byte {archive.offset:,}; what was there is lost.")


def _member(
    archive: tarfile.TarFile, info: tarfile.TarInfo, path: str | None, options: IntakeOptions, tally: Tally
) -> Iterator[Document | InputError]:
    assert options.allowance is not None
    options.allowance.enter(tally.name)
    if info.isdir():
        return
    member = shown_member(info.name)
    if not is_report(member):
        tally.left_out += 1
        return
    tally.met += 1
    place = f"{tally.name}/{member}"
    if info.islnk() or info.issym():
        yield UnreadableError(f"{place}: a link inside the archive; links are not followed.")
    elif not info.isreg() or info.issparse():
        yield UnreadableError(f"{place}: a device or another thing that is no file.")
    elif (content := archive.extractfile(info)) is not None:
        with content:
            yield from read_member(content, member, tally.name, path, options)
