"""One matter: the claims that were asked for, those that bear on them, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz
from sqlalchemy import Connection

from accordingto.ledger.linkage import sayings, told
from accordingto.ledger.linkage.sayings import StoredRelation
from accordingto.ledger.linkage.told import Told
from accordingto.linking.bearing import Bearing, bearing, in_order, of_link
from accordingto.linking.identity import Who

ALIKE = 75.0
"""Percent of likeness from which two claims of a family are one claim edited."""
INNER = ("contradicts", "reverses", "supports", "repeats")


@dataclass(frozen=True, slots=True)
class Matter:
    """Claims, each once for a family of reprints, and how they bear on one another.

    `copies` counts, by row number of a claim, the reprints that tell it too.
    """

    claims: tuple[Told, ...]
    bearings: tuple[Bearing, ...]
    copies: dict[int, int]


def matter_of(connection: Connection, numbers: Iterable[int], who: Who, *, widen: bool = True) -> Matter:
    """Return the matter of these claims (row numbers): they, where `widen` those related to them, and the bearings."""
    asked = told.with_numbers(connection, numbers)
    propositions = {claim.proposition for claim in asked if claim.proposition is not None}
    relations = sayings.relations_of(connection, propositions)
    if widen:
        further = {number for r in relations for number in (r.one, r.other)} - propositions
        relations = sayings.relations_of(connection, propositions | further)
        propositions |= further
        saying = [n for some in sayings.claims_saying(connection, propositions).values() for n in some]
        asked = told.with_numbers(connection, {claim.number for claim in asked} | set(saying))
    kept, copies = once_a_family(asked)
    found = [*bearings_of(relations, kept, who), *_inner(connection, kept)]
    return Matter(tuple(kept), unique(found), copies)


def bearings_of(relations: Iterable[StoredRelation], claims: Iterable[Told], who: Who) -> Iterator[Bearing]:
    """Yield how claims bear on one another whose propositions are related; reprints do not bear on each other."""
    saying: dict[int | None, list[Told]] = defaultdict(list)
    for claim in claims:
        saying[claim.proposition].append(claim)
    for relation in relations:
        for one, other in product(saying.get(relation.one, ()), saying.get(relation.other, ())):
            bears = None if _reprinted(one, other) else bearing(relation, one, other, who)
            if bears is not None:
                yield bears


def once_a_family(claims: Sequence[Told]) -> tuple[list[Told], dict[int, int]]:
    """Return one claim, the oldest report's, of those that a family of reprints tells, and how many more tell each.

    Reprints tell a claim in the same words or nearly the same: editors change a verb, the model cuts elsewhere.
    """
    kept: dict[object, list[Told]] = defaultdict(list)
    copies: dict[int, set[str]] = {}
    # Of copies of one day most were cut from the longest.
    for claim in sorted(claims, key=lambda c: ((c.published or "9999")[:10], -c.length, c.document, c.number)):
        family = kept[claim.document if claim.family is None else claim.family]
        told_before = next((one for one in family if _told_alike(one, claim)), None)
        if told_before is None:
            family.append(claim)
            copies[claim.number] = set()
        else:
            copies[told_before.number].add(claim.document)
    found = [claim for family in kept.values() for claim in family]
    counts = {number: len(documents) for number, documents in copies.items()}
    return sorted(found, key=lambda claim: (claim.document, claim.number)), counts


def unique(bearings: Iterable[Bearing]) -> tuple[Bearing, ...]:
    """Return bearings sorted, one a pair of claims, the surest."""
    found: dict[tuple[int, int], Bearing] = {}
    for bears in bearings:
        pair = bears.one.number, bears.other.number
        known = found.get(pair)
        if known is None or (bears.confidence, bears.kind) > (known.confidence, known.kind):
            found[pair] = bears
    return tuple(sorted(found.values(), key=_place))


def _told_alike(one: Told, other: Told) -> bool:
    """Whether two reports of a family tell the same claim."""
    if one.document == other.document or one.act != other.act:
        return False
    return fuzz.ratio(one.content, other.content, score_cutoff=ALIKE) > 0


def _inner(connection: Connection, kept: Sequence[Told]) -> list[Bearing]:
    by_number = {claim.number: claim for claim in kept}
    return [
        of_link(link, *in_order(by_number[link.one], by_number[link.other]))
        for link in told.inner_links(connection, INNER, by_number)
        if link.one in by_number and link.other in by_number
    ]


def _reprinted(one: Told, other: Told) -> bool:
    """Whether two claims of two reports stand in one family: a reprint neither supports nor contradicts itself."""
    return one.document != other.document and one.family is not None and one.family == other.family


def _place(bears: Bearing) -> tuple[str, int, str, int, str]:
    return bears.one.document, bears.one.number, bears.other.document, bears.other.number, bears.kind
