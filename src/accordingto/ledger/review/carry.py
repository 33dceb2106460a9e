"""Finding again, in a newer reading, the claims that people decided on: same cue, mostly the same content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, select

from accordingto.ledger.linkage.pieces import in_pieces
from accordingto.ledger.review.tables import checks
from accordingto.ledger.schema import spans
from accordingto.records import Span, Spans

Place = tuple[Spans, Spans]
"""Where a claim stands: its cue and its content."""


def places(connection: Connection, report_id: int, reading_id: int) -> dict[int, int]:
    """Return which claim of a reading stands where a claim that people decided on stands: claim → row of `claims`.

    A claim is looked for where people put it, where the program's last one stood and where it first stood. No claim of
    the reading is given twice: those that share most come first.
    """
    query = select(checks.c.claim_id, checks.c.version_id, checks.c.program_id).where(checks.c.report_id == report_id)
    rows = {row.claim_id: {row.claim_id, row.version_id, row.program_id} - {None} for row in connection.execute(query)}
    decided: dict[int, Place] = {}
    for some in in_pieces(sorted(set().union(*rows.values()))):
        decided |= _places(connection, spans.c.claim_id.in_(some))
    read = _places(connection, spans.c.reading_id == reading_id)
    shared = []
    for claim_id, numbers in rows.items():
        for number, place in read.items():
            share = max((_share(decided[n], place) for n in numbers if n in decided), default=0.0)
            if share:
                shared.append((-share, claim_id, number))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, claim_id, number in sorted(shared):
        if claim_id not in found and number not in taken:
            found[claim_id] = number
            taken.add(number)
    return found


def _places(connection: Connection, where: ColumnElement[bool]) -> dict[int, Place]:
    parts: dict[tuple[int, str], list[Span]] = defaultdict(list)
    query = select(spans).where(where, spans.c.claim_id.is_not(None), spans.c.role.in_(("cue", "content")))
    for row in connection.execute(query.order_by(spans.c.ordinal)):
        parts[row.claim_id, row.role].append(Span(row.start, row.end))
    return {
        claim: (tuple(parts.get((claim, "cue"), ())), tuple(parts.get((claim, "content"), ()))) for claim, _ in parts
    }


def _share(one: Place, other: Place) -> float:
    """Return how much of the contents is the same, 0 where it is less than half of either or the cues differ."""
    if (one[0] or other[0]) and not _common(one[0], other[0]):
        return 0.0
    most = max(_length(one[1]), _length(other[1]))
    common = _common(one[1], other[1])
    return common / most if most and 2 * common >= most else 0.0


def _common(one: Spans, other: Spans) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _length(parts: Iterable[Span]) -> int:
    return sum(end - start for start, end in parts)
