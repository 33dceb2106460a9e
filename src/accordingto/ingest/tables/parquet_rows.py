"""The rows of a Parquet table. Runs in a process of its own: a damaged table can end the process that reads it.

`parquet` starts this file with the table on standard input, which must be a file, and takes JSON from its output: a
line with the columns or a fault, a line a row, and a last one without anything.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from accordingto.errors import InputError
from accordingto.ingest.confined import alarm, limit_memory, silence
from accordingto.ingest.options import IntakeOptions
from accordingto.ingest.tables.mapping import mapped_columns

MEMORY = 3_000_000_000
SECONDS = 60
_ROWS = 32
# Of one column in one group of rows, unpacked; writers make groups of up to a million rows.
_LARGEST = 1_000_000_000


def main() -> None:
    """Write the rows of the table on standard input; the arguments are its name and the mapping, as JSON."""
    name, fields = sys.argv[1], json.loads(sys.argv[2])
    silence()
    limit_memory(MEMORY)
    for line in rows(sys.stdin.buffer, name, IntakeOptions(fields=fields), alarm):
        sys.stdout.write(json.dumps(line, default=_plain) + "\n")


def rows(
    stream: Any, name: str, options: IntakeOptions, within: Callable[[int], object] = bool
) -> Iterator[dict[str, Any]]:
    """Yield {"columns"} or {"fault", "kind"}, then {"row"} for each row of what the columns tell, then {}.

    `within` is called with the seconds that the library has for what comes next, and with 0 when it is done.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        within(SECONDS)
        table = pq.ParquetFile(stream, buffer_size=1 << 16, pre_buffer=False)
        names = table.schema_arrow.names
        columns = mapped_columns(names, name, options)
        wanted = sorted({column if column in names else column.partition(".")[0] for column in columns.values()})
        if _too_large(table.metadata, wanted):
            said = f"{name}: over {_LARGEST // 10**9} GB of one column in a group of rows. Write smaller groups."
            yield {"fault": said, "kind": "TooLargeError"}
            return
        yield {"columns": columns}
        batches = table.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False)
        while True:
            within(SECONDS)
            batch = next(batches, None)
            within(0)  # whoever takes the rows may take their time
            if batch is None:
                break
            for row in batch.to_pylist():
                yield {"row": row}
        yield {}
    except InputError as error:
        yield {"fault": str(error), "kind": type(error).__name__}
    except (pa.ArrowException, OSError, ValueError, MemoryError, NotImplementedError) as error:
        said = str(error).partition("\n")[0].rstrip(".")[:200] or type(error).__name__
        yield {"fault": f"{name}: a damaged Parquet table ({said}). Write it again.", "kind": "UnreadableError"}


def _too_large(metadata: Any, wanted: list[str]) -> bool:
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    columns = (group.column(number) for group in groups for number in range(group.num_columns))
    return any(
        column.total_uncompressed_size > _LARGEST and column.path_in_schema.partition(".")[0] in wanted
        for column in columns
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


if __name__ == "__main__":
    main()
