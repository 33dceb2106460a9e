"""Families of reprints: reports that are connected by decisions about pairs.

What is decided about two reports depends on these two alone, and families are the connected parts of all decisions, so
neither the order of reports nor batches matter. A new report need not be compared with a family that it has joined:
another proof would connect nothing anew. So ten thousand copies of one report cost ten thousand comparisons, not fifty
million.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accordingto.linking.duplicates.reprint import Reprint, reprint


@dataclass(frozen=True, slots=True)
class Edge:
    """A decision that two reports are one text; `one` and `other` are ids, the lesser first."""

    one: str
    other: str
    reprint: Reprint


def joins(id: str, text: str, parts: Iterable[Iterable[tuple[str, str]]]) -> Iterator[Edge]:
    """Decide which families a new report joins; yields the edge that proves each.

    `parts` are the families that have candidates (a single report is a family too), each its candidates as id and
    text. Texts are taken one at a time and only until the family is joined, so give an iterator that loads them late.
    """
    for part in parts:
        for other, theirs in part:
            decided = reprint(text, theirs)
            if decided is not None:
                yield Edge(min(id, other), max(id, other), decided)
                break
