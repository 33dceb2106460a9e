"""Parquet tables: one report a row."""

from __future__ import annotations

import io
import json
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from shutil import copyfileobj
from typing import Any

from accordingto import errors
from accordingto.errors import InputError, NoArticleError, UnreadableError
from accordingto.ingest.confined import command
from accordingto.ingest.options import IntakeOptions
from accordingto.ingest.tables.mapping import record_document
from accordingto.records import Document

_READER = "accordingto.ingest.tables.parquet_rows"


def documents(
    stream: io.BufferedReader[Any], name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    """Yield the report of each row, or the error that says what is wrong with it; a few rows are held at a time.

    Rows count from 1. The original of a row is the JSON of what was read of it. Raises UnreadableError for a damaged
    table or where pyarrow is not installed, TooLargeError, and what `mapped_columns` raises.
    """
    if find_spec("pyarrow") is None:
        raise UnreadableError(
            f"{name}: Parquet tables need pyarrow. Run pip install 'accordingto[tables]', or save the table as CSV."
        )
    if not stream.seekable():
        raise UnreadableError(f"{name}: a Parquet table cannot be read from a pipe. Save it and give the file.")
    with tempfile.TemporaryFile() as copy:
        table: Any = stream
        if not _is_file(stream):  # a member of an archive
            stream.seek(0)
            copyfileobj(stream, copy)
            copy.flush()
            table = copy
        arguments = (name, json.dumps(dict(options.fields)))
        with subprocess.Popen(command(_READER, *arguments), stdin=table, stdout=subprocess.PIPE) as reader:
            assert reader.stdout is not None
            try:
                yield from _reports(reader.stdout, name, path, options)
            finally:
                reader.kill()


def _reports(lines: Any, name: str, path: str | None, options: IntakeOptions) -> Iterator[Document | InputError]:
    columns: dict[str, str] = {}
    number = 0
    for line in lines:
        told = json.loads(line)
        if "fault" in told:
            raise getattr(errors, told["kind"])(told["fault"])
        if "columns" in told:
            columns = told["columns"]
        elif "row" in told:
            number += 1
            data = json.dumps(told["row"], ensure_ascii=False).encode("utf-8", "replace")
            try:
                yield record_document(told["row"], columns, data, f"{name}, row {number}", path, options)
            except InputError as error:
                yield error
        else:
            if number == 0:
                yield NoArticleError(f"{name}: no rows in this table.")
            return
    yield UnreadableError(f"{name}: a damaged Parquet table, not to be read after row {number}. Write it again.")


def _is_file(stream: Any) -> bool:
    try:
        stream.fileno()
    except OSError:
        return False
    return True
