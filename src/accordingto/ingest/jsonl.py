"""JSON Lines: one report a line, with `text`, `title`, `url`, `publisher` and `published`."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from accordingto.errors import InputError, NoArticleError, UnreadableError
from accordingto.ingest.composing import compose
from accordingto.ingest.dates import iso_date
from accordingto.ingest.encoding import marked_encoding
from accordingto.ingest.options import IntakeOptions, too_large
from accordingto.records import Document

_SURROGATE = re.compile("[\ud800-\udfff]")
_CHUNK = 1 << 20
_TOLD = ("title", "url", "publisher", "author", "dateline", "credit", "item", "revision", "notice")


def documents(
    stream: io.BufferedReader[Any], name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    """Yield a document, or the error that says what is wrong, for each line of `stream` that is not blank.

    Only one line is held at a time. A `published` that is
    not a date is warned about and left out: the report is read without one.
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
                yield _document(line, place, path, options)
    except UnicodeDecodeError:
        yield UnreadableError(f"{name}: not {encoding.upper()} after line {number}. Save the file as UTF-8.")
    finally:
        lines.detach()
    if number == 0:
        yield NoArticleError(f"{name}: empty, there is no report in it.")


def _document(line: str, place: str, path: str | None, options: IntakeOptions) -> Document | InputError:
    try:
        return _read(line, place, path, options)
    except InputError as error:
        return error


def _read(line: str, place: str, path: str | None, options: IntakeOptions) -> Document:
    if _SURROGATE.search(line):
        raise UnreadableError(f"{place}: not UTF-8. Save the file as UTF-8.")
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"{place}: broken JSON at character {error.pos + 1} ({error.msg}).") from None
    except (ValueError, RecursionError):
        raise UnreadableError(f"{place}: JSON too deep, or a number too long, to be a report.") from None
    if not isinstance(data, dict):
        raise UnreadableError(f'{place}: not a JSON object. Write {{"text": "…"}} on each line.')
    text = _field(data, "text", place)
    if text is None:
        raise NoArticleError(f'{place}: no "text" in it, or an empty one.')
    told = {key: _field(data, key, place) for key in _TOLD}
    told["published"] = None if options.published else _published(data, place, options)
    return compose(text, line.encode("utf-8").removesuffix(b"\n"), place, path, options, **told)


def _field(data: dict[str, Any], key: str, place: str) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableError(f'{place}: "{key}" is not a string.')
    if _SURROGATE.search(value):  # half of an escaped pair
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value if value.strip("\ufeff \t\r\n") else None


def _published(data: dict[str, Any], place: str, options: IntakeOptions) -> str | None:
    value = _field(data, "published", place)
    day = iso_date(value) if value else None
    if value and day is None:
        options.warn(f"{place}: “{value[:60]}” is no ISO date (such as 2022-03-11); read without a date.")
    return day
