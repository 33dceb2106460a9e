"""Taking reports out of what linking made, so that none of their words is left there; they wait to be linked again."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, or_, select

from accordingto.ledger.linkage import tables
from accordingto.ledger.linkage.pieces import in_pieces
from accordingto.ledger.schema import claims, readings, sources


def unlink(connection: Connection, report_ids: Iterable[int]) -> None:
    """Drop what was made of these reports and of those that reprint them; the current readings of all wait again.

    A proposition that a claim of another report makes too stays.
    """
    affected = sorted(set(report_ids) | _reprinting(connection, report_ids))
    for some in in_pieces(affected):
        _drop_prints(connection, some)
        _drop_propositions(connection, some)
        read = select(readings.c.id).where(readings.c.report_id.in_(some))
        named = select(sources.c.id).where(sources.c.reading_id.in_(read))
        connection.execute(delete(tables.source_keys).where(tables.source_keys.c.source_id.in_(named)))
        for table in (tables.linked, tables.unlinked):
            connection.execute(delete(table).where(table.c.reading_id.in_(read)))
        current = read.where(readings.c.is_current)
        connection.execute(insert(tables.unlinked).from_select(["reading_id"], current))


def _reprinting(connection: Connection, report_ids: Iterable[int]) -> set[int]:
    """Return the reports of the families of these: a copy is found through the first of its family only."""
    prints = tables.report_prints
    found: set[int] = set()
    for some in in_pieces(sorted(set(report_ids))):
        families = select(prints.c.family).where(prints.c.report_id.in_(some))
        found.update(connection.scalars(select(prints.c.report_id).where(prints.c.family.in_(families))))
    return found


def _drop_prints(connection: Connection, report_ids: Iterable[int]) -> None:
    pairs = tables.reprints
    pair = or_(pairs.c.one_id.in_(report_ids), pairs.c.other_id.in_(report_ids))
    connection.execute(delete(pairs).where(pair))
    for table in (tables.report_bands, tables.report_prints):
        connection.execute(delete(table).where(table.c.report_id.in_(report_ids)))


def _drop_propositions(connection: Connection, report_ids: Iterable[int]) -> None:
    said = tables.claim_propositions
    mine = said.c.claim_id.in_(select(claims.c.id).where(claims.c.report_id.in_(report_ids)))
    numbers = sorted(set(connection.scalars(select(said.c.proposition_id).where(mine))))
    connection.execute(delete(said).where(mine))
    for some in in_pieces(numbers):
        shared = set(connection.scalars(select(said.c.proposition_id).where(said.c.proposition_id.in_(some))))
        alone = [number for number in some if number not in shared]
        pairs, keys, propositions = tables.relations, tables.proposition_keys, tables.propositions
        connection.execute(delete(pairs).where(or_(pairs.c.one_id.in_(alone), pairs.c.other_id.in_(alone))))
        connection.execute(delete(keys).where(keys.c.proposition_id.in_(alone)))
        connection.execute(delete(propositions).where(propositions.c.id.in_(alone)))
