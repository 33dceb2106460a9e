"""What was removed for good: kept by digest, so that it does not come back unnoticed.

Kinds: “report” (its id), “redacted” (the id of a report from which a name was taken: its text no longer fits it),
“address” (sha256 of an address from which nothing is taken again), “source” (salt and salted sha256 of a name),
“lifted” (a digest that is allowed again), “number” (the highest number of a claim that was removed).
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from accordingto.errors import NotFoundError, PurgedError
from accordingto.ledger.folding import folded
from accordingto.ledger.review import log
from accordingto.ledger.review.tables import tombstones
from accordingto.ledger.schema import claims

LIFTED = "lifted"
_BARRED = ("report", "redacted", "address")


def put(connection: Connection, kind: str, digest: str, *, by: str, why: str, log_id: int) -> None:
    """Keep that something was removed, in the log's entry `log_id`."""
    row = {"kind": kind, "digest": digest, "at": _now(), "by": by, "why": why, "log_id": log_id}
    connection.execute(insert(tombstones), [row])


def bar(connection: Connection, kind: str, digest: str, url: str | None, *, by: str, why: str, log_id: int) -> None:
    """Keep that a report was purged or redacted, so that neither it nor what its address says next is added again."""
    put(connection, kind, digest, by=by, why=why, log_id=log_id)
    if url is not None:
        put(connection, "address", of_address(url), by=by, why=why, log_id=log_id)


def refuse(connection: Connection, digest: str, url: str | None) -> None:
    """Raise PurgedError, in words, where a report of this id or address was purged or redacted."""
    digests = [digest] if url is None else [digest, of_address(url)]
    query = select(tombstones).where(tombstones.c.digest.in_(digests)).order_by(tombstones.c.id)
    last = {row.digest: row for row in connection.execute(query)}
    barred = next((row for row in last.values() if row.kind in _BARRED), None)
    if barred is not None:
        what = "redacted" if barred.kind == "redacted" else "taken out of the ledger"
        raise PurgedError(
            f"Report {digest} was {what} for good by {barred.by} on {barred.at[:10]} and is not added again. An admin "
            f"can allow it with “accordingto purge LEDGER --lift {barred.digest} --why WORDS”."
        )


def lift(connection: Connection, digest: str, *, by: str, why: str) -> int:
    """Allow again what was purged under a digest; returns the entry's number in the log. What is gone stays gone."""
    last = select(tombstones.c.kind).where(tombstones.c.digest == digest).order_by(tombstones.c.id.desc()).limit(1)
    if connection.scalar(last) not in _BARRED:
        raise NotFoundError(f"Nothing with the digest {digest} is kept out of the ledger.")
    number = log.append(connection, by=by, action="lift", subject=f"purge of {digest}", after={"why": why})
    put(connection, LIFTED, digest, by=by, why=why, log_id=number)
    return number


def keep_number(connection: Connection, claim_id: int, *, by: str, why: str, log_id: int) -> None:
    """Keep the highest number of the claims of a purged report: a number names one claim for good."""
    put(connection, "number", str(claim_id), by=by, why=why, log_id=log_id)


def free_number(connection: Connection) -> int | None:
    """Return the number for the next new claim where the database would give one again that was removed, else None."""
    if connection.dialect.name != "sqlite":  # other databases never give a number twice
        return None
    numbers = connection.scalars(select(tombstones.c.digest).where(tombstones.c.kind == "number")).all()
    removed = max(map(int, numbers), default=0)
    highest = connection.scalar(select(func.max(claims.c.id))) or 0 if removed else 0
    return removed + 1 if removed > highest else None


def of_address(url: str) -> str:
    """Return the digest under which an address is barred."""
    return "address:" + hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


def of_name(name: str) -> str:
    """Return a salted digest of a name, whatever its case and accents."""
    return _salted(secrets.token_hex(16), name)


def is_name(digest: str, name: str) -> bool:
    """Whether a salted digest is that of a name."""
    return digest == _salted(digest.split(":")[1], name)


def _salted(salt: str, name: str) -> str:
    return f"name:{salt}:{hashlib.sha256(f'{salt} {folded(name)}'.encode()).hexdigest()}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
