"""Tells files that are not text, in words."""

from __future__ import annotations

import re

_SIGNATURES = (
    (b"%PDF-", "a PDF file; name it .pdf and it is read as one"),
    (b"{\\rtf", "an RTF document; save it as plain text first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office document; save it as plain text first"),
    (b"PK\x03\x04", "a ZIP archive or an Office document; name it .zip or .docx and it is read as one"),
    (b"\x1f\x8b", "compressed with gzip; name it .gz and it is read"),
    (b"BZh", "compressed with bzip2; name it .bz2 and it is read"),
    (b"\xfd7zXZ\x00", "compressed with xz; name it .xz and it is read"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it, or pack it as .zip or .tar"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd; name it .zst and it is read"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database (a ledger is opened with --ledger, show or search)"),
    (b"PAR1", "a Parquet table; name it .parquet and it is read as one"),
    (b"OggS", "a sound recording"),
    (b"ID3", "a sound recording"),
    (b"RIFF", "a sound recording, film or picture"),
)  # fmt: skip
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LOOKED_AT = 200_000


def signature(data: bytes) -> str | None:
    """Return in words what kind of file begins with `data`, or None where its first bytes do not tell.

    “BZh” and “ID3” are also how a text could begin, so a signature only counts where other than text follows.
    """
    for mark, words in _SIGNATURES:
        if data.startswith(mark) and (mark[:1] in b"%{" or _has_unprintable(data[:512])):
            return words
    return None


def looks_binary(text: str) -> str | None:
    """Return in words why decoded `text` is not text, or None where it is.

    A single stray control character is let through (old editors end files with one); NUL never is.
    """
    if "\0" in text:
        return "it has NUL bytes"
    head = text[:_LOOKED_AT]
    if len(_CONTROL.findall(head)) > max(1, len(head) // 100):
        return "it has many control characters"
    return None


def _has_unprintable(head: bytes) -> bool:
    return any(byte < 9 or 13 < byte < 32 or byte > 126 for byte in head)
