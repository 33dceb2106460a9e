"""What is told of an event or an entity at one place of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["event", "entity"]
KINDS: tuple[Kind, Kind] = ("event", "entity")


@dataclass(frozen=True, slots=True)
class Mention:
    """Some words of a sentence that name an event or an entity.

    `document` is the report's identifier, `sentence` counts from 0 in it, `words` are all words of the sentence and
    `places` which of them the mention is, ascending; they need not stand together.
    """

    kind: Kind
    document: str
    sentence: int
    words: tuple[str, ...]
    places: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.places or not 0 <= self.places[0] <= self.places[-1] < len(self.words):
            raise ValueError(f"no words at {self.places} in a sentence of {len(self.words)} words")

    @property
    def address(self) -> tuple[str, int, tuple[int, ...], str]:
        """What tells it from every other mention and gives the order of all."""
        return self.document, self.sentence, self.places, self.kind

    @property
    def text(self) -> str:
        """Its words, those that stand apart joined by an ellipsis."""
        parts = []
        for at, place in enumerate(self.places):
            gap = "" if not at else " " if place == self.places[at - 1] + 1 else " … "
            parts.append(gap + self.words[place])
        return "".join(parts)
