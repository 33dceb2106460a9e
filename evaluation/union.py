"""Which things are connected, directly or through others."""

from __future__ import annotations

from collections.abc import Hashable


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
