"""Linking what is new in a ledger: each report by itself, all of it in one transaction or nothing.

What is stored is made of one report or decided about two, never about the ledger as a whole; so the order of reports,
batches and interruptions make no difference, and a report costs the same in a large ledger as in a small one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection

from accordingto.ledger import Ledger
from accordingto.ledger.linkage import families, names, progress, sayings
from accordingto.ledger.linkage.names import NamedSource
from accordingto.ledger.linkage.sayings import StoredRelation
from accordingto.linking import duplicates, entities, propositions
from accordingto.linking.entities import Party
from accordingto.linking.propositions import Proposition
from accordingto.records import Reading, Source

RULES = f"1 duplicates {duplicates.VERSION} propositions {propositions.VERSION} entities {entities.VERSION}"
"""The state of the program that decides; what was linked by another is linked anew."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run did: reports linked, relations found between propositions."""

    reports: int = 0
    relations: int = 0

    def __add__(self, other: Linked) -> Linked:
        """Add up two runs."""
        return Linked(self.reports + other.reports, self.relations + other.relations)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All that linking makes of one reading by itself."""

    text: str
    body: str | None
    bands: tuple[int, ...]
    agencies: tuple[str, ...]
    keys: dict[str, tuple[str, ...]]
    propositions: dict[str, _Said]


@dataclass(frozen=True, slots=True)
class _Said:
    """What one claim says, the keys under which it is kept, and those under which others are looked up."""

    proposition: Proposition
    keys: frozenset[int]
    lookups: tuple[int, ...]


def link(ledger: Ledger, told: Callable[[int, int], None] = lambda done, total: None) -> Linked:
    """Link every reading that waits; `told` is called with how many are done and how many there were.

    Raises LedgerError where the ledger cannot be written. Stopped at any moment, the next run goes on where it was.
    """
    with ledger.reading_connection() as connection:
        anew = progress.made_by_other_rules(connection, RULES)
    if anew:
        with ledger.writing_connection() as connection:
            progress.begin_anew(connection)
    with ledger.reading_connection() as connection:
        waiting = progress.waiting(connection)
    total = Linked()
    for number, reading_id in enumerate(waiting, start=1):
        total += _link(ledger, reading_id)
        told(number, len(waiting))
    return total


def _link(ledger: Ledger, reading_id: int) -> Linked:
    with ledger.reading_connection() as connection:
        report = progress.report_of(connection, reading_id)
    prepared = None if report is None else _prepared(ledger.reading(report))
    with ledger.writing_connection() as connection:
        # Another run may have been here, or a newer reading may have come, since it was put on the list.
        if report is None or prepared is None or progress.report_of(connection, reading_id) != report:
            progress.skip(connection, reading_id)
            return Linked()
        progress.forget_older(connection, report, reading_id)
        _print(connection, report, prepared)
        _name(connection, reading_id, prepared)
        found = _say(connection, reading_id, prepared)
        progress.done(connection, reading_id, RULES)
    return Linked(1, found)


def _prepared(reading: Reading) -> _Prepared:
    prints = duplicates.prints_of(reading.text)
    credited = [c.agency for c in prints.credits if c.kind == "line" and c.agency]
    return _Prepared(
        reading.text,
        prints.body,
        prints.bands,
        tuple(dict.fromkeys(credited)),
        {source.id: entities.keys_of(Party.of(reading, source)) for source in reading.sources},
        _said(reading),
    )


def _said(reading: Reading) -> dict[str, _Said]:
    made = propositions.propositions_of(reading)
    names = {source.id: _called(source) for source in reading.sources if source.named}
    said = {}
    for claim in reading.claims:
        if claim.id in made:
            day = (claim.said and (claim.said.start or claim.said.end)) or reading.document.published
            about = made[claim.id], day, names.get(claim.source or "")
            said[claim.id] = _Said(about[0], frozenset(propositions.keys_of(*about)), propositions.lookups_of(*about))
    return said


def _called(source: Source) -> str:
    """What reports call a source in common: the surname of a person, the whole name of a body."""
    words = source.name.split()
    return words[-1] if source.kind == "person" and words else source.name


def _print(connection: Connection, report: int, prepared: _Prepared) -> None:
    """Find the family of a report."""
    if families.has_print(connection, report):
        return
    copy = None if prepared.body is None else families.with_body(connection, prepared.body)
    # A second copy needs no keys of its own: whoever meets it meets the first.
    bands = () if copy is not None else prepared.bands
    met = families.sharing_bands(connection, bands, duplicates.LEAST_SHARED)
    families.put_print(connection, report, prepared.body, bands, prepared.agencies)
    if copy is not None:
        families.join(connection, families.Reprint(copy, report, 1.0, "both have the same words in the same order"))
        return
    parts = (_texts(connection, some) for _, some in met)
    for edge in list(duplicates.joins(str(report), prepared.text, parts)):
        decided = edge.reprint
        families.join(connection, families.Reprint(int(edge.one), int(edge.other), decided.score, decided.why))


def _texts(connection: Connection, reports: Iterable[int]) -> Iterator[tuple[str, str]]:
    for report in reports:
        for found in families.printed(connection, [report]):
            yield str(report), found.text


def _name(connection: Connection, reading_id: int, prepared: _Prepared) -> None:
    sources: list[NamedSource] = names.of_reading(connection, reading_id)
    names.put_keys(connection, ((s.number, key) for s in sources for key in prepared.keys.get(s.key, ())))


def _say(connection: Connection, reading_id: int, prepared: _Prepared) -> int:
    """Keep what the claims say and compare what nobody said before; returns how many relations were found."""
    claims = sayings.claim_numbers(connection, reading_id)
    pairs, relations = [], 0
    for key, said in prepared.propositions.items():
        number = sayings.number_of(connection, said.proposition.digest)
        if number is None:
            number = sayings.put(connection, said.proposition.digest, said.proposition.to_dict())
        # What was said before under all of these keys has met all that it can meet.
        if not sayings.has_keys(connection, number, said.keys):
            met = {n for r in sayings.relations_of(connection, [number]) for n in (r.one, r.other)} | {number}
            others = [other for other in sayings.with_keys(connection, said.lookups) if other.number not in met]
            sayings.put_keys(connection, number, said.keys)
            found = list(_related(number, said.proposition, others))
            sayings.relate(connection, found)
            relations += len(found)
        pairs.append((claims[key], number))
    sayings.say(connection, pairs)
    return relations


def _related(
    number: int, proposition: Proposition, others: Sequence[sayings.StoredProposition]
) -> Iterator[StoredRelation]:
    for other in others:
        theirs = Proposition.from_dict(other.data)
        # Always in the order of the digests, so that no score depends on which of them came first.
        pair = (proposition, number), (theirs, other.number)
        (one, first), (two, second) = pair if proposition.digest < other.digest else pair[::-1]
        relation = propositions.compare(one, two)
        if relation is not None:
            facts = asdict(relation)
            kind, score, why = (facts.pop(name) for name in ("kind", "score", "why"))
            yield StoredRelation(first, second, kind, score, why, facts)
