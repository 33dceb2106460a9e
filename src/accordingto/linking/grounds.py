"""On whose word a claim stands, and on whose the opposite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from accordingto.errors import LedgerError
from accordingto.ledger.linkage import sayings, told
from accordingto.ledger.linkage.told import Told
from accordingto.linking.bearing import bearing
from accordingto.linking.contradictions import EXCLUDING
from accordingto.linking.identity import Who
from accordingto.linking.origins import Origin, origins_of


@dataclass(frozen=True, slots=True)
class Grounds:
    """A claim with the independent origins of all that say so, and of all that exclude it; reports are counted."""

    claim: Told
    reports: int
    supporting: tuple[Origin, ...]
    opposing_reports: int
    opposing: tuple[Origin, ...]


def grounds_of(connection: Connection, number: int, who: Who) -> Grounds:
    """Return on whose word the claim with this row number stands; raises LedgerError where there is no such claim."""
    found = told.with_numbers(connection, [number])
    if not found:
        raise LedgerError("That claim is not in the ledger's current readings. Type one as `search` prints it.")
    claim = found[0]
    if claim.proposition is None:
        return _grounds(claim, found, _inner(connection, [claim]), who)
    relations = sayings.relations_of(connection, [claim.proposition])
    alike = {n for r in relations if r.kind == "same" for n in (r.one, r.other)} | {claim.proposition}
    supporting = _saying(connection, alike)
    opposing = _inner(connection, supporting)
    for relation in sayings.relations_of(connection, alike):
        if relation.kind == "same":
            continue
        ours, theirs = (relation.one, relation.other) if relation.one in alike else (relation.other, relation.one)
        if theirs in alike:
            continue
        for other in _saying(connection, [theirs]):
            for one in supporting:
                pair = (one, other) if ours == relation.one else (other, one)
                if one.proposition == ours and _excludes(relation, pair, who):
                    opposing.append(other)
                    break
    once = list({one.number: one for one in opposing}.values())
    return _grounds(claim, supporting, once, who)


def _excludes(relation: sayings.StoredRelation, pair: tuple[Told, Told], who: Who) -> bool:
    bears = bearing(relation, *pair, who)
    return bears is not None and bears.kind in EXCLUDING


def _saying(connection: Connection, propositions: Iterable[int]) -> list[Told]:
    numbers = {n for some in sayings.claims_saying(connection, propositions).values() for n in some}
    return told.with_numbers(connection, numbers)


def _inner(connection: Connection, supporting: list[Told]) -> list[Told]:
    """Claims that their own report sets against one of these."""
    ours = {one.number for one in supporting}
    links = told.inner_links(connection, EXCLUDING, ours)
    return told.with_numbers(connection, {n for link in links for n in (link.one, link.other)} - ours)


def _grounds(claim: Told, supporting: list[Told], opposing: list[Told], who: Who) -> Grounds:
    return Grounds(
        claim,
        len({one.document for one in supporting}),
        origins_of(supporting, who),
        len({one.document for one in opposing}),
        origins_of(opposing, who),
    )
