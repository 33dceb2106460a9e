"""Claims of current readings with the report they stand in, as linking and its pages show them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, func, select

from accordingto.ledger import fulltext
from accordingto.ledger.linkage.pieces import in_pieces
from accordingto.ledger.linkage.tables import claim_propositions, report_prints
from accordingto.ledger.schema import (
    claim_sources,
    claims,
    link_claims,
    links,
    quantities,
    readings,
    reports,
    times,
    verifications,
)
from accordingto.records.document import MARKS_OF_PUBLISHERS


@dataclass(frozen=True, slots=True)
class Told:
    """One claim and its report.

    `number` is the claim's row number, `key` its id within the reading, `report` the report's number and `document`
    its id; `family` is that of the reports that reprint it, None where the report has not been linked. `via` and
    `co_sources` are row numbers of sources, the nearest to the report first; `standing` is what a publisher took
    back, then verification statuses; `status` the report's;
    `counts` the words of its numbers; `length` is the report's, in characters; `about` are the days that the claim
    itself tells of, (start, end). Days are ISO.
    """

    number: int
    key: str
    report: int
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    length: int
    family: int | None
    agencies: tuple[str, ...]
    source: int | None
    source_name: str | None
    source_words: str
    co_sources: tuple[int, ...]
    via: tuple[int, ...]
    cue: str
    content: str
    act: str | None
    said_start: str | None
    said_end: str | None
    certainty: str | None
    polarity: str | None
    confidence: float
    standing: tuple[str, ...]
    counts: tuple[str, ...]
    about: tuple[tuple[str | None, str | None], ...]
    proposition: int | None
    status: str | None = None

    @property
    def address(self) -> str:
        """How the claim is typed on the command line."""
        return f"{self.report}/{self.key}"


@dataclass(frozen=True, slots=True)
class InnerLink:
    """Two claims of one report, by row number, that bear on each other; found when it was read."""

    kind: str
    one: int
    other: int
    why: str


def with_numbers(connection: Connection, numbers: Iterable[int]) -> list[Told]:
    """Return these claims, by digest of report and place there."""
    found: list[Told] = []
    for some in in_pieces(sorted(set(numbers))):
        found += _told(connection, claims.c.id.in_(some))
    return sorted(found, key=_place)


def of_report(connection: Connection, report: int) -> list[Told]:
    """Return the claims of a report in their order."""
    return _told(connection, claims.c.report_id == report)


def of_sources(connection: Connection, source_numbers: Sequence[int]) -> list[Told]:
    """Return the claims that these sources make, alone or with others, or relay."""
    numbers: set[int] = set()
    for some in in_pieces(sorted(set(source_numbers))):
        numbers.update(connection.scalars(select(claims.c.id).where(claims.c.source_id.in_(some))))
        further = select(claim_sources.c.claim_id).where(claim_sources.c.source_id.in_(some))
        numbers.update(connection.scalars(further))
    return with_numbers(connection, numbers)


def matching(connection: Connection, query: str, most: int) -> list[int]:
    """Return the row numbers of the claims of current readings with all words of `query` in content, cue or names.

    At most `most`, the best first.
    """
    expression = fulltext.expression(query)
    if expression is None:
        return []
    found = (
        select(claims.c.id)
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(fulltext.INDEX, fulltext.INDEX.c.rowid == claims.c.id)
        .where(readings.c.is_current, fulltext.matches(expression))
        .order_by(fulltext.rank(expression), claims.c.id)
        .limit(most)
    )
    return list(connection.scalars(found))


def titled(connection: Connection, query: str, most: int) -> list[int]:
    """Return the numbers of the reports with all words of `query` in the title, at most `most`."""
    words = [word.rstrip("*") for word in re.findall(r"[^\W_]+\*?", query)]
    if not words:
        return []
    found = select(reports.c.id).order_by(reports.c.id).limit(most)
    for word in words:
        found = found.where(reports.c.title.icontains(word, autoescape=True))
    return list(connection.scalars(found))


def texts(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the texts of these reports by number."""
    found: dict[int, str] = {}
    for some in in_pieces(numbers):
        query = select(reports.c.id, reports.c.text).where(reports.c.id.in_(some))
        found |= {row.id: row.text for row in connection.execute(query)}
    return found


def inner_links(connection: Connection, kinds: Sequence[str], numbers: Iterable[int] | None = None) -> list[InnerLink]:
    """Return the links within one report of these kinds, of these claims only where `numbers` is given."""
    one, other = link_claims.alias(), link_claims.alias()
    query = (
        select(links.c.kind, one.c.claim_id.label("one"), other.c.claim_id.label("other"), links.c.why)
        .join(readings, readings.c.id == links.c.reading_id)
        .join(one, one.c.link_id == links.c.id)
        .join(other, (other.c.link_id == links.c.id) & (other.c.ordinal > one.c.ordinal))
        .where(readings.c.is_current, links.c.kind.in_(kinds))
    )
    if numbers is None:
        rows: list[Row[tuple[str, int | None, int | None, str]]] = list(connection.execute(query))
    else:
        rows = []
        for some in in_pieces(sorted(set(numbers))):
            rows += connection.execute(query.where(one.c.claim_id.in_(some) | other.c.claim_id.in_(some)))
    found = {InnerLink(r.kind, r.one, r.other, r.why) for r in rows if r.one is not None and r.other is not None}
    return sorted(found, key=lambda link: (link.one, link.other, link.kind))


def _place(told: Told) -> tuple[str, int]:
    return told.document, told.number


def _told(connection: Connection, where: ColumnElement[bool]) -> list[Told]:
    query = (
        select(
            claims.c.id.label("number"), claims.c.key, reports.c.id.label("report"), reports.c.digest.label("document"),
            reports.c.title, reports.c.publisher, reports.c.published, reports.c.url, reports.c.status,
            func.length(reports.c.text).label("length"), report_prints.c.family,
            report_prints.c.credits, claims.c.source_id.label("source"), claims.c.source_name, claims.c.source_words,
            claims.c.cue, claims.c.content, claims.c.act, claims.c.said_start, claims.c.said_end, claims.c.certainty,
            claims.c.polarity, claims.c.confidence, claim_propositions.c.proposition_id.label("proposition"),
        )
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(reports, reports.c.id == claims.c.report_id)
        .outerjoin(report_prints, report_prints.c.report_id == reports.c.id)
        .outerjoin(claim_propositions, claim_propositions.c.claim_id == claims.c.id)
        .where(readings.c.is_current, where)
        .order_by(reports.c.digest, claims.c.ordinal)
    )  # fmt: skip
    rows = [dict(row) for row in connection.execute(query).mappings()]
    numbers = [row["number"] for row in rows]
    about = _about(connection, numbers)
    further, standing, counts = (
        _further(connection, numbers),
        _standing(connection, numbers),
        _counts(connection, numbers),
    )
    for row in rows:
        number = row["number"]
        row["agencies"] = tuple(json.loads(row.pop("credits") or "[]"))
        row |= {"co_sources": tuple(further[number, "co_source"]), "via": tuple(further[number, "via"])}
        mark = MARKS_OF_PUBLISHERS.get(row["status"] or "")
        row |= {"standing": (*([mark] if mark else []), *standing[number]), "counts": tuple(counts[number])}
        row |= {"about": tuple(about[number])}
    return [Told(**row) for row in rows]


def _further(connection: Connection, numbers: Sequence[int]) -> dict[tuple[int, str], list[int]]:
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for some in in_pieces(numbers):
        query = select(claim_sources).where(claim_sources.c.claim_id.in_(some), claim_sources.c.source_id.is_not(None))
        for row in connection.execute(query.order_by(claim_sources.c.ordinal)):
            found[row.claim_id, row.role].append(row.source_id)
    return found


def _standing(connection: Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for some in in_pieces(numbers):
        query = select(verifications).where(verifications.c.claim_id.in_(some)).order_by(verifications.c.ordinal)
        for row in connection.execute(query):
            by = f" by {row.by_name}" if row.by_name else ""
            found[row.claim_id].append(f"{row.status}{by}")
    return found


def _counts(connection: Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for some in in_pieces(numbers):
        query = select(quantities).where(quantities.c.claim_id.in_(some)).order_by(quantities.c.ordinal)
        for row in connection.execute(query):
            found[row.claim_id].append(row.words)
    return found


def _about(connection: Connection, numbers: Sequence[int]) -> dict[int, list[tuple[str | None, str | None]]]:
    found: dict[int, list[tuple[str | None, str | None]]] = defaultdict(list)
    for some in in_pieces(numbers):
        query = select(times).where(times.c.claim_id.in_(some), times.c.role == "time").order_by(times.c.ordinal)
        for row in connection.execute(query):
            if row.start or row.end:
                found[row.claim_id].append((row.start, row.end))
    return found
