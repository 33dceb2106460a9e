"""Who a source is across reports, as far as the rest of linking needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Identity:
    """One source across reports: `id` is the same wherever it is the same; the unnamed are never the same elsewhere."""

    id: str
    name: str
    named: bool
    kind: str | None = None


class Who(Protocol):
    """Tells who a source is."""

    def source(self, number: int) -> Identity:
        """Return who the source with this row number is."""

    def outlet(self, name: str) -> Identity:
        """Return who the publisher or agency with this name is."""
