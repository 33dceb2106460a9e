"""Numbers of two propositions compared as values, where they count the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from accordingto.linking.propositions.lexicon import lemma_of, likeness, rows
from accordingto.linking.propositions.proposition import Count, Proposition

NEAR = 0.1
"""How far an approximate number may be off, as a part of it (“about 70” agrees with 71)."""
_PEOPLE = frozenset(
    "people person man woman child civilian soldier victim worker resident protester dead injured wounded case patient"
    " passenger member casualty death killed body guard striker voter other boy girl troop officer infection".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 8
"""Words between a number and what tells the fate of those it counts."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Two numbers of the same thing; `larger` is “one”, “other” or None, `exclude` whether not both can hold."""

    one: Count
    other: Count
    exclude: bool
    larger: str | None


def fate_at(content: str, start: int, end: int) -> str | None:
    """Return what befell those counted at `content[start:end]`: told by the nearest word, rather after than before."""
    after = [w.lower() for w in _WORD.findall(content[start : end + 120].partition(";")[0])]
    before = [w.lower() for w in _WORD.findall(content[max(0, start - 80) : start])][::-1]
    near = [(n, _fates()[w]) for n, w in enumerate(after[: _REACH + 3]) if w in _fates()]
    near += [(n + 3, _fates()[w]) for n, w in enumerate(before[:_REACH]) if w in _fates()]
    return min(near)[1] if near else None


def counted(one: Proposition, other: Proposition) -> Counted | None:
    """Return the first pair of numbers that count the same thing, one that fits before one that excludes."""
    found = [
        Counted(a, b, excludes(a, b), _larger(a, b)) for a in one.counts for b in other.counts if _same_thing(a, b)
    ]
    # Where any number of a side agrees with one of the other, the rest count other things.
    return min(found, key=lambda pair: pair.exclude, default=None)


def lone_numbers(one: Sequence[Count], other: Sequence[Count]) -> bool:
    """Whether both sides tell a number that the other does not."""
    lone = [
        [a for a in ours if not any(_same_thing(a, b) and fit(a, b) for b in theirs)]
        for ours, theirs in ((one, other), (other, one))
    ]
    return bool(lone[0] and lone[1])


def excludes(a: Count, b: Count) -> bool:
    """Whether no number fits both; approximate ones reach a tenth further."""
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    return high_a < low_b or high_b < low_a


def fit(a: Count, b: Count) -> bool:
    """Whether two numbers may be one: “as many as 32” does not exclude 24, but does not say so either."""
    if excludes(a, b):
        return False
    tops = [(a, b), (b, a)]
    return not any(
        most.minimum is None and told.minimum is not None and _range(told)[1] < _range(most)[1] * (1 - NEAR)
        for most, told in tops
    )


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


def _same_thing(a: Count, b: Count) -> bool:
    ours, theirs = _head(a.unit), _head(b.unit)
    people = [unit in _PEOPLE or (unit is None and count.fate is not None) for unit, count in ((ours, a), (theirs, b))]
    if all(people):
        return a.fate == b.fate
    if ours is None or theirs is None:
        return False
    return ours == theirs or likeness(ours, theirs).score >= 0.8


def _head(unit: str | None) -> str | None:
    words = unit.split() if unit else []
    return lemma_of(words[-1]) if words else None


@cache
def _fates() -> dict[str, str]:
    return {word: fate for fate, words in rows("fates.tsv") for word in words.split()}
