"""Going into an archive: how deep, and how much may come out of it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from accordingto.errors import TooLargeError
from accordingto.ingest.allowance import NESTING, Allowance
from accordingto.ingest.options import IntakeOptions

BUFFER = 1 << 16
_WHOLE = 200_000_000


def entered(
    stream: io.BufferedReader[Any], name: str, options: IntakeOptions
) -> tuple[io.BufferedReader[Any], IntakeOptions]:
    """Return the stream and the options for what is inside; raises TooLargeError for archives nested too deep.

    The outermost archive opens the allowance. Where its size is not known beforehand (a pipe), it is counted as read.
    """
    if options.depth >= NESTING:
        raise TooLargeError(f"{name}: archives inside archives, over {NESTING} deep. Unpack the outer ones first.")
    allowance = options.allowance
    if allowance is None:
        allowance = Allowance(0)
        if stream.seekable():
            place = stream.tell()
            allowance.packed = stream.seek(0, io.SEEK_END)
            stream.seek(place)
        else:
            stream = io.BufferedReader(_Counted(stream, allowance), BUFFER)
    return stream, replace(options, depth=options.depth + 1, allowance=allowance)


def held(stream: io.BufferedReader[Any], name: str) -> io.BufferedReader[Any]:
    """Return a stream that can be gone back in, for ZIP and Parquet, whose tables of contents stand at their ends."""
    data = stream.read(_WHOLE + 1)
    if len(data) > _WHOLE:
        raise TooLargeError(
            f"{name}: over {_WHOLE // 1_000_000} MB inside an archive or from a pipe, of a kind that is read from its "
            "end. Give it as a file of its own."
        )
    return io.BufferedReader(io.BytesIO(data))


class Readable(io.RawIOBase):
    """A stream that can only be read, from front to back; what derives from it has `readinto`."""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True


class _Counted(Readable):
    def __init__(self, stream: io.BufferedReader[Any], allowance: Allowance) -> None:
        self._stream = stream
        self._allowance = allowance

    def readinto(self, buffer: Any) -> int:
        count = self._stream.readinto1(buffer)
        self._allowance.packed += count
        return count
