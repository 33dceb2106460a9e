"""From a reading to rows: everything about one report in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update

from accordingto.ledger import schema
from accordingto.ledger.folding import folded
from accordingto.ledger.linkage.tables import unlinked
from accordingto.ledger.review.register import enter
from accordingto.ledger.review.tombstones import free_number, refuse
from accordingto.ledger.withdrawals import mark_earlier
from accordingto.records import Claim, Document, Reading, Spans, words_of

Row = dict[str, Any]


def store(connection: Connection, reading: Reading) -> bool:
    """Write the reading's rows; returns False, writing nothing, where the ledger has it.

    The ledger has it where the same text from the same address was read by the same program version and model with the
    same title, publisher, date and language; the path does not count. The caller's transaction must hold the write
    lock. Raises PurgedError where the report was purged.
    """
    document = reading.document
    refuse(connection, document.id, document.url)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    about = {name: getattr(document, name) for name in schema.ABOUT}
    sameness = _sameness(reading)
    reports, readings = schema.reports, schema.readings
    report_id = connection.scalar(select(reports.c.id).where(reports.c.digest == document.id))
    if report_id is None:
        row = about | {"digest": document.id, "url": document.url, "text": document.text, "first_read_at": now}
        report_id = _insert(connection, reports, [row | {"version": _next_version(connection, document)}])[0]
    else:
        same = (readings.c.report_id == report_id) & (readings.c.sameness == sameness)
        if connection.scalar(select(readings.c.id).where(same)) is not None:
            return False
        connection.execute(update(readings).where(readings.c.report_id == report_id).values(is_current=False))
        connection.execute(update(reports).where(reports.c.id == report_id).values(about))
    made = {"program_version": reading.provenance.version, "model": reading.provenance.model, "read_at": now}
    row = about | made | {"report_id": report_id, "sameness": sameness, "is_current": True}
    reading_id = _insert(connection, readings, [row])[0]
    _Writer(connection, reading, report_id, reading_id).write()
    enter(connection, report_id, reading_id)
    mark_earlier(connection, report_id, document)
    _put(connection, unlinked, [{"reading_id": reading_id}])
    return True


def _sameness(reading: Reading) -> str:
    document, made = reading.document, reading.provenance
    facts = [made.version, made.model, document.title, document.publisher, document.published, document.language]
    # A notice makes another reading of the same text; most reports have none, and older ledgers knew none.
    facts += [fact for fact in (document.revision, document.status, document.notice) if fact is not None]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _next_version(connection: Connection, document: Document) -> int:
    if document.url is None:
        return 1
    reports = schema.reports
    newest = connection.scalar(select(func.max(reports.c.version)).where(reports.c.url == document.url))
    return (newest or 0) + 1


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert rows and return their ids in the same order."""
    if not rows:
        return []
    return list(connection.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows))


def _put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that no other row refers to."""
    if rows:
        connection.execute(insert(table), rows)


@dataclass
class _Writer:
    """Writes the rows of one reading; remembers the row ids that later rows refer to."""

    connection: Connection
    reading: Reading
    report_id: int
    reading_id: int
    source_ids: dict[str, int] = field(default_factory=dict)
    source_names: dict[str, str] = field(default_factory=dict)
    claim_ids: dict[str, int] = field(default_factory=dict)
    span_rows: list[Row] = field(default_factory=list)

    def write(self) -> None:
        """Write everything about the reading."""
        self._sources()
        self._claims()
        self._links()
        self._unattributed()
        notes = enumerate(self.reading.notes)
        _put(
            self.connection,
            schema.notes,
            [{"reading_id": self.reading_id, "ordinal": n, "note": note} for n, note in notes],
        )
        _put(self.connection, schema.spans, self.span_rows)

    def _add(self, table: Table, rows: Sequence[Row]) -> list[int]:
        """Insert rows of this reading, numbered in their order."""
        numbered = [row | {"reading_id": self.reading_id, "ordinal": n} for n, row in enumerate(rows)]
        return _insert(self.connection, table, numbered)

    def _spans(self, owner: str, owner_id: int, role: str, parts: Spans, item: int = 0) -> None:
        no_owner = {"claim_id": None, "source_id": None, "unattributed_id": None}
        row = no_owner | {"reading_id": self.reading_id, owner: owner_id, "role": role, "item": item}
        self.span_rows += (row | {"ordinal": n, "start": start, "end": end} for n, (start, end) in enumerate(parts))

    def _words(self, parts: Spans) -> str:
        return words_of(self.reading.text, parts)

    def _names(self, keys: Iterable[str]) -> str:
        return "; ".join(self.source_names.get(key, key) for key in keys)

    def _sources(self) -> None:
        sources = self.reading.sources
        columns = ("name", "kind", "named", "role", "country", "number", "anonymity")
        rows = [{"key": s.id} | {name: getattr(s, name) for name in columns} for s in sources]
        for source, row_id in zip(sources, self._add(schema.sources, rows), strict=True):
            self.source_ids.setdefault(source.id, row_id)
            self.source_names.setdefault(source.id, source.name)
            self._spans("source_id", row_id, "mention", source.mentions)
            self._spans("source_id", row_id, "anonymity", source.anonymity_spans)

    def _claims(self) -> None:
        claims = self.reading.claims
        rows = [self._claim(claim) for claim in claims]
        first = free_number(self.connection)
        if first is not None:
            rows = [row | {"id": number} for number, row in enumerate(rows, first)]
        ids = self._add(schema.claims, rows)
        for claim, row_id in zip(claims, ids, strict=True):
            self.claim_ids.setdefault(claim.id, row_id)
            for role in ("source", "cue", "content"):
                self._spans("claim_id", row_id, role, getattr(claim, f"{role}_spans"))
            if claim.firmness:
                self._spans("claim_id", row_id, "firmness", claim.firmness.spans)
        by_id = list(zip(ids, claims, strict=True))
        self._further_sources(by_id)
        self._times(by_id)
        self._quantities(by_id)
        self._verifications(by_id)
        self._reasons(by_id)

    def _claim(self, claim: Claim) -> Row:
        source_words = self._words(claim.source_spans)
        keys = [key for key in (claim.source, *claim.co_sources) if key is not None]
        # Where nobody could be named, the report's own words for the source are all there is to look for.
        searched = [self.source_names.get(key, key) for key in keys] or [source_words]
        return {
            "report_id": self.report_id, "key": claim.id, "source_words": source_words,
            "source_id": None if claim.source is None else self.source_ids.get(claim.source),
            "source_key": claim.source,
            "source_name": None if claim.source is None else self.source_names.get(claim.source, claim.source),
            "co_source_names": self._names(claim.co_sources), "via_names": self._names(claim.via),
            "cue": self._words(claim.cue_spans), "content": self._words(claim.content_spans),
            "quotation": claim.quotation, "act": claim.act, "parent_key": claim.parent,
            "said_start": claim.said.start if claim.said else None, "said_end": claim.said.end if claim.said else None,
            "refers_to_key": claim.refers_to, "confidence": claim.confidence,
            "searched_names": "\n".join(folded(name) for name in searched),
            "certainty": claim.firmness.certainty if claim.firmness else None,
            "polarity": claim.firmness.polarity if claim.firmness else None,
        }  # fmt: skip

    def _further_sources(self, claims: list[tuple[int, Claim]]) -> None:
        rows = [
            {"claim_id": row_id, "role": role, "ordinal": n, "source_key": key, "source_id": self.source_ids.get(key)}
            for row_id, claim in claims
            for role, keys in (("co_source", claim.co_sources), ("via", claim.via))
            for n, key in enumerate(keys)
        ]
        _put(self.connection, schema.claim_sources, rows)

    def _times(self, claims: list[tuple[int, Claim]]) -> None:
        rows = []
        for row_id, claim in claims:
            for role, times in (("said", (claim.said,) if claim.said else ()), ("time", claim.times)):
                for n, time in enumerate(times):
                    row = {"claim_id": row_id, "role": role, "ordinal": n, "start": time.start, "end": time.end}
                    rows.append(row | {"words": self._words(time.spans)})
                    self._spans("claim_id", row_id, role, time.spans, n)
        _put(self.connection, schema.times, rows)

    def _quantities(self, claims: list[tuple[int, Claim]]) -> None:
        rows = []
        for row_id, claim in claims:
            for n, quantity in enumerate(claim.quantities):
                rows.append({
                    "claim_id": row_id, "ordinal": n, "minimum": _real(quantity.minimum),
                    "maximum": _real(quantity.maximum), "unit": quantity.unit, "approximate": quantity.approximate,
                    "words": self._words(quantity.spans), "exact": json.dumps([quantity.minimum, quantity.maximum]),
                })  # fmt: skip
                self._spans("claim_id", row_id, "quantity", quantity.spans, n)
        _put(self.connection, schema.quantities, rows)

    def _verifications(self, claims: list[tuple[int, Claim]]) -> None:
        rows = []
        for row_id, claim in claims:
            for n, verification in enumerate(claim.verification):
                by = verification.by
                rows.append({
                    "claim_id": row_id, "ordinal": n, "status": verification.status, "by_key": by,
                    "by_name": None if by is None else self.source_names.get(by, by),
                    "words": self._words(verification.spans),
                })  # fmt: skip
                self._spans("claim_id", row_id, "verification", verification.spans, n)
        _put(self.connection, schema.verifications, rows)

    def _reasons(self, claims: list[tuple[int, Claim]]) -> None:
        rows = []
        for row_id, claim in claims:
            for n, reason in enumerate(claim.reasons):
                row = {"claim_id": row_id, "ordinal": n, "cell": reason.cell, "rule": reason.rule}
                rows.append(row | {"words": self._words(reason.spans), "score": reason.score})
                self._spans("claim_id", row_id, "reason", reason.spans, n)
        _put(self.connection, schema.reasons, rows)

    def _links(self) -> None:
        links = self.reading.links
        ids = self._add(schema.links, [{"kind": link.kind, "why": link.why} for link in links])
        rows = [
            {"link_id": row_id, "ordinal": n, "claim_key": key, "claim_id": self.claim_ids.get(key)}
            for row_id, link in zip(ids, links, strict=True)
            for n, key in enumerate(link.claims)
        ]
        _put(self.connection, schema.link_claims, rows)

    def _unattributed(self) -> None:
        found = self.reading.unattributed
        rows = [{"words": self._words(u.spans), "why": u.why, "claim_key": u.claim} for u in found]
        for row_id, u in zip(self._add(schema.unattributed, rows), found, strict=True):
            self._spans("unattributed_id", row_id, "unattributed", u.spans)


def _real(number: float | None) -> float | None:
    try:
        return None if number is None else float(number)
    except OverflowError:
        return float("inf")
