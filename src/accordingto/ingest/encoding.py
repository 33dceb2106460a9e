"""Bytes to characters: byte-order marks, UTF-8, UTF-16/32, and the legacy encodings of news archives."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from accordingto.errors import UnreadableError
from accordingto.ingest.binary import looks_binary, signature

# UTF-32's little-endian mark begins with UTF-16's, so it comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What charset-normalizer may answer: left free it takes short texts for rarities.
_LEGACY = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "iso8859_5", "koi8_r",
    "koi8_u", "mac_roman", "cp866", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
_HIGH = bytes(range(128, 256))
_SAMPLE = 50_000


def marked_encoding(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte-order mark names and the mark's length, or None where there is no mark."""
    return next(((encoding, len(mark)) for mark, encoding in _MARKS if data.startswith(mark)), None)


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """Return the characters of `data` without byte-order mark, with CR LF and CR turned into LF.

    `name` is the input as it was given, for the message; `declared` is the encoding that the input itself states, if
    any. Raises UnreadableError for what is not text.
    """
    text = _characters(data, name, declared)
    if why := looks_binary(text):
        raise UnreadableError(f"{name}: not a text file ({why}). Give plain text, HTML or JSON Lines.")
    return unified_newlines(text)


def unmarked_encoding(head: bytes, name: str) -> str:
    """Return the encoding of a long text from its first bytes, which have no byte-order mark.

    Raises UnreadableError where it cannot be told.
    """
    if b"\0" in head:
        return _wide_encoding(head, name)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last character may be cut
    except UnicodeDecodeError:
        return "utf-8" if _damaged_utf8(head) else next(_legacy_encodings(head))
    return "utf-8"


def unified_newlines(text: str) -> str:
    """Return `text` with CR LF and lone CR turned into LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _characters(data: bytes, name: str, declared: str | None) -> str:
    if mark := marked_encoding(data):
        encoding, length = mark
        try:
            return str(memoryview(data)[length:], encoding)
        except UnicodeDecodeError as error:
            if encoding != "utf-8":
                raise UnreadableError(
                    f"{name}: begins like {encoding.upper()} but is not, from byte {error.start + length} on. "
                    "Save it as UTF-8."
                ) from None
            return str(memoryview(data)[length:], encoding, "replace")
    if words := signature(data):
        raise UnreadableError(f"{name}: not text but {words}.")
    if declared and (text := _as_declared(data, declared)) is not None:
        return text
    if b"\0" in data:
        return _unmarked_wide(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _legacy(data, name)


def _as_declared(data: bytes, declared: str) -> str | None:
    """Decode as the input says of itself; None where that is wrong, or where the bytes show that they are UTF-8."""
    try:
        encoding = codecs.lookup(declared).name
        if encoding in ("iso8859-1", "ascii"):  # as every browser does
            encoding = "cp1252"
        text = data.decode(encoding)
        if not data.isascii() and encoding not in ("utf-8", "utf-7"):
            return data.decode("utf-8")
        return text
    except UnicodeDecodeError as error:
        return text if error.encoding == "utf-8" and "text" in locals() else None
    except (LookupError, ValueError, AttributeError):
        return None


def _unmarked_wide(data: bytes, name: str) -> str:
    encoding = _wide_encoding(data, name)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text(name) from None


def _wide_encoding(data: bytes, name: str) -> str:
    """Tell UTF-16 or UTF-32 without byte-order mark by where its zero bytes stand."""
    zero = [data[place::4].count(0) / max(1, len(data) // 4) for place in range(4)]
    if min(zero[2], zero[3]) > 0.9 and zero[0] < 0.1:
        return "utf-32-le"
    if min(zero[0], zero[1]) > 0.9 and zero[3] < 0.1:
        return "utf-32-be"
    if zero[0] + zero[2] == 0 and zero[1] + zero[3] > 0.2:  # Latin letters, or at least spaces and full stops
        return "utf-16-le"
    if zero[1] + zero[3] == 0 and zero[0] + zero[2] > 0.2:
        return "utf-16-be"
    raise _not_text(name)


def _not_text(name: str) -> UnreadableError:
    return UnreadableError(f"{name}: not a text file (it has NUL bytes). Give plain text, HTML or JSON Lines.")


def _damaged_utf8(data: bytes) -> str | None:
    """Decode UTF-8 with a few broken characters, such as a file cut in the middle of one; else None."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    high = sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", text)) - broken
    return text if high > 10 * broken else None


def _legacy(data: bytes, name: str) -> str:
    for encoding in _legacy_encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError(f"{name}: the encoding of its characters cannot be told. Save it as UTF-8.")


def _legacy_encodings(data: bytes) -> Iterator[str]:
    """Yield the encodings that a text of old may have, the likeliest first."""
    high = len(data) - len(data.translate(None, _HIGH))
    if high * 50 < len(data):  # under 2%: a western text with some accents and typographic signs
        yield "cp1252"
    from charset_normalizer import from_bytes  # slow to load, seldom needed

    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, (first.start() if first else 0) - 1000)
    best = from_bytes(data[start : start + _SAMPLE], cp_isolation=_LEGACY).best()
    if best:
        yield best.encoding
    yield "cp1252"
