"""From rows to a reading: exactly the one that was stored."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from accordingto.ledger import schema
from accordingto.records import (
    Claim,
    Document,
    Firmness,
    Link,
    Provenance,
    Quantity,
    Reading,
    Reason,
    Source,
    Span,
    Spans,
    Time,
    Unattributed,
    Verification,
)  # fmt: skip

Rows = list[Row[Any]]


def load(connection: Connection, reading_id: int) -> Reading:
    """Build the reading of that row number; raises KeyError where there is none."""
    readings, reports = schema.readings, schema.reports
    query = select(readings, reports.c.text, reports.c.url).join(reports).where(readings.c.id == reading_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise KeyError(reading_id)
    spans = _Spans(connection, reading_id)
    return Reading(
        Document(text=row.text, url=row.url, **{name: getattr(row, name) for name in schema.ABOUT}),
        tuple(
            Source(
                s.key,
                s.name,
                s.kind,
                s.named,
                s.role,
                s.country,
                spans.of("source_id", s.id, "mention"),
                s.number,
                s.anonymity,
                spans.of("source_id", s.id, "anonymity"),
            )
            for s in _rows(connection, schema.sources, reading_id)
        ),
        _claims(connection, reading_id, spans),
        Provenance(row.program_version, row.model),
        _links(connection, reading_id),
        tuple(
            Unattributed(spans.of("unattributed_id", u.id, "unattributed"), u.why, u.claim_key)
            for u in _rows(connection, schema.unattributed, reading_id)
        ),
        tuple(n.note for n in _rows(connection, schema.notes, reading_id)),
    )


class _Spans:
    """All spans of a reading, by what they belong to."""

    def __init__(self, connection: Connection, reading_id: int) -> None:
        self._found: dict[tuple[str, int, str, int], list[Span]] = defaultdict(list)
        for row in _rows(connection, schema.spans, reading_id):
            for owner in ("claim_id", "source_id", "unattributed_id"):
                owner_id = getattr(row, owner)
                if owner_id is not None:
                    self._found[owner, owner_id, row.role, row.item].append(Span(row.start, row.end))

    def of(self, owner: str, owner_id: int, role: str, item: int = 0) -> Spans:
        """Return the spans with that role, empty where there are none."""
        return tuple(self._found.get((owner, owner_id, role, item), ()))


def _rows(connection: Connection, table: Table, reading_id: int) -> Rows:
    """Return the rows of a table that belong to a reading, in their order there."""
    query = select(table).where(table.c.reading_id == reading_id).order_by(table.c.ordinal, table.c.id)
    return list(connection.execute(query))


def _grouped(connection: Connection, table: Table, owner: str, parent: Table, reading_id: int) -> dict[int, Rows]:
    """Return the rows of a table that belong to a claim or link of a reading, by that owner's row number."""
    query = select(table).join(parent, table.c[owner] == parent.c.id).where(parent.c.reading_id == reading_id)
    grouped: dict[int, Rows] = defaultdict(list)
    for row in connection.execute(query.order_by(table.c[owner], table.c.ordinal)):
        grouped[getattr(row, owner)].append(row)
    return grouped


def _claims(connection: Connection, reading_id: int, spans: _Spans) -> tuple[Claim, ...]:
    def belonging(table: Table) -> dict[int, Rows]:
        return _grouped(connection, table, "claim_id", schema.claims, reading_id)

    further, times = belonging(schema.claim_sources), belonging(schema.times)
    quantities, verifications = belonging(schema.quantities), belonging(schema.verifications)
    reasons = belonging(schema.reasons)

    def claim(row: Row[Any]) -> Claim:
        def at(role: str, item: int = 0) -> Spans:
            return spans.of("claim_id", row.id, role, item)

        def told(role: str) -> tuple[Time, ...]:
            return tuple(Time(t.start, t.end, at(role, t.ordinal)) for t in times.get(row.id, ()) if t.role == role)

        def keys(role: str) -> tuple[str, ...]:
            return tuple(s.source_key for s in further.get(row.id, ()) if s.role == role)

        return Claim(
            id=row.key,
            source=row.source_key,
            source_spans=at("source"),
            cue_spans=at("cue"),
            content_spans=at("content"),
            quotation=row.quotation,
            confidence=row.confidence,
            co_sources=keys("co_source"),
            via=keys("via"),
            parent=row.parent_key,
            act=row.act,
            said=next(iter(told("said")), None),
            times=told("time"),
            quantities=tuple(
                Quantity(*_bounds(q.exact), q.unit, at("quantity", q.ordinal), q.approximate)
                for q in quantities.get(row.id, ())
            ),
            verification=tuple(
                Verification(v.status, v.by_key, at("verification", v.ordinal)) for v in verifications.get(row.id, ())
            ),
            refers_to=row.refers_to_key,
            firmness=None if row.certainty is None else Firmness(row.certainty, row.polarity, at("firmness")),
            reasons=tuple(Reason(r.cell, r.rule, at("reason", r.ordinal), r.score) for r in reasons.get(row.id, ())),
        )

    return tuple(claim(row) for row in _rows(connection, schema.claims, reading_id))


def _bounds(exact: str) -> tuple[float | None, float | None]:
    minimum, maximum = json.loads(exact)
    return minimum, maximum


def _links(connection: Connection, reading_id: int) -> tuple[Link, ...]:
    claims = _grouped(connection, schema.link_claims, "link_id", schema.links, reading_id)
    return tuple(
        Link(link.kind, tuple(c.claim_key for c in claims.get(link.id, ())), link.why)
        for link in _rows(connection, schema.links, reading_id)
    )
