"""The cells of a row of `claims` in plain values, for the log and for comparing two rows."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from accordingto.ledger.schema import claims, quantities, sources, spans, times, verifications

_CELLS: dict[str, tuple[str, ...]] = {
    "source": ("source_name", "kind"), "act": ("act",), "said": ("said_start", "said_end"),
    "source_spans": ("source_words",), "cue_spans": ("cue",), "content_spans": ("content",),
}  # fmt: skip


def told_cells(connection: Connection, row_id: int, cells: Collection[str]) -> dict[str, Any]:
    """Return these cells (named as in Change) of one row of `claims`: names, words and numbers with their spans."""
    query = select(claims, sources.c.kind).outerjoin(sources, sources.c.id == claims.c.source_id)
    row = connection.execute(query.where(claims.c.id == row_id)).mappings().one()
    found: dict[str, Any] = {}
    for cell in cells:
        if cell in _CELLS:
            values = [row[name] for name in _CELLS[cell]]
            found[cell] = values[0] if len(values) == 1 else values
        elif cell == "quantities":
            of = quantities.c.claim_id == row_id
            columns = select(quantities.c.exact, quantities.c.unit, quantities.c.approximate, quantities.c.words)
            rows = connection.execute(columns.where(of).order_by(quantities.c.ordinal))
            found[cell] = [[*json.loads(r.exact), r.unit, r.approximate, r.words] for r in rows]
        elif cell == "verification":
            of = verifications.c.claim_id == row_id
            columns = select(verifications.c.status, verifications.c.by_name).where(of)
            found[cell] = [list(r) for r in connection.execute(columns.order_by(verifications.c.ordinal))]
        if cell == "said":
            where = (times.c.claim_id == row_id) & (times.c.role == "said")
            found[cell].append(connection.scalar(select(times.c.words).where(where)))
        elif cell.endswith("_spans"):
            role = cell.removesuffix("_spans")
            where = (spans.c.claim_id == row_id) & (spans.c.role == role)
            parts = connection.execute(select(spans.c.start, spans.c.end).where(where).order_by(spans.c.ordinal))
            found[cell] = [found[cell], [list(part) for part in parts]]
    return found
