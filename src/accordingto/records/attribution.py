"""What the reading model finds: who-said-what as spans, before anybody is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from accordingto.records.span import Spans


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with the words of its source and of its content.

    `via` are the words that name who relays it, the nearest first.
    `parent` is the position, in the same list, of the attribution inside whose content this one stands.
    `confidence` is the calibrated chance, 0 to 1, that the attribution is usable as it stands.
    """

    source: Spans
    cue: Spans
    content: Spans
    confidence: float
    parent: int | None = None
    via: Spans = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A named mention in the text; `kind` is PER, ORG, LOC or MISC."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Antecedents:
    """Where one word may refer back to: (offset of a word's start, chance), best first; `nothing`: to none of them."""

    candidates: tuple[tuple[int, float], ...]
    nothing: float


def only(attributions: Sequence[Attribution], keep: Sequence[bool]) -> tuple[Attribution, ...]:
    """Return those to keep; what stood in one that goes stands in what that one stood in."""
    place = {i: n for n, i in enumerate(i for i, kept in enumerate(keep) if kept)}

    def parent(i: int | None) -> int | None:
        while i is not None and not keep[i]:
            i = attributions[i].parent
        return None if i is None else place[i]

    return tuple(replace(attributions[i], parent=parent(attributions[i].parent)) for i in place)
