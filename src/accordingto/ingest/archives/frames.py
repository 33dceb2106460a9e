"""Packed bytes, unpacked as they are read: gzip members, bzip2 and xz streams, zstd frames."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from accordingto.errors import InputError, TooLargeError, UnreadableError
from accordingto.ingest.allowance import Allowance
from accordingto.ingest.archives.entering import BUFFER, Readable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_ERRORS = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zstd.ZstdError)
_XZ_MEMORY = 256_000_000
_DICTIONARY = b"\x5d\x2a\x4d\x18"
_LONGEST_DICTIONARY = 16_000_000


@dataclass(frozen=True, slots=True)
class Packing:
    """A way of packing: its name, how a frame begins, and what unpacks one frame (an object like BZ2Decompressor)."""

    name: str
    start: re.Pattern[bytes]
    decompressor: Callable[[], Any]


class _Gzip:
    """One gzip member, unpacked through the interface that the other decompressors have."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


GZIP = Packing("gzip", re.compile(rb"\x1f\x8b\x08[\x00-\x1f]"), _Gzip)
ZSTD = Packing("zstd", re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), zstd.ZstdDecompressor)
PACKINGS = (
    GZIP,
    ZSTD,
    Packing("bzip2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), bz2.BZ2Decompressor),
    Packing("xz", re.compile(rb"\xfd7zXZ\x00"), lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)),
)


def packing_of(head: bytes) -> Packing | None:
    """Return how the bytes that begin so are packed, or None where they are not."""
    return next((packing for packing in PACKINGS if packing.start.match(head)), None)


class Frame(Readable):
    """The unpacked bytes of one frame; reading raises UnreadableError where it is broken, TooLargeError for a bomb."""

    def __init__(self, source: _Source, decompressor: Any, name: str, allowance: Allowance) -> None:
        self._source = source
        self._decompressor = decompressor
        self._name = name
        self._allowance = allowance
        self.ended = False

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` as far as there are bytes; returns how many."""
        filled = 0
        while filled < len(buffer) and (some := self._some(len(buffer) - filled)):
            buffer[filled : filled + len(some)] = some
            filled += len(some)
        return filled

    def _some(self, most: int) -> bytes:
        while not self.ended:
            data = self._source.take() if self._decompressor.needs_input else b""
            try:
                some: bytes = self._decompressor.decompress(data, most)
            except _ERRORS as error:
                raise UnreadableError(f"{self._name}: damaged, it cannot be unpacked ({_words(error)}).") from None
            if self._decompressor.eof:
                self.ended = True
                self._source.give_back(self._decompressor.unused_data)
            elif not some and not data and self._decompressor.needs_input:
                raise UnreadableError(f"{self._name}: cut off, its end is missing. Copy or download it again.")
            if some:
                self._allowance.spend(len(some), self._name)
                return some
        return b""


class _Source:
    """The packed bytes, with what was taken of the frame in hand, so that a broken one can be gone past."""

    def __init__(self, stream: io.BufferedReader[Any]) -> None:
        self._stream = stream
        self._pending = b""
        self._before = b""
        self._last = b""

    def begin(self, least: int = 16) -> bytes:
        """Start a frame; returns the first bytes of it, at least so many where there are."""
        while len(self._pending) < least and (more := self._stream.read1(BUFFER)):
            self._pending += more
        self._before = self._last = b""
        return self._pending

    def take(self) -> bytes:
        data, self._pending = self._pending or self._stream.read1(BUFFER), b""
        if data:
            self._before, self._last = self._last, data
        return data

    def give_back(self, data: bytes) -> None:
        self._pending = data

    def skip_to(self, start: re.Pattern[bytes]) -> bool:
        """Go on to where the next frame may begin, after the start of the one in hand; False where none does."""
        data = self._before + self._last + self._pending
        self._pending = b""
        searched = 1
        while not (found := start.search(data, searched)):
            more = self._stream.read1(BUFFER)
            if not more:
                return False
            data = data[-16:] + more
            searched = 1
        self._pending = data[found.start() :]
        return True


def frames(
    stream: io.BufferedReader[Any], packing: Packing, name: str, allowance: Allowance, go_past_damage: bool = False
) -> Iterator[io.BufferedReader[Any]]:
    """Yield the unpacked bytes of each frame, to be read before the next is asked for.

    What follows the last frame without being one (zeros mostly) is left alone, as the programs that pack do. With
    `go_past_damage` the search goes on at the next thing that begins as a frame does.
    """
    source = _Source(stream)
    decompressor = _with_dictionary(source, name, allowance) if packing is ZSTD else packing.decompressor
    while head := source.begin():
        if not packing.start.match(head):
            if not (go_past_damage and source.skip_to(packing.start)):
                return
            continue
        frame = Frame(source, decompressor(), name, allowance)
        yield io.BufferedReader(frame, BUFFER)
        try:
            while frame.readinto(bytearray(BUFFER)):
                pass
        except TooLargeError:
            raise
        except InputError:
            if not (go_past_damage and source.skip_to(packing.start)):
                raise


class Unpacked(Readable):
    """The bytes of all frames, one after the other."""

    def __init__(self, parts: Iterator[io.BufferedReader[Any]]) -> None:
        self._parts = parts
        self._part: io.BufferedReader[Any] | None = None

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` as far as there are bytes; returns how many."""
        while True:
            if self._part is None:
                self._part = next(self._parts, None)
                if self._part is None:
                    return 0
            if count := self._part.readinto(buffer):
                return count
            self._part = None


def _with_dictionary(source: _Source, name: str, allowance: Allowance) -> Callable[[], Any]:
    """Return what unpacks a zstd frame, with the dictionary that a .warc.zst may begin with.

    Source: the specification of .warc.zst by the IIPC: a skippable frame with the dictionary, itself packed or not.
    """
    head = source.begin()
    if not head.startswith(_DICTIONARY):
        return zstd.ZstdDecompressor
    length = int.from_bytes(head[4:8], "little")
    if length > _LONGEST_DICTIONARY:
        raise UnreadableError(f"{name}: damaged, its dictionary is too long to be one.")
    content = source.begin(8 + length)[8 : 8 + length]
    try:
        if content.startswith(b"\x28\xb5\x2f\xfd"):
            content = zstd.ZstdDecompressor().decompress(content, _LONGEST_DICTIONARY)
            allowance.spend(len(content), name)
        dictionary = zstd.ZstdDict(content)
    except _ERRORS as error:
        raise UnreadableError(f"{name}: its dictionary is damaged ({_words(error)}).") from None
    return lambda: zstd.ZstdDecompressor(zstd_dict=dictionary)


def _words(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
