"""The text of a message: which of its alternatives is read, and lines that mail programs broke."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from email.message import EmailMessage

from accordingto.errors import InputError
from accordingto.ingest.encoding import decode
from accordingto.ingest.html import html_document
from accordingto.ingest.mail.headers import BROKEN
from accordingto.ingest.options import IntakeOptions

# In mail, tables are how columns and frames are made.
_TABLE = re.compile(rb"<(/?)(?:table|tbody|thead|tfoot|tr|td|th|center)\b[^>]*>", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_BROKEN_AT = range(50, 81)


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes of one part and the encoding that it states."""

    content: bytes
    charset: str | None


def part_of(message: EmailMessage) -> Part:
    """Return a part with its transfer encoding undone."""
    try:
        content = message.get_payload(decode=True)
    except BROKEN:
        content = None
    try:
        charset = message.get_content_charset()
    except BROKEN:
        charset = None
    return Part(content if isinstance(content, bytes) else b"", charset)


def read_page(part: Part, name: str, options: IntakeOptions) -> str:
    """Return the text of a message that is written as a page; raises what `html_document` raises."""
    page = _TABLE.sub(lambda tag: b"<%sdiv>" % tag[1], part.content)
    return html_document(page, name, None, replace(options, charset=part.charset, keep=None)).text


def read_plain(part: Part, name: str, flowed: bool, joined: bool) -> str:
    """Return the text of a plain part with its paragraphs one a line; raises UnreadableError for what is no text.

    `flowed` and `joined` (DelSp) are its format after RFC 3676.
    """
    text = decode(part.content, name, part.charset)
    return _flowed(text, joined) if flowed else _unbroken(text)


def best(pages: str, plain: str) -> str:
    """Return the page's text, unless much of what the plain alternative tells is not in it."""
    return pages if 2 * len(pages) >= len(plain.strip()) else plain


def tried(parts: list[Part], name: str, options: IntakeOptions) -> tuple[str, InputError | None]:
    """Return the text of all pages that can be read, and the last error."""
    texts, last = [], None
    for part in parts:
        try:
            texts.append(read_page(part, name, options))
        except InputError as error:
            last = error
    return "\n".join(texts), last


def _flowed(text: str, joined: bool) -> str:
    lines: list[str] = []
    open_line = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")  # it may be stuffed
        goes_on = line.endswith(" ") and line != "-- "
        kept = line[:-1] if goes_on and joined else line
        if open_line:
            lines[-1] += kept
        else:
            lines.append(kept)
        open_line = goes_on
    return "\n".join(lines)


def _unbroken(text: str) -> str:
    """Join the lines of paragraphs that were broken at the width of a screen."""
    return "\n\n".join(_paragraph(block) for block in _BLANK.split(text.strip("\n")))


def _paragraph(block: str) -> str:
    lines = [line.rstrip() for line in block.split("\n")]
    broken = len(lines) > 1 and all(len(line) in _BROKEN_AT for line in lines[:-1])
    return " ".join(line.strip() for line in lines) if broken else block
