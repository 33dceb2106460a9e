"""A stretch of a report's text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open offsets in Unicode code points: `text[start:end]`."""

    start: int
    end: int


Spans = tuple[Span, ...]


def spans(pairs: Iterable[Iterable[int]]) -> Spans:
    """Build spans from pairs such as JSON's `[[0, 5], [9, 12]]`."""
    return tuple(Span(*pair) for pair in pairs)


def words_of(text: str, parts: Spans) -> str:
    """Return the characters that `parts` point at, joined by “ … ” where they are apart."""
    return " … ".join(text[start:end] for start, end in parts)


def inside(inner: Spans, outer: Spans) -> bool:
    """Whether every part of `inner` lies within some part of `outer` (false where `inner` is empty)."""
    return bool(inner) and all(any(o.start <= i.start and i.end <= o.end for o in outer) for i in inner)
