"""All rows of a ledger, the same in either database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from accordingto.ledger.linkage import tables as _linkage  # noqa: F401 (their tables belong to the ledger)
from accordingto.ledger.people import tables as _people  # noqa: F401
from accordingto.ledger.review import tables as _review  # noqa: F401
from accordingto.ledger.schema import metadata

PIECE = 200
"""Rows at a time: reports and original files can be large."""


def tables() -> list[Table]:
    """Return all tables of a ledger, those that others refer to first."""
    return metadata.sorted_tables


def rows(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table by its primary key, some at a time."""
    query = select(table).order_by(*table.primary_key.columns)
    result = connection.execute(query, execution_options={"yield_per": PIECE})
    for some in result.mappings().partitions():
        yield [dict(row) for row in some]


def digests(connection: Connection) -> dict[str, tuple[int, str]]:
    """Return how many rows each table has and the digest of all that is in them."""
    found = {}
    for table in tables():
        count, digest = 0, hashlib.sha256()
        for some in rows(connection, table):
            count += len(some)
            for row in some:
                digest.update(json.dumps(list(row.values()), default=_hex, ensure_ascii=False).encode() + b"\n")
        found[table.name] = (count, digest.hexdigest())
    return found


def _hex(value: object) -> str:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    raise TypeError(type(value))
