"""Signals that end a long-running command: at once where it waits, after what it has begun where it stores."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopping:
    """Remembers the signal that came, and turns it into KeyboardInterrupt at the right moment."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self._busy = False

    @property
    def exit_code(self) -> int:
        """What the command exits with: 130 after Ctrl-C, 0 where another program ended it in an orderly way."""
        return 130 if self.signal in (None, signal.SIGINT) else 0

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Let the block end before a signal takes effect; a second signal does not wait."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False
        if self.signal is not None:
            raise KeyboardInterrupt

    def came(self, number: int, frame: FrameType | None) -> None:
        """Take a signal."""
        again, self.signal = self.signal is not None, number
        if again or not self._busy:
            raise KeyboardInterrupt


@contextmanager
def stopping() -> Iterator[Stopping]:
    """Handle SIGINT (Ctrl-C) and SIGTERM inside the block."""
    found = Stopping()
    before = {number: signal.signal(number, found.came) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield found
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
