"""What people have judged about two sources, and which judgements are in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Address = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's judgement about two sources, each told by its report's digest and its name there.

    `verdict` is same, different or unsure, or withdrawn where what was judged of the pair before is taken back; `by` is
    who judged, `at` the ISO time. Judgements are only ever added.
    """

    left: Address
    right: Address
    verdict: Literal["same", "different", "unsure", "withdrawn"]
    by: str
    at: str

    @property
    def pair(self) -> tuple[Address, Address]:
        """The two sources in an order of their own."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)


@dataclass(slots=True)
class Rulings:
    """What judgements amount to: groups judged to be one source each, and which groups are kept apart.

    Of two judgements on one pair the later counts. Where judgements contradict each other across several pairs
    (a is b, b is c, a is not c), the later ones count and the earlier ones that no longer fit are `overruled`.
    """

    groups: dict[Address, frozenset[Address]] = field(default_factory=dict)
    apart: dict[tuple[Address, Address], Judgement] = field(default_factory=dict)
    told: dict[Address, Judgement] = field(default_factory=dict)
    overruled: tuple[Judgement, ...] = ()

    def group(self, address: Address) -> frozenset[Address]:
        """Return the sources judged to be one with this, itself included."""
        return self.groups.get(address, frozenset((address,)))

    def kept_apart(self, one: frozenset[Address], two: frozenset[Address]) -> Judgement | None:
        """Return the judgement that keeps two groups apart, or None."""
        if not self.apart:
            return None
        return self.apart.get((min(one), min(two))) or self.apart.get((min(two), min(one)))

    def touches(self, address: Address) -> bool:
        """Whether anybody has judged this source."""
        return address in self.groups


def rulings(judgements: Iterable[Judgement]) -> Rulings:
    """Return what judgements amount to, whatever order they come in."""
    newest: dict[tuple[Address, Address], Judgement] = {}
    for judgement in sorted(judgements, key=_age):
        if judgement.left != judgement.right:
            newest[judgement.pair] = judgement
    newest = {pair: judgement for pair, judgement in newest.items() if judgement.verdict != "withdrawn"}
    groups: dict[Address, set[Address]] = {a: {a} for pair in newest for a in pair}
    apart: list[Judgement] = []
    told: dict[Address, Judgement] = {}
    overruled: list[Judgement] = []
    # Unsure is the weakest word: it stands where nothing else that people said brings the two together.
    latest_first = sorted(newest.values(), key=_age, reverse=True)
    for judgement in sorted(latest_first, key=lambda j: j.verdict == "unsure"):
        left, right = (groups[a] for a in judgement.pair)
        divided = any({id(groups[a]) for a in other.pair} == {id(left), id(right)} for other in apart)
        if judgement.verdict == "same":
            if divided:
                overruled.append(judgement)
            elif left is not right:
                left |= right
                groups.update((a, left) for a in right)
            if not divided:
                for address in judgement.pair:
                    told.setdefault(address, judgement)
        elif left is right:
            overruled.append(judgement)
        else:
            apart.append(judgement)
    frozen = {address: frozenset(group) for address, group in groups.items()}
    return Rulings(
        frozen,
        {(min(frozen[j.pair[0]]), min(frozen[j.pair[1]])): j for j in reversed(apart)},
        told,
        tuple(overruled),
    )


def _age(judgement: Judgement) -> tuple[str, str, str, tuple[Address, Address]]:
    return judgement.at, judgement.by, judgement.verdict, judgement.pair
