"""Recognises what an input is: by its content first, then by its suffix."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import PurePath


class Format(Enum):
    """The kinds of input that are read."""

    TEXT = "text"
    HTML = "HTML"
    JSON_LINES = "JSON Lines"


SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
}
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_OBJECT = re.compile(rb'\s*\{[ \t]*(?:"|\})')


def recognise(name: str | None, head: bytes) -> Format:
    """Return the format of an input from its name (None for standard input) and its first bytes.

    The suffixes of HTML and JSON Lines decide; anything else is HTML where it begins as a page does, JSON Lines where
    it begins with an object and its name does not say text, and text otherwise.
    """
    by_suffix = SUFFIXES.get(PurePath(name).suffix.lower()) if name else None
    if by_suffix in (Format.HTML, Format.JSON_LINES):
        return by_suffix
    plain = head.replace(b"\0", b"")  # also shows what UTF-16 says
    plain = plain.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _PAGE.match(plain):
        return Format.HTML
    if by_suffix is None and _OBJECT.match(plain):
        return Format.JSON_LINES
    return Format.TEXT
