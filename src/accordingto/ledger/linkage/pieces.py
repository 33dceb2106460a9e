"""Long lists of values in pieces that one statement takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

Value = TypeVar("Value")
MOST = 500


def in_pieces(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Yield `values` in order, at most MOST at a time."""
    return (values[first : first + MOST] for first in range(0, len(values), MOST))
