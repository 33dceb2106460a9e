"""PDF files: the text of their pages in reading order, as paragraphs."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from typing import Any, BinaryIO

from accordingto.errors import InputError, NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest.bounded import bounded
from accordingto.ingest.composing import compose
from accordingto.ingest.confined import command
from accordingto.ingest.dates import iso_date
from accordingto.ingest.office.paragraphs import paragraphs
from accordingto.ingest.office.print_lines import MEMORY, MOST_PAGES, SECONDS, SECONDS_A_PAGE
from accordingto.ingest.office.rows import Line
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

_READER = "accordingto.ingest.office.print_lines"
_PATIENCE = SECONDS + SECONDS_A_PAGE * MOST_PAGES + 2 * SECONDS
_LEAST_LETTERS = 20
_NO_CHARACTER = re.compile(r"\(cid:\d+\)")
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)(?:(Z)|([+-]\d\d)'?(\d\d))?)?")
_FILE_NAME = re.compile(r"Microsoft Word - |untitled|.*\.(?:docx?|indd|pdf|qxd|tex|rtf|odt)$", re.IGNORECASE)
_FAULTS = {
    "encrypted": (UnreadableError, "locked with a password. Save it without one"),
    "pages": (TooLargeError, f"over {MOST_PAGES} pages, more than a report has. Save its pages as files of their own"),
    "time": (TooLargeError, "its pages take too long to read. Save its text as .txt"),
    "memory": (TooLargeError, "its pages take too much memory to read. Save its text as .txt"),
    "broken": (UnreadableError, "a damaged PDF file. Open it and save it again, or save its text as .txt"),
}


def documents(stream: BinaryIO, name: str, path: str | None, options: IntakeOptions) -> Iterator[Document | InputError]:
    """Yield the one report of a PDF file; title, author and date are those printed large and in its properties.

    Raises UnreadableError for a locked or damaged file, TooLargeError for one of too many pages, and NoArticleError
    for one without text, such as a scan.
    """
    data = bounded(stream, name, options)
    yield _document(_told(data), data, name, path, options)


def _told(data: bytes) -> dict[str, Any]:
    try:
        reader = subprocess.run(
            command(_READER, str(MEMORY)), input=data, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return {"fault": "time"}
    try:
        told: dict[str, Any] = json.loads(reader.stdout)
    except ValueError:  # ended by the system
        return {"fault": "memory"}
    return told


def _document(told: dict[str, Any], data: bytes, name: str, path: str | None, options: IntakeOptions) -> Document:
    if fault := told.get("fault"):
        kind, sentence = _FAULTS[fault]
        raise kind(f"{name}: {sentence}.")
    lines = [Line(*fields) for fields in told["lines"]]
    printed = "".join(line.text for line in lines)
    known = sum(c.isalnum() for c in _NO_CHARACTER.sub("", printed))
    if known < _LEAST_LETTERS and not _NO_CHARACTER.search(printed):
        raise NoArticleError(
            f"{name}: no text in this PDF file; it may be a scan. Have its text recognised (OCR) and save that."
        )
    if len(_NO_CHARACTER.findall(printed)) > known // 10:
        raise UnreadableError(
            f"{name}: this PDF file does not tell which letters its signs stand for. Save its text as .txt."
        )
    heading, texts = paragraphs(lines)
    info: dict[str, str] = told["info"]
    title = heading or _title(info)
    return compose(
        _NO_CHARACTER.sub("\ufffd", "\n".join(texts or [heading or ""])), data, name, path, options,
        title=title, author=" ".join(info.get("Author", "").split()) or None, published=_date(info),
    )  # fmt: skip


def _title(info: dict[str, str]) -> str | None:
    title = " ".join(info.get("Title", "").split())
    return title if title and not _FILE_NAME.match(title) else None


def _date(info: dict[str, str]) -> str | None:
    found = _DATE.match(info.get("CreationDate", ""))
    if not found:
        return None
    year, month, day, hour, minute, second, utc, zone, zone_minutes = found.groups()
    clock = f"T{hour}:{minute}:{second}" if hour else ""
    offset = "+00:00" if utc else f"{zone}:{zone_minutes}" if zone else ""
    return iso_date(f"{year}-{month}-{day}{clock}{offset}")
