"""What is wrong in a ledger, for people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it must be: where, and what, in words."""

    where: str
    what: str

    def __str__(self) -> str:
        """Return both as one line."""
        return f"{self.where}: {self.what}"
