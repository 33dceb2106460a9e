"""Deciding about claims: accept, reject, correct, add, note, and taking a decision back.

Every decision is an entry in the log and nothing that a person entered is overwritten. Whoever decides says which
revision of the claim they have seen; where somebody else decided since, nothing is changed. The caller's transaction
must hold the write lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from accordingto.errors import ConflictError, DecisionError, NotFoundError
from accordingto.ledger.review import log
from accordingto.ledger.review.change import Change, noted, validate
from accordingto.ledger.review.register import refresh
from accordingto.ledger.review.tables import checks, leases, register
from accordingto.ledger.review.told import told_cells
from accordingto.ledger.review.versions import PEOPLE, add_new, add_version
from accordingto.ledger.schema import claims, readings, reports

DECISIONS = ("accept", "reject", "correct", "add", "note")
"""What can be taken back."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim stands: the row of `checks`, or what it would be where nobody decided yet (`revision` 0).

    `shown` is the row of `claims` whose cells are shown, `report_digest` the report's id.
    """

    claim_id: int
    report_id: int
    report_digest: str
    shown: int
    version_id: int | None
    program_id: int | None
    state: str
    revision: int
    note: str | None
    by: str | None
    at: str | None


def standing(connection: Connection, claim_id: int) -> Standing:
    """Return how a claim stands; raises NotFoundError where the ledger shows no such claim."""
    query = select(checks, reports.c.digest).join(reports, reports.c.id == checks.c.report_id)
    row = connection.execute(query.where(checks.c.claim_id == claim_id)).one_or_none()
    if row is not None:
        shown = row.version_id or row.program_id or claim_id
        return Standing(
            claim_id, row.report_id, row.digest, shown, row.version_id, row.program_id, row.state, row.revision,
            row.note, row.by, row.at,
        )  # fmt: skip
    mine = register.c.claim_id == claim_id
    query = select(register.c.report_id, register.c.state, reports.c.digest)
    new = connection.execute(query.join(reports, reports.c.id == register.c.report_id).where(mine)).one_or_none()
    if new is None:
        raise NotFoundError(_missing(connection, claim_id))
    return Standing(
        claim_id, new.report_id, new.digest, claim_id, None, claim_id, new.state, 0, None, None, None
    )  # fmt: skip


def accept(connection: Connection, claim_id: int, *, by: str, revision: int, note: str | None = None) -> int:
    """Say that a claim is right as it stands; returns its new revision.

    Its cells are kept whatever later readings find. Raises NotFoundError, ConflictError or DecisionError.
    """
    return _decide(connection, claim_id, "accept", "accepted", by, revision, note)


def reject(connection: Connection, claim_id: int, *, by: str, revision: int, note: str | None = None) -> int:
    """Say that this is no claim of the report; returns its new revision. It stays rejected in later readings."""
    return _decide(connection, claim_id, "reject", "rejected", by, revision, note)


def correct(connection: Connection, claim_id: int, change: Change, *, by: str, revision: int) -> int:
    """Give cells of a claim new values; returns its new revision.

    Raises DecisionError where a cell makes no sense or nothing is changed.
    """
    now = _seen(connection, claim_id, revision)
    validate(change, _text(connection, now.report_id))
    if not change.changed:
        if change.note is None:
            raise DecisionError("Nothing is changed. To say that the claim is right as it stands, accept it.")
        return note(connection, claim_id, change.note, by=by, revision=revision)
    with connection.begin_nested():  # the version goes again where it turns out to change nothing
        version_id = add_version(connection, now.shown, claim_id, change)
        before, after = (told_cells(connection, number, change.changed) for number in (now.shown, version_id))
        if before == after:
            raise DecisionError("Nothing is changed: every cell has this value already.")
    then = {"state": "corrected", "version_id": version_id, "note": _noted(now, change.note)}
    return _enter(connection, now, "correct", by, then, before, after)


def add_claim(connection: Connection, report_id: int, change: Change, *, by: str) -> int:
    """Add a claim that the program missed; returns its number. Its content is needed, all else may be left out."""
    digest = connection.scalar(select(reports.c.digest).where(reports.c.id == report_id))
    if digest is None:
        raise NotFoundError(f"The ledger has no report number {report_id}.")
    if not change.content_spans:
        raise DecisionError("A claim needs its content: select the words that are claimed.")
    validate(change, _text(connection, report_id))
    claim_id = add_new(connection, report_id, change)
    now = Standing(claim_id, report_id, digest, claim_id, None, None, "rejected", 0, None, None, None)
    then = {"state": "added", "version_id": claim_id, "note": change.note or None}
    _enter(connection, now, "add", by, then, {}, told_cells(connection, claim_id, change.changed))
    return claim_id


def note(connection: Connection, claim_id: int, words: str, *, by: str, revision: int) -> int:
    """Put words for colleagues beside a claim, "" for none; returns its new revision. How it stands is as before."""
    now = _seen(connection, claim_id, revision)
    noted(words)
    then = {"state": now.state, "version_id": now.version_id, "note": words or None}
    if then["note"] == now.note:
        raise DecisionError("Nothing is changed: the note has these words already.")
    return _enter(connection, now, "note", by, then)


def last_decision(connection: Connection, claim_id: int) -> log.Entry | None:
    """Return the last decision about a claim that is not taken back, None where there is none."""
    found = log.entries(connection, claim_id=claim_id, limit=_ALL)
    undone = {entry.undoes for entry in found}
    return next((entry for entry in found if entry.action in DECISIONS and entry.id not in undone), None)


def undo(connection: Connection, claim_id: int, *, by: str, revision: int) -> int:
    """Take back the last decision about a claim that is not taken back yet; returns its new revision.

    The claim stands again as it did before. A claim that a person added and takes back is a rejected one.
    """
    now = _seen(connection, claim_id, revision)
    last = last_decision(connection, claim_id)
    if last is None:
        raise DecisionError("There is no decision about this claim to take back.")
    if last.before is None:
        raise DecisionError("The last decision cannot be taken back: a purge removed what it changed.")
    then = {name: last.before[name] for name in ("state", "version_id", "note")}
    before, after = ((side or {}).get("cells", {}) for side in (last.after, last.before))
    return _enter(connection, now, "undo", by, then, before, after, last.id)


_ALL = 1_000_000


def _decide(
    connection: Connection, claim_id: int, action: str, state: str, by: str, revision: int, words: str | None
) -> int:
    now = _seen(connection, claim_id, revision)
    if words is not None:
        noted(words)
    if now.state == state:
        raise DecisionError(f"The claim is {state} already, by {now.by} on {now.at}.")
    then = {"state": state, "version_id": now.shown, "note": _noted(now, words)}
    return _enter(connection, now, action, by, then)


def _noted(now: Standing, words: str | None) -> str | None:
    return now.note if words is None else words or None


def _seen(connection: Connection, claim_id: int, revision: int) -> Standing:
    """Return how a claim stands; raises ConflictError where that is not what the person has seen."""
    now = standing(connection, claim_id)
    if now.revision != revision:
        raise ConflictError(_conflict(connection, now, revision))
    return now


def _conflict(connection: Connection, now: Standing, revision: int) -> str:
    if now.revision < revision or not now.by:
        return f"Claim {now.claim_id} has no revision {revision}; its last is {now.revision}. Look at it again."
    last = log.entries(connection, claim_id=now.claim_id, limit=1)
    what = _WORDS.get(last[0].action, last[0].action) if last else now.state
    return (
        f"{now.by} {what} claim {now.claim_id} on {now.at}, after you opened it; it is now {now.state}. Nothing was "
        "changed. Look at it again, then decide."
    )


_WORDS = {
    "accept": "accepted", "reject": "rejected", "correct": "corrected", "add": "added", "note": "put a note to",
    "undo": "took back a decision about",
}  # fmt: skip


def _enter(
    connection: Connection, now: Standing, action: str, by: str, then: dict[str, Any],
    before: dict[str, Any] | None = None, after: dict[str, Any] | None = None, undoes: int | None = None,
) -> int:  # fmt: skip
    """Write how a claim stands from now on, its entry in the log and its row of the register."""
    revision = now.revision + 1
    row = then | {"revision": revision, "by": by, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    if now.revision == 0:
        fixed = {"claim_id": now.claim_id, "report_id": now.report_id, "program_id": now.program_id}
        connection.execute(insert(checks), [fixed | row])
    else:
        seen = (checks.c.claim_id == now.claim_id) & (checks.c.revision == now.revision)
        if connection.execute(update(checks).where(seen).values(row)).rowcount != 1:
            raise ConflictError(_conflict(connection, standing(connection, now.claim_id), now.revision))
    was = {"state": now.state, "version_id": now.version_id, "note": now.note}
    log.append(
        connection, by=by, action=action, subject=f"claim {now.claim_id}", claim_id=now.claim_id,
        report_digest=now.report_digest, before=was | ({"cells": before} if before else {}),
        after=then | ({"cells": after} if after else {}), undoes=undoes,
    )  # fmt: skip
    connection.execute(delete(leases).where(leases.c.claim_id == now.claim_id))
    refresh(connection, now.claim_id)
    return revision


def _text(connection: Connection, report_id: int) -> str:
    return str(connection.scalar(select(reports.c.text).where(reports.c.id == report_id)))


def _missing(connection: Connection, claim_id: int) -> str:
    """Return in words why a claim is not shown."""
    query = select(claims.c.key, claims.c.report_id, readings.c.program_version)
    old = connection.execute(query.join(readings).where(claims.c.id == claim_id)).one_or_none()
    if old is None or old.program_version == PEOPLE:
        return f"The ledger has no claim number {claim_id}."
    return f"Claim {claim_id} is of an older reading of report {old.report_id}. Look at the report's claims of now."
