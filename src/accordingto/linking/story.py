"""What is told of one matter: the points at issue, their sides, on whose word each stands, and what became of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accordingto.ledger.linkage.told import Told
from accordingto.linking.bearing import Bearing, day_of
from accordingto.linking.identity import Who
from accordingto.linking.matter import Matter
from accordingto.linking.origins import Origin, origins_of
from accordingto.records.document import MARKS_OF_PUBLISHERS

JOINED = 0.6
"""The confidence from which claims that agree are put on one side: one wrong pair would join two matters."""
_AGREEING = ("repeats", "supports")


@dataclass(frozen=True, slots=True)
class Side:
    """Claims that say the same, the earliest first, and the origins they go back to; `reports` counts reprints too."""

    claims: tuple[Told, ...]
    origins: tuple[Origin, ...]
    reports: int

    @property
    def taken_back(self) -> tuple[tuple[str, int], ...]:
        """Which publishers' marks its reports bear, each with how many reports do."""
        told = Counter(c.status for c in {c.document: c for c in self.claims}.values())
        return tuple((mark, told[status]) for status, mark in MARKS_OF_PUBLISHERS.items() if told[status])


@dataclass(frozen=True, slots=True)
class Point:
    """One point: the sides that contradict, reverse or update one another, the first told first."""

    sides: tuple[Side, ...]
    bearings: tuple[Bearing, ...]

    @property
    def turns(self) -> tuple[Bearing, ...]:
        """What happened to its claims, by day of the later: all but plain agreement, which the counts show."""
        told = [b for b in self.bearings if b.kind not in _AGREEING]
        return tuple(sorted(told, key=lambda b: (_when(b.other), _when(b.one))))

    @property
    def is_lone(self) -> bool:
        """Whether one report tells it and nothing bears on it."""
        return len(self.sides) == 1 and self.sides[0].reports == 1 and not self.bearings


@dataclass(frozen=True, slots=True)
class Story:
    """The points of a matter by day: those that are at issue first, then what several reports tell, then the rest."""

    points: tuple[Point, ...]

    @property
    def charted(self) -> tuple[Point, ...]:
        """The points that a timeline shows: those that are not told once only, all where there are no others."""
        return tuple(point for point in self.points if not point.is_lone) or self.points


def story_of(matter: Matter, who: Who) -> Story:
    """Return the story that a matter makes; the same whatever the order of its claims."""
    by_number = {claim.number: claim for claim in matter.claims}
    sure = [b for b in matter.bearings if b.kind not in _AGREEING or b.confidence >= JOINED]
    same = _groups(by_number, _pairs(b for b in sure if b.kind in _AGREEING), _identical(matter.claims))
    sides = {number: n for n, group in enumerate(same) for number in group}
    joined = _groups(range(len(same)), [(sides[a], sides[b]) for a, b in _pairs(sure)])
    points = []
    for group in joined:
        told = {number for n in group for number in same[n]}
        inside = tuple(b for b in sure if b.one.number in told)
        found = [_side([by_number[number] for number in same[n]], matter, who) for n in group]
        points.append(Point(tuple(sorted(found, key=lambda side: _when(side.claims[0]))), inside))
    return Story(tuple(sorted(points, key=_weight)))


def _side(claims: Sequence[Told], matter: Matter, who: Who) -> Side:
    ordered = tuple(sorted(claims, key=_when))
    reports = len({c.document for c in ordered}) + sum(matter.copies.get(c.number, 0) for c in ordered)
    return Side(ordered, origins_of(ordered, who), reports)


def _pairs(bearings: Iterable[Bearing]) -> list[tuple[int, int]]:
    return [(b.one.number, b.other.number) for b in bearings]


def _identical(claims: Iterable[Told]) -> list[tuple[int, int]]:
    """Pairs of claims with one proposition, enough of them to join all that have it."""
    saying: dict[int, list[int]] = defaultdict(list)
    for claim in claims:
        if claim.proposition is not None:
            saying[claim.proposition].append(claim.number)
    return [(numbers[0], number) for numbers in saying.values() for number in numbers]


def _groups(members: Iterable[int], *pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the members that pairs join, directly or through others, in a fixed order."""
    near: dict[int, set[int]] = defaultdict(set)
    for some in pairs:
        for a, b in some:
            near[a].add(b)
            near[b].add(a)
    seen: set[int] = set()
    groups = []
    for start in members:
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [], [start]
        while waiting:
            member = waiting.pop()
            group.append(member)
            fresh = near[member] - seen
            seen |= fresh
            waiting += fresh
        groups.append(sorted(group))
    return groups


def _when(told: Told) -> tuple[str, str, int, str, int]:
    return day_of(told) or "9999", (told.published or "9999")[:10], -told.length, told.document, told.number


def _weight(point: Point) -> tuple[bool, bool, tuple[str, str, int, str, int]]:
    return point.is_lone, not point.turns, _when(point.sides[0].claims[0])
