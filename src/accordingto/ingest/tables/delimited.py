"""CSV and TSV tables: one report a row, the first row names the columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from accordingto.errors import InputError, NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest.binary import looks_binary, signature
from accordingto.ingest.encoding import marked_encoding, unmarked_encoding
from accordingto.ingest.options import IntakeOptions
from accordingto.ingest.surrogates import has_halves
from accordingto.ingest.tables.mapping import mapped_columns, record_document
from accordingto.records import Document

_HEAD = 1 << 20
_BUFFER = 1 << 16
_DELIMITERS = ",;\t|"
_SEPARATOR = "sep="
_BACKSLASHED = re.compile(r"""\\"[^,;\t|\r\n"]""")
_DOUBLED = re.compile(r"""[^,;\t|\r\n"]""|""[^,;\t|\r\n"]""")


class _Lines:
    """The lines of a table, remembering those of the row that is being read, within a limit of characters."""

    def __init__(self, stream: io.TextIOWrapper, longest: int) -> None:
        self.row: list[str] = []
        self._stream = stream
        self._longest = longest
        self._length = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._stream.readline(self._longest):
            self._length += len(line)
            if self._length > self._longest:
                raise OverflowError
            self.row.append(line)
            yield line

    def taken(self) -> str:
        """Return the lines since this was last asked."""
        lines, self.row, self._length = "".join(self.row), [], 0
        return lines


def documents(
    stream: io.BufferedReader[Any], name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    """Yield the report of each row, or the error that says what is wrong with the row; only one row is held at a time.

    Rows are counted as spreadsheets do, the names of the columns being row 1. Raises UnreadableError for what is no
    table of text, and what `mapped_columns` raises.
    """
    head = _head(stream)
    if words := signature(head):
        raise UnreadableError(f"{name}: not a table but {words}.")
    mark = marked_encoding(head)
    encoding = mark[0] if mark else unmarked_encoding(head, name)
    start = head.decode(encoding, "replace").removeprefix("\ufeff")
    if why := looks_binary(start):
        raise UnreadableError(f"{name}: not a table of text ({why}). Save it as CSV.")
    if not start.strip():
        raise NoArticleError(f"{name}: empty, there is no table in it.")
    csv.field_size_limit(_longest(options))
    dialect = _dialect(start, options)
    errors = "surrogateescape" if encoding == "utf-8" else "replace"  # so that only its own row fails
    with io.TextIOWrapper(io.BufferedReader(_Again(head, stream), _BUFFER), encoding, errors, newline="") as text:
        yield from _rows(_Lines(text, _longest(options)), dialect, encoding, name, path, options)


def _rows(
    lines: _Lines, dialect: dict[str, Any], encoding: str, name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    reader = csv.reader(lines, strict=True, **dialect)
    names: list[str] = []
    columns: dict[str, str] = {}
    found = False
    for number in count(1):
        place = f"{name}, row {number}"
        try:
            row = next(reader)
        except StopIteration:
            break
        except OverflowError:
            yield TooLargeError(f"{place}: more than a row has, perhaps because {_ENDLESS}")
            return
        except csv.Error as error:
            cut = "unexpected end" in str(error)
            yield UnreadableError(f"{place}: {_ENDLESS if cut else _QUOTES}")
            if cut or not names:
                return
            lines.taken()
            continue
        raw = lines.taken()
        if not any(cell.strip() for cell in row) or (number == 1 and _is_separator(raw)):
            continue
        if not names:
            names = [column.strip().removeprefix("\ufeff") for column in row]
            columns = mapped_columns(names, name, options)
            continue
        found = True
        if len(names) == 1:
            row = [dialect["delimiter"].join(row)]
        try:
            _check(row, raw, names, encoding, place)
            data = raw.removeprefix("\ufeff").rstrip("\r\n").encode(encoding, "replace")
            yield record_document(dict(zip(names, row, strict=False)), columns, data, place, path, options)
        except InputError as error:
            yield error
    if not found:
        yield NoArticleError(f"{name}: no rows in this table but the names of its columns.")


def _check(row: list[str], raw: str, names: list[str], encoding: str, place: str) -> None:
    if has_halves(raw):
        raise UnreadableError(f"{place}: not {encoding.upper()}. Save the table as UTF-8.")
    if any(cell.strip() for cell in row[len(names) :]):
        raise UnreadableError(
            f"{place}: {len(row)} cells for {len(names)} columns. Put text that has the table's separator in it into "
            "quotation marks."
        )


_ENDLESS = "a quotation mark opens here and is never closed. The rest of the table cannot be read; close it."
_QUOTES = "a quotation mark within a quoted cell is not doubled. Write it twice."


def _dialect(start: str, options: IntakeOptions) -> dict[str, Any]:
    """Return how a table is written: the delimiter whose first row has the column of the text, or the most columns."""
    first = start.strip("\r\n").splitlines()[0]
    if _is_separator(first):
        return {"delimiter": first[len(_SEPARATOR)], **_quoting(start)}
    names = {delimiter: next(csv.reader([first], delimiter=delimiter), [""]) for delimiter in _DELIMITERS}

    def rank(delimiter: str) -> tuple[bool, int]:
        try:
            mapped_columns([column.strip() for column in names[delimiter]], "", options)
        except InputError:
            return False, len(names[delimiter])
        return True, len(names[delimiter])

    return {"delimiter": max(_DELIMITERS, key=rank), **_quoting(start)}


def _is_separator(line: str) -> bool:
    """Whether a line is a spreadsheet's note on its delimiter (“sep=;”)."""
    line = line.removeprefix("\ufeff").rstrip("\r\n")
    return line.lower().startswith(_SEPARATOR) and len(line) == len(_SEPARATOR) + 1


def _quoting(start: str) -> dict[str, Any]:
    """Return how quotation marks are written inside a quoted cell: doubled, or with a backslash as databases do."""
    if _BACKSLASHED.search(start) and not _DOUBLED.search(start):
        return {"escapechar": "\\", "doublequote": False}
    return {}


def _longest(options: IntakeOptions) -> int:
    """Return how many characters a row may have: its quotation marks may be doubled, and it has other cells."""
    return 2 * options.max_size + 100_000


def _head(stream: io.BufferedReader[Any]) -> bytes:
    parts, length = [], 0
    while length < _HEAD and (part := stream.read(_HEAD - length)):
        parts.append(part)
        length += len(part)
    return b"".join(parts)


class _Again(io.RawIOBase):
    """A stream whose beginning was looked at, from its beginning."""

    def __init__(self, head: bytes, rest: io.BufferedReader[Any]) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._head.read(len(buffer)) or self._rest.read1(len(buffer))
        buffer[: len(part)] = part
        return len(part)
