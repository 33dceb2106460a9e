"""Claims with their reports, and who is who among their sources, made up for tests."""

from __future__ import annotations

from typing import Any

from accordingto.ledger.linkage.sayings import StoredRelation
from accordingto.ledger.linkage.told import Told
from accordingto.linking.identity import Identity

_DEFAULTS: dict[str, Any] = {
    "key": "C1", "report": 1, "document": "sha256:aa", "title": "A title", "publisher": "Courier",
    "published": "2024-06-05", "url": None, "length": 900, "family": None, "agencies": (), "source": 1,
    "source_name": "The ministry",
    "source_words": "the ministry", "co_sources": (), "via": (), "cue": "said", "content": "the dam held",
    "act": "assert", "said_start": None, "said_end": None, "certainty": None, "polarity": None, "confidence": 0.9,
    "standing": (), "counts": (), "about": (), "proposition": None,
}  # fmt: skip


def told(number: int, **cells: Any) -> Told:
    """Return a claim; what is not given is that of a report of 5 June by the Courier."""
    cells = {"document": f"sha256:{number:02}", "report": number} | cells
    return Told(number=number, **_DEFAULTS | cells)


def relation(kind: str, **facts: Any) -> StoredRelation:
    """Return a relation between propositions 1 and 2."""
    return StoredRelation(1, 2, kind, 0.9, "the words say so", facts)


class FakeWho:
    """Sources by row number: named ones by name, the rest are unnamed."""

    def __init__(self, names: dict[int, str], unnamed: dict[int, str] | None = None) -> None:
        self.names = names
        self.unnamed = unnamed or {}

    def source(self, number: int) -> Identity:
        if number in self.names:
            return Identity(self.names[number], self.names[number], True)
        return Identity(f"unnamed {number}", self.unnamed.get(number, "officials"), False)

    def outlet(self, name: str) -> Identity:
        return Identity(name, name, True, "outlet")
