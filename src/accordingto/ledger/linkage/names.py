"""The names of sources across reports, what people decided about them, and whom the user listed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Select, insert, select

from accordingto.ledger.folding import folded
from accordingto.ledger.linkage.pieces import in_pieces
from accordingto.ledger.linkage.tables import judgements, known_entities, source_keys
from accordingto.ledger.schema import readings, reports, sources


@dataclass(frozen=True, slots=True)
class NamedSource:
    """One source of one report; `number` is its row number, `key` its id within the reading."""

    number: int
    document: str
    key: str
    name: str
    kind: str | None
    named: bool
    role: str | None
    country: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class StoredJudgement:
    """What a person decided of two sources, each told by its report's digest ("" for any) and its name there."""

    one_report: str
    one_name: str
    other_report: str
    other_name: str
    verdict: str
    by: str | None
    at: str
    note: str | None


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """A person or organisation on the user's list."""

    identifier: str
    name: str
    aliases: tuple[str, ...]
    kind: str | None
    country: str | None


def put_keys(connection: Connection, keys: Iterable[tuple[int, str]]) -> None:
    """Keep under which name keys a source is looked up: (row number of the source, key)."""
    rows = [{"source_id": source, "name_key": key} for source, key in sorted(set(keys))]
    if rows:
        connection.execute(insert(source_keys), rows)


def of_reading(connection: Connection, reading_id: int) -> list[NamedSource]:
    """Return the sources of a reading in their order."""
    query = _named().where(sources.c.reading_id == reading_id).order_by(sources.c.ordinal)
    return [NamedSource(**row) for row in connection.execute(query).mappings()]


def with_keys(connection: Connection, keys: Sequence[str]) -> list[NamedSource]:
    """Return the linked sources that have any of these name keys, by digest of report and place there."""
    found: dict[int, NamedSource] = {}
    for some in in_pieces(sorted(set(keys))):
        query = _named().join(source_keys, source_keys.c.source_id == sources.c.id)
        for row in connection.execute(query.where(source_keys.c.name_key.in_(some))).mappings():
            found[row["number"]] = NamedSource(**row)
    return sorted(found.values(), key=lambda source: (source.document, source.number))


def with_numbers(connection: Connection, numbers: Iterable[int]) -> list[NamedSource]:
    """Return the sources with these row numbers, by digest of report and place there."""
    found = []
    for some in in_pieces(sorted(set(numbers))):
        query = _named().where(sources.c.id.in_(some))
        found += [NamedSource(**row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda source: (source.document, source.number))


def at(connection: Connection, document: str, name: str) -> list[NamedSource]:
    """Return the sources of that name in the current reading of a report, told by its id."""
    query = _named().where(readings.c.is_current, reports.c.digest == document, sources.c.name == name)
    return [NamedSource(**row) for row in connection.execute(query.order_by(sources.c.ordinal)).mappings()]


def bearing(connection: Connection, words: str) -> list[NamedSource]:
    """Return the named sources of current readings whose names hold all of these words, whatever case and accents."""
    names = {row.name for row in connection.execute(select(sources.c.name).where(sources.c.named).distinct())}
    wanted = folded(words).split()
    fitting = sorted(name for name in names if all(word in folded(name) for word in wanted)) if wanted else []
    found = []
    for some in in_pieces(fitting):
        query = _named().where(readings.c.is_current, sources.c.named, sources.c.name.in_(some))
        found += [NamedSource(**row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda source: (source.document, source.number))


def publishers(connection: Connection) -> list[str]:
    """Return the names of all publishers, sorted."""
    told = select(reports.c.publisher).where(reports.c.publisher.is_not(None)).distinct()
    return sorted(name for name in connection.scalars(told) if name)


def add_judgement(connection: Connection, judgement: StoredJudgement) -> None:
    """Add a decision of a person; earlier ones stay."""
    row = {name: getattr(judgement, name) for name in StoredJudgement.__slots__}
    connection.execute(insert(judgements), [row])


def all_judgements(connection: Connection) -> list[StoredJudgement]:
    """Return every decision in the order in which they were entered."""
    columns = [judgements.c[name] for name in StoredJudgement.__slots__]
    query = select(*columns).order_by(judgements.c.id)
    return [StoredJudgement(**row) for row in connection.execute(query).mappings()]


def add_known(connection: Connection, entities: Iterable[StoredEntity]) -> int:
    """Add people and organisations of the user's list that are new or changed; returns how many."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    before = {entity.identifier: entity for entity in all_known(connection)}
    rows = []
    for entity in entities:
        if before.get(entity.identifier) != entity:
            before[entity.identifier] = entity
            row = {name: getattr(entity, name) for name in StoredEntity.__slots__}
            rows.append(row | {"aliases": json.dumps(list(entity.aliases), ensure_ascii=False), "at": now})
    if rows:
        connection.execute(insert(known_entities), rows)
    return len(rows)


def all_known(connection: Connection) -> list[StoredEntity]:
    """Return the user's list, the last entry of each identifier, by identifier."""
    found: dict[str, StoredEntity] = {}
    for row in connection.execute(select(known_entities).order_by(known_entities.c.id)):
        aliases = tuple(json.loads(row.aliases))
        found[row.identifier] = StoredEntity(row.identifier, row.name, aliases, row.kind, row.country)
    return [found[identifier] for identifier in sorted(found)]


def _named() -> Select[tuple[int, str, str, str, str | None, bool, str | None, str | None, str | None]]:
    return (
        select(
            sources.c.id.label("number"), reports.c.digest.label("document"), sources.c.key, sources.c.name,
            sources.c.kind, sources.c.named, sources.c.role, sources.c.country, reports.c.published,
        )
        .join(readings, readings.c.id == sources.c.reading_id)
        .join(reports, reports.c.id == readings.c.report_id)
    )  # fmt: skip
