"""Leaves a host in peace between two requests."""

from __future__ import annotations

from collections.abc import Callable

GAP = 1.0
"""Seconds from one request to a host to the next, where its robots.txt does not ask for more."""


class Pacing:
    """Remembers when each host was last asked; `clock` gives seconds, `sleep` waits for some."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None], gap: float = GAP) -> None:
        self._clock = clock
        self._sleep = sleep
        self._gap = gap
        self._last: dict[str, float] = {}

    def wait(self, host: str, delay: float = 0.0) -> None:
        """Wait until the host may be asked again: `delay` seconds after the last request, but at least the gap."""
        if host in self._last:
            left = self._last[host] + max(self._gap, delay) - self._clock()
            if left > 0:
                self._sleep(left)
        self._last[host] = self._clock()
