"""What people decide of two sources, entered in the log and taken back where it was wrong; rows are only added."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from accordingto.errors import ConflictError, DecisionError, NotFoundError
from accordingto.ledger.linkage import names
from accordingto.ledger.linkage.names import NamedSource, StoredJudgement
from accordingto.ledger.linkage.tables import judgements
from accordingto.ledger.review import log

VERDICTS = ("same", "different", "unsure")
WITHDRAWN = "withdrawn"
"""What stands for a decision that was taken back: the pair counts as if nobody had judged it."""
_ACTIONS = {"same": "merge", "different": "split", "unsure": "unsure", WITHDRAWN: "take back"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision in force on a pair of sources; `number` is its row."""

    number: int
    judgement: StoredJudgement


def named_source(connection: Connection, number: int) -> NamedSource:
    """Return the source with this row number; raises NotFoundError where there is none."""
    found = names.with_numbers(connection, [number])
    if not found:
        raise NotFoundError(f"The ledger has no source number {number}.")
    return found[0]


def judge(connection: Connection, one: int, other: int, verdict: str, *, by: str, note: str | None = None) -> int:
    """Keep whether two sources (row numbers) are the same, as VERDICTS say it; returns the entry's number in the log.

    Of two decisions about one pair the later counts. Raises DecisionError where there is nothing to decide, and
    NotFoundError where a source is not there.
    """
    if verdict not in VERDICTS:
        raise DecisionError(f"{verdict!r} is no verdict. Say “same”, “different” or “unsure”.")
    left, right = named_source(connection, one), named_source(connection, other)
    if (left.document, left.name) == (right.document, right.name):
        raise DecisionError(f"“{left.name}” is one source of one report: there is nothing to decide.")
    row = StoredJudgement(left.document, left.name, right.document, right.name, verdict, by, _now(), note)
    return _add(connection, row, f"sources {one} and {other}")


def in_force(connection: Connection, places: Collection[tuple[str, str]]) -> list[Judged]:
    """Return the last decision on each pair that one of these sources (report's digest, name) is in, oldest first."""
    if not places:
        return []
    last: dict[frozenset[tuple[str, str]], Judged] = {}
    for row in connection.execute(select(judgements).order_by(judgements.c.id)).mappings():
        pair = frozenset([(row["one_report"], row["one_name"]), (row["other_report"], row["other_name"])])
        if pair & set(places):
            last[pair] = Judged(row["id"], StoredJudgement(**{name: row[name] for name in StoredJudgement.__slots__}))
    return sorted((j for j in last.values() if j.judgement.verdict != WITHDRAWN), key=lambda j: j.number)


def take_back(connection: Connection, number: int, *, by: str) -> int:
    """Take back a decision (row number): what was decided of the pair before counts again; returns the log's number.

    Raises ConflictError where it is no longer the last one on its pair.
    """
    row = connection.execute(select(judgements).where(judgements.c.id == number)).mappings().first()
    if row is None:
        raise NotFoundError(f"Nobody made a decision number {number} about sources.")
    one, other = (row["one_report"], row["one_name"]), (row["other_report"], row["other_name"])
    on_pair = list(connection.execute(select(judgements).where(_pair(one, other)).order_by(judgements.c.id)).mappings())
    if on_pair[-1]["id"] != number or row["verdict"] == WITHDRAWN:
        last = on_pair[-1]
        raise ConflictError(f"{last['by'] or 'Somebody'} decided again on {last['at'][:16]}: “{last['verdict']}”.")
    before = on_pair[-2]["verdict"] if len(on_pair) > 1 else WITHDRAWN
    row_after = StoredJudgement(*one, *other, before, by, _now(), f"takes back “{row['verdict']}”")
    return _add(connection, row_after, f"decision {number} about sources")


def _add(connection: Connection, row: StoredJudgement, subject: str) -> int:
    """Add a decision and its entry in the log, which holds no names: a purge could not take them out of there."""
    pair = _pair((row.one_report, row.one_name), (row.other_report, row.other_name))
    query = select(judgements.c.verdict).where(pair).order_by(judgements.c.id.desc()).limit(1)
    before = connection.scalar(query)
    names.add_judgement(connection, row)
    return log.append(
        connection, by=row.by or "", action=_ACTIONS[row.verdict], subject=subject,
        before=None if before is None else {"verdict": before}, after={"verdict": row.verdict},
    )  # fmt: skip


def _pair(one: tuple[str, str], other: tuple[str, str]) -> ColumnElement[bool]:
    c = judgements.c
    both = [
        and_(c.one_report == a[0], c.one_name == a[1], c.other_report == b[0], c.other_name == b[1])
        for a, b in ((one, other), (other, one))
    ]
    return or_(*both)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
