"""What claims say across reports: propositions, what was decided of two of them, and the claims that say them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from accordingto.errors import NotFoundError
from accordingto.ledger.linkage.pieces import in_pieces
from accordingto.ledger.linkage.tables import claim_propositions, proposition_keys, propositions, relations
from accordingto.ledger.schema import claims, readings, reports


@dataclass(frozen=True, slots=True)
class StoredProposition:
    """What a claim says; `data` is what was stored as JSON."""

    number: int
    digest: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredRelation:
    """What was decided of two propositions, by number; `one` is that with the lower digest."""

    one: int
    other: int
    kind: str
    score: float
    why: str
    facts: dict[str, Any]


def number_of(connection: Connection, digest: str) -> int | None:
    """Return the number of a stored proposition, None where it is new."""
    return connection.scalar(select(propositions.c.id).where(propositions.c.digest == digest))


def put(connection: Connection, digest: str, data: dict[str, Any]) -> int:
    """Keep a new proposition; returns its number."""
    row = {"digest": digest, "data": json.dumps(data, ensure_ascii=False)}
    number: int = connection.scalars(insert(propositions).returning(propositions.c.id), [row]).one()
    return number


def has_keys(connection: Connection, number: int, keys: Collection[int]) -> bool:
    """Whether a proposition is kept under all of these keys."""
    return len(_kept_under(connection, number, keys)) == len(set(keys))


def put_keys(connection: Connection, number: int, keys: Collection[int]) -> None:
    """Keep a proposition under these keys too."""
    rows = [
        {"word_key": key, "proposition_id": number} for key in sorted(set(keys) - _kept_under(connection, number, keys))
    ]
    if rows:
        connection.execute(insert(proposition_keys), rows)


def say(connection: Connection, pairs: Iterable[tuple[int, int]]) -> None:
    """Keep which claim says which proposition: (row number of the claim, number of the proposition)."""
    rows = [{"claim_id": claim, "proposition_id": number} for claim, number in pairs]
    if rows:
        connection.execute(insert(claim_propositions), rows)


def claim_numbers(connection: Connection, reading_id: int) -> dict[str, int]:
    """Return the row numbers of a reading's claims by their keys."""
    query = select(claims.c.key, claims.c.id).where(claims.c.reading_id == reading_id)
    return {row.key: row.id for row in connection.execute(query)}


def claim_number(connection: Connection, document: str, key: str) -> int:
    """Return the row number of a claim of the current reading of a report, by the report's id and the claim's key.

    Raises NotFoundError where no report has that id: the text of one that was redacted has another.
    """
    query = (
        select(claims.c.id)
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(reports, reports.c.id == readings.c.report_id)
        .where(readings.c.is_current, reports.c.digest == document, claims.c.key == key)
    )
    found: int | None = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFoundError(f"Claim {key} stands in a report that was redacted, and is not followed to others.")
    return found


def with_keys(connection: Connection, keys: Sequence[int]) -> list[StoredProposition]:
    """Return the propositions that share any of these keys, by digest."""
    numbers: set[int] = set()
    for some in in_pieces(sorted(set(keys))):
        query = select(proposition_keys.c.proposition_id).where(proposition_keys.c.word_key.in_(some))
        numbers.update(connection.scalars(query))
    return stored(connection, numbers)


def stored(connection: Connection, numbers: Iterable[int]) -> list[StoredProposition]:
    """Return the propositions with these numbers, by digest."""
    found = []
    for some in in_pieces(sorted(set(numbers))):
        rows = connection.execute(select(propositions).where(propositions.c.id.in_(some)))
        found += [StoredProposition(row.id, row.digest, json.loads(row.data)) for row in rows]
    return sorted(found, key=lambda proposition: proposition.digest)


def relate(connection: Connection, found: Iterable[StoredRelation]) -> None:
    """Keep what was decided of pairs."""
    rows = [
        {"one_id": r.one, "other_id": r.other, "kind": r.kind, "score": r.score, "why": r.why,
         "facts": json.dumps(r.facts, ensure_ascii=False)}
        for r in found
    ]  # fmt: skip
    if rows:
        connection.execute(insert(relations), rows)


def relations_of(connection: Connection, numbers: Iterable[int]) -> list[StoredRelation]:
    """Return what was decided of these propositions and any others."""
    found: dict[tuple[int, int], StoredRelation] = {}
    for some in in_pieces(sorted(set(numbers))):
        for column in (relations.c.one_id, relations.c.other_id):
            for row in connection.execute(select(relations).where(column.in_(some))):
                found[row.one_id, row.other_id] = _relation(row)
    return [found[pair] for pair in sorted(found)]


def relations_of_kind(connection: Connection, kinds: Sequence[str]) -> list[StoredRelation]:
    """Return everything that was decided to be of these kinds."""
    query = select(relations).where(relations.c.kind.in_(kinds)).order_by(relations.c.one_id, relations.c.other_id)
    return [_relation(row) for row in connection.execute(query)]


def claims_saying(connection: Connection, numbers: Iterable[int]) -> dict[int, list[int]]:
    """Return the row numbers of the claims that say these propositions, by proposition."""
    found: dict[int, list[int]] = defaultdict(list)
    for some in in_pieces(sorted(set(numbers))):
        query = select(claim_propositions).where(claim_propositions.c.proposition_id.in_(some))
        for row in connection.execute(query.order_by(claim_propositions.c.claim_id)):
            found[row.proposition_id].append(row.claim_id)
    return found


def _kept_under(connection: Connection, number: int, keys: Collection[int]) -> set[int]:
    table = proposition_keys.c
    query = select(table.word_key).where(table.word_key.in_(sorted(set(keys))), table.proposition_id == number)
    return set(connection.scalars(query))


def _relation(row: Any) -> StoredRelation:
    return StoredRelation(row.one_id, row.other_id, row.kind, row.score, row.why, json.loads(row.facts))
