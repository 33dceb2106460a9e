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
    FEED = "feed"
    NINJS = "ninjs"
    NEWSML = "NewsML-G2"
    NITF = "NITF"
    CSV = "CSV"
    PARQUET = "Parquet"
    WARC = "WARC"
    ZIP = "ZIP"
    TAR = "tar"
    PACKED = "packed file"
    MAIL = "e-mail"
    PDF = "PDF"
    DOCX = "DOCX"


SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".xml": None,
    ".json": None,
    ".nitf": Format.NITF,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".parquet": Format.PARQUET,
    ".warc": Format.WARC,
    ".wacz": Format.ZIP,
    ".zip": Format.ZIP,
    ".tar": Format.TAR,
    ".tgz": Format.PACKED,
    ".gz": Format.PACKED,
    ".bz2": Format.PACKED,
    ".xz": Format.PACKED,
    ".zst": Format.PACKED,
    ".eml": Format.MAIL,
    ".mht": Format.MAIL,
    ".mhtml": Format.MAIL,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
}
"""What a folder is searched for; None where only the content tells."""

_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_OBJECT = re.compile(rb'\s*\{[ \t]*(?:"|\})')
_ROOT = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL,
)
_ROOTS = {
    b"rss": Format.FEED,
    b"feed": Format.FEED,
    b"RDF": Format.FEED,
    b"newsMessage": Format.NEWSML,
    b"newsItem": Format.NEWSML,
    b"packageItem": Format.NEWSML,
    b"nitf": Format.NITF,
}
# A JSON document (not Lines) is told by its keys: JSON Feed's version, ninjs's own.
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
_NINJS = re.compile(rb'"(?:body_?(?:text|html|xhtml)|bodies|versioncreated|versionCreated|pubstatus|pubStatus)"\s*:')
# Bytes that no text begins with. A tar archive has its mark further in.
_MARKS = (
    (b"%PDF-", Format.PDF),
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"PAR1", Format.PARQUET),
    (b"\x1f\x8b", Format.PACKED),
    (b"BZh", Format.PACKED),
    (b"\xfd7zXZ\x00", Format.PACKED),
    (b"\x28\xb5\x2f\xfd", Format.PACKED),
    (b"WARC/1.", Format.WARC),
)
_TAR = (257, b"ustar")
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+", re.ASCII)
_MAIL_HEADER = re.compile(rb"(?im)^(?:from|mime-version|message-id):")


def recognise(name: str | None, head: bytes) -> Format:
    """Return the format of an input from its name (None for standard input) and its first bytes.

    A suffix decides for HTML, JSON Lines and tables; the first bytes decide for archives, PDF, XML and JSON. Anything
    else is text.
    """
    suffix = PurePath(name).suffix.lower() if name else ""
    by_suffix = SUFFIXES.get(suffix)
    if by_suffix in (Format.HTML, Format.JSON_LINES, Format.CSV):
        return by_suffix
    if (by_mark := _by_mark(head)) is not None:
        return Format.DOCX if by_mark is Format.ZIP and by_suffix is Format.DOCX else by_mark
    plain = head.replace(b"\0", b"")  # also shows what UTF-16 says
    plain = plain.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _PAGE.match(plain):
        return Format.HTML
    root = _ROOT.match(plain)
    if root and root[1] in _ROOTS:
        return _ROOTS[root[1]]
    if root and by_suffix is not Format.FEED and plain.lstrip().startswith(b"<?xml"):
        return Format.NITF  # its reader looks for NITF inside, and tells which kinds of XML are read
    if by_suffix is None or by_suffix is Format.FEED:
        if _JSON_FEED.search(plain) and plain.lstrip()[:1] == b"{":
            return Format.FEED
        if plain.lstrip()[:1] in (b"{", b"[") and _NINJS.search(plain):
            return Format.NINJS
        if _OBJECT.match(plain):
            return Format.JSON_LINES
    if by_suffix is not None:
        return by_suffix
    header = _HEADER.match(plain)
    if header and len(_MAIL_HEADER.findall(header[0])) >= 2:
        return Format.MAIL
    return Format.TEXT


def _by_mark(head: bytes) -> Format | None:
    at, mark = _TAR
    if head[at : at + len(mark)] == mark:
        return Format.TAR
    return next((kind for mark, kind in _MARKS if head.startswith(mark)), None)
