"""How one claim bears on another, once it is known who makes them and when.

What two claims say was compared before, apart from the rest (`propositions`); here the sources and days are added.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accordingto.ledger.linkage.sayings import StoredRelation
from accordingto.ledger.linkage.told import InnerLink, Told
from accordingto.linking.identity import Identity, Who

APART = 31
"""Days after which another number is taken for one of another event, unless both tell the same time."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """One claim bears on another; `one` is the earlier. `confidence` is a chance from 0 to 1."""

    kind: str
    one: Told
    other: Told
    why: str
    confidence: float


def day_of(told: Told) -> str | None:
    """Return the ISO day by which claims are put in order: that of saying, else that of the report."""
    day = told.said_start or told.said_end or told.published
    return day[:10] if day else None


def in_order(one: Told, other: Told) -> tuple[Told, Told]:
    """Return two claims, the earlier first; without days, or on one day, by report and place."""
    return (one, other) if _when(one) <= _when(other) else (other, one)


def bearing(relation: StoredRelation, one: Told, other: Told, who: Who) -> Bearing | None:
    """Return how two claims bear on each other whose propositions were found to be related, None where they do not.

    `one` and `other` say the relation's propositions in that order. The same source that says the opposite later
    reverses; another contradicts. A number that excludes another of the same day contradicts it; of a later day it
    updates it, where it is larger or told by the same source; more than APART days later it is of something else, and
    where a day is not known nothing is decided about it.
    """
    first, second = in_order(one, other)
    same = same_source(first, second, who)
    days = day_of(first), day_of(second)
    later = None not in days and days[0] != days[1]
    if relation.kind == "same":
        kind = "supports" if same is False else "repeats"
        return Bearing(kind, first, second, relation.why, relation.score)
    if relation.kind == "opposed":
        if not same:
            return Bearing("contradicts", first, second, relation.why, relation.score)
        if not later and None not in days:
            return Bearing("contradicts", first, second, f"the same source, on one day: {relation.why}", relation.score)
        when = "later" if later else "on a day not told"
        return Bearing("reverses", first, second, f"the same source, {when}: {relation.why}", relation.score)
    if None in days and not relation.facts.get("same_time"):
        return None
    return _other_number(relation, (first, second), grew=_grew(relation, first is one), same=same, later=later)


def _other_number(
    relation: StoredRelation, pair: tuple[Told, Told], *, grew: bool | None, same: bool | None, later: bool
) -> Bearing | None:
    first, second = pair
    if later and not relation.facts.get("same_time") and _days_between(first, second) > APART:
        return None
    if not later or relation.facts.get("same_time"):
        if same and later:
            return Bearing("updates", first, second, f"the same source, later: {relation.why}", relation.score)
        return Bearing("contradicts", first, second, relation.why, relation.score)
    if grew:
        return Bearing("updates", first, second, f"it grew: {relation.why}", relation.score)
    if same:
        return Bearing("updates", first, second, f"the same source, lower: {relation.why}", relation.score)
    return None


def of_link(link: InnerLink, one: Told, other: Told) -> Bearing:
    """Return what was found between two claims when their report was read."""
    return Bearing(link.kind, one, other, link.why, min(one.confidence, other.confidence))


def same_source(one: Told, other: Told, who: Who) -> bool | None:
    """Whether two claims have a source in common; None where that cannot be told: an unnamed source of two reports."""
    ours, theirs = _sources(one, who), _sources(other, who)
    if {s.id for s in ours} & {s.id for s in theirs}:
        return True
    # A named source may still be among the other report's unnamed ones; only names tell two apart for sure.
    return False if ours and theirs and all(s.named for s in ours + theirs) else None


def _days_between(first: Told, second: Told) -> int:
    try:
        one, other = (date.fromisoformat(day_of(told) or "") for told in (first, second))
    except ValueError:
        return 0
    return (other - one).days


def _sources(told: Told, who: Who) -> list[Identity]:
    numbers = ([] if told.source is None else [told.source]) + list(told.co_sources)
    return [who.source(number) for number in numbers]


def _grew(relation: StoredRelation, in_its_order: bool) -> bool | None:
    larger: str | None = relation.facts.get("larger")
    return None if larger is None else (larger == "other") == in_its_order


def _when(told: Told) -> tuple[str, str, int]:
    return day_of(told) or "", told.document, told.number
