"""The log of decisions: only ever added to, each entry carrying the digest of the one before.

`told` is the digest over what a purge may empty (the salt and what was before and after); `digest` is that over the
digest before and all other columns. `claim_id`, which a purge also empties, is repeated in `subject`. So the chain
still verifies where a person at risk was removed from it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from accordingto.ledger.review.tables import log

FIRST = "0" * 64
"""What stands as the digest before the first entry."""

_PAGE = 1_000
_CHAINED = ("id", "at", "by", "action", "subject", "report_digest", "told", "undoes")

Details = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `before` and `after` are None where there was nothing to tell, or where a purge `emptied` them."""

    id: int
    at: str
    by: str
    action: str
    subject: str
    claim_id: int | None
    report_digest: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    undoes: int | None
    digest: str
    emptied: bool


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying found: how many entries, the number of the first that does not fit with why, how many a purge
    emptied, and the digest of the last entry that fits, to be noted elsewhere.
    """

    entries: int
    first_broken: int | None
    purged: int
    head: str
    why: str | None = None


def append(
    connection: Connection,
    *,
    by: str,
    action: str,
    subject: str,
    claim_id: int | None = None,
    report_digest: str | None = None,
    before: Details | None = None,
    after: Details | None = None,
    undoes: int | None = None,
) -> int:
    """Add an entry and return its number; the caller's transaction must hold the write lock.

    A purge never empties `subject`: no name and no word of a report belongs there. With a `claim_id` it must end with
    that number, as in “claim 12”.
    """
    if claim_id is not None and subject.rpartition(" ")[2] != str(claim_id):
        raise ValueError(subject)
    last = connection.execute(select(log.c.id, log.c.digest).order_by(log.c.id.desc()).limit(1)).one_or_none()
    row: dict[str, Any] = {
        "id": last.id + 1 if last else 1, "at": datetime.now(UTC).isoformat(timespec="seconds"), "by": by,
        "action": action, "subject": subject, "claim_id": claim_id, "report_digest": report_digest,
        "before": None if before is None else canonical(before), "after": None if after is None else canonical(after),
        "salt": secrets.token_hex(16), "undoes": undoes, "previous": last.digest if last else FIRST,
    }  # fmt: skip
    row["told"] = _told(row["salt"], row["before"], row["after"])
    row["digest"] = _digest(row["previous"], row)
    connection.execute(insert(log), [row])
    number: int = row["id"]
    return number


def canonical(value: object) -> str:
    """Return the one way in which a value is written as JSON for a digest."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entries(
    connection: Connection,
    *,
    before_id: int | None = None,
    claim_id: int | None = None,
    by: str | None = None,
    limit: int = 100,
) -> list[Entry]:
    """Return entries, the newest first: those before an entry's number, about a claim, by a person."""
    query = select(log).order_by(log.c.id.desc()).limit(limit)
    if before_id is not None:
        query = query.where(log.c.id < before_id)
    if claim_id is not None:
        query = query.where(log.c.claim_id == claim_id)
    if by is not None:
        query = query.where(log.c.by == by)
    return [_entry(row) for row in connection.execute(query)]


def head(connection: Connection) -> str:
    """Return the digest of the last entry; whoever notes it elsewhere can tell later whether the end was cut off."""
    return connection.scalar(select(log.c.digest).order_by(log.c.id.desc()).limit(1)) or FIRST


def verify(connection: Connection, expect: str | None = None) -> Verified:
    """Read the chain from its first entry to the end, in flat memory, and say where it first breaks.

    With `expect`, a digest noted earlier, an end that was cut off since is found too.
    """
    emptied = _emptied(connection)
    previous, number, purged = FIRST, 0, 0
    met = expect in (None, FIRST)
    for row in _all(connection):
        why = _fault(row, previous, number + 1)
        told_of = row.salt is not None or row.id in emptied.entries or row.report_digest in emptied.reports
        if why is None and not told_of:
            why = "what was decided is gone, and no purge tells of it"
        if why is not None:
            return Verified(number, row.id, purged, previous, why)
        previous, number, purged = row.digest, row.id, purged + (row.salt is None)
        met = met or previous == expect
    if not met:
        return Verified(number, number + 1, purged, previous, "the entry with the expected digest is not there")
    return Verified(number, None, purged, previous)


def _all(connection: Connection) -> Iterator[Row[Any]]:
    after = 0
    while True:
        query = select(log).where(log.c.id > after).order_by(log.c.id).limit(_PAGE)
        rows = connection.execute(query).all()
        if not rows:
            return
        yield from rows
        after = rows[-1].id


def _fault(row: Row[Any], previous: str, number: int) -> str | None:
    """Return why an entry does not fit behind the one before it, None where it does."""
    if row.id != number:
        return f"entry {number} is missing"
    if row.previous != previous:
        return "it does not follow the entry before it"
    if row.salt is None:
        if row.before is not None or row.after is not None:
            return "what was decided has been changed"
    elif row.told != _told(row.salt, row.before, row.after):
        return "what was decided has been changed"
    about = None if row.claim_id is None else str(row.claim_id)
    if about != (row.subject.rpartition(" ")[2] if about or _names_a_claim(row) else None):
        return "it tells of another claim than it did"
    if row.digest != _digest(previous, row._mapping):
        return "it has been changed"
    return None


def _names_a_claim(row: Row[Any]) -> bool:
    """Whether an entry must tell its claim's number: only a purge takes that away."""
    return row.salt is not None and row.subject.startswith("claim ")


@dataclass(frozen=True, slots=True)
class _Emptied:
    """What purges emptied: all entries about these reports, and these single entries."""

    reports: frozenset[str]
    entries: frozenset[int]


def _emptied(connection: Connection) -> _Emptied:
    query = select(log.c.report_digest, log.c.after).where(log.c.action == "purge")
    reports: set[str] = set()
    numbers: set[int] = set()
    for row in connection.execute(query):
        if row.report_digest is not None:
            reports.add(row.report_digest)
        numbers.update(json.loads(row.after or "{}").get("entries", ()))
    return _Emptied(frozenset(reports), frozenset(numbers))


def _told(salt: str, before: str | None, after: str | None) -> str:
    return hashlib.sha256(canonical([salt, before, after]).encode()).hexdigest()


def _digest(previous: str, row: Mapping[Any, Any]) -> str:
    chained = {name: row[name] for name in _CHAINED}
    return hashlib.sha256(canonical([previous, chained]).encode()).hexdigest()


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        row.id, row.at, row.by, row.action, row.subject, row.claim_id, row.report_digest,
        None if row.before is None else json.loads(row.before), None if row.after is None else json.loads(row.after),
        row.undoes, row.digest, row.salt is None,
    )  # fmt: skip
