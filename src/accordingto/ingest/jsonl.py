"""JSON Lines: one report a line, with `text`, `title`, `url`, `publisher`, `published` and further facts.

Which keys tell them can be mapped (`tables.mapping`); a line that is an item of ninjs is read as one.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from accordingto.errors import InputError, NoArticleError, UnreadableError
from accordingto.ingest.encoding import marked_encoding
from accordingto.ingest.newsroom.ninjs import is_ninjs, item_documents
from accordingto.ingest.options import IntakeOptions, too_large
from accordingto.ingest.surrogates import has_halves
from accordingto.ingest.tables.mapping import mapped_columns, record_document
from accordingto.records import Document

_CHUNK = 1 << 20


def documents(
    stream: io.BufferedReader[Any], name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    """Yield a document, or the error that says what is wrong, for each line of `stream` that is not blank.

    Only one line is held at a time. A `published` that is not a date is warned about and left out: the report is read
    without one. A `text` is stored as it is given; other keys mapped to it may hold HTML.
    """
    mark = marked_encoding(stream.peek(4))
    # Invalid UTF-8 becomes lone surrogates, so that only its own line fails.
    encoding, errors = (mark[0], "strict") if mark and mark[0] != "utf-8" else ("utf-8", "surrogateescape")
    lines = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="\n")
    longest = 6 * options.max_size + 100_000  # a character may be written \uXXXX
    number = 0
    try:
        while line := lines.readline(longest):
            number += 1
            place = f"{name}, line {number}"
            if number == 1:
                line = line.removeprefix("\ufeff")
                if line.strip() in ("{", "["):
                    yield UnreadableError(
                        f"{name}: JSON, but not JSON Lines. Write each report as one object on a line of its own."
                    )
                    return
            if len(line) == longest and not line.endswith("\n"):
                while (rest := lines.readline(_CHUNK)) and not rest.endswith("\n"):
                    pass
                yield too_large(place, options)
            elif line.strip():
                yield from _reports(line, place, path, options)
    except UnicodeDecodeError:
        yield UnreadableError(f"{name}: not {encoding.upper()} after line {number}. Save the file as UTF-8.")
    finally:
        lines.detach()
    if number == 0:
        yield NoArticleError(f"{name}: empty, there is no report in it.")


def _reports(line: str, place: str, path: str | None, options: IntakeOptions) -> Iterator[Document | InputError]:
    try:
        record = _object(line, place)
        data = line.encode("utf-8").removesuffix(b"\n")
        if not options.fields and is_ninjs(record):
            yield from item_documents(record, data, place, path, options)
            return
        columns = mapped_columns(record, place, options, "key")
        yield record_document(record, columns, data, place, path, options, as_given=columns["text"] == "text")
    except InputError as error:
        yield error


def _object(line: str, place: str) -> dict[str, Any]:
    if has_halves(line):
        raise UnreadableError(f"{place}: not UTF-8. Save the file as UTF-8.")
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"{place}: broken JSON at character {error.pos + 1} ({error.msg}).") from None
    except (ValueError, RecursionError):
        raise UnreadableError(f"{place}: JSON too deep, or a number too long, to be a report.") from None
    if not isinstance(record, dict):
        raise UnreadableError(f'{place}: not a JSON object. Write {{"text": "…"}} on each line.')
    return record
