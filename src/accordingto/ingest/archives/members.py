"""What ZIP and tar archives share: the names of their members, which are read, and what is said of the others."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import PurePosixPath
from tarfile import TarError
from typing import IO, Any
from zipfile import BadZipFile

from accordingto.errors import InputError, NoArticleError, UnreadableError
from accordingto.ingest.archives.entering import BUFFER, Readable, held
from accordingto.ingest.dispatch import documents
from accordingto.ingest.formats import SUFFIXES
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

# What the standard library's readers of archives raise on broken ones.
BROKEN = (
    BadZipFile, TarError, LZMAError, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError,
    OverflowError, IndexError, KeyError,
)  # fmt: skip
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST_NAME = 500


def shown_member(name: str) -> str:
    """Return a member's name as it can be shown and kept: within its archive, printable, not endless.

    `/etc/passwd` and `../../etc/passwd` become `etc/passwd`; nothing is ever written under these names, but somebody
    may use a document's path.
    """
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return _UNPRINTABLE.sub("\ufffd", "/".join(parts))[-_LONGEST_NAME:] or "\ufffd"


def is_report(member: str) -> bool:
    """Whether a member's name is one that would be read in a folder: a known suffix, and nothing of it hidden."""
    path = PurePosixPath(member)
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return path.suffix.lower() in SUFFIXES and not hidden


@dataclass(slots=True)
class Tally:
    """Counts what was met in one archive."""

    name: str
    met: int = 0
    left_out: int = 0

    def close(self, options: IntakeOptions) -> Iterator[InputError]:
        """Say what was left out; yields an error for an archive without any report."""
        if not self.met:
            yield NoArticleError(f"{self.name}: no reports in this archive (looked for {', '.join(SUFFIXES)}).")
        elif self.left_out:
            options.warn(f"{self.name}: left out {self.left_out:,} whose names are not those of reports.")


class Content(Readable):
    """The bytes of one member; what goes wrong in reading them is raised as an error in words."""

    def __init__(self, content: IO[bytes], place: str, options: IntakeOptions) -> None:
        self._content = content
        self._place = place
        self._allowance = options.allowance

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` as far as there are bytes; returns how many."""
        try:
            data = self._content.read(len(buffer))
        except InputError:
            raise
        except BROKEN as error:
            raise UnreadableError(f"{self._place}: damaged inside its archive ({words(error)}).") from None
        if self._allowance is not None:
            self._allowance.spend(len(data), self._place)
        buffer[: len(data)] = data
        return len(data)


def read_member(
    content: IO[bytes], member: str, name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    """Yield the reports in one member; their path is the archive's and the member's name."""
    place = f"{name}/{member}"
    try:
        stream = io.BufferedReader(Content(content, place, options), BUFFER)
        if PurePosixPath(member).suffix.lower() == ".parquet":
            stream = held(stream, place)
        yield from documents(stream, place, f"{path}/{member}" if path else member, options)
    except InputError as error:
        yield error


def words(error: BaseException) -> str:
    """Return what a library said, on one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
