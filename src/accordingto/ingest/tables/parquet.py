"""Parquet tables: one report a row."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from accordingto.errors import InputError, NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest.options import IntakeOptions
from accordingto.ingest.tables.mapping import mapped_columns, record_document
from accordingto.records import Document

_ROWS = 32
# Of one column in one group of rows, unpacked; writers make groups of up to a million rows.
_LARGEST = 1_000_000_000


def documents(
    stream: io.BufferedReader[Any], name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    """Yield the report of each row, or the error that says what is wrong with it; a few rows are held at a time.

    Rows count from 1. The original of a row is the JSON of what was read of it. Raises UnreadableError for a damaged
    table or where pyarrow is not installed, TooLargeError, and what `mapped_columns` raises.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise UnreadableError(
            f"{name}: Parquet tables need pyarrow. Run pip install 'accordingto[tables]', or save the table as CSV."
        ) from None
    if not stream.seekable():
        raise UnreadableError(f"{name}: a Parquet table cannot be read from a pipe. Save it and give the file.")
    broken = (pa.ArrowException, OSError, ValueError, MemoryError, NotImplementedError)
    try:
        table = pq.ParquetFile(stream, buffer_size=1 << 16, pre_buffer=False)
        columns = mapped_columns(table.schema_arrow.names, name, options)
        wanted = sorted({c if c in table.schema_arrow.names else c.partition(".")[0] for c in columns.values()})
        _refuse_large(table.metadata, wanted, name)
    except broken as error:
        raise _damaged(name, error) from None
    number = 0
    batches = table.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False)
    while True:
        try:
            rows = next(batches).to_pylist()
        except StopIteration:
            break
        except broken as error:
            raise _damaged(f"{name}, after row {number}", error) from None
        for row in rows:
            number += 1
            try:
                yield record_document(row, columns, _original(row), f"{name}, row {number}", path, options)
            except InputError as error:
                yield error
    if number == 0:
        yield NoArticleError(f"{name}: no rows in this table.")


def _refuse_large(metadata: Any, wanted: list[str], name: str) -> None:
    for group in range(metadata.num_row_groups):
        columns = metadata.row_group(group)
        for number in range(columns.num_columns):
            column = columns.column(number)
            if column.path_in_schema.partition(".")[0] in wanted and column.total_uncompressed_size > _LARGEST:
                raise TooLargeError(
                    f"{name}: over {_LARGEST // 10**9} GB of one column in a group of rows. Write smaller groups."
                )


def _damaged(name: str, error: BaseException) -> UnreadableError:
    said = str(error).partition("\n")[0].rstrip(".")[:200]
    return UnreadableError(f"{name}: a damaged Parquet table ({said}). Write it again.")


def _original(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "replace")
