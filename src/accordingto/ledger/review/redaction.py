"""Blacking out a source in one report: its text, all words copied from it, and what is known of the source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Table, Text, and_, select, update

from accordingto.ledger import schema
from accordingto.ledger.review.blacking import Name, blacked
from accordingto.ledger.review.erasing import owned
from accordingto.ledger.review.register import show_again
from accordingto.ledger.review.tables import register
from accordingto.records import Span, words_of

_UNKNOWN = {"named": False, "kind": None, "role": None, "country": None, "number": None, "anonymity": None}
# Columns that name rows, values of lists, digests and days: no words of a report.
_CODES = {
    "act", "at", "by", "by_key", "cell", "certainty", "claim_key", "country", "digest", "key", "kind", "language",
    "model", "original", "parent_key", "polarity", "program_version", "quotation", "refers_to_key", "role", "rules",
    "sameness", "source_key", "state", "status",
}  # fmt: skip
# The words that are copied from spans: table → column → role of the spans. Those of `times` have the time's own role.
_COPIED: dict[str, dict[str, str]] = {
    "claims": {"source_words": "source", "cue": "cue", "content": "content"},
    "quantities": {"words": "quantity"}, "verifications": {"words": "verification"}, "reasons": {"words": "reason"},
    "unattributed": {"words": "unattributed"},
}  # fmt: skip


def redact(connection: Connection, report_id: int, source_ids: Collection[int], name: Name) -> None:
    """Black out the name, and all that mentions the sources with these row numbers, in everything of one report."""
    reports, sources = schema.reports, schema.sources
    text = str(connection.scalar(select(reports.c.text).where(reports.c.id == report_id)))
    black = blacked(text, [*name.spans(text), *_mentions(connection, source_ids)])
    connection.execute(update(reports).where(reports.c.id == report_id).values(text=black))
    _copied_again(connection, report_id, text, black)
    connection.execute(update(sources).where(sources.c.id.in_(source_ids)).values(_UNKNOWN))
    for table, mine in owned(report_id):
        if table is not register:
            _black_out(connection, table, mine, name)
    show_again(connection, report_id)


def _mentions(connection: Connection, source_ids: Collection[int]) -> list[Span]:
    spans, claims = schema.spans, schema.claims
    read = select(schema.sources.c.reading_id).where(schema.sources.c.id.in_(source_ids))
    mentioned = select(spans.c.start, spans.c.end).where(
        spans.c.reading_id.in_(read), spans.c.source_id.in_(source_ids)
    )
    said = select(claims.c.id).where(claims.c.source_id.in_(source_ids))
    called = select(spans.c.start, spans.c.end).where(spans.c.claim_id.in_(said), spans.c.role == "source")
    return [Span(row.start, row.end) for query in (mentioned, called) for row in connection.execute(query)]


def _copied_again(connection: Connection, report_id: int, before: str, after: str) -> None:
    """Copy words from the text again where they have been copied from a part that is blacked out now."""
    spans, claims = schema.spans, schema.claims
    reading = select(schema.readings.c.id).where(schema.readings.c.report_id == report_id)
    parts: dict[tuple[str, int, str, int], list[Span]] = defaultdict(list)
    query = select(spans).where(spans.c.reading_id.in_(reading)).order_by(spans.c.ordinal)
    for row in connection.execute(query):
        owner = "claim" if row.claim_id is not None else "unattributed" if row.unattributed_id is not None else "source"
        number = row.claim_id or row.unattributed_id or row.source_id
        parts[owner, number, row.role, row.item].append(Span(row.start, row.end))
    mine = select(claims.c.id).where(claims.c.report_id == report_id)
    tables: tuple[tuple[Table, Any], ...] = (
        (claims, claims.c.report_id == report_id),
        (schema.unattributed, schema.unattributed.c.reading_id.in_(reading)),
        *((t, t.c.claim_id.in_(mine)) for t in (schema.times, schema.quantities, schema.verifications, schema.reasons)),
    )
    for table, where in tables:
        for old in connection.execute(select(table).where(where)).mappings().all():
            columns = _COPIED.get(table.name) or {"words": old["role"]}
            owner = "unattributed" if table is schema.unattributed else "claim"
            item = 0 if table in (claims, schema.unattributed) else old["ordinal"]
            new = {}
            for column, role in columns.items():
                there = tuple(parts.get((owner, old.get("claim_id", old["id"]), role, item), ()))
                if old[column] == words_of(before, there) != words_of(after, there):
                    new[column] = words_of(after, there)
            if new:
                connection.execute(update(table).where(table.c.id == old["id"]).values(new))


def _black_out(connection: Connection, table: Table, mine: Any, name: Name) -> None:
    """Black out the name in every column of words of these rows; an address that has it is taken away."""
    columns = [c for c in table.columns if isinstance(c.type, Text) and c.name not in _CODES and not c.primary_key]
    keys = list(table.primary_key.columns)
    if not columns:
        return
    for row in connection.execute(select(*keys, *columns).where(mine)).mappings().all():
        new = {}
        for column in columns:
            words = row[column.name]
            if words is not None and (black := name.black(words)) != words:
                new[column.name] = None if column.name == "url" else black
        if new:
            one = and_(*(key == row[key.name] for key in keys))
            connection.execute(update(table).where(one).values(new))
