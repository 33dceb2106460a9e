"""Finding claims by their words, who made them, and the report they stand in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from accordingto.errors import LedgerError
from accordingto.ledger import fulltext
from accordingto.ledger.folding import folded
from accordingto.ledger.schema import claim_sources, claims, readings, reports, sources, spans
from accordingto.records import Span, Spans

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T.*)?)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Found:
    """One claim that was looked for, with its words and the report it stands in.

    `report` is the report's row number, `status` and `notice` what its publisher says of it now, `version` counts
    the texts of one address, `claim` and `parent` are keys
    within the reading. `source` is None where it could not be told; `source_words` is what the report says there.
    Spans are half-open code points into the report's text.
    """

    report: int
    document: str
    publisher: str | None
    published: str | None
    title: str | None
    url: str | None
    path: str | None
    status: str | None
    notice: str | None
    version: int
    claim: str
    parent: str | None
    source: str | None
    source_kind: str | None
    source_words: str
    co_sources: tuple[str, ...]
    via: tuple[str, ...]
    cue: str
    content: str
    quotation: str
    act: str | None
    said_start: str | None
    said_end: str | None
    confidence: float
    source_spans: Spans
    cue_spans: Spans
    content_spans: Spans


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; None and "" stand for anything. `since` and `until` are days, months or years (inclusive)."""

    query: str = ""
    source: str | None = None
    publisher: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int = 50


def search(connection: Connection, wanted: Wanted) -> list[Found]:
    """Return the claims of current readings that fit everything wanted.

    The best match is first where there is a query, else the newest report. Raises LedgerError where a date is not one.
    """
    query = (
        select(
            reports.c.id.label("report"), reports.c.digest.label("document"), reports.c.publisher, reports.c.published,
            reports.c.title, reports.c.url, reports.c.path, reports.c.status,
            reports.c.notice, reports.c.version, claims.c.key.label("claim"),
            claims.c.parent_key.label("parent"), claims.c.source_name.label("source"),
            sources.c.kind.label("source_kind"), claims.c.source_words,
            claims.c.cue, claims.c.content, claims.c.quotation, claims.c.act, claims.c.said_start, claims.c.said_end,
            claims.c.confidence, claims.c.id,
        )
        .select_from(claims)
        .join(readings, claims.c.reading_id == readings.c.id)
        .join(reports, readings.c.report_id == reports.c.id)
        .outerjoin(sources, claims.c.source_id == sources.c.id)
        .where(readings.c.is_current, *_filters(connection, wanted))
        .limit(wanted.limit)
    )  # fmt: skip
    if wanted.query.strip():
        expression = fulltext.expression(wanted.query)
        if expression is None:
            return []
        query = query.join(fulltext.INDEX, fulltext.INDEX.c.rowid == claims.c.id)
        query = query.where(fulltext.matches(expression)).order_by(fulltext.rank(expression), claims.c.id)
    else:
        undated = reports.c.published.is_(None)
        query = query.order_by(undated, reports.c.published.desc(), reports.c.id.desc(), claims.c.ordinal)
    rows: list[dict[str, Any]] = [dict(row) for row in connection.execute(query).mappings()]
    ids = [row.pop("id") for row in rows]
    parts, further = _spans(connection, ids), _further_sources(connection, ids)
    for claim_id, row in zip(ids, rows, strict=True):
        row |= {f"{role}_spans": tuple(parts[claim_id, role]) for role in ("source", "cue", "content")}
        row |= {"co_sources": tuple(further[claim_id, "co_source"]), "via": tuple(further[claim_id, "via"])}
    return [Found(**row) for row in rows]


def _filters(connection: Connection, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.source:
        names = claims.c.searched_names
        words = folded(wanted.source.replace("\0", " ")).split()
        conditions += (names.contains(word, autoescape=True) for word in words)
    if wanted.publisher:
        known = connection.scalars(select(reports.c.publisher).where(reports.c.publisher.is_not(None)).distinct())
        words = folded(wanted.publisher).split()
        conditions.append(reports.c.publisher.in_([p for p in known if all(word in folded(p) for word in words)]))
    for name, value in (("since", wanted.since), ("until", wanted.until)):
        if value:
            if not _DATE.fullmatch(value):
                message = f"{name} {value!r} is not a date. Write it as 2022-03-11, 2022-03 or 2022."
                raise LedgerError(message)
            # The shorter of the two decides: 2022-03 takes in all its days.
            told = func.substr(reports.c.published, 1, len(value))
            conditions.append(told >= value if name == "since" else told <= value)
    return conditions


def _spans(connection: Connection, claim_ids: list[int]) -> dict[tuple[int, str], list[Span]]:
    found: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for some in _in_pieces(claim_ids):
        for row in connection.execute(select(spans).where(spans.c.claim_id.in_(some)).order_by(spans.c.ordinal)):
            found[row.claim_id, row.role].append(Span(row.start, row.end))
    return found


def _further_sources(connection: Connection, claim_ids: list[int]) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    query = select(claim_sources, sources.c.name).outerjoin(sources, claim_sources.c.source_id == sources.c.id)
    for some in _in_pieces(claim_ids):
        for row in connection.execute(
            query.where(claim_sources.c.claim_id.in_(some)).order_by(claim_sources.c.ordinal)
        ):
            found[row.claim_id, row.role].append(row.source_key if row.name is None else row.name)
    return found


def _in_pieces(claim_ids: list[int]) -> Iterator[list[int]]:
    # A statement takes a limited number of values.
    return (claim_ids[first : first + 500] for first in range(0, len(claim_ids), 500))
