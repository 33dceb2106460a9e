"""Removing a report, or a source that is at risk, for good; what is left is a tombstone and a log that still verifies.

These functions change rows only. The words are gone from a file when `ledger.care.compact` has written it anew.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, delete, func, select

from accordingto.errors import DecisionError, NotFoundError
from accordingto.ledger.folding import folded
from accordingto.ledger.linkage.pieces import in_pieces
from accordingto.ledger.linkage.tables import judgements, known_entities
from accordingto.ledger.linkage.unlinking import unlink
from accordingto.ledger.review import log, tombstones
from accordingto.ledger.review.blacking import Name
from accordingto.ledger.review.erasing import empty, erase, forget_originals
from accordingto.ledger.review.redaction import redact
from accordingto.ledger.review.tables import log as log_table
from accordingto.ledger.schema import claims, feed_items, readings, reports, sources


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge did: its entry in the log, how many reports and claims it removed or changed.

    `elsewhere` counts the reports that have a purged name in their text but not as a source: they are as they were.
    """

    entry: int
    reports: int
    claims: int
    elsewhere: int = 0


def purge_report(connection: Connection, report_id: int, *, by: str, why: str) -> Purged:
    """Remove a report with all its readings, claims and decisions; the caller's transaction must hold the write lock.

    It is not added again, nor is what its address says next. Raises NotFoundError where there is none of that number,
    DecisionError where nobody says why.
    """
    _reasoned(why)
    report = connection.execute(select(reports.c.digest, reports.c.url).where(reports.c.id == report_id)).one_or_none()
    if report is None:
        raise NotFoundError(f"The ledger has no report number {report_id}.")
    mine = claims.c.report_id == report_id
    count, last = connection.execute(select(func.count(), func.max(claims.c.id)).where(mine)).one()
    unlink(connection, [report_id])
    erase(connection, report_id, report.digest)
    entry = log.append(
        connection, by=by, action="purge", subject=f"report {report.digest}", report_digest=report.digest,
        after={"claims": count, "why": why},
    )  # fmt: skip
    tombstones.bar(connection, "report", report.digest, report.url, by=by, why=why, log_id=entry)
    if last is not None:
        tombstones.keep_number(connection, last, by=by, why=why, log_id=entry)
    return Purged(entry, 1, count)


def purge_source(connection: Connection, source: int | str, *, by: str, why: str) -> Purged:
    """Black out a source, by row number or by name, in every report that has a source of that name.

    Its name and all that mentions it become “█” in texts and in all words copied from them, and nothing is known of
    it any more; its claims stay, by nobody. People's decisions stay, without what the log told of them. Raises
    NotFoundError where there is no such source, DecisionError where nobody says why.
    """
    _reasoned(why)
    name, by_report = _found(connection, source)
    digests, count = [], 0
    unlink(connection, by_report)
    for report_id, source_ids in by_report.items():
        report = connection.execute(select(reports.c.digest, reports.c.url).where(reports.c.id == report_id)).one()
        digests.append((report.digest, report.url))
        said = claims.c.source_id.in_(source_ids)
        count += connection.scalar(select(func.count()).select_from(claims).where(said)) or 0
    emptied = _emptied(connection, [digest for digest, _ in digests], name)
    elsewhere = _elsewhere(connection, name, by_report)
    for report_id, source_ids in by_report.items():
        redact(connection, report_id, source_ids, name)
        forget_originals(connection, report_id)
    _forget(connection, name)
    for some in in_pieces(emptied):
        empty(connection, log_table.c.id.in_(some))
    words = name.black(why)
    entry = log.append(
        connection, by=by, action="purge", subject="source",
        after={"reports": len(by_report), "claims": count, "why": words, "entries": emptied},
    )  # fmt: skip
    tombstones.put(connection, "source", tombstones.of_name(name.name), by=by, why=words, log_id=entry)
    for digest, url in digests:
        tombstones.bar(connection, "redacted", digest, url, by=by, why=words, log_id=entry)
    return Purged(entry, len(by_report), count, elsewhere)


def _reasoned(why: str) -> None:
    if not why.strip():
        raise DecisionError("Say why: it stays in the log when all else is gone. Leave out whom it is to protect.")


def _found(connection: Connection, source: int | str) -> tuple[Name, dict[int, list[int]]]:
    """Return the name and the sources that bear it, by report."""
    name = source
    if isinstance(source, int):
        name = connection.scalar(select(sources.c.name).where(sources.c.id == source)) or ""
    wanted = folded(str(name))
    spellings = [n for n in connection.scalars(select(sources.c.name).distinct()) if folded(n) == wanted]
    by_report: dict[int, list[int]] = defaultdict(list)
    person = False
    for some in in_pieces(sorted(spellings)):
        query = select(sources.c.id, sources.c.kind, sources.c.named, readings.c.report_id)
        query = query.join(readings, readings.c.id == sources.c.reading_id).where(sources.c.name.in_(some))
        for row in connection.execute(query.order_by(readings.c.report_id, sources.c.id)):
            by_report[row.report_id].append(row.id)
            person = person or (row.named and row.kind in (None, "person"))
    if not by_report or not wanted:
        raise NotFoundError(f"The ledger has no source {source!r}. Type its name as the ledger has it, or its number.")
    return Name(str(name), person), by_report


def _emptied(connection: Connection, digests: list[str], name: Name) -> list[int]:
    """Return the entries of the log to empty: all about these reports, and those that have the name."""
    columns = log_table.c
    query = select(columns.id, columns.report_digest, columns.before, columns.after)
    told = query.where(columns.salt.is_not(None), columns.action != "purge").order_by(columns.id)
    return [
        row.id
        for row in connection.execute(told, execution_options={"yield_per": 1_000})
        if row.report_digest in digests or any(name.within(_words(side)) for side in (row.before, row.after) if side)
    ]


def _words(details: str) -> str:
    return json.dumps(json.loads(details), ensure_ascii=False)


def _elsewhere(connection: Connection, name: Name, by_report: Iterable[int]) -> int:
    has = reports.c.text.icontains(name.name, autoescape=True)
    found = set(connection.scalars(select(reports.c.id).where(has)))
    return len(found - set(by_report))


def _forget(connection: Connection, name: Name) -> None:
    """Take the name out of what does not belong to one report."""
    wanted = folded(name.name)
    for row in connection.execute(select(judgements)).all():
        if wanted in (folded(row.one_name), folded(row.other_name)):
            connection.execute(delete(judgements).where(judgements.c.id == row.id))
    for row in connection.execute(select(known_entities)).all():
        if wanted in map(folded, (row.name, *json.loads(row.aliases))):
            connection.execute(delete(known_entities).where(known_entities.c.id == row.id))
    for row in connection.execute(select(feed_items)).all():
        if any(name.within(words) for words in (row.item, row.address) if words):
            one = and_(feed_items.c.feed_id == row.feed_id, feed_items.c.item == row.item)
            connection.execute(delete(feed_items).where(one))
