"""Numbers of two propositions compared as values, where they count the same thing."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.linking.propositions.lexicon import lemma_of, likeness
from accordingto.linking.propositions.proposition import Count, Proposition

NEAR = 0.1
"""How far an approximate number may be off, as a part of it (“about 70” agrees with 71)."""
_PEOPLE = frozenset(
    "people person man woman child civilian soldier victim worker resident protester dead injured wounded case patient"
    " passenger member casualty death killed body".split()
)


@dataclass(frozen=True, slots=True)
class Counted:
    """Two numbers of the same thing; `larger` is “one”, “other” or None, `exclude` whether not both can hold."""

    one: Count
    other: Count
    exclude: bool
    larger: str | None


def counted(one: Proposition, other: Proposition) -> Counted | None:
    """Return the first pair of numbers that count the same thing, one that excludes before one that does not."""
    found = [
        Counted(a, b, excludes(a, b), _larger(a, b))
        for a in one.counts
        for b in other.counts
        if _same_unit(a.unit, b.unit)
    ]
    if not found:
        return None
    # Where any number of a side agrees with one of the other, the rest count other things.
    agreeing = [pair for pair in found if not pair.exclude]
    return (agreeing or found)[0]


def excludes(a: Count, b: Count) -> bool:
    """Whether no number fits both; approximate ones reach a tenth further."""
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    return high_a < low_b or high_b < low_a


def _range(count: Count) -> tuple[float, float]:
    low = float("-inf") if count.minimum is None else count.minimum
    high = float("inf") if count.maximum is None else count.maximum
    if count.approximate:
        low, high = low - abs(low) * NEAR, high + abs(high) * NEAR
    return low, high


def _larger(a: Count, b: Count) -> str | None:
    one = a.minimum if a.minimum is not None else a.maximum
    other = b.minimum if b.minimum is not None else b.maximum
    if one is None or other is None or one == other:
        return None
    return "one" if one > other else "other"


def _same_unit(a: str | None, b: str | None) -> bool:
    if a == b:
        return a is not None
    if a is None or b is None:
        return False
    ours, theirs = _head(a), _head(b)
    return ours == theirs or {ours, theirs} <= _PEOPLE or likeness(ours, theirs).score >= 0.8


def _head(unit: str) -> str:
    words = unit.split()
    return lemma_of(words[-1]) if words else unit
