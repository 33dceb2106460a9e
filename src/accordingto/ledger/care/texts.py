"""Whether texts are those that were read, and words stand where the ledger says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from accordingto.ledger import schema
from accordingto.ledger.care.faults import Fault
from accordingto.ledger.review.tables import tombstones
from accordingto.records import Document, Span, words_of

PIECE = 50
"""Reports at a time: their texts are held in memory."""

_ROLES = {"quantities": "quantity", "verifications": "verification", "reasons": "reason"}
"""The role of a row's spans; `times` tell theirs."""

_Key = tuple[str, int, str, int]
"""What words belong to: the owner's column and row number, their role, and the ordinal where it has several."""


def texts(connection: Connection) -> Iterator[Fault]:
    """Yield what is wrong with texts, spans and the words that were copied from them."""
    redacted = set(connection.scalars(select(tombstones.c.digest).where(tombstones.c.kind == "redacted")))
    numbers = list(connection.scalars(select(schema.reports.c.id).order_by(schema.reports.c.id)))
    for first in range(0, len(numbers), PIECE):
        some = numbers[first : first + PIECE]
        told = {}
        reports = schema.reports
        query = select(reports.c.id, reports.c.digest, reports.c.url, reports.c.text)
        for row in connection.execute(query.where(reports.c.id.in_(some)).order_by(reports.c.id)):
            told[row.id] = row.text
            if row.digest != Document(row.text, url=row.url).id and row.digest not in redacted:
                yield Fault(f"report {row.id}", "its text or address is not the one that was read (digest)")
        yield from _readings(connection, told)


def _readings(connection: Connection, told: dict[int, str]) -> Iterator[Fault]:
    """Yield what is wrong with the readings of some reports; `told` are the texts by report."""
    readings = schema.readings
    query = select(readings.c.id, readings.c.report_id).where(readings.c.report_id.in_(list(told)))
    reports = {row.id: row.report_id for row in connection.execute(query)}
    parts: dict[_Key, list[Span]] = defaultdict(list)
    for row in _of(connection, schema.spans, list(reports)):
        report = reports[row.reading_id]
        owners = [name for name in ("claim_id", "source_id", "unattributed_id") if getattr(row, name) is not None]
        if len(owners) != 1:
            yield Fault(f"report {report}, span {row.id}", "it belongs to nothing, or to several things")
            continue
        if not 0 <= row.start <= row.end <= len(told[report]):
            yield Fault(
                f"report {report}, span {row.id} ({row.role})",
                f"it reaches from {row.start} to {row.end}, but the text has {len(told[report])} characters",
            )
        parts[owners[0], getattr(row, owners[0]), row.role, row.item].append(Span(row.start, row.end))
    for claim in _of(connection, schema.claims, list(reports)):
        if claim.report_id != reports[claim.reading_id]:
            yield Fault(f"claim {claim.id}", f"it is listed with report {claim.report_id}, but was read in another")
    for reading, where, words, key in _copied(connection, list(reports)):
        report = reports[reading]
        if words != words_of(told[report], tuple(parts.get(key, ()))):
            yield Fault(f"report {report}, {where}", f"the words {words[:60]!r} do not stand where the ledger says")


def _copied(connection: Connection, readings: Sequence[int]) -> Iterator[tuple[int, str, str, _Key]]:
    """Yield all words that were copied: reading, where, the words, and the key of their spans."""
    for row in _of(connection, schema.claims, readings):
        for role, words in (("source", row.source_words), ("cue", row.cue), ("content", row.content)):
            yield row.reading_id, f"claim {row.id}, {role}", words, ("claim_id", row.id, role, 0)
    for row in _of(connection, schema.unattributed, readings):
        key = ("unattributed_id", row.id, "unattributed", 0)
        yield row.reading_id, f"unattributed {row.id}", row.words, key
    for table in (schema.times, schema.quantities, schema.verifications, schema.reasons):
        for row in _of_claims(connection, table, readings):
            role = _ROLES.get(table.name) or row.role
            key = ("claim_id", row.claim_id, role, row.ordinal)
            yield row.reading_id, f"claim {row.claim_id}, {role}", row.words, key


def _of(connection: Connection, table: Table, readings: Sequence[int]) -> Iterator[Row[Any]]:
    return _in_pieces(connection, select(table).order_by(table.c.ordinal, table.c.id), table.c.reading_id, readings)


def _of_claims(connection: Connection, table: Table, readings: Sequence[int]) -> Iterator[Row[Any]]:
    query = select(table, schema.claims.c.reading_id).join(schema.claims, schema.claims.c.id == table.c.claim_id)
    return _in_pieces(connection, query, schema.claims.c.reading_id, readings)


def _in_pieces(connection: Connection, query: Select[Any], column: Any, readings: Sequence[int]) -> Iterator[Row[Any]]:
    # A report may have been read very often, and a statement takes a limited number of values.
    for first in range(0, len(readings), 500):
        yield from connection.execute(query.where(column.in_(readings[first : first + 500])))
