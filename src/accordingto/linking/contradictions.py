"""All that excludes one another in a ledger: contradictions and reversals, between reports and within one."""

from __future__ import annotations

from sqlalchemy import Connection

from accordingto.ledger.linkage import sayings, told
from accordingto.linking.bearing import Bearing, day_of, in_order, of_link
from accordingto.linking.identity import Who
from accordingto.linking.matter import bearings_of, once_a_family, unique

EXCLUDING = ("contradicts", "reverses")


def contradictions(
    connection: Connection, who: Who, since: str | None = None, until: str | None = None, at_least: float = 0.0
) -> list[Bearing]:
    """Return the pairs of claims that exclude each other, by the day of the later, each once for a family of reprints.

    `since` and `until` are ISO days, months or years (inclusive) for the day of the later claim; where one is given,
    pairs without a day are left out. `at_least` is the least confidence.
    """
    relations = sayings.relations_of_kind(connection, ("opposed", "other-number"))
    related = {number for r in relations for number in (r.one, r.other)}
    saying = {n for some in sayings.claims_saying(connection, related).values() for n in some}
    links = told.inner_links(connection, EXCLUDING)
    linked = {number for link in links for number in (link.one, link.other)}
    kept, _ = once_a_family(told.with_numbers(connection, saying | linked))
    by_number = {claim.number: claim for claim in kept}
    found = [bears for bears in bearings_of(relations, kept, who) if bears.kind in EXCLUDING]
    found += [
        of_link(link, *in_order(by_number[link.one], by_number[link.other]))
        for link in links
        if link.one in by_number and link.other in by_number
    ]
    wanted = [b for b in unique(found) if b.confidence >= at_least and _within(day_of(b.other), since, until)]
    return sorted(wanted, key=lambda b: (day_of(b.other) or "", b.one.document, b.one.number, b.other.number))


def _within(day: str | None, since: str | None, until: str | None) -> bool:
    if day is None:
        return since is None and until is None
    # The shorter of the two decides: 2022-03 takes in all its days.
    return (since is None or day[: len(since)] >= since) and (until is None or day[: len(until)] <= until)
