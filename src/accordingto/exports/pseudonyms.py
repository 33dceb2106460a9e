"""Names of people replaced in what is exported, the same label for the same name everywhere in one export."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import lru_cache

from accordingto.ledger.folding import folded
from accordingto.ledger.review.listing import Listed

_WORD = re.compile(r"\w[\w'’-]*")
# Shorter parts of a name (“Al”, “de”) are words of their own too often.
_LEAST = 3


@dataclass
class Pseudonyms:
    """Labels for names, numbered in the order in which the export meets them."""

    labels: dict[str, str] = field(default_factory=dict)

    def hidden(self, row: Listed, people: Collection[str]) -> Listed:
        """Return a line with the names of `people` (sources of its report) replaced by labels.

        Whole names and their parts are replaced, in whatever case; people whom the report only speaks of are not known
        here, and stay.
        """
        source = self._label(row.source_name) if row.source_name in people else None
        words = {name: self._label(name) for name in sorted(people)}

        def hide(text: str) -> str:
            for name, label in words.items():
                text = _pattern(name).sub(label, text)
            return text

        return replace(
            row,
            source_name=source or (row.source_name and hide(row.source_name)),
            source_words=source or hide(row.source_words),
            via_names=hide(row.via_names),
            title=row.title and hide(row.title),
            cue=hide(row.cue),
            content=hide(row.content),
            numbers=tuple(map(hide, row.numbers)),
        )

    def _label(self, name: str | None) -> str:
        return self.labels.setdefault(folded(name or ""), f"[person {len(self.labels) + 1}]")


@lru_cache(10_000)
def _pattern(name: str) -> re.Pattern[str]:
    """Match the whole name, and any run of its longer words."""
    words = [word for word in _WORD.findall(name) if len(word) >= _LEAST]
    parts = sorted(map(re.escape, {name, *words}), key=len, reverse=True)
    one = "(?:" + "|".join(parts) + ")"
    return re.compile(rf"(?<!\w){one}(?:\s+{one})*(?!\w)", re.IGNORECASE)
