"""How much one input may unpack to, all archives inside it taken together."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.errors import TooLargeError

RATIO = 200
SLACK = 16_000_000
MEMBERS = 1_000_000
NESTING = 4


@dataclass(slots=True)
class Allowance:
    """Counts what is unpacked: bytes against `packed`, the size of the outermost input, and members.

    News packs to a fifth, ten thousand copies of a page to a hundredth; only what was made to harm goes over RATIO.
    Once it is exhausted, nothing more of the outermost input is read.
    """

    packed: int
    unpacked: int = 0
    members: int = 0
    exhausted: bool = False

    def spend(self, count: int, name: str) -> None:
        """Note that `count` bytes were unpacked; raises TooLargeError where that is more than any news unpacks to."""
        self.unpacked += count
        if self.unpacked > SLACK + RATIO * self.packed:
            self.exhausted = True
            raise TooLargeError(
                f"{name}: unpacks to over {RATIO} times its size, as no reports do. It may have been made to fill "
                "memory; if you trust it, unpack it first."
            )

    def enter(self, name: str) -> None:
        """Note one more member; raises TooLargeError where there are too many."""
        self.members += 1
        if self.members > MEMBERS:
            self.exhausted = True
            raise TooLargeError(f"{name}: over {MEMBERS:,} members. Split the archive.")
