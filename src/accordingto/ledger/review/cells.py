"""A claim as it is shown: its cells in words and with their places, how it stands, where the program now disagrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from accordingto.errors import NotFoundError
from accordingto.ledger.linkage.pieces import in_pieces
from accordingto.ledger.review.claim_rows import (
    ClaimRows,
    QuantityCell,
    ReasonCell,
    SourceCell,
    TimeCell,
    VerificationCell,
)
from accordingto.ledger.review.disagreement import disagreement
from accordingto.ledger.review.tables import checks, register
from accordingto.ledger.review.versions import PEOPLE
from accordingto.ledger.schema import claims, link_claims, links, readings, reports
from accordingto.records import Spans


@dataclass(frozen=True, slots=True)
class LinkCell:
    """Another claim of the report that bears on this one."""

    kind: str
    claim_id: int
    why: str


@dataclass(frozen=True, slots=True)
class ClaimCells:
    """One claim as it is shown.

    `claim_id` names it for good, `version_id` is the row shown, `program_id` that of the newest reading in the same
    place (None where there is none). `digest`, `title`, `publisher`, `published` and `url` are the report's. `parent`
    and `refers_to` are claims by their lasting number. `spans` are the places of source, cue, content and said, by
    role. `revision` is 0 where nobody decided; `by` and `at` tell of the last decision. `disagreement` are the cells in
    which the program's newest reading differs: cell → (people's, program's), in words.
    """

    claim_id: int
    version_id: int
    program_id: int | None
    report_id: int
    digest: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    key: str
    source: SourceCell | None
    source_words: str
    co_sources: tuple[str, ...]
    via: tuple[str, ...]
    cue: str
    content: str
    quotation: str
    act: str | None
    said_start: str | None
    said_end: str | None
    times: tuple[TimeCell, ...]
    quantities: tuple[QuantityCell, ...]
    verification: tuple[VerificationCell, ...]
    certainty: str | None
    polarity: str | None
    confidence: float
    parent: int | None
    refers_to: int | None
    links: tuple[LinkCell, ...]
    reasons: tuple[ReasonCell, ...]
    spans: dict[str, Spans]
    state: str
    revision: int
    note: str | None
    by: str | None
    at: str | None
    disagreement: dict[str, tuple[str, str]]


def cells(connection: Connection, claim_id: int) -> ClaimCells:
    """Return a claim by its lasting number; raises NotFoundError where the ledger shows none of that number."""
    found = cells_of(connection, [claim_id])
    if not found:
        raise NotFoundError(f"The ledger has no claim number {claim_id}, or only an older reading has it.")
    return found[0]


def cells_of_report(connection: Connection, report_id: int) -> list[ClaimCells]:
    """Return all claims of a report, rejected ones too, in the order in which they stand in its text."""
    numbers = connection.scalars(select(register.c.claim_id).where(register.c.report_id == report_id)).all()

    def place(claim: ClaimCells) -> tuple[int, int, int]:
        parts = [part for role in ("source", "cue", "content") for part in claim.spans.get(role, ())]
        return min((p.start for p in parts), default=0), -max((p.end for p in parts), default=0), claim.claim_id

    return sorted(cells_of(connection, numbers), key=place)


def cells_of(connection: Connection, claim_ids: Sequence[int]) -> list[ClaimCells]:
    """Return these claims in this order, without those that the ledger does not show."""
    found: dict[int, ClaimCells] = {}
    for some in in_pieces(list(claim_ids)):
        found |= _cells(connection, some)
    return [found[number] for number in claim_ids if number in found]


def _cells(connection: Connection, claim_ids: Sequence[int]) -> dict[int, ClaimCells]:
    rows = _shown(connection, claim_ids)
    shown = {row.version_id for row in rows}
    program = {row.claim_id: row.program_id if row.revision is not None else row.claim_id for row in rows}
    numbers = sorted(shown | {number for number in program.values() if number is not None})
    read = ClaimRows(connection, numbers)
    names = _Names(connection, {row.report_id for row in rows})
    linked = _links(connection, {p or row.claim_id: row for row in rows for p in [program[row.claim_id]]}, names)
    return {
        row.claim_id: _claim(row, read, names, linked.get(program[row.claim_id] or row.claim_id, ()), program)
        for row in rows
    }


def _claim(
    row: Row[Any], read: ClaimRows, names: _Names, linked: Iterable[LinkCell], program: dict[int, int | None]
) -> ClaimCells:
    number, theirs = row.version_id, program[row.claim_id]
    claim = read.claims[number]
    state = row.state
    return ClaimCells(
        claim_id=row.claim_id, version_id=number, program_id=theirs, report_id=row.report_id, digest=row.digest,
        title=row.title, publisher=row.publisher, published=row.published, url=row.url, key=row.key,
        source=read.source(number), source_words=claim.source_words, co_sources=read.further(number, "co_source"),
        via=read.further(number, "via"), cue=claim.cue, content=claim.content, quotation=claim.quotation,
        act=claim.act, said_start=claim.said_start, said_end=claim.said_end, times=read.times(number),
        quantities=read.quantities(number), verification=read.verification(number), certainty=claim.certainty,
        polarity=claim.polarity, confidence=claim.confidence, parent=names.of(claim.reading_id, claim.parent_key),
        refers_to=names.of(claim.reading_id, claim.refers_to_key), links=tuple(linked), reasons=read.reasons(number),
        spans=read.roles(number), state=state, revision=row.revision or 0, note=row.note, by=row.by, at=row.at,
        disagreement=_disagreement(row, read, theirs),
    )  # fmt: skip


def _disagreement(row: Row[Any], read: ClaimRows, theirs: int | None) -> dict[str, tuple[str, str]]:
    if theirs is None and row.program_version == PEOPLE:
        return {}  # the program never found it
    program = None if theirs is None else read.words(theirs)
    return disagreement(read.words(row.version_id), program, row.state, theirs in (row.claim_id, row.version_id))


def _shown(connection: Connection, claim_ids: Sequence[int]) -> list[Row[Any]]:
    query = (
        select(
            register.c.claim_id, register.c.version_id, register.c.report_id, register.c.state, reports.c.digest,
            reports.c.title, reports.c.publisher, reports.c.published, reports.c.url, claims.c.key,
            checks.c.program_id, checks.c.revision, checks.c.note, checks.c.by, checks.c.at,
            readings.c.program_version,
        )
        .join(reports, reports.c.id == register.c.report_id)
        .join(claims, claims.c.id == register.c.claim_id)
        .join(readings, readings.c.id == claims.c.reading_id)
        .outerjoin(checks, checks.c.claim_id == register.c.claim_id)
        .where(register.c.claim_id.in_(claim_ids))
    )  # fmt: skip
    return list(connection.execute(query))


class _Names:
    """The lasting numbers of the claims of some reports, by row and by their key within a reading."""

    def __init__(self, connection: Connection, report_ids: set[int]) -> None:
        self._keys: dict[tuple[int, str], int] = {}
        self._lasting: dict[int, int] = {}
        for some in in_pieces(sorted(report_ids)):
            for row in connection.execute(
                select(claims.c.id, claims.c.reading_id, claims.c.key).where(claims.c.report_id.in_(some))
            ):
                self._keys.setdefault((row.reading_id, row.key), row.id)
            for check in connection.execute(
                select(checks.c.claim_id, checks.c.program_id).where(
                    checks.c.report_id.in_(some), checks.c.program_id.is_not(None)
                )
            ):
                self._lasting[check.program_id] = check.claim_id

    def row(self, number: int) -> int:
        """Return the lasting number of a row of `claims`."""
        return self._lasting.get(number, number)

    def of(self, reading_id: int, key: str | None) -> int | None:
        """Return the lasting number of the claim that is called `key` in a reading."""
        if key is None:
            return None
        if key.startswith("#"):
            return self.row(int(key[1:]))
        number = self._keys.get((reading_id, key))
        return None if number is None else self.row(number)


def _links(connection: Connection, rows: dict[int, Any], names: _Names) -> dict[int, list[LinkCell]]:
    """Return the links of the program's claims (by row) with others of their readings."""
    found: dict[int, list[LinkCell]] = defaultdict(list)
    one, other = link_claims.alias(), link_claims.alias()
    for some in in_pieces(sorted(rows)):
        read = select(claims.c.reading_id).where(claims.c.id.in_(some))
        query = (
            select(one.c.claim_id, other.c.claim_id.label("other"), links.c.kind, links.c.why)
            .select_from(links)
            .join(one, one.c.link_id == links.c.id)
            .join(other, other.c.link_id == links.c.id)
            .where(links.c.reading_id.in_(read), one.c.claim_id.in_(some), other.c.claim_id != one.c.claim_id)
            .order_by(links.c.id, one.c.ordinal, other.c.ordinal)
        )
        for link in connection.execute(query):
            found[link.claim_id].append(LinkCell(link.kind, names.row(link.other), link.why))
    return found
