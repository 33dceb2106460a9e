"""Rows of `claims` with all that belongs to them, as values to show."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from accordingto.ledger.linkage.pieces import in_pieces
from accordingto.ledger.schema import claim_sources, claims, quantities, reasons, sources, spans, times, verifications
from accordingto.records import Span, Spans


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A source of the report; `id` is its row, None where the row is not there."""

    id: int | None
    name: str
    kind: str | None
    named: bool
    role: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class TimeCell:
    """A day or hour and the report's words for it."""

    start: str | None
    end: str | None
    words: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class QuantityCell:
    """A number and the report's words for it; None where it is open on that side."""

    minimum: float | None
    maximum: float | None
    unit: str | None
    approximate: bool
    words: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class VerificationCell:
    """How the claim stands, by whom (a name), in which words."""

    status: str
    by: str | None
    words: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class ReasonCell:
    """Why a cell has its value."""

    cell: str
    rule: str
    words: str
    score: float | None


class ClaimRows:
    """Rows of `claims` with all that belongs to them, read at once."""

    def __init__(self, connection: Connection, numbers: Sequence[int]) -> None:
        self.claims: dict[int, Row[Any]] = {}
        self._children: dict[str, dict[int, list[Row[Any]]]] = {}
        self._spans: dict[tuple[int, str, int], list[Span]] = defaultdict(list)
        children = (claim_sources, times, quantities, verifications, reasons)
        for table in children:
            self._children[table.name] = defaultdict(list)
        for some in in_pieces(numbers):
            self.claims |= {row.id: row for row in connection.execute(select(claims).where(claims.c.id.in_(some)))}
            for table in children:
                rows = select(table).where(table.c.claim_id.in_(some)).order_by(table.c.claim_id, table.c.ordinal)
                for row in connection.execute(rows):
                    self._children[table.name][row.claim_id].append(row)
            for row in connection.execute(select(spans).where(spans.c.claim_id.in_(some)).order_by(spans.c.ordinal)):
                self._spans[row.claim_id, row.role, row.item].append(Span(row.start, row.end))
        named = {row.source_id for row in self.claims.values()}
        named |= {row.source_id for rows in self._children["claim_sources"].values() for row in rows}
        self._sources: dict[int, Row[Any]] = {}
        for some in in_pieces(sorted(named - {None})):
            rows_of = connection.execute(select(sources).where(sources.c.id.in_(some)))
            self._sources |= {row.id: row for row in rows_of}

    def _of(self, table: Table, number: int) -> list[Row[Any]]:
        return self._children[table.name].get(number, [])

    def _at(self, number: int, role: str, item: int = 0) -> Spans:
        return tuple(self._spans.get((number, role, item), ()))

    def source(self, number: int) -> SourceCell | None:
        """Return the claim's source."""
        claim = self.claims[number]
        if claim.source_name is None:
            return None
        s = self._sources.get(claim.source_id)
        if s is None:
            return SourceCell(None, claim.source_name, None, False, None, None)
        return SourceCell(s.id, s.name, s.kind, s.named, s.role, s.country)

    def further(self, number: int, role: str) -> tuple[str, ...]:
        """Return the names of those who say it too (“co_source”) or relay it (“via”)."""
        rows = [row for row in self._of(claim_sources, number) if row.role == role]
        known = (self._sources.get(row.source_id) for row in rows)
        return tuple(s.name if s else row.source_key for s, row in zip(known, rows, strict=True))

    def times(self, number: int) -> tuple[TimeCell, ...]:
        """Return the days that the claim itself tells of."""
        rows = [row for row in self._of(times, number) if row.role == "time"]
        return tuple(TimeCell(r.start, r.end, r.words, self._at(number, "time", r.ordinal)) for r in rows)

    def quantities(self, number: int) -> tuple[QuantityCell, ...]:
        """Return the claim's numbers."""
        return tuple(
            QuantityCell(
                *_minimum_maximum(r.exact), r.unit, r.approximate, r.words, self._at(number, "quantity", r.ordinal)
            )
            for r in self._of(quantities, number)
        )

    def verification(self, number: int) -> tuple[VerificationCell, ...]:
        """Return how the claim stands."""
        return tuple(
            VerificationCell(r.status, r.by_name, r.words, self._at(number, "verification", r.ordinal))
            for r in self._of(verifications, number)
        )

    def reasons(self, number: int) -> tuple[ReasonCell, ...]:
        """Return why cells have their values."""
        return tuple(ReasonCell(r.cell, r.rule, r.words, r.score) for r in self._of(reasons, number))

    def roles(self, number: int) -> dict[str, Spans]:
        """Return the places of source, cue, content and said, those that are there."""
        found = {role: self._at(number, role) for role in ("source", "cue", "content", "said")}
        return {role: parts for role, parts in found.items() if parts}

    def words(self, number: int) -> dict[str, tuple[str, Spans]]:
        """Return the cells that people can change, in words and with the places of spans, to compare two rows."""
        claim = self.claims[number]
        days = [day for day in dict.fromkeys((claim.said_start, claim.said_end)) if day]
        numbers = [f"{r.words} ({_bounds(r.exact)} {r.unit or ''})".replace(" )", ")") for r in
                   self._of(quantities, number)]  # fmt: skip
        standing = [r.status + (f" by {r.by_name}" if r.by_name else "") for r in self._of(verifications, number)]
        told = {
            "source": claim.source_name or "", "act": claim.act or "", "said": " to ".join(days),
            "quantities": "; ".join(numbers), "verification": "; ".join(standing),
        }  # fmt: skip
        placed = {"source": claim.source_words, "cue": claim.cue, "content": claim.content}
        return {cell: (words, ()) for cell, words in told.items()} | {
            f"{role}_spans": (words, self._at(number, role)) for role, words in placed.items()
        }


def _minimum_maximum(exact: str) -> tuple[float | None, float | None]:
    low, high = json.loads(exact)
    return low, high


def _bounds(exact: str) -> str:
    low, high = _minimum_maximum(exact)
    return f"{low}" if low == high else f"{'' if low is None else low}–{'' if high is None else high}"
