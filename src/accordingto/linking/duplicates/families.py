"""Families of reprints: reports that are connected by decisions about pairs.

What is decided about two reports depends on these two alone, and families are the connected parts of all decisions, so
neither the order of reports nor batches matter. A new report need not be compared with a family that it has joined:
another proof would connect nothing anew. So ten thousand copies of one report cost ten thousand comparisons, not fifty
million.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from accordingto.linking.duplicates.reprint import Reprint, reprint


@dataclass(frozen=True, slots=True)
class Edge:
    """A decision that two reports are one text; `one` and `other` are ids, the lesser first."""

    one: str
    other: str
    reprint: Reprint


@dataclass(frozen=True, slots=True)
class Member:
    """A report as families know it: `published` is an ISO day or time or None, `digest` breaks ties."""

    id: str
    published: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Family:
    """At least two reports that are one text, the oldest first; without a date a report comes last."""

    members: tuple[Member, ...]

    @property
    def oldest(self) -> Member:
        """The member published first."""
        return self.members[0]


def joins(id: str, text: str, parts: Iterable[Iterable[tuple[str, str]]]) -> Iterator[Edge]:
    """Decide which families a new report joins; yields the edge that proves each.

    `parts` are the families that have candidates (a single report is a family too), each its candidates as id and
    text. Texts are taken one at a time and only until the family is joined, so give an iterator that loads them late.
    """
    for part in parts:
        for other, theirs in part:
            decided = reprint(text, theirs)
            if decided is not None:
                yield Edge(min(id, other), max(id, other), decided)
                break


def families(members: Iterable[Member], pairs: Iterable[tuple[str, str]]) -> list[Family]:
    """Return the families that `pairs` of ids make, the one with the oldest member first; single reports are none."""
    known = {member.id: member for member in members}
    union = Union()
    for one, other in pairs:
        union.join(one, other)
    parts: dict[Hashable, list[Member]] = {}
    for member in known.values():
        parts.setdefault(union.find(member.id), []).append(member)
    made = [Family(tuple(sorted(part, key=_age))) for part in parts.values() if len(part) > 1]
    return sorted(made, key=lambda family: _age(family.oldest))


def _age(member: Member) -> tuple[bool, str, str, str]:
    """Order by day, then by digest: two reports of a day have no order that could be known."""
    return member.published is None, (member.published or "")[:10], member.digest, member.id


class Union:
    """Which things are connected (union-find with path halving, the smaller part under the larger)."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}
        self._size: dict[Hashable, int] = {}

    def find(self, thing: Hashable) -> Hashable:
        """Return one thing that stands for all that are connected with `thing`."""
        above = self._above
        above.setdefault(thing, thing)
        while above[thing] != thing:
            above[thing] = above[above[thing]]
            thing = above[thing]
        return thing

    def join(self, one: Hashable, other: Hashable) -> None:
        """Connect two things."""
        low, high = sorted((self.find(one), self.find(other)), key=lambda root: self._size.get(root, 1))
        if low != high:
            self._above[low] = high
            self._size[high] = self._size.get(high, 1) + self._size.get(low, 1)
